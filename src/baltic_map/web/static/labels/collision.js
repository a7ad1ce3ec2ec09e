// @ts-check
// Labels find a place in the order of their importance; none crosses another, and few an icon. Pure.
import { intersects, overlapArea } from "../data/geometry.js";
import { GridIndex } from "./grid-index.js";

/**
 * @typedef {import("../data/geometry.js").Rect} Rect
 * @typedef {object} Label
 * @property {string} id
 * @property {number} priority the smaller, the earlier it is placed
 * @property {Rect[]} candidates where it may stand, the best first
 * @property {(rect: Rect) => number} [cost] of lying there: of free places the one that costs least is taken
 * @property {boolean} [under] where no place is free of icons, it runs beneath them
 */

/**
 * Place labels.
 * @param {Label[]} labels
 * @param {Rect[]} obstacles icons
 * @returns {Map<string, number>} for each label that has found room the number of its candidate
 */
export function placeLabels(labels, obstacles) {
  const order = [...labels].sort((one, other) => one.priority - other.priority || (one.id < other.id ? -1 : 1));
  /** @type {GridIndex<Rect>} */
  const icons = new GridIndex();
  /** @type {GridIndex<Rect>} */
  const placed = new GridIndex();
  for (const rect of obstacles) icons.add(rect, rect);
  const isFree = (/** @type {GridIndex<Rect>} */ index, /** @type {Rect} */ rect) =>
    !index.some(rect, (other) => intersects(rect, other));
  // An overlap of two counts twice.
  const coveredBy = (/** @type {Rect} */ rect) =>
    icons.near(rect).reduce((sum, other) => sum + overlapArea(rect, other), 0);
  const found = new Map();
  for (const { id, candidates, under, cost } of order) {
    let number = cheapest(candidates, cost, (rect) => isFree(icons, rect) && isFree(placed, rect));
    if (number < 0 && under) {
      let least = Infinity;
      candidates.forEach((rect, at) => {
        const covered = isFree(placed, rect) ? coveredBy(rect) : Infinity;
        if (covered < least) [least, number] = [covered, at];
      });
    }
    if (number < 0) continue;
    found.set(id, number);
    placed.add(candidates[number], candidates[number]);
  }
  return found;
}

/**
 * The number of the free candidate that costs least; -1 if none is free.
 * @param {Rect[]} candidates @param {((rect: Rect) => number) | undefined} cost @param {(rect: Rect) => boolean} isFree
 */
function cheapest(candidates, cost, isFree) {
  if (!cost) return candidates.findIndex(isFree);
  let [least, best] = [Infinity, -1];
  for (const [at, rect] of candidates.entries()) {
    // What it costs to lie there takes longer to find than whether it is free.
    const here = isFree(rect) ? cost(rect) : Infinity;
    if (here < least) [least, best] = [here, at];
    if (least === 0) break;
  }
  return best;
}
