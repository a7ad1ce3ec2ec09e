// @ts-check
// Arrows as a cartographer draws them: curved, thin at the tail, swelling towards a drawn head. Pure geometry, the same
// formula as in print/arrows.py.

/**
 * @typedef {[number, number]} Point
 * @typedef {import("../contract.js").Arrow} ArrowShape
 */

/** @param {import("../contract.js").FeatureSymbol} symbol */
export function arrowClass({ fill, dash }) {
  return `arrow-body ${fill} rim-${dash ?? "solid"}`;
}

/**
 * Lead a smooth curve through the points of a way (Catmull-Rom, centripetal), and walk along it in equal steps.
 * @param {Point[]} way one of two points bends a little
 * @param {ArrowShape} shape
 * @returns {Point[]}
 */
export function arrowCurve(way, { bow, pieces, step }) {
  let points = way.filter((point, at) => at === 0 || apart(way[at - 1], point) > 1e-6);
  if (points.length === 1) return points;
  if (points.length === 2) {
    const [[x0, y0], [x1, y1]] = points;
    points = [points[0], [(x0 + x1) / 2 + bow * (y1 - y0), (y0 + y1) / 2 - bow * (x1 - x0)], points[1]];
  }
  const [last, before] = [points[points.length - 1], points[points.length - 2]];
  const ends = [between(points[1], points[0], 2), ...points, between(before, last, 2)];
  const knots = [0];
  for (let at = 1; at < ends.length; at += 1) knots.push(knots[at - 1] + Math.sqrt(apart(ends[at - 1], ends[at])));
  const fine = points.slice(1).flatMap((_, at) => catmullRom(ends.slice(at, at + 4), knots.slice(at, at + 4), pieces));
  fine.push(last);
  const run = runOf(fine);
  const total = run[run.length - 1];
  const count = Math.max(Math.floor(total / step), 2);
  return Array.from({ length: count + 1 }, (_, at) => pointAt(fine, run, (total * at) / count));
}

/**
 * The piece of the curve between the two inner ones of four points, without its end.
 * @param {Point[]} corners @param {number[]} knots @param {number} pieces
 * @returns {Point[]}
 */
function catmullRom(corners, knots, pieces) {
  return Array.from({ length: pieces }, (_, piece) => {
    const place = knots[1] + ((knots[2] - knots[1]) * piece) / pieces;
    const share = (/** @type {number} */ from, /** @type {number} */ to) =>
      (place - knots[from]) / (knots[to] - knots[from]);
    const sides = [0, 1, 2].map((at) => between(corners[at], corners[at + 1], share(at, at + 1)));
    const [left, right] = [0, 1].map((at) => between(sides[at], sides[at + 1], share(at, at + 2)));
    return between(left, right, share(1, 2));
  });
}

/**
 * Let a curve end before its last point, so that what stands there stays free; a short one stays whole.
 * @param {Point[]} curve @param {number} by pixels
 * @returns {Point[]}
 */
export function shorten(curve, by) {
  const end = curve[curve.length - 1];
  const kept = curve.filter(([x, y]) => Math.hypot(x - end[0], y - end[1]) >= by);
  return kept.length > 6 ? kept : curve;
}

/**
 * Draw the outline of an arrow.
 * @param {Point[]} curve from tail to tip
 * @param {number} width of the shaft where it meets the head; a short arrow is slighter
 * @param {ArrowShape} shape
 * @returns {Point[]} a closed ring
 */
export function arrowOutline(curve, width, { slight, tail, growth, head, neck, spread }) {
  const run = runOf(curve);
  const total = run[run.length - 1];
  if (total === 0) return [];
  const shaftWidth = Math.min(width, slight * total);
  const headLength = head * shaftWidth;
  const end = total - neck * headLength;
  const along = [...run.filter((distance) => distance < end), end];
  const shaft = along.map((distance) => pointAt(curve, run, distance));
  const sides = [1, -1].map((side) => shaft.map((point, at) => {
    const share = (along[at] / end) ** growth;
    const normal = leftOf(shaft[Math.max(at - 1, 0)], shaft[Math.min(at + 1, shaft.length - 1)]);
    return moved(point, normal, (side * shaftWidth * (tail + (1 - tail) * share)) / 2);
  }));
  // The barbs reach back behind the neck: a drawn head, not a triangle.
  const [tip, foot] = [curve[curve.length - 1], shaft[shaft.length - 1]];
  const barb = between(foot, tip, -((1 - neck) * headLength) / apart(foot, tip));
  const [left, right] = [1, -1].map((side) => moved(barb, leftOf(foot, tip), (side * spread * shaftWidth) / 2));
  return [...sides[0], left, tip, right, ...sides[1].reverse()];
}

