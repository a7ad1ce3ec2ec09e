// @ts-check
// Which features a filter leaves to be seen on a day. Pure.
import { isCertain, isPossible } from "./localize.js";

/**
 * @typedef {import("./localize.js").FeatureData} FeatureData
 *
 * @typedef {object} Filter
 * @property {Set<string>} hidden layers
 * @property {"all" | "likely" | "certain"} sure "likely" leaves out what is merely possible on the day, "certain" all
 *     that is not certain
 * @property {boolean} news whether what was there on the day before is pale
 */

/**
 * Whether a feature is to be seen on a day.
 * @param {FeatureData} feature @param {number} day @param {Filter["sure"]} sure
 */
export function isShown(feature, day, sure) {
  if (!isPossible(feature, day)) return false;
  if (sure === "all" || (feature.symbol.shape === "label" && feature.role === "places")) return true;
  return isCertain(feature, day) && (sure === "likely" || feature.sure === "certain");
}

/**
 * Whether a feature is to be seen on a day and was not on the day before. On the first day nothing is new.
 * @param {FeatureData} feature @param {number} day @param {Filter["sure"]} sure
 */
export function isNew(feature, day, sure) {
  return day > 0 && !isShown(feature, day - 1, sure) && isShown(feature, day, sure);
}
