// @ts-check
// What differs between two days.
import { inForce } from "./day-index.js";
import { isPossible } from "./localize.js";

/**
 * @typedef {import("./localize.js").TerritoryData} Territory
 * @typedef {{ id: string, name: string, before: string, after: string }} LandChange
 */
/**
 * @template {{ first: number, stop: number }} [Feature=import("./localize.js").FeatureData]
 * @typedef {object} Diff
 * @property {number} before
 * @property {number} after days
 * @property {Feature[]} began possibly in force on the later day only
 * @property {Feature[]} ended possibly in force on the earlier day only
 * @property {LandChange[]} land
 */

/** How a territory stood on a day. @param {Territory} territory @param {number} day */
function standingOn({ standings }, day) {
  return standings.find(([first, stop]) => first <= day && day < stop) ?? null;
}

/**
 * What differs between two days, in either order.
 * @template {{ first: number, stop: number }} Feature
 * @param {{ features: Feature[], territories: Territory[] }} scene
 * @param {number} before @param {number} after
 * @returns {Diff<Feature>}
 */
export function diffDays({ features, territories }, before, after) {
  const only = (/** @type {number} */ day, /** @type {number} */ other) =>
    inForce(features, day).filter((feature) => !isPossible(feature, other));
  /** @type {LandChange[]} */
  const land = [];
  for (const territory of territories) {
    const [was, is] = [standingOn(territory, before), standingOn(territory, after)];
    if (was === null || is === null || was[3] === is[3]) continue;
    land.push({ id: territory.id, name: territory.name, before: was[2], after: is[2] });
  }
  return { before, after, began: only(after, before), ended: only(before, after), land };
}
