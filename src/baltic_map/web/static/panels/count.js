// @ts-check
// How many features there are: the certain ones, and all that are possible.
import { format, el } from "../dom/elements.js";
import { isCertain } from "../data/localize.js";

/**
 * @typedef {import("../data/localize.js").FeatureData} FeatureData
 * @typedef {{ certain: number, possible: number }} Count the certain ones are among the possible ones
 */

/**
 * Count features that may be in force on a day, as `Atlas.count` does.
 * @param {Pick<FeatureData, "sure" | "certainFirst" | "certainStop">[]} features @param {number} day
 * @returns {Count}
 */
export function countOf(features, day) {
  const certain = features.filter((feature) => feature.sure === "certain" && isCertain(feature, day));
  return { certain: certain.length, possible: features.length };
}

/**
 * The same for each layer, and, of what is on the map, for each kind.
 * @param {FeatureData[]} features @param {number} day @param {(feature: FeatureData) => boolean} isSeen
 */
export function countEach(features, day, isSeen) {
  /** @type {Record<"layers" | "kinds", Map<string, Count>>} */
  const counts = { layers: new Map(), kinds: new Map() };
  const add = (/** @type {Map<string, Count>} */ to, /** @type {string} */ key, /** @type {number} */ certain) => {
    const count = to.get(key);
    if (!count) to.set(key, { certain, possible: 1 });
    else {
      count.possible += 1;
      count.certain += certain;
    }
  };
  for (const feature of features) {
    if (!isSeen(feature)) continue;
    const certain = Number(feature.sure === "certain" && isCertain(feature, day));
    add(counts.layers, feature.layer, certain);
    if (feature.geometry) add(counts.kinds, feature.kind, certain);
  }
  return counts;
}

/**
 * Write a count, both numbers if they differ, with what they mean as a hint.
 * @param {HTMLElement} element @param {Count} count @param {Record<string, string>} messages
 * @param {string} [hint] of a single number
 */
export function writeCount(element, { certain: least, possible: most }, messages, hint = "") {
  const isOne = least === most;
  element.textContent = isOne ? String(most) : format(messages.count_range, { least, most });
  const title = isOne ? hint : format(messages.count_range_hint, { least, most });
  if (title) element.title = title;
}

/** @param {string} name class of the element @param {Count} count @param {Record<string, string>} messages */
export function makeCount(name, count, messages) {
  const element = el("span", { class: name });
  writeCount(element, count, messages);
  return element;
}
