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
 * The same for each layer or kind.
 * @param {FeatureData[]} features @param {number} day @param {"layer" | "kind"} key
 */
export function countBy(features, day, key) {
  /** @type {Map<string, Count>} */
  const counts = new Map();
  for (const feature of features) {
    let count = counts.get(feature[key]);
    if (!count) counts.set(feature[key], count = { certain: 0, possible: 0 });
    count.possible += 1;
    if (feature.sure === "certain" && isCertain(feature, day)) count.certain += 1;
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
