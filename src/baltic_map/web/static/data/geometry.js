// @ts-check
// A little geometry of the plane. Pure.

/**
 * @typedef {{ x: number, y: number, w: number, h: number }} Rect pixels; x and y of the upper left corner
 * @typedef {{ x: number, y: number }} Point
 */

/**
 * The lines of a geometry, its rings among them; a point is a line of one position.
 * @param {import("../contract.js").Geometry} geometry
 * @returns {import("../contract.js").Position[][]}
 */
export function linesOf(geometry) {
  switch (geometry.type) {
    case "Point": return [[geometry.coordinates]];
    case "MultiPolygon": return geometry.coordinates.flat(1);
    case "Polygon": case "MultiLineString": return geometry.coordinates;
    default: return [geometry.coordinates];
  }
}

/** Whether two rectangles share more than an edge. @param {Rect} one @param {Rect} other */
export function intersects(one, other) {
  return one.x < other.x + other.w && other.x < one.x + one.w && one.y < other.y + other.h && other.y < one.y + one.h;
}

/** Whether a rectangle lies in another. @param {Rect} one @param {Rect} other */
export function inside(one, other) {
  return one.x >= other.x && one.x + one.w <= other.x + other.w
    && one.y >= other.y && one.y + one.h <= other.y + other.h;
}

/** The area two rectangles share. @param {Rect} one @param {Rect} other */
export function overlapArea(one, other) {
  const w = Math.min(one.x + one.w, other.x + other.w) - Math.max(one.x, other.x);
  const h = Math.min(one.y + one.h, other.y + other.h) - Math.max(one.y, other.y);
  return w > 0 && h > 0 ? w * h : 0;
}

/** Distance of a point from a rectangle; 0 inside. @param {Rect} rect @param {number} x @param {number} y */
export function distanceToRect({ x: left, y: top, w, h }, x, y) {
  return Math.hypot(Math.max(left - x, 0, x - left - w), Math.max(top - y, 0, y - top - h));
}

/** Distance of a point from the way between two others. @param {Point} point @param {Point} from @param {Point} to */
export function distanceToSegment(point, from, to) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = dx * dx + dy * dy;
  const along = ((point.x - from.x) * dx + (point.y - from.y) * dy) / length;
  const share = length === 0 ? 0 : Math.max(0, Math.min(1, along));
  return Math.hypot(point.x - from.x - share * dx, point.y - from.y - share * dy);
}

/** Whether two ways cross, not merely touch. @param {Point} a @param {Point} b @param {Point} c @param {Point} d */
export function crosses(a, b, c, d) {
  const side = (/** @type {Point} */ p, /** @type {Point} */ q, /** @type {Point} */ r) =>
    Math.sign((q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x));
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}
