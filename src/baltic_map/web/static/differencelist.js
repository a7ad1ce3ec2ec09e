// @ts-check
// What differs between two days, as three short lists: new, no longer, land.
import { fillIn, make } from "./dom.js";
import { makeList } from "./panels.js";

/**
 * Make the lists.
 * @param {{ words: Record<string, string> }} told
 * @param {import("./differences.js").Difference<import("./tell.js").MarkData>} diff
 * @param {{ glyphs: Record<string, string>, choose: (mark: import("./tell.js").MarkData, from: Element) => void, level?: number, none?: string }} tools
 *     level of the headings; none: what to say if nothing differs
 */
export function makeDifferences({ words }, { began, ended, land }, { glyphs, choose, level = 3, none = words.changes_none }) {
  const parts = [
    differencePart("began", level, words.changes_began, began.length, () => makeList(began, { glyphs, choose })),
    differencePart("ended", level, words.changes_ended, ended.length, () => makeList(ended, { glyphs, choose })),
    differencePart("land", level, words.changes_land, land.length, () => make("ul", { class: "lands" }, ...land.map(({ name, before, after }) =>
      make("li", {}, make("span", { class: "land-name" }, name), " ",
        make("span", { class: "land-now" }, fillIn(words.changes_now, { standing: after })), " ",
        make("span", { class: "land-before" }, fillIn(words.changes_before, { standing: before })))))),
  ].filter((part) => part !== null);
  return make("div", { class: "differences" }, ...(parts.length > 0 ? parts : [make("p", { class: "quiet" }, none)]));
}

/** @param {string} name @param {number} level @param {string} title @param {number} number @param {() => HTMLElement} list */
function differencePart(name, level, title, number, list) {
  if (number === 0) return null;
  const heading = make(`h${level}`, {}, title, " ", make("span", { class: "number" }, String(number)));
  return make("div", { class: `difference ${name}` }, heading, list());
}
