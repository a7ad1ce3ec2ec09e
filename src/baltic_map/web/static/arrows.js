// @ts-check
// Arrows as a cartographer draws them: curved, thin at the tail, swelling towards a drawn head. Pure geometry.

/** @typedef {[number, number]} Point */

/**
 * Lay a smooth curve through points (Catmull-Rom, centripetal enough for a map's few points).
 * @param {Point[]} points
 * @param {number} step pixels between the points of the curve
 * @returns {Point[]}
 */
export function smooth(points, step = 5) {
  if (points.length === 2) return bow(points[0], points[1], step);
  /** @type {Point[]} */
  const curve = [points[0]];
  for (let at = 0; at + 1 < points.length; at += 1) {
    const [before, from, to, after] = [points[at - 1] ?? points[at], points[at], points[at + 1], points[at + 2] ?? points[at + 1]];
    const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
    const pieces = Math.max(1, Math.ceil(length / step));
    const ease = (/** @type {Point} */ one, /** @type {Point} */ other) =>
      Math.min(1, (2 * length) / (Math.hypot(other[0] - one[0], other[1] - one[1]) || 1)) / 2;
    const [leave, arrive] = [ease(before, to), ease(from, after)];
    for (let piece = 1; piece <= pieces; piece += 1) {
      const t = piece / pieces;
      curve.push(/** @type {Point} */ ([0, 1].map((axis) => {
        const [p0, p1] = [from[axis], to[axis]];
        const [m0, m1] = [leave * (to[axis] - before[axis]), arrive * (after[axis] - from[axis])];
        return p0 * (2 * t ** 3 - 3 * t ** 2 + 1) + m0 * (t ** 3 - 2 * t ** 2 + t) + p1 * (3 * t ** 2 - 2 * t ** 3) + m1 * (t ** 3 - t ** 2);
      })));
    }
  }
  return curve;
}

/** A slight curve between two points. @param {Point} from @param {Point} to @param {number} step @returns {Point[]} */
function bow(from, to, step) {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const pieces = Math.max(2, Math.ceil(Math.hypot(dx, dy) / step));
  return Array.from({ length: pieces + 1 }, (_, piece) => {
    const t = piece / pieces;
    const lift = 0.32 * t * (1 - t);
    return [from[0] + dx * t + dy * lift, from[1] + dy * t - dx * lift];
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
 * @param {{ tail: number, neck: number, head: number, reach: number }} widths of the tail and the neck, width of the
 *     head, and its length; a short arrow has a smaller head
 * @returns {Point[]} a closed ring
 */
export function arrowOutline(curve, { tail, neck, head, reach }) {
  /** @type {number[]} */
  const run = [0];
  for (let at = 1; at < curve.length; at += 1) {
    run.push(run[at - 1] + Math.hypot(curve[at][0] - curve[at - 1][0], curve[at][1] - curve[at - 1][1]));
  }
  const total = run.at(-1) ?? 0;
  if (total === 0) return [];
  const shrink = Math.min(1, (0.62 * total) / reach);
  const shaft = total - reach * shrink;
  /** @type {Point[]} */
  const left = [];
  /** @type {Point[]} */
  const right = [];
  const side = (/** @type {number} */ at, /** @type {number} */ half) => {
    const [point, way] = along(curve, run, at);
    left.push([point[0] + way[1] * half, point[1] - way[0] * half]);
    right.push([point[0] - way[1] * half, point[1] + way[0] * half]);
  };
  const pieces = Math.max(2, Math.ceil(shaft / 5));
  for (let piece = 0; piece <= pieces; piece += 1) {
    const share = piece / pieces;
    side(shaft * share, (shrink * (tail + (neck - tail) * share ** 1.4)) / 2);
  }
  side(Math.max(0, shaft - 0.14 * reach * shrink), (shrink * head) / 2);
  return [...left, curve[curve.length - 1], ...right.reverse()];
}

/**
 * Find the point and the direction at a distance along a curve.
 * @param {Point[]} curve @param {number[]} run distances of its points @param {number} distance
 * @returns {[Point, Point]}
 */
function along(curve, run, distance) {
  let at = 1;
  while (at < curve.length - 1 && run[at] < distance) at += 1;
  const [from, to] = [curve[at - 1], curve[at]];
  const length = run[at] - run[at - 1] || 1;
  const share = (distance - run[at - 1]) / length;
  return [
    [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share],
    [(to[0] - from[0]) / length, (to[1] - from[1]) / length],
  ];
}

/** Write points as path data. @param {Point[]} points @param {boolean} [closed] */
export function pointsPath(points, closed = false) {
  if (points.length === 0) return "";
  return `M${points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}${closed ? "Z" : ""}`;
}
