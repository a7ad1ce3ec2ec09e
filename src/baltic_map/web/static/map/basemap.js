// @ts-check
// Sea with its waterlines, land, lakes, rivers, graticule: what does not change from day to day.
import { svg } from "../dom/elements.js";
import { degreePatterns, graticuleStep, linesBetween, writeDegrees } from "../data/graticule.js";
import { cssColor } from "./colors.js";
import { WORLD_ZOOM } from "../data/mercator.js";

const FRAME = 6;
// So far from a corner, in pixels, no degree is written.
const CORNER = 22;

/** @typedef {"land" | "coast" | "shore" | "lakes" | "rivers"} Shape */
/** @typedef {(shape: Shape) => Element} Track gives a path, or a group of them, that follows the scale */

/**
 * Draw what lies under the states: sea and land.
 * @param {import("./svg-overlay.js").SvgOverlay} overlay
 * @param {string} prefix of ids
 * @param {import("../contract.js").Scene} scene
 * @param {{ width: number, height: number }} size of the overlay at zoom 14
 * @param {Track} track
 */
export function drawSea(overlay, prefix, { waterlines, symbology }, size, track) {
  const clip = svg("clipPath", { id: `${prefix}-neat` }, svg("rect", { width: size.width, height: size.height }));
  overlay.defs.append(clip);
  overlay.world.setAttribute("clip-path", `url(#${prefix}-neat)`);
  const sea = svg("rect", { class: "sea", width: size.width, height: size.height });
  overlay.world.append(sea);
  for (const { reach, fill, line } of waterlines) {
    /** @type {[number, import("./colors.js").ColorPair][]} */
    const strokes = [[reach + symbology.waterline, line], [reach, fill]];
    for (const [far, pair] of strokes) {
      const band = /** @type {SVGElement} */ (track("shore"));
      band.setAttribute("class", "waterline");
      band.style.stroke = cssColor(pair);
      band.style.strokeWidth = `${2 * far}px`;
      overlay.world.append(band);
    }
  }
  const land = track("land");
  land.setAttribute("class", "bare-land");
  overlay.world.append(land);
}

/**
 * Draw the lakes, rivers and shores over the states.
 * @param {Element} place
 * @param {Track} track
 */
export function drawWater(place, track) {
  for (const shape of /** @type {const} */ (["rivers", "lakes", "coast"])) {
    const path = track(shape);
    path.setAttribute("class", shape);
    place.append(path);
  }
}

/**
 * Draw the graticule and, around it, the neat line: bars from line to line, and the degrees beside them.
 * @param {{ grid: Element, neat: Element }} places in units of the world, in pixels
 * @param {import("../data/mercator.js").Box} box
 * @param {import("../data/mercator.js").Projection} to
 * @param {number} scale
 * @param {Record<string, string>} messages
 */
export function drawGraticule({ grid, neat }, box, to, scale, messages) {
  const { west, south, east, north } = box;
  const nearest = Math.max(south, Math.min(0, north));
  const degreeTall = Math.abs(to.y(nearest) - to.y(nearest + (nearest < north ? 0.5 : -0.5))) * 2;
  const steps = {
    lon: graticuleStep((to.x(east) * scale) / (east - west), east - west),
    lat: graticuleStep(degreeTall * scale, north - south),
  };
  const lons = linesBetween(west, east, steps.lon);
  const lats = linesBetween(south, north, steps.lat);
  const lines = [
    ...lons.map((lon) => `M${to.x(lon / 3600)} 0V${to.y(south)}`),
    ...lats.map((lat) => `M0 ${to.y(lat / 3600)}H${to.x(east)}`),
  ];
  grid.replaceChildren(svg("path", { class: "graticule", d: lines.join("") }));
  const frame = {
    width: to.x(east) * scale, height: to.y(south) * scale,
    x: (/** @type {number} */ seconds) => to.x(seconds / 3600) * scale,
    y: (/** @type {number} */ seconds) => to.y(seconds / 3600) * scale,
  };
  const { width, height } = frame;
  neat.replaceChildren(
    svg("rect", { class: "neat-inner", width, height }),
    svg("rect", { class: "neat-outer", x: -FRAME, y: -FRAME, width: width + 2 * FRAME, height: height + 2 * FRAME }),
    ...degreeTexts(frame, lons, lats, degreePatterns(messages)),
    svg("path", { class: "neat-bars", d: neatBars(frame, box, steps) }));
}

/**
 * @typedef {object} NeatFrame pixels
 * @property {number} width
 * @property {number} height
 * @property {(seconds: number) => number} x
 * @property {(seconds: number) => number} y
 */

/**
 * The degrees beside the neat line.
 * @param {NeatFrame} frame @param {number[]} lons @param {number[]} lats seconds of arc
 * @param {ReturnType<typeof degreePatterns>} sides
 */
function degreeTexts({ width, height, x, y }, lons, lats, sides) {
  const text = (/** @type {string} */ degree, /** @type {number} */ atX, /** @type {number} */ atY, turn = 0) =>
    svg("text", { class: "degree", x: atX, y: atY, transform: turn ? `rotate(${turn} ${atX} ${atY})` : null }, degree);
  const isFree = (/** @type {number} */ at, /** @type {number} */ whole) => at >= CORNER && at <= whole - CORNER;
  return [
    ...lons.filter((lon) => isFree(x(lon), width)).flatMap((lon) => [
      text(writeDegrees(lon, sides.lon), x(lon), -FRAME - 5),
      text(writeDegrees(lon, sides.lon), x(lon), height + FRAME + 13),
    ]),
    ...lats.filter((lat) => isFree(y(lat), height)).flatMap((lat) => [
      text(writeDegrees(lat, sides.lat), -FRAME - 6, y(lat), -90),
      text(writeDegrees(lat, sides.lat), width + FRAME + 6, y(lat), 90),
    ]),
  ];
}

/**
 * Path data of the bars of the neat line.
 * @param {NeatFrame} frame @param {import("../data/mercator.js").Box} box @param {{ lon: number, lat: number }} steps
 */
function neatBars({ width, height, x, y }, { west, south, east, north }, steps) {
  let bars = "";
  for (const [from, until] of barsBetween(west, east, steps.lon)) {
    const [left, span] = [x(from), x(until) - x(from)];
    bars += `M${left} ${-FRAME}h${span}v${FRAME}h${-span}ZM${left} ${height}h${span}v${FRAME}h${-span}Z`;
  }
  for (const [from, until] of barsBetween(south, north, steps.lat)) {
    const [top, span] = [y(until), y(from) - y(until)];
    bars += `M${-FRAME} ${top}v${span}h${FRAME}v${-span}ZM${width} ${top}v${span}h${FRAME}v${-span}Z`;
  }
  return bars;
}

/**
 * Every second stretch from line to line, seconds of arc.
 * @param {number} low @param {number} high degrees @param {number} step
 * @returns {[number, number][]}
 */
function barsBetween(low, high, step) {
  const cuts = [...new Set([low * 3600, ...linesBetween(low, high, step), high * 3600])];
  const stretches = cuts.slice(1).map((cut, at) => /** @type {[number, number]} */ ([cuts[at], cut]));
  return stretches.filter(([from]) => Math.floor(from / step) % 2 === 0);
}

/**
 * Size of a box at zoom 14.
 * @param {import("../data/mercator.js").Box} box @param {import("../data/mercator.js").Projection} to
 */
export function extentSize(box, to) {
  return { width: to.x(box.east), height: to.y(box.south), zoom: WORLD_ZOOM };
}
