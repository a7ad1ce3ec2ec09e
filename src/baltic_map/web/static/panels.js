// @ts-check
// The sheets of paper around the map: the day, its events, the layers, the legend, the credits.
import { fillIn, draw, make } from "./dom.js";
import { drawSign } from "./signs.js";

/**
 * @typedef {{ iso: string, text: string, href: string | null, current?: boolean }} PageLink
 * @typedef {import("./marks.js").MarkData} MarkData
 * @typedef {Record<string, string>} Words
 */

/**
 * Make the headline.
 * @param {{ title: string, subtitle: string, day: { text: string, count: string, iso: string }, previous: PageLink | null, next: PageLink | null, words: Words }} data
 */
export function makeHeadline({ title, subtitle, day, previous, next, words }) {
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
  return make("header", { class: "headline paper" },
    make("p", { class: "atlas-title" }, title),
    make("p", { class: "atlas-subtitle" }, subtitle),
    make("h1", {}, ...headlineParts(day.text)),
    make("p", { class: "day-count" }, day.count),
    make("nav", { class: "steps", "aria-label": words.days_nav },
      step(previous, words.previous, "←"), step(next, words.next, "→")));
}

/** Set the day of the week, if the text has one before a comma, on a line of its own. @param {string} text */
function headlineParts(text) {
  const at = text.indexOf(", ");
  if (at < 0) return [text];
  return [make("span", { class: "weekday" }, text.slice(0, at + 1)), " ", make("span", { class: "date" }, text.slice(at + 2))];
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
 * @param {{ glyphs: Record<string, string>, nameOf: (mark: MarkData) => string, choose: (mark: MarkData, from: Element) => void }} tools
 */
export function makeList(marks, { glyphs, nameOf, choose }) {
  return make("ul", { class: "happenings" }, ...marks.map((mark) => {
    const frame = draw("svg", { class: "sample", width: 22, height: 22, viewBox: "-11 -11 22 22", "aria-hidden": "true" });
    if (mark.look.shape === "glyph") frame.append(drawSign(mark.look, glyphs, 20));
    const button = make("button", { type: "button", "aria-label": nameOf(mark), "data-for": mark.id },
      frame, make("span", { class: "what" }, mark.time ? make("span", { class: "time" }, mark.time) : null, mark.time ? " " : null, mark.name));
    button.addEventListener("click", () => choose(mark, button));
    return make("li", {}, button);
  }));
}

/**
 * Make the layer switches.
 * @param {{ id: string, name: string, count: number | null }[]} layers
 * @param {Words} words
 * @param {(id: string, shown: boolean) => void} toggle
 */
export function makeLayers(layers, words, toggle) {
  return make("ul", { class: "layers" }, ...layers.map(({ id, name, count }) => {
    const box = /** @type {HTMLInputElement} */ (make("input", { type: "checkbox", "data-toggles": id, checked: true }));
    box.addEventListener("change", () => toggle(id, box.checked));
    return make("li", { class: count === 0 ? "empty" : null }, make("label", {}, box, make("span", { class: "layer-name" }, name),
      count === null ? null : make("span", { class: "layer-count", title: fillIn(words.count, { count }) }, String(count))));
  }));
}
