// @ts-check
// The sheets of paper around the map: the headline, sections that fold, lists to choose from.
import { clipped, draw, hint, make } from "./dom.js";
import { markSample } from "./legend.js";
import { spokenName } from "./marks.js";
import { drawSign } from "./signs.js";

/**
 * @typedef {{ iso: string, text: string, href: string | null, current?: boolean }} PageLink
 * @typedef {import("./tell.js").MarkData} MarkData
 * @typedef {Record<string, string>} Words
 */

/**
 * Make the headline.
 * @param {{ title: string, subtitle: string, words: Words }} told
 * @param {{ previous: PageLink | null, next: PageLink | null } | null} pages of the changes before and after, for a page of one day
 * @returns {{ element: HTMLElement, show: (day: string, count: string) => void }}
 */
export function makeHeadline({ title, subtitle, words }, pages) {
  const step = (/** @type {PageLink | null} */ page, /** @type {string} */ word, /** @type {string} */ arrow) => {
    const inside = [
      make("span", { class: "arrow", "aria-hidden": "true" }, arrow),
      make("span", { class: "step-word" }, word), " ", make("span", { class: "step-day" }, page?.text),
    ];
    const name = `step ${arrow === "←" ? "back" : "on"}`;
    if (!page) return make("span", { class: `${name} none` });
    if (page.href) return make("a", { class: name, href: page.href, rel: arrow === "←" ? "prev" : "next" }, ...inside);
    return make("span", { class: `${name} plain`, title: words.not_built }, ...inside);
  };
  const heading = make("h1");
  const count = make("p", { class: "day-count" });
  const element = make("header", { class: "headline paper" },
    make("p", { class: "atlas-title" }, title), make("p", { class: "atlas-subtitle" }, subtitle), heading, count,
    pages && make("nav", { class: "steps", "aria-label": words.days_nav },
      step(pages.previous, words.previous, "←"), step(pages.next, words.next, "→")));
  return {
    element,
    show: (day, text) => {
      heading.replaceChildren(...headlineParts(day));
      count.textContent = text;
    },
  };
}

/** Set the day of the week, if the text has one before or after a comma, on a line of its own. @param {string} text */
function headlineParts(text) {
  const [first, ...rest] = text.split(", ");
  if (rest.length === 0) return [make("span", { class: "date" }, text)];
  const last = rest.join(", ");
  if (/\d/.test(first)) return [make("span", { class: "date" }, first), make("span", { class: "said" }, ", "), make("span", { class: "weekday" }, last)];
  return [make("span", { class: "weekday" }, `${first},`), " ", make("span", { class: "date" }, last)];
}

/**
 * Make one section that folds.
 * @param {string} name @param {string} title @param {boolean} open
 * @param {...(Node | null)} content
 */
export function makeSection(name, title, open, ...content) {
  return make("details", { class: `section ${name}`, open },
    make("summary", {}, make("h2", {}, title)), make("div", { class: "section-body" }, ...content));
}

/** Make the strip of key days. @param {PageLink[]} days */
export function makeDays(days) {
  return make("ul", { class: "key-days" }, ...days.map((day) => make("li", {},
    day.href && !day.current ? make("a", { href: day.href }, day.text)
      : make("span", { "aria-current": day.current ? "date" : null }, day.text))));
}

/**
 * Make a list of features to choose from.
 * @param {MarkData[]} marks
 * @param {{ glyphs: Record<string, string>, choose: (mark: MarkData, from: Element) => void, isFaint?: (mark: MarkData) => boolean }} tools
 *     isFaint: what is merely possible
 */
export function makeList(marks, { glyphs, choose, isFaint = () => false }) {
  return make("ul", { class: "happenings" }, ...marks.map((mark) => {
    const box = mark.look.shape === "glyph" ? "-11 -11 22 22" : "0 -6 34 34";
    const frame = draw("svg", { class: "sample", width: 22, height: 22, viewBox: box, "aria-hidden": "true" },
      mark.look.shape === "glyph" ? drawSign(mark.look, glyphs, 20) : mark.look.shape === "label" ? null : markSample(mark.look, { glyphs, hatches: null }));
    const button = make("button", { type: "button", "aria-label": [clipped(mark.time, 60), spokenName(mark)].filter(Boolean).join(" "), "data-for": mark.id },
      frame, make("span", { class: "what", lang: mark.nameLang || null, title: hint(mark.name) }, mark.time ? make("span", { class: "time" }, mark.time) : null, mark.time ? " " : null, mark.name));
    button.addEventListener("click", () => choose(mark, button));
    return make("li", { class: isFaint(mark) ? "possible" : null }, button);
  }));
}
