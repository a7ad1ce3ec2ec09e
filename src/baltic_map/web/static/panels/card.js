// @ts-check
// The card of a chosen item: what, when, where, how sure, and who says so.
import { toBibtex, toRis } from "../data/reference.js";
import { reportLink } from "../data/report-link.js";
import { makeLink, svg, format, tooltip, el } from "../dom/elements.js";

/**
 * @typedef {import("../data/localize.js").Card} Card
 * @typedef {import("../map/day-layers.js").AnyItem} AnyItem
 * @typedef {object} CardTools
 * @property {(day: number) => void} goTo
 * @property {(item: AnyItem) => string} linkTo address of the page with this card open
 * @property {(item: AnyItem) => void} fly
 * @property {() => void} onClose
 * @property {AbortSignal} signal
 */

/**
 * Make the place where cards are shown, one at a time.
 * @param {import("../data/localize.js").Scene} scene
 * @param {CardTools} tools
 */
export function makeCardPanel(scene, tools) {
  const { messages } = scene;
  const status = el("p", { class: "visually-hidden", role: "status", "aria-live": "polite" });
  const panel = el("div", { class: "card", role: "dialog", "aria-labelledby": "card-title", hidden: true });
  /** @type {Element | null} */
  let opener = null;
  /** @type {AnyItem | null} */
  let item = null;
  const inForce = el("div", { class: "in-force" });

  const close = () => {
    if (panel.hidden) return;
    panel.hidden = true;
    item = null;
    opener?.classList.remove("selected");
    const isFocusBack = opener?.isConnected && panel.contains(document.activeElement);
    const back = isFocusBack ? /** @type {HTMLElement} */ (opener) : null;
    opener = null;
    tools.onClose();
    back?.focus({ preventScroll: true });
  };

  /**
   * @param {AnyItem} chosen @param {Element | null} from where the focus goes back to @param {number} day
   * @param {boolean} moves whether the focus moves to the card
   */
  const open = (chosen, from, day, moves) => {
    opener?.classList.remove("selected");
    opener = from;
    opener?.classList.add("selected");
    item = chosen;
    const closeButton = el("button", { type: "button", class: "close", "aria-label": messages.close }, "×");
    closeButton.addEventListener("click", close);
    show(day);
    panel.replaceChildren(closeButton, ...cardContent(scene, chosen, inForce, tools, status));
    panel.hidden = false;
    panel.scrollTop = 0;
    if (moves) closeButton.focus({ preventScroll: true });
  };

  /** Say whether the item is in force on a day. @param {number} day */
  const show = (day) => {
    const isWhole = scene.window[1] - scene.window[0] > 1;
    inForce.replaceChildren(...(item && isWhole ? lifespan(scene, item, day, tools.goTo) : []));
  };

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || panel.hidden || event.defaultPrevented) return;
    event.preventDefault();
    close();
  }, { signal: tools.signal });
  return { panel, status, open, close, show, item: () => item };
}

/**
 * @param {import("../data/localize.js").Scene} scene @param {AnyItem} item @param {HTMLElement} inForce
 * @param {CardTools} tools @param {HTMLElement} status
 */
function cardContent(scene, item, inForce, tools, status) {
  const { messages, lang } = scene;
  const { card } = item;
  const prose = (/** @type {string} */ name, /** @type {string} */ text, /** @type {string} */ textLang) =>
    (text ? el("p", { class: name, lang: textLang || null }, text) : null);
  const sources = card.sources.map((source) => el("li", {}, el("span", { class: "citation" }, source.text), " ",
    ...aboutWork(source, messages), ...copyButtons(source, messages, status)));
  const rows = card.rows.flatMap(([heading, text]) => [el("dt", {}, heading), el("dd", {}, text)]);
  const isForeign = Boolean(card.descriptionLang || card.noteLang);
  const note = () => [el("h3", {}, messages.card_note), prose("", card.note, card.noteLang)];
  return [
    el("h2", { id: "card-title", lang: card.titleLang || null, title: tooltip(card.title) }, card.title),
    inForce,
    isForeign ? el("p", { class: "untranslated" }, messages.untranslated) : null,
    prose("card-text", card.description, card.descriptionLang),
    otherNames(item, messages, lang),
    rows.length ? el("dl", {}, ...rows) : null,
    ...card.passages.map((passage) => quotation(passage, messages)),
    card.note ? el("div", { class: "card-note" }, ...note()) : null,
    card.translated ? el("p", { class: "translated" }, messages[`translated_${card.translated}`]) : null,
    el("h3", {}, messages.card_sources),
    sources.length
      ? el("ul", { class: "sources" }, ...sources) : el("p", { class: "no-sources" }, messages.card_no_sources),
    card.links.length ? el("p", { class: "card-links" },
      ...card.links.flatMap(([name, address], at) => [at ? " · " : null, outwardLink(address, name)])) : null,
    el("p", { class: "card-actions" },
      "geometry" in item && item.geometry ? actButton(messages.card_fly, () => tools.fly(item)) : null,
      copyButton(messages.card_link, messages.link_copied, () => tools.linkTo(item), status),
      reportAnchor(scene, item)),
  ].filter((part) => part !== null);
}

