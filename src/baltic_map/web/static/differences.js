// @ts-check
// What differs between two days, as the atlas itself tells it.
import { isPossible } from "./tell.js";

/**
 * @typedef {import("./tell.js").TerritoryData} Territory
 * @typedef {{ name: string, before: string, after: string }} LandChange
 */
/**
 * @template {{ first: number, stop: number }} [Mark=import("./tell.js").MarkData]
 * @typedef {object} Difference
 * @property {Mark[]} began possibly in force on the later day only
 * @property {Mark[]} ended possibly in force on the earlier day only
 * @property {LandChange[]} land
 */

/** How a territory stood on a day. @param {Territory} territory @param {number} day */
function standingOn({ standings }, day) {
  return standings.find(([first, stop]) => first <= day && day < stop)?.[2] ?? null;
}

/**
 * Tell what differs between two days, in either order.
 * @template {{ first: number, stop: number }} Mark
 * @param {{ marks: Mark[], territories: Territory[] }} told
 * @param {number} before @param {number} after
 * @returns {Difference<Mark>}
 */
export function differences({ marks, territories }, before, after) {
  const only = (/** @type {number} */ day, /** @type {number} */ other) => marks.filter((mark) => isPossible(mark, day) && !isPossible(mark, other));
  /** @type {LandChange[]} */
  const land = [];
  for (const territory of territories) {
    const [was, is] = [standingOn(territory, before), standingOn(territory, after)];
    if (was !== null && is !== null && was !== is) land.push({ name: territory.name, before: was, after: is });
  }
  return { began: only(after, before), ended: only(before, after), land };
}
