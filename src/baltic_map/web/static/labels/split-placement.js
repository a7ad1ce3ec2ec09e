// @ts-check
// The labels of two days on the two sides of a divider.

/** @typedef {import("../map/day-layers.js").DayLayers} DayLayers */

// So many pixels a name reaches beyond its room.
const HALO = 3;

/**
 * Place the labels of both days: each stands on one side of the divider, or runs over it where both days have it there.
 * @param {DayLayers} left @param {DayLayers} right
 * @param {{ at: number, width: number, covers: import("../data/geometry.js").Rect[] }} divider and the map, pixels of
 *     the map
 * @param {boolean} isBare nothing else lies over the map
 */
export function placeSplitLabels(left, right, { at, width, covers }, isBare) {
  /** @type {Set<string>} labels that keep to one side */
  const ids = new Set();
  const x = left.labelViewport(true).view.x + at;
  for (let known = -1; known < ids.size;) {
    known = ids.size;
    const here = left.placeLabels(isBare, { ids, from: 0, to: at, covers });
    const there = right.placeLabels(isBare, { ids, from: at, to: width, covers });
    for (const id of new Set([...here.keys(), ...there.keys()])) {
      if (!fitsDivider(here.get(id), there.get(id), x)) ids.add(id);
    }
  }
}

/**
 * Whether a label stands alike on both days, or is seen whole and on one side only.
 * @param {import("../data/geometry.js").Rect | undefined} left its room on the day of the left side
 * @param {import("../data/geometry.js").Rect | undefined} right on the other day @param {number} x of the divider
 */
export function fitsDivider(left, right, x) {
  if (JSON.stringify(left) === JSON.stringify(right)) return true;
  const reaches = [left, right].map((rect) => rect && { left: rect.x < x + HALO, right: rect.x + rect.w > x - HALO });
  const isCut = reaches.some((reach) => reach?.left && reach.right);
  return !isCut && Boolean(reaches[0]?.left) !== Boolean(reaches[1]?.right);
}
