// @ts-check
// Fewer points for what is drawn broadly. Pure.

/**
 * Simplify a line (Douglas and Peucker).
 * @param {ArrayLike<number>} points x and y in turn
 * @param {number} tolerance how far the line may move
 * @returns {number[]} the points that are kept, x and y in turn; the ends always are
 */
export function simplify(points, tolerance) {
  const count = points.length / 2;
  const kept = new Uint8Array(count);
  kept[0] = kept[count - 1] = 1;
  const stack = [0, count - 1];
  while (stack.length > 0) {
    const to = /** @type {number} */ (stack.pop());
    const from = /** @type {number} */ (stack.pop());
    let farthest = tolerance * tolerance;
    let at = -1;
    for (let between = from + 1; between < to; between += 1) {
      const distance = squareDistance(points, between, from, to);
      if (distance > farthest) {
        farthest = distance;
        at = between;
      }
    }
    if (at < 0) continue;
    kept[at] = 1;
    stack.push(from, at, at, to);
  }
  const result = [];
  for (let at = 0; at < count; at += 1) if (kept[at]) result.push(points[2 * at], points[2 * at + 1]);
  return result;
}

/**
 * Square of the distance of a point from a segment.
 * @param {ArrayLike<number>} points @param {number} at @param {number} from @param {number} to
 */
function squareDistance(points, at, from, to) {
  // Plain variables: it runs for every point while the page opens, before the browser has made it fast.
  const x = points[2 * from];
  const y = points[2 * from + 1];
  const dx = points[2 * to] - x;
  const dy = points[2 * to + 1] - y;
  const px = points[2 * at] - x;
  const py = points[2 * at + 1] - y;
  const length = dx * dx + dy * dy;
  const share = length === 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / length));
  const beyondX = px - share * dx;
  const beyondY = py - share * dy;
  return beyondX * beyondX + beyondY * beyondY;
}

/**
 * Cut a line into pieces; each begins with the last point of the one before.
 * @param {ArrayLike<number>} points x and y in turn
 * @param {number} most points of a piece
 * @returns {number[][]}
 */
export function pieces(points, most) {
  const parts = [];
  for (let at = 0; at + 2 < points.length; at += 2 * (most - 1)) {
    parts.push(Array.prototype.slice.call(points, at, at + 2 * most));
  }
  return parts;
}

/** Length of the diagonal of a line's box. @param {ArrayLike<number>} points */
export function reachOf(points) {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let at = 0; at < points.length; at += 2) {
    left = Math.min(left, points[at]);
    right = Math.max(right, points[at]);
    top = Math.min(top, points[at + 1]);
    bottom = Math.max(bottom, points[at + 1]);
  }
  return Math.hypot(right - left, bottom - top);
}
