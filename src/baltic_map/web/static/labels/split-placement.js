// @ts-check
// The labels of two days on the two sides of a divider.

/** @typedef {import("../map/day-layers.js").DayLayers} DayLayers */

// So many pixels a name reaches beyond its room.
const HALO = 3;

/**
 * Place the labels of both days: each stands on one side of the divider, or, if it has room on neither, runs over it
 * where both days have it there.
 * @param {DayLayers} left @param {DayLayers} right
 * @param {{ at: number, width: number, covers: import("../data/geometry.js").Rect[] }} divider and the map, pixels of
 *     the map
 * @param {boolean} isBare nothing else lies over the map
 */
export function placeSplitLabels(left, right, { at, width, covers }, isBare) {
  /** @type {Set<string>} labels that keep to one side */
  const ids = new Set();
  /** @type {Set<string>} labels that would run over the divider */
  const crossing = new Set();
  const x = left.labelViewport(true).view.x + at;
  const place = () => ({
    here: left.placeLabels(isBare, { ids, from: 0, to: at, covers }),
    there: right.placeLabels(isBare, { ids, from: at, to: width, covers }),
  });
  const settle = (/** @type {boolean} */ mayCross) => {
    for (let known = -1; known < ids.size;) {
      known = ids.size;
      const { here, there } = place();
      for (const id of new Set([...here.keys(), ...there.keys()])) {
        const [one, other] = [here.get(id), there.get(id)];
        const isFit = fitsDivider(one, other, x);
        const isCrossing = isFit && one !== undefined && one.x < x + HALO && one.x + one.w > x - HALO;
        if (isCrossing) crossing.add(id);
        if (!isFit || (isCrossing && !mayCross)) ids.add(id);
      }
    }
  };
  settle(false);
  if (crossing.size === 0) return;
  const { here, there } = place();
  const lost = [...crossing].filter((id) =>
    !isWhole(here.get(id), -Infinity, x) && !isWhole(there.get(id), x, Infinity));
  if (lost.length === 0) return;
  for (const id of lost) ids.delete(id);
  settle(true);
}

/** @param {import("../data/geometry.js").Rect | undefined} rect @param {number} from @param {number} to */
function isWhole(rect, from, to) {
  return rect !== undefined && rect.x >= from && rect.x + rect.w <= to;
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
