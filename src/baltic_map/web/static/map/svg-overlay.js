// @ts-check
// An SVG that lies on a Leaflet map: drawn in its own coordinates, moved with the map.
import { svg } from "../dom/elements.js";
import { onMapEvent } from "../app/viewport.js";
import { WORLD_ZOOM } from "../data/mercator.js";

/**
 * @typedef {object} SvgOverlay
 * @property {HTMLElement} pane
 * @property {SVGElement} defs
 * @property {SVGElement} world holds drawings in the coordinates of `projection`; their strokes do not scale
 * @property {() => void} update draws it where the map stands
 * @property {SVGElement} flat holds drawings in screen pixels from the overlay's corner, redrawn at each zoom
 */

/**
 * Lay an overlay on a map.
 * @param {any} map L.Map
 * @param {{ left: number, top: number }} corner of the overlay in pixels of zoom 14
 * @param {{ name: string, z: number, redraw: (scale: number, zoom: number) => void, signal: AbortSignal }} options
 * @returns {SvgOverlay}
 */
export function addSvgOverlay(map, corner, { name, z, redraw, signal }) {
  // A new one each time: a pane's name is bound to its element for good. Without Leaflet's class, whose style takes the
  // pointer from every path.
  const pane = L.DomUtil.create("div", `atlas-pane ${name}`, map.getPane("mapPane"));
  pane.style.zIndex = String(z);
  const defs = svg("defs");
  const world = svg("g", { class: "world" });
  const flat = svg("g", { class: "flat" });
  const root = svg("svg", { class: "overlay leaflet-zoom-animated", width: 1, height: 1 }, defs, world, flat);
  // Leaflet's types know only HTML elements; it moves others as well.
  const moved = /** @type {HTMLElement} */ (/** @type {Element} */ (root));
  pane.append(root);
  let zoom = NaN;
  /** @type {any} */
  let origin = null;

  const stretch = (/** @type {any} */ toOrigin, /** @type {number} */ toZoom) => {
    if (origin === null) return;
    const scale = map.getZoomScale(toZoom, zoom);
    L.DomUtil.setTransform(moved, origin.multiplyBy(scale).subtract(toOrigin), scale);
  };
  const update = () => {
    const now = map.getPixelOrigin();
    const zoomed = map.getZoom() !== zoom;
    if (!zoomed && now.equals(origin)) return;
    zoom = map.getZoom();
    origin = now;
    const scale = 2 ** (zoom - WORLD_ZOOM);
    // Whole pixels: what lies between them is drawn a second time, and blurred.
    const x = Math.round(corner.left * scale - origin.x);
    const y = Math.round(corner.top * scale - origin.y);
    world.setAttribute("transform", `matrix(${scale} 0 0 ${scale} ${x} ${y})`);
    flat.setAttribute("transform", `translate(${x} ${y})`);
    L.DomUtil.setTransform(moved, L.point(0, 0), 1);
    if (zoomed) redraw(scale, zoom);
  };
  onMapEvent(map, "zoomanim", (event) => {
    // Leaflet's own layers ask for the same origin; there is no public name for it.
    stretch(map._getNewPixelOrigin(event.center, event.zoom), event.zoom);
  }, signal);
  onMapEvent(map, "zoom", () => stretch(map.getPixelOrigin(), map.getZoom()), signal);
  onMapEvent(map, "viewreset zoomend moveend", update, signal);
  signal.addEventListener("abort", () => pane.remove());
  return { pane, defs, world, flat, update };
}