/**
 * Draw a mark across an arrow, where it passes a place.
 * @param {Point[]} curve @param {Point} place the mark stands where the arrow is nearest to it
 * @param {number} width of the arrow @param {ArrowShape} shape
 * @returns {Point[]} a closed ring
 */
export function notchOutline(curve, place, width, { slight, tail, growth, notch: [thickness, overhang] }) {
  const run = runOf(curve);
  const total = run[run.length - 1];
  if (total === 0) return [];
  const at = nearestOf(curve, place);
  const shaftWidth = Math.min(width, slight * total);
  const shaft = shaftWidth * (tail + (1 - tail) * (run[at] / total) ** growth);
  const half = shaft / 2 + Math.min(overhang, shaftWidth / 3);
  const normal = leftOf(curve[Math.max(at - 1, 0)], curve[Math.min(at + 1, curve.length - 1)]);
  const along = /** @type {Point} */ ([-normal[1], normal[0]]);
  return [[1, -1], [1, 1], [-1, 1], [-1, -1]].map(([side, end]) =>
    moved(moved(curve[at], normal, side * half), along, (end * thickness) / 2));
}

/** The point to the left of a curve, seen along it. @param {Point[]} curve @param {number} at @param {number} by */
export function pointBeside(curve, at, by) {
  return moved(curve[at], leftOf(curve[Math.max(at - 1, 0)], curve[Math.min(at + 1, curve.length - 1)]), by);
}

/** Which point of a curve is nearest to a place. @param {Point[]} curve @param {Point} place */
function nearestOf(curve, place) {
  return curve.reduce((best, point, here) => (apart(point, place) < apart(curve[best], place) ? here : best), 0);
}

/** How far along a curve it passes a place, from 0 to 1. @param {Point[]} curve @param {Point} place */
export function shareAlong(curve, place) {
  const run = runOf(curve);
  return run[nearestOf(curve, place)] / (run[run.length - 1] || 1);
}

/** The beginning of a curve. @param {Point[]} curve @param {number} share of its length @returns {Point[]} */
export function beginningOf(curve, share) {
  const run = runOf(curve);
  const end = share * run[run.length - 1];
  return [...curve.filter((_, at) => run[at] < end), pointAt(curve, run, end)];
}

/** @param {Point} one @param {Point} other */
function apart(one, other) {
  return Math.hypot(other[0] - one[0], other[1] - one[1]);
}

/** @param {Point} one @param {Point} other @param {number} share of the way @returns {Point} */
function between(one, other, share) {
  return [one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share];
}

/** The direction to the left of a way, one long. @param {Point} from @param {Point} to @returns {Point} */
function leftOf(from, to) {
  const length = apart(from, to);
  return [(to[1] - from[1]) / length, (from[0] - to[0]) / length];
}

/** @param {Point} point @param {Point} way @param {number} by @returns {Point} */
function moved(point, way, by) {
  return [point[0] + way[0] * by, point[1] + way[1] * by];
}

/** How far along a line each of its points is. @param {Point[]} line */
function runOf(line) {
  const run = [0];
  for (let at = 1; at < line.length; at += 1) run.push(run[at - 1] + apart(line[at - 1], line[at]));
  return run;
}

/** The point at a distance along a line. @param {Point[]} line @param {number[]} run @param {number} distance */
function pointAt(line, run, distance) {
  let at = 1;
  while (at < line.length - 1 && run[at] < distance) at += 1;
  return between(line[at - 1], line[at], (distance - run[at - 1]) / (run[at] - run[at - 1] || 1));
}

/** Write points as path data. @param {Point[]} points @param {boolean} [closed] */
export function pointsPath(points, closed = false) {
  if (points.length === 0) return "";
  return `M${points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}${closed ? "Z" : ""}`;
}
