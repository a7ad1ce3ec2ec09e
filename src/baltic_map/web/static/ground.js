// @ts-check
// Sea with its waterlines, land, lakes, rivers, graticule: what does not change from day to day.
import { draw } from "./dom.js";
import { graticuleStep, linesBetween, writeDegrees } from "./graticule.js";
import { ink, mixInks } from "./inks.js";
import { WORLD_ZOOM } from "./projection.js";

// Widths in pixels of the bands along the shore, and how much of the shallows each has.
const BANDS = [
  { width: 27, share: 0.4 },
  { width: 17, share: 0.7 },
  { width: 8, share: 1 },
];
const FRAME = 6;
// So far from a corner, in pixels, no degree is written.
const CORNER = 22;

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
 * Draw the graticule and, around it, the neat line: bars from line to line, and the degrees beside them.
 * @param {{ grid: Element, neat: Element }} places in units of the world, in pixels
 * @param {import("./projection.js").Box} box
 * @param {import("./projection.js").Projection} to
 * @param {number} scale
 */
export function drawGraticule({ grid, neat }, box, to, scale) {
  const { west, south, east, north } = box;
  const x = (/** @type {number} */ minutes) => to.x(minutes / 60) * scale;
  const y = (/** @type {number} */ minutes) => to.y(minutes / 60) * scale;
  const [width, height] = [to.x(east) * scale, to.y(south) * scale];
  const nearest = Math.max(south, Math.min(0, north));
  const lonStep = graticuleStep((to.x(east) * scale) / (east - west), east - west);
  const latStep = graticuleStep(Math.abs(to.y(nearest) - to.y(nearest + (nearest < north ? 0.5 : -0.5))) * 2 * scale, north - south);
  const [lons, lats] = [linesBetween(west, east, lonStep), linesBetween(south, north, latStep)];

  const lines = [...lons.map((lon) => `M${to.x(lon / 60)} 0V${to.y(south)}`), ...lats.map((lat) => `M0 ${to.y(lat / 60)}H${to.x(east)}`)];
  grid.replaceChildren(draw("path", { class: "graticule", d: lines.join("") }));

  const parts = [
    draw("rect", { class: "neat-inner", width, height }),
    draw("rect", { class: "neat-outer", x: -FRAME, y: -FRAME, width: width + 2 * FRAME, height: height + 2 * FRAME }),
  ];
  let bars = "";
  const degree = (/** @type {string} */ text, /** @type {number} */ atX, /** @type {number} */ atY, turn = 0) =>
    parts.push(draw("text", { class: "degree", x: atX, y: atY, transform: turn ? `rotate(${turn} ${atX} ${atY})` : null }, text));
  const isFree = (/** @type {number} */ at, /** @type {number} */ whole) => at >= CORNER && at <= whole - CORNER;
  for (const [from, until] of barsBetween(west, east, lonStep)) {
    const [left, span] = [x(from), x(until) - x(from)];
    bars += `M${left} ${-FRAME}h${span}v${FRAME}h${-span}ZM${left} ${height}h${span}v${FRAME}h${-span}Z`;
  }
  for (const [from, until] of barsBetween(south, north, latStep)) {
    const [top, span] = [y(until), y(from) - y(until)];
    bars += `M${-FRAME} ${top}v${span}h${FRAME}v${-span}ZM${width} ${top}v${span}h${FRAME}v${-span}Z`;
  }
  for (const lon of lons.filter((each) => isFree(x(each), width))) {
    degree(writeDegrees(lon, "EW"), x(lon), -FRAME - 5);
    degree(writeDegrees(lon, "EW"), x(lon), height + FRAME + 13);
  }
  for (const lat of lats.filter((each) => isFree(y(each), height))) {
    degree(writeDegrees(lat, "NS"), -FRAME - 6, y(lat), -90);
    degree(writeDegrees(lat, "NS"), width + FRAME + 6, y(lat), 90);
  }
  parts.push(draw("path", { class: "neat-bars", d: bars }));
  neat.replaceChildren(...parts);
}

/** Every second stretch from line to line, minutes of arc. @param {number} low @param {number} high degrees @param {number} step @returns {[number, number][]} */
function barsBetween(low, high, step) {
  const cuts = [...new Set([low * 60, ...linesBetween(low, high, step), high * 60])];
  return cuts.slice(1).map((cut, at) => /** @type {[number, number]} */ ([cuts[at], cut])).filter(([from]) => Math.floor(from / step) % 2 === 0);
}

/** Size of a box at zoom 14. @param {import("./projection.js").Box} box @param {import("./projection.js").Projection} to */
export function sheetSize(box, to) {
  return { width: to.x(box.east), height: to.y(box.south), zoom: WORLD_ZOOM };
}
