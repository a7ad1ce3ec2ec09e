// @ts-check
// What differs between two days, as three short lists: new, no longer, land.
import { format, el } from "../dom/elements.js";
import { makeFeatureList } from "./lists.js";

/**
 * Make the lists.
 * @param {{ messages: Record<string, string> }} scene
 * @param {import("../data/diff.js").Diff<import("../data/localize.js").FeatureData>} diff
 * @param {import("./lists.js").FeatureListTools & { level?: number, none?: string }} tools level of the headings, and
 *     what to say if nothing differs
 */
export function makeDiffView({ messages }, { began, ended, land }, tools) {
  const { level = 3, none = messages.changes_none } = tools;
  const landList = () => el("ul", { class: "land-changes" }, ...land.map(({ name, before, after }) => el("li", {},
    el("span", { class: "land-name" }, name), " ",
    el("span", { class: "land-after" }, format(messages.changes_now, { standing: after })), " ",
    el("span", { class: "land-before" }, format(messages.changes_before, { standing: before })))));
  const parts = [
    diffPart("began", level, messages.changes_began, began.length, () => makeFeatureList(began, tools)),
    diffPart("ended", level, messages.changes_ended, ended.length, () => makeFeatureList(ended, tools)),
    diffPart("land", level, messages.changes_land, land.length, landList),
  ].filter((part) => part !== null);
  return el("div", { class: "differences" }, ...(parts.length > 0 ? parts : [el("p", { class: "muted" }, none)]));
}

/**
 * @param {string} name @param {number} level @param {string} title
 * @param {number} number of its items @param {() => HTMLElement} list
 */
function diffPart(name, level, title, number, list) {
  if (number === 0) return null;
  const heading = el(`h${level}`, {}, title, " ", el("span", { class: "number" }, String(number)));
  return el("div", { class: `difference ${name}` }, heading, list());
}
