// @ts-check
// Parts of the panels: the headline, sections that fold, lists to choose from.
import { makeLink, svg, tooltip, el } from "../dom/elements.js";
import { featureSample } from "./legend.js";
import { spokenEntry } from "../map/spoken-name.js";
import { drawIcon } from "../map/icons.js";
import { PartWindow } from "./part-window.js";

/**
 * @typedef {import("../contract.js").PageLink} PageLink
 * @typedef {import("../data/localize.js").FeatureData} FeatureData
 * @typedef {import("./part-window.js").Part} Part
 * @typedef {Record<string, string>} Messages
 */

// Of a longer list only the lines near those that are seen are in the page: so many.
const [LONG_FROM, MOST_LINES] = [40, 30];

/**
 * Make the headline.
 * @param {{ title: string, subtitle: string, messages: Messages, reading: { id: string, name: string, mark: string },
 *   readings: [string, string][] }} scene
 * @param {import("../contract.js").PageLinks | null} pages of the changes before and after, for a
 *     page of one day
 * @returns {{ element: HTMLElement, show: (day: string, count: string) => void, add: (part: Element) => void }}
 *     add: what is told of the day, below it
 */
export function makeHeadline({ title, subtitle, messages, reading, readings }, pages) {
  const step = (/** @type {PageLink | undefined} */ page, /** @type {string} */ text, /** @type {string} */ arrow) => {
    const inside = [
      el("span", { class: "arrow", "aria-hidden": "true" }, arrow),
      el("span", { class: "step-word" }, text), " ", el("span", { class: "step-day" }, page?.text),
    ];
    const name = `step ${arrow === "←" ? "back" : "on"}`;
    if (!page) return el("span", { class: `${name} none` });
    if (page.href) return makeLink({ class: name, href: page.href, rel: arrow === "←" ? "prev" : "next" }, ...inside);
    return el("span", { class: `${name} plain`, title: messages.not_built }, ...inside);
  };
  const heading = el("h1");
  const count = el("p", { class: "day-count" });
  const words = [reading.name, reading.mark].filter(Boolean).join(". ");
  const read = reading.id === readings[0][0] ? null : el("p", { class: "reading-name" }, words);
  const told = el("div", { class: "told" });
  const element = el("header", { class: "headline panel" },
    el("p", { class: "atlas-title" }, title), el("p", { class: "atlas-subtitle" }, subtitle),
    heading, count, read, told,
    pages && el("nav", { class: "steps", "aria-label": messages.days_nav },
      step(pages.previous, messages.previous, "←"), step(pages.next, messages.next, "→")));
  return {
    element,
    add: (part) => told.append(part),
    show: (day, text) => {
      heading.replaceChildren(...headlineParts(day));
      count.textContent = text;
    },
  };
}

/** Set the day of the week, if the text has one before or after a comma, on a line of its own. @param {string} text */
function headlineParts(text) {
  const [first, ...rest] = text.split(", ");
  const date = (/** @type {string} */ part) => el("span", { class: "date" }, part);
  const weekday = (/** @type {(Node | string)[]} */ ...parts) => el("span", { class: "weekday" }, ...parts);
  if (rest.length === 0) return [date(text)];
  const last = rest.join(", ");
  const comma = () => el("span", { class: "comma" }, ", ");
  if (/\d/.test(first)) return [date(first), weekday(comma(), last)];
  return [weekday(first, comma()), date(last)];
}

/**
 * Make one section that folds.
 * @param {string} name @param {string} title @param {boolean} open
 * @param {...(Node | null)} content
 */
export function makeSection(name, title, open, ...content) {
  return el("details", { class: `section ${name}`, open },
    el("summary", {}, el("h2", {}, title)), el("div", { class: "section-body" }, ...content));
}

/** Make the strip of key days. @param {PageLink[]} days */
export function makeKeyDays(days) {
  return el("ul", { class: "key-days" }, ...days.map((day) => el("li", {},
    day.href && !day.current ? makeLink({ href: day.href }, day.text)
      : el("span", { "aria-current": day.current ? "date" : null }, day.text))));
}

/**
 * @typedef {object} FeatureListTools
 * @property {import("../map/icons.js").IconDrawings} drawings
 * @property {(feature: FeatureData, from: Element) => void} choose
 * @property {(feature: FeatureData) => boolean} [isFaint] what is merely possible
 * @property {boolean} [withKinds] whether to say of each what it is
 */

/**
 * Make a list of features to choose from.
 * @param {FeatureData[]} features
 * @param {FeatureListTools} tools
 */
export function makeFeatureList(features, { drawings, choose, isFaint = () => false, withKinds = false }) {
  const isLong = features.length > LONG_FROM;
  const makeItem = (/** @type {FeatureData} */ feature, /** @type {number} */ at) => {
    const { time, name, nameLang, id } = feature;
    const text = el("span", { class: "what", lang: nameLang || null, title: tooltip(name) },
      time ? el("span", { class: "time" }, time) : null, time ? " " : null, name,
      withKinds ? el("span", { class: "kind" }, " ", feature.kindName) : null);
    const sample = listSample(feature, drawings);
    const button = el("button", { type: "button", "aria-label": spokenEntry(feature), "data-for": id }, sample, text);
    button.addEventListener("click", () => choose(feature, button));
    return el("li", {
      class: isFaint(feature) ? "possible" : null,
      "aria-setsize": isLong ? features.length : null, "aria-posinset": isLong ? at + 1 : null,
    }, button);
  };
  const list = el("ul", { class: "event-list" });
  if (isLong) windowed(list, features.map((feature, at) => ({ size: 1, make: () => makeItem(feature, at) })));
  else list.append(...features.map(makeItem));
  return list;
}

/** Fill a long list with what is seen of it, until it is put away. @param {HTMLElement} list @param {Part[]} parts */
function windowed(list, parts) {
  const stop = new AbortController();
  const makeSpace = () => el("li", { class: "space", "aria-hidden": "true" });
  const check = () => { if (!list.isConnected) stop.abort(); };
  new PartWindow(list, [], makeSpace, stop.signal, check, MOST_LINES).show(parts);
}

/**
 * The symbol of a feature in a list.
 * @param {FeatureData} feature @param {import("../map/icons.js").IconDrawings} drawings
 */
export function listSample({ symbol }, drawings) {
  const isIcon = symbol.shape === "icon";
  const viewBox = isIcon ? "-11 -11 22 22" : "0 -6 34 34";
  const frame = svg("svg", { class: "sample", width: 22, height: 22, viewBox, "aria-hidden": "true" });
  if (isIcon) frame.append(drawIcon(symbol, drawings, 20));
  else if (symbol.shape !== "label") frame.append(featureSample(symbol, { drawings, hatches: null }));
  return frame;
}
