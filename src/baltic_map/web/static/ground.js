// @ts-check
// Sea with its waterlines, land, lakes, rivers, graticule: what does not change from day to day.
import { draw } from "./dom.js";
import { ink, mixInks } from "./inks.js";
import { WORLD_ZOOM } from "./projection.js";

// Widths in pixels of the bands along the shore, and how much of the shallows each has.
const BANDS = [
  { width: 27, share: 0.4 },
  { width: 17, share: 0.7 },
  { width: 8, share: 1 },
];
const FRAME = 6;

/** @typedef {"land" | "coast" | "shore" | "lakes" | "rivers"} Shape */
/** @typedef {(shape: Shape) => Element} Follow gives a path, or a group of them, that follows the scale */

/**
 * Draw what lies under the states.
 * @param {import("./sheet.js").Sheet} sheet
 * @param {string} prefix of ids
 * @param {Record<string, import("./inks.js").Pair>} palette
 * @param {{ width: number, height: number }} size of the sheet at zoom 14
 * @param {Follow} follow
 */
export function drawSea(sheet, prefix, palette, size, follow) {
  const clip = draw("clipPath", { id: `${prefix}-neat` }, draw("rect", { width: size.width, height: size.height }));
  sheet.defs.append(clip);
  sheet.world.setAttribute("clip-path", `url(#${prefix}-neat)`);
  const sea = draw("rect", { class: "sea", width: size.width, height: size.height });
  sheet.world.append(sea);
  for (const { width, share } of BANDS) {
    const shade = mixInks(palette.sea, palette.shallows, share);
    for (const [extra, pair] of /** @type {[number, import("./inks.js").Pair][]} */ ([
      [1.3, mixInks(shade, palette.water, 0.3)],
      [0, shade],
    ])) {
      const band = /** @type {SVGElement} */ (follow("shore"));
      band.setAttribute("class", "waterline");
      band.style.stroke = ink(pair);
      band.style.strokeWidth = `${width + extra}px`;
      sheet.world.append(band);
    }
  }
}

/**
 * Draw the lakes, rivers and shores over the states.
 * @param {Element} place
 * @param {Follow} follow
 */
export function drawWater(place, follow) {
  for (const shape of /** @type {const} */ (["rivers", "lakes", "coast"])) {
    const path = follow(shape);
    path.setAttribute("class", shape);
    place.append(path);
  }
}

/**
 * Draw the graticule.
 * @param {Element} place
 * @param {import("./projection.js").Box} box
 * @param {import("./projection.js").Projection} to
 */
export function drawGraticule(place, box, to) {
  let data = "";
  for (let lon = Math.ceil(box.west); lon <= box.east; lon += 1) {
    if (lon % 2 === 0) data += `M${to.x(lon)} 0V${to.y(box.south)}`;
  }
  for (let lat = Math.ceil(box.south); lat <= box.north; lat += 1) data += `M0 ${to.y(lat)}H${to.x(box.east)}`;
  place.append(draw("path", { class: "graticule", d: data }));
}

/**
 * Draw the neat line with a bar for each degree, and the degrees beside it.
 * @param {Element} place
 * @param {import("./projection.js").Box} box
 * @param {import("./projection.js").Projection} to
 * @param {number} scale
 */
export function drawNeatLine(place, box, to, scale) {
  const x = (/** @type {number} */ lon) => to.x(lon) * scale;
  const y = (/** @type {number} */ lat) => to.y(lat) * scale;
  const [width, height] = [x(box.east), y(box.south)];
  const parts = [
    draw("rect", { class: "neat-inner", width, height }),
    draw("rect", { class: "neat-outer", x: -FRAME, y: -FRAME, width: width + 2 * FRAME, height: height + 2 * FRAME }),
  ];
  let bars = "";
  const degree = (/** @type {string} */ text, /** @type {number} */ atX, /** @type {number} */ atY, turn = 0) =>
    parts.push(draw("text", { class: "degree", x: atX, y: atY, transform: turn ? `rotate(${turn} ${atX} ${atY})` : null }, text));
  for (const [from, to_] of steps(box.west, box.east)) {
    if (Math.floor(from) % 2 === 0) {
      const [left, span] = [x(from), x(to_) - x(from)];
      bars += `M${left} ${-FRAME}h${span}v${FRAME}h${-span}ZM${left} ${height}h${span}v${FRAME}h${-span}Z`;
      degree(`${Math.ceil(from)}°`, x(Math.ceil(from)), -FRAME - 5);
      degree(`${Math.ceil(from)}°`, x(Math.ceil(from)), height + FRAME + 13);
    }
  }
  for (const [from, to_] of steps(box.south, box.north)) {
    if (Math.floor(from) % 2 === 0) {
      const [top, span] = [y(to_), y(from) - y(to_)];
      bars += `M${-FRAME} ${top}v${span}h${FRAME}v${-span}ZM${width} ${top}v${span}h${FRAME}v${-span}Z`;
    }
    if (Number.isInteger(from)) {
      degree(`${from}°`, -FRAME - 6, y(from), -90);
      degree(`${from}°`, width + FRAME + 6, y(from), 90);
    }
  }
  parts.push(draw("path", { class: "neat-bars", d: bars }));
  place.replaceChildren(...parts);
}

/** Whole degrees between two. @param {number} from @param {number} to @returns {[number, number][]} */
function steps(from, to) {
  const cuts = [from];
  for (let at = Math.floor(from) + 1; at < to; at += 1) cuts.push(at);
  cuts.push(to);
  return cuts.slice(1).map((cut, at) => [cuts[at], cut]);
}

/** Size of a box at zoom 14. @param {import("./projection.js").Box} box @param {import("./projection.js").Projection} to */
export function sheetSize(box, to) {
  return { width: to.x(box.east), height: to.y(box.south), zoom: WORLD_ZOOM };
}