/**
 * The words of a source, whose they are, where they stand and what they do with what the atlas says.
 * @param {import("../data/localize.js").PassageData} passage @param {Record<string, string>} messages
 */
function quotation(passage, messages) {
  const { words, lang, address, place, stance, speaker, speakerLang, translation, translationLang } = passage;
  const prose = (/** @type {string} */ text, /** @type {string} */ textLang) =>
    el("span", { lang: textLang || null }, text);
  const quoted = () => prose(format(translationLang ? "“{text}”" : messages.card_quoted, { text: translation }),
    translationLang);
  return el("figure", { class: "passage" },
    el("blockquote", { lang, dir: "auto", cite: address }, words),
    translation
      ? el("p", { class: "translation" }, `${messages.card_translation}: `, quoted()) : null,
    el("figcaption", {}, ...(speaker ? [prose(speaker, speakerLang), " · "] : []), outwardLink(address, place), " · ",
      el("span", { class: `stance ${stance}` }, messages[`card_stance_${stance}`])));
}

/**
 * What the work of a citation is, and in which other one it was seen.
 * @param {import("../data/localize.js").SourceData} source @param {Record<string, string>} messages
 */
function aboutWork({ workClass: name, via }, messages) {
  const parts = [name && messages[`card_class_${name}`], via && format(messages.card_via, { work: via })];
  const text = parts.filter(Boolean).join(" · ");
  return text ? [el("span", { class: "work-class" }, text), " "] : [];
}

/**
 * Buttons that copy a citation as text, and its work for a reference manager.
 * @param {import("../data/localize.js").SourceData} source @param {Record<string, string>} messages
 * @param {HTMLElement} status
 */
function copyButtons({ text, reference }, messages, status) {
  /** @type {[string, () => string][]} */
  const forms = [[messages.card_copy, () => text]];
  if (reference) {
    forms.push([messages.card_copy_bibtex, () => toBibtex(reference)]);
    forms.push([messages.card_copy_ris, () => toRis(reference)]);
  }
  return forms.flatMap(([label, form]) => [" ", copyButton(label, messages.card_copied, form, status)]);
}

/**
 * A link for who has found something wrong; none where no address is known, and in a kiosk.
 * @param {import("../data/localize.js").Scene} scene @param {AnyItem} item
 */
function reportAnchor({ report, messages, title: atlas }, item) {
  if (!report || document.documentElement.classList.contains("kiosk")) return null;
  const { title, description, rows } = item.card;
  const claim = description || rows.map(([heading, text]) => `${heading}: ${text}`).join("\n");
  const { version } = report;
  const address = reportLink(report, { id: item.id, title, when: "when" in item ? item.when : "", claim }, {
    ask: messages.card_report_ask,
    atlas: version ? format(messages.card_report_version, { title: atlas, version }) : atlas,
  });
  // A mail needs no window of its own: an empty one would stay behind.
  const target = address.startsWith("mailto:") ? null : "_blank";
  return el("a", { class: "card-report", href: address, target, rel: "noopener" }, messages.card_report);
}

/** @param {string} href @param {string} text */
function outwardLink(href, text) {
  return makeLink({ href, target: "_blank", rel: "noopener" }, text);
}

