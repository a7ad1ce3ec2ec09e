// @ts-check
// A sheet of SVG that lies on a Leaflet map: drawn in the sheet's own coordinates, moved with the map.
import { draw } from "./dom.js";
import { onMap } from "./frame.js";
import { WORLD_ZOOM } from "./projection.js";

/**
 * @typedef {object} Sheet
 * @property {HTMLElement} pane
 * @property {SVGElement} defs
 * @property {SVGElement} world holds drawings in the coordinates of `projection`; their strokes do not scale
 * @property {(anew?: boolean) => void} settle draws it where the map stands
 * @property {SVGElement} flat holds drawings in screen pixels from the sheet's corner, redrawn at each zoom
 */

/**
 * Lay a sheet on a map.
 * @param {any} map L.Map
 * @param {{ left: number, top: number }} corner of the sheet in pixels of zoom 14
 * @param {{ name: string, z: number, redraw: (scale: number, zoom: number) => void, signal: AbortSignal }} options
 * @returns {Sheet}
 */
export function laySheet(map, corner, { name, z, redraw, signal }) {
  // A new one each time: a pane's name is bound to its element for good. Without Leaflet's class, whose style takes the
  // pointer from every path.
  const pane = L.DomUtil.create("div", `plate-pane ${name}`, map.getPane("mapPane"));
  pane.style.zIndex = String(z);
  const defs = draw("defs");
  const world = draw("g", { class: "world" });
  const flat = draw("g", { class: "flat" });
  const root = draw("svg", { class: "sheet leaflet-zoom-animated", width: 1, height: 1 }, defs, world, flat);
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
  const settle = (anew = false) => {
    const now = map.getPixelOrigin();
    if (!anew && map.getZoom() === zoom && now.equals(origin)) return;
    const zoomed = anew || map.getZoom() !== zoom;
    zoom = map.getZoom();
    origin = now;
    const scale = 2 ** (zoom - WORLD_ZOOM);
    const x = corner.left * scale - origin.x;
    const y = corner.top * scale - origin.y;
    world.setAttribute("transform", `matrix(${scale} 0 0 ${scale} ${x} ${y})`);
    flat.setAttribute("transform", `translate(${x} ${y})`);
    L.DomUtil.setTransform(moved, L.point(0, 0), 1);
    if (zoomed) redraw(scale, zoom);
  };
  onMap(map, "zoomanim", (event) => {
    // Leaflet's own layers ask for the same origin; there is no public name for it.
    stretch(map._getNewPixelOrigin(event.center, event.zoom), event.zoom);
  }, signal);
  onMap(map, "zoom", () => stretch(map.getPixelOrigin(), map.getZoom()), signal);
  onMap(map, "viewreset zoomend moveend", () => settle(), signal);
  signal.addEventListener("abort", () => pane.remove());
  return { pane, defs, world, flat, settle };
}
