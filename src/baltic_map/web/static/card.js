// @ts-check
// The card of a chosen thing: what, when, where, how sure, and who says so.
import { draw, fillIn, hint, make } from "./dom.js";

/**
 * @typedef {import("./tell.js").Card} Card
 * @typedef {import("./plate.js").Thing} Thing
 * @typedef {object} CardTools
 * @property {(day: number) => void} goTo
 * @property {(thing: Thing) => string} linkTo address of the page with this card open
 * @property {(thing: Thing) => void} fly
 * @property {() => void} onClose
 * @property {AbortSignal} signal
 */

/**
 * Make the place where cards are shown, one at a time.
 * @param {import("./tell.js").Told} told
 * @param {CardTools} tools
 */
export function makeCardPanel(told, tools) {
  const { words } = told;
  const said = make("p", { class: "said", role: "status", "aria-live": "polite" });
  const panel = make("div", { class: "card", role: "dialog", "aria-labelledby": "card-title", hidden: true });
  /** @type {Element | null} */
  let opener = null;
  /** @type {Thing | null} */
  let thing = null;
  const inForce = make("div", { class: "in-force" });

  const close = () => {
    if (panel.hidden) return;
    panel.hidden = true;
    thing = null;
    opener?.classList.remove("chosen");
    const back = opener?.isConnected && panel.contains(document.activeElement) ? /** @type {HTMLElement} */ (opener) : null;
    opener = null;
    tools.onClose();
    back?.focus({ preventScroll: true });
  };

  /**
   * @param {Thing} chosen @param {Element | null} from where the focus goes back to @param {number} day
   * @param {boolean} moves whether the focus moves to the card
   */
  const open = (chosen, from, day, moves) => {
    opener?.classList.remove("chosen");
    opener = from;
    opener?.classList.add("chosen");
    thing = chosen;
    const shut = make("button", { type: "button", class: "shut", "aria-label": words.close }, "×");
    shut.addEventListener("click", close);
    show(day);
    panel.replaceChildren(shut, ...contents(told, chosen, inForce, tools, said));
    panel.hidden = false;
    panel.scrollTop = 0;
    if (moves) shut.focus({ preventScroll: true });
  };

  /** Say whether the thing is in force on a day. @param {number} day */
  const show = (day) => {
    inForce.replaceChildren(...(thing && told.window[1] - told.window[0] > 1 ? lifeOf(told, thing, day, tools.goTo) : []));
  };

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || panel.hidden || event.defaultPrevented) return;
    event.preventDefault();
    close();
  }, { signal: tools.signal });
  return { panel, said, open, close, show, thing: () => thing };
}

/**
 * @param {import("./tell.js").Told} told @param {Thing} thing @param {HTMLElement} inForce
 * @param {CardTools} tools @param {HTMLElement} said
 */
function contents({ words, lang }, thing, inForce, tools, said) {
  const { card } = thing;
  const prose = (/** @type {string} */ name, /** @type {string} */ text, /** @type {string} */ textLang) => (text ? make("p", { class: name, lang: textLang || null }, text) : null);
  const sources = card.sources.map((text) => make("li", {}, make("span", { class: "citation" }, text), " ", copyButton(words.card_copy, words.card_copied, text, said)));
  const isForeign = Boolean(card.descriptionLang || card.noteLang);
  return [
    make("h2", { id: "card-title", lang: card.titleLang || null, title: hint(card.title) }, card.title),
    inForce,
    isForeign ? make("p", { class: "untranslated" }, words.untranslated) : null,
    prose("card-text", card.description, card.descriptionLang),
    namesOf(thing, words, lang),
    card.rows.length ? make("dl", {}, ...card.rows.flatMap(([heading, text]) => [make("dt", {}, heading), make("dd", {}, text)])) : null,
    card.note ? make("div", { class: "card-note" }, make("h3", {}, words.card_note), prose("", card.note, card.noteLang)) : null,
    sources.length ? make("h3", {}, words.card_sources) : null,
    sources.length ? make("ul", { class: "sources" }, ...sources) : null,
    make("p", { class: "card-acts" },
      "geometry" in thing && thing.geometry ? actButton(words.card_fly, () => tools.fly(thing)) : null,
      copyButton(words.card_link, words.link_copied, () => tools.linkTo(thing), said)),
  ].filter((part) => part !== null);
}

