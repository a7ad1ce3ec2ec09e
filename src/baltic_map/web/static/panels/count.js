// @ts-check
// How many features there are: the certain ones, and all that are possible.
import { format, el } from "../dom/elements.js";
import { isCertain } from "../data/localize.js";

/**
 * @typedef {{ certain: number, possible: number }} Count the possible ones count the certain ones too
 * @typedef {Pick<import("../data/localize.js").FeatureData, "sure" | "certainFirst" | "certainStop">} Counted
 */

/**
 * Count features that may be in force on a day, as `Atlas.count` does.
 * @template {Counted} Feature
 * @param {Feature[]} features @param {number} day @param {(feature: Feature) => string} keyOf
 * @returns {Map<string, Count>} by key
 */
export function countBy(features, day, keyOf) {
  /** @type {Map<string, Count>} */
  const counts = new Map();
  for (const feature of features) {
    const { certain, possible } = counts.get(keyOf(feature)) ?? { certain: 0, possible: 0 };
    const isSure = feature.sure === "certain" && isCertain(feature, day);
    counts.set(keyOf(feature), { certain: certain + Number(isSure), possible: possible + 1 });
  }
  return counts;
}

/** How many of some features there are on a day. @param {Counted[]} features @param {number} day @returns {Count} */
export function countOf(features, day) {
  return countBy(features, day, () => "").get("") ?? { certain: 0, possible: 0 };
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

/**
 * An element with a count.
 * @param {string} name its class @param {Count} count @param {Record<string, string>} messages
 */
export function makeCount(name, count, messages) {
  const element = el("span", { class: name });
  writeCount(element, count, messages);
  return element;
}
