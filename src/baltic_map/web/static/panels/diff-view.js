// @ts-check
// What differs between two days, as three short lists: new, no longer, land.
import { format, el } from "../dom/elements.js";
import { countOf, makeCount } from "./count.js";
import { makeFeatureList } from "./lists.js";

/**
 * Make the lists.
 * @param {{ messages: Record<string, string> }} scene
 * @param {import("../data/diff.js").Diff<import("../data/localize.js").FeatureData>} diff
 * @param {import("./lists.js").FeatureListTools & { level?: number, none?: string }} tools level of the headings, and
 *     what to say if nothing differs
 */
export function makeDiffView({ messages }, { before: earlier, after: later, began, ended: gone, land }, tools) {
  // Of a name on the map nobody asks why it is no longer written there.
  const ended = gone.filter(({ role }) => role !== "places");
  const { level = 3, none = messages.changes_none } = tools;
  const landList = () => el("ul", { class: "land-changes" }, ...land.map(({ name, before, after }) => el("li", {},
    el("span", { class: "land-name" }, name), " ",
    el("span", { class: "land-after" }, format(messages.changes_now, { standing: after })), " ",
    el("span", { class: "land-before" }, format(messages.changes_before, { standing: before })))));
  const part = (/** @type {string} */ name, /** @type {import("./count.js").Count} */ count,
    /** @type {() => HTMLElement} */ list) => (count.possible === 0 ? null
    : el("div", { class: `difference ${name}` },
      el(`h${level}`, {}, messages[`changes_${name}`], " ", makeCount("number", count, messages)), list()));
  const parts = [
    part("began", countOf(began, later), () => makeFeatureList(began, tools)),
    part("ended", countOf(ended, earlier), () => makeFeatureList(ended, { ...tools, withKinds: true })),
    part("land", { certain: land.length, possible: land.length }, landList),
  ].filter((each) => each !== null);
  return el("div", { class: "differences" }, ...(parts.length > 0 ? parts : [el("p", { class: "muted" }, none)]));
}