/** @param {Thing} thing @param {Record<string, string>} words @param {string} lang */
function namesOf(thing, words, lang) {
  const { card } = thing;
  if (!("names" in thing)) return card.parts ? make("p", { class: "card-names" }, card.parts) : null;
  const own = Object.entries(thing.names).filter(([code, name]) => code !== lang && `language_${code}` in words && name !== thing.name);
  const parts = own.map(([code, name]) => make("span", {}, `${words[`language_${code}`]}: `, make("span", { lang: code }, name)));
  if (thing.names.other) parts.push(make("span", {}, fillIn(words.search_also, { name: thing.names.other })));
  if (thing.today) parts.push(make("span", {}, fillIn(words.card_today, { name: thing.today })));
  return parts.length ? make("p", { class: "card-names" }, ...parts.flatMap((part, at) => (at ? [" · ", part] : [part]))) : null;
}

/**
 * The life of a thing on a small bar, and, if it is not in force, when it is.
 * @param {import("./tell.js").Told} told @param {Thing} thing @param {number} day @param {(day: number) => void} goTo
 */
function lifeOf({ words, total, dates, days }, thing, day, goTo) {
  /** @type {[number, number][]} */
  const possible = "spans" in thing ? thing.spans : [[thing.first, thing.stop]];
  /** @type {[number, number][]} */
  const sure = "spans" in thing ? thing.spans : [[thing.sureFirst, thing.sureStop]];
  const percent = (/** @type {number} */ at) => (100 * at) / total;
  const bars = (/** @type {[number, number][]} */ spans, /** @type {string} */ name) => spans.filter(([first, stop]) => first < stop).map(([first, stop]) =>
    draw("rect", { class: name, x: percent(first), width: Math.max(0.8, percent(stop - first)), y: 0, height: 6 }));
  const said = "when" in thing ? thing.when : "";
  const bar = make("div", { class: "life", role: "img", "aria-label": [words.card_life, said].filter(Boolean).join(": ") },
    draw("svg", { viewBox: "0 -2 100 10", preserveAspectRatio: "none", "aria-hidden": "true" },
      draw("rect", { class: "life-all", x: 0, width: 100, y: 0, height: 6 }), ...bars(possible, "life-possible"), ...bars(sure, "life-sure"),
      draw("rect", { class: "life-now", x: percent(day), width: 0.6, y: -2, height: 10 })));
  if (possible.some(([first, stop]) => first <= day && day < stop)) return [bar];
  const first = sure.find(([from, stop]) => from < stop)?.[0] ?? possible[0][0];
  const span = said || possible.map(([from, stop]) => (stop - from > 1 ? `${dates[from]} – ${dates[stop - 1]}` : dates[from])).join("; ");
  return [bar, make("p", { class: "out-of-force" }, fillIn(words.card_out_of_force, { day: dates[day] ?? days[day], span }), " ",
    first < total ? actButton(fillIn(words.card_go_there, { day: dates[first] }), () => goTo(first)) : null)];
}

/** @param {string} text @param {() => void} act */
export function actButton(text, act) {
  const button = make("button", { type: "button", class: "copy" }, text);
  button.addEventListener("click", act);
  return button;
}

/**
 * A button that copies a text and says so.
 * @param {string} label @param {string} done @param {string | (() => string)} text @param {HTMLElement} said announces it
 */
export function copyButton(label, done, text, said) {
  const button = actButton(label, async () => {
    said.textContent = "";
    if (!(await copyText(typeof text === "string" ? text : text(), button))) return;
    said.textContent = done;
    // What comes next to it must stay under the pointer that leaves it: the old words come back as that is pressed.
    button.style.minWidth = `${button.offsetWidth}px`;
    button.textContent = done;
    button.addEventListener("blur", () => { button.textContent = label; }, { once: true });
  });
  return button;
}

/**
 * Copy a text, also where the clipboard is closed to pages opened from a file.
 * @param {string} text @param {HTMLElement} beside
 * @returns {Promise<boolean>}
 */
async function copyText(text, beside) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = /** @type {HTMLTextAreaElement} */ (make("textarea", { class: "said", "aria-hidden": "true", tabindex: -1 }));
    area.value = text;
    beside.after(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    beside.focus();
    return done;
  }
}
