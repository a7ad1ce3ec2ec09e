// @ts-check
// The two sides of a line: a band along each, and where along it the names of the sides are written. Pure.

/** @typedef {[number, number]} Point */

/**
 * @typedef {object} SideNames where the names of both sides stand
 * @property {number} x
 * @property {number} y the middle, on the line
 * @property {number} angle degrees; the names are never upside down
 * @property {number} above pixels from there to the middle of the name above
 * @property {number} below
 * @property {boolean} turned whether the left side of the line lies below
 */

// Pixels from place to place that is tried.
const CHORD_STEP = 9;
// So many steps a name may reach beyond an end of the line, and what each costs.
const [OVERHANG, OVERHANG_COST] = [3, 4];
// Pixels from the bands, and around the names.
const [NAMES_GAP, NAMES_MARGIN] = [4, 8];

/**
 * Move a line sideways.
 * @param {Point[]} points @param {number} distance to the left, if y points down; negative: to the right
 * @returns {Point[]}
 */
export function offsetLine(points, distance) {
  return points.map(([x, y], at) => {
    const [fromX, fromY] = points[Math.max(at - 1, 0)];
    const [toX, toY] = points[Math.min(at + 1, points.length - 1)];
    const length = Math.hypot(toX - fromX, toY - fromY) || 1;
    return [x + (distance * (toY - fromY)) / length, y - (distance * (toX - fromX)) / length];
  });
}

/**
 * Divide a line into steps of one length.
 * @param {Point[]} points @param {number} step
 * @returns {Point[]}
 */
export function resample(points, step) {
  /** @type {Point[]} */
  const result = [points[0]];
  let left = step;
  for (let at = 1; at < points.length; at += 1) {
    let [x, y] = points[at - 1];
    const [toX, toY] = points[at];
    for (let rest = Math.hypot(toX - x, toY - y); rest >= left; rest = Math.hypot(toX - x, toY - y)) {
      [x, y] = [x + ((toX - x) * left) / rest, y + ((toY - y) * left) / rest];
      result.push([x, y]);
      left = step;
    }
    left -= Math.hypot(toX - x, toY - y);
  }
  return result;
}

/**
 * Find the straightest and freest stretch of a line for the names of its sides.
 * @param {Point[]} points pixels
 * @param {{ length: number, height: number, band: number, most: number,
 *     cost: (rect: import("../data/geometry.js").Rect) => number }} names of the longer name, pixels; how far a band
 *     reaches from the line; cost: of lying there, Infinity where no name may lie; most: what names may cost
 * @returns {SideNames | null} null where the line has no such stretch
 */
export function placeSideNames(points, { length, height, band, most, cost }) {
  const samples = resample(lengthened(points, OVERHANG * CHORD_STEP), CHORD_STEP);
  const span = Math.ceil((length + 2 * NAMES_MARGIN) / CHORD_STEP);
  /** @type {SideNames | null} */
  let best = null;
  let least = most;
  for (let from = 0; from + 2 < samples.length; from += 1) {
    const chord = samples.slice(from, from + span + 1);
    const [start, end] = [chord[0], chord[chord.length - 1]];
    const across = Math.hypot(end[0] - start[0], end[1] - start[1]);
    if (across < length) continue;
    const names = namesOver(chord, height, band);
    const far = names.above + names.below - 2 * (band + NAMES_GAP) - height;
    const over = Math.max(0, OVERHANG - from) + Math.max(0, from + chord.length + OVERHANG - samples.length);
    const own = 1.5 * far + Math.abs(names.angle) / 12 + OVERHANG_COST * over;
    const total = sideNameRects(names, length, height).reduce((sum, rect) => sum + cost(rect), own);
    if (total >= least) continue;
    least = total;
    best = names;
  }
  return best;
}

/** Go straight on beyond both ends of a line. @param {Point[]} points @param {number} by @returns {Point[]} */
function lengthened(points, by) {
  const beyond = (/** @type {Point} */ [x, y], /** @type {Point} */ [fromX, fromY]) => {
    const length = Math.hypot(x - fromX, y - fromY) || 1;
    return /** @type {Point} */ ([x + (by * (x - fromX)) / length, y + (by * (y - fromY)) / length]);
  };
  const last = points.length - 1;
  return [beyond(points[0], points[Math.min(1, last)]), ...points, beyond(points[last], points[Math.max(last - 1, 0)])];
}

/** @param {Point[]} chord @param {number} height @param {number} band @returns {SideNames} */
function namesOver(chord, height, band) {
  const [start, end] = [chord[0], chord[chord.length - 1]];
  const turned = end[0] < start[0];
  const way = Math.atan2(end[1] - start[1], end[0] - start[0]);
  const turn = turned ? way + Math.PI : way;
  const [x, y] = [(start[0] + end[0]) / 2, (start[1] + end[1]) / 2];
  // How far the line leaves the chord, upwards of the names.
  const off = chord.map(([px, py]) => (px - x) * Math.sin(turn) - (py - y) * Math.cos(turn));
  const reach = band + NAMES_GAP + height / 2;
  const angle = ((turn * 180) / Math.PI + 540) % 360 - 180;
  return { x, y, angle, above: Math.max(...off) + reach, below: reach - Math.min(...off), turned };
}

/**
 * The room that both names take, in small pieces along them.
 * @param {SideNames} names @param {number} length @param {number} height
 * @returns {import("../data/geometry.js").Rect[]}
 */
export function sideNameRects({ x, y, angle, above, below }, length, height) {
  const turn = (angle * Math.PI) / 180;
  const count = Math.ceil(length / height);
  return [-above, below].flatMap((off) => Array.from({ length: count }, (_, at) => {
    const along = ((at + 0.5) / count - 0.5) * length;
    const left = x + along * Math.cos(turn) - off * Math.sin(turn);
    const top = y + along * Math.sin(turn) + off * Math.cos(turn);
    return { x: left - height / 2, y: top - height / 2, w: height, h: height };
  }));
}