/** @param {AnyItem} item @param {Record<string, string>} messages @param {string} lang */
function otherNames(item, messages, lang) {
  if (!("names" in item)) return item.card.parts ? el("p", { class: "card-names" }, item.card.parts) : null;
  const parts = Object.entries(item.names)
    .filter(([code, name]) => code !== lang && `language_${code}` in messages && name !== item.name)
    .map(([code, name]) => el("span", {}, `${messages[`language_${code}`]}: `, el("span", { lang: code }, name)));
  if (item.names.other) parts.push(el("span", {}, format(messages.search_also, { name: item.names.other })));
  if (item.today) parts.push(el("span", {}, format(messages.card_today, { name: item.today })));
  if (parts.length === 0) return null;
  return el("p", { class: "card-names" }, ...parts.flatMap((part, at) => (at ? ["\u00a0· ", part] : [part])));
}

/** @typedef {[number, number][]} Spans days [first, stop) */

/**
 * The lifespan of an item on a small bar, and, if it is not in force, when it is.
 * @param {import("../data/localize.js").Scene} scene @param {AnyItem} item @param {number} day
 * @param {(day: number) => void} goTo
 */
function lifespan({ messages, total, dates, days }, item, day, goTo) {
  /** @type {Spans} */
  const possible = "spans" in item ? item.spans : [[item.first, item.stop]];
  /** @type {Spans} */
  const certain = "spans" in item ? item.spans : [[item.certainFirst, item.certainStop]];
  const when = "when" in item ? item.when : "";
  const bar = el("div", {
    class: "lifespan", role: "img", "aria-label": [messages.card_life, when].filter(Boolean).join(": "),
  }, lifespanBar(possible, certain, day, total));
  if (possible.some(([first, stop]) => first <= day && day < stop)) return [bar];
  const first = certain.find(([from, stop]) => from < stop)?.[0] ?? possible[0][0];
  const written = (/** @type {[number, number]} */ [from, stop]) =>
    (stop - from > 1 ? `${dates[from]} – ${dates[stop - 1]}` : dates[from]);
  const span = when || possible.map(written).join("; ");
  const text = format(messages.card_out_of_force, { day: dates[day] ?? days[day], span });
  const goThere = first < total
    ? actButton(format(messages.card_go_there, { day: dates[first] }), () => goTo(first)) : null;
  return [bar, el("p", { class: "out-of-force" }, text, " ", goThere)];
}

/** @param {Spans} possible @param {Spans} certain @param {number} day @param {number} total */
function lifespanBar(possible, certain, day, total) {
  const percent = (/** @type {number} */ at) => (100 * at) / total;
  const bars = (/** @type {Spans} */ spans, /** @type {string} */ name) => spans
    .filter(([first, stop]) => first < stop)
    .map(([first, stop]) => svg("rect",
      { class: name, x: percent(first), width: Math.max(0.8, percent(stop - first)), y: 0, height: 6 }));
  return svg("svg", { viewBox: "0 -2 100 10", preserveAspectRatio: "none", "aria-hidden": "true" },
    svg("rect", { class: "lifespan-window", x: 0, width: 100, y: 0, height: 6 }),
    ...bars(possible, "lifespan-possible"), ...bars(certain, "lifespan-certain"),
    svg("rect", { class: "lifespan-day", x: percent(day), width: 0.6, y: -2, height: 10 }));
}

/** @param {string} text @param {() => void} act */
function actButton(text, act) {
  const button = el("button", { type: "button", class: "copy" }, text);
  button.addEventListener("click", act);
  return button;
}

/**
 * A button that copies a text and says so.
 * @param {string} label @param {string} done @param {string | (() => string)} text
 * @param {HTMLElement} status announces it
 */
export function copyButton(label, done, text, status) {
  const button = actButton(label, async () => {
    status.textContent = "";
    if (!(await copyText(typeof text === "string" ? text : text(), button))) return;
    status.textContent = done;
    // What comes next to it must stay under the pointer that leaves it: the old words come back as that is pressed.
    button.style.minWidth = `${button.offsetWidth}px`;
    button.textContent = done;
    button.addEventListener("blur", () => { button.textContent = label; }, { once: true });
  });
  button.classList.add("takes-away");
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
    const attributes = { class: "visually-hidden", "aria-hidden": "true", tabindex: -1 };
    const area = /** @type {HTMLTextAreaElement} */ (el("textarea", attributes));
    area.value = text;
    beside.after(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    beside.focus();
    return done;
  }
}
