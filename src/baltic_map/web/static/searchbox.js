// @ts-check
// The search field: a combobox whose list of features opens as a sheet of paper over everything else.
import { draw, fillIn, hint, make } from "./dom.js";
import { find, makeIndex } from "./finding.js";
import { drawSign } from "./signs.js";

/** @typedef {import("./tell.js").MarkData} MarkData */

// More than anyone reads; the count tells of the rest.
const MOST_RESULTS = 40;
const WINDOW_GAP = 8;
let searchesMade = 0;

/**
 * Make the search.
 * @param {{ marks: MarkData[], words: Record<string, string>, count: (key: string, n: number) => string }} told
 * @param {{ glyphs: Record<string, string>, choose: (mark: MarkData) => void, signal: AbortSignal }} tools
 */
export function makeSearch(told, { glyphs, choose, signal }) {
  const { words } = told;
  const id = `search-${++searchesMade}`;
  const input = /** @type {HTMLInputElement} */ (make("input", {
    id, type: "text", role: "combobox", placeholder: words.search_hint, autocomplete: "off", autocapitalize: "off", spellcheck: "false",
    enterkeyhint: "search", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": `${id}-list`, "aria-describedby": `${id}-said`,
  }));
  const clear = make("button", { type: "button", class: "search-clear", "aria-label": words.search_clear, title: words.search_clear, hidden: true }, "×");
  const list = make("ul", { id: `${id}-list`, role: "listbox", "aria-label": words.search_title });
  const tally = make("p", { class: "search-tally", "aria-hidden": "true" });
  const popup = make("div", { class: "search-popup paper", popover: "manual", hidden: true }, tally, list);
  const said = make("p", { id: `${id}-said`, class: "said", role: "status" });
  const element = make("div", { class: "search", role: "search" }, make("label", { for: id, class: "said" }, words.search_title),
    lens(), input, clear, popup, said);

  /** @type {ReturnType<typeof makeIndex<MarkData>> | null} */
  let index = null;
  /** @type {MarkData[]} */
  let shown = [];
  let active = -1;

  const settle = () => placePopup(popup, element);
  const isOpen = () => !popup.hidden;
  const close = () => {
    if (!isOpen()) return;
    popup.hidePopover?.();
    popup.hidden = true;
    input.setAttribute("aria-expanded", "false");
    point(-1);
  };
  const open = () => {
    if (!isOpen()) {
      popup.hidden = false;
      // In the top layer no sheet covers it and no column cuts it.
      popup.showPopover?.();
    }
    input.setAttribute("aria-expanded", String(shown.length > 0));
    settle();
  };
  /** Point at an option. @param {number} at -1: at none */
  const point = (at) => {
    list.children[active]?.setAttribute("aria-selected", "false");
    active = at;
    const option = list.children[active];
    if (!option) {
      input.removeAttribute("aria-activedescendant");
      return;
    }
    option.setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  };
  const search = () => {
    clear.hidden = input.value === "";
    if (input.value.trim() === "") {
      said.textContent = "";
      close();
      return;
    }
    index ??= makeIndex(told);
    const found = find(index, input.value);
    shown = found.slice(0, MOST_RESULTS).map(({ mark }) => mark);
    active = -1;
    input.removeAttribute("aria-activedescendant");
    list.replaceChildren(...found.slice(0, MOST_RESULTS).map((result, at) => option(result, `${id}-${at}`)));
    tally.textContent = found.length > 0 ? told.count("results", found.length) : fillIn(words.search_none, { text: input.value.trim() });
    said.textContent = tally.textContent;
    open();
    list.scrollTop = 0;
  };
  /** @param {MarkData | undefined} mark */
  const take = (mark) => {
    if (!mark) return;
    close();
    choose(mark);
  };
  /** @param {{ mark: MarkData, matched: string }} result @param {string} key */
  const option = ({ mark, matched }, key) => {
    const frame = draw("svg", { class: "sample", width: 22, height: 22, viewBox: "-11 -11 22 22", "aria-hidden": "true" });
    if (mark.look.shape === "glyph") frame.append(drawSign(mark.look, glyphs, 20));
    const item = make("li", { id: key, role: "option", "aria-selected": "false", "data-for": mark.id }, frame, make("span", { class: "found" },
      make("span", { class: "found-name", lang: mark.nameLang || null, title: hint(mark.name) }, mark.name),
      matched ? make("span", { class: "found-also" }, " ", fillIn(words.search_also, { name: matched })) : null, " ",
      make("span", { class: "found-kind" }, `${mark.kindName} · ${mark.when}`)));
    item.addEventListener("click", () => take(mark));
    return item;
  };

  /** @type {Record<string, () => boolean>} what the keys do; false: nothing, the field has the key */
  const keys = {
    ArrowDown: () => {
      if (isOpen()) point(active + 1 < shown.length ? active + 1 : 0);
      else search();
      return true;
    },
    ArrowUp: () => {
      if (isOpen()) point(active > 0 ? active - 1 : shown.length - 1);
      else search();
      return true;
    },
    // Without an option pointed at, Home and End move in the text.
    Home: () => active >= 0 && (point(0), true),
    End: () => active >= 0 && (point(shown.length - 1), true),
    Enter: () => {
      if (isOpen()) take(shown[Math.max(active, 0)]);
      else search();
      return true;
    },
    Escape: () => {
      if (isOpen()) close();
      else if (input.value) empty();
      else return false;
      return true;
    },
  };
  const empty = () => {
    input.value = "";
    search();
  };
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]?.()) return;
    event.preventDefault();
    event.stopPropagation();
  });
  input.addEventListener("input", search);
  input.addEventListener("click", () => { if (!isOpen()) search(); });
  clear.addEventListener("click", () => {
    empty();
    input.focus();
  });
  // The field keeps the focus while a result is pressed.
  popup.addEventListener("mousedown", (event) => event.preventDefault());
  element.addEventListener("focusout", (event) => {
    if (!element.contains(/** @type {Node | null} */ (event.relatedTarget))) close();
  });
  const resettle = () => { if (isOpen()) settle(); };
  window.addEventListener("resize", resettle, { signal });
  window.visualViewport?.addEventListener("resize", resettle, { signal });
  signal.addEventListener("abort", close);
  return { element, focus: () => input.focus() };
}

/** The sign of the field. */
function lens() {
  return draw("svg", { class: "search-lens", width: 16, height: 16, viewBox: "0 0 16 16", "aria-hidden": "true" },
    draw("circle", { cx: 6.5, cy: 6.5, r: 4.5 }), draw("path", { d: "M10 10 14.5 14.5" }));
}

/**
 * Put the sheet under the field, or over it where there is more room, inside the window.
 * @param {HTMLElement} popup @param {HTMLElement} field
 */
function placePopup(popup, field) {
  const { left, top, bottom, width } = field.getBoundingClientRect();
  // A keyboard on the screen makes this smaller than the window.
  const height = window.visualViewport?.height ?? window.innerHeight;
  const room = document.documentElement.clientWidth;
  popup.style.minWidth = `${Math.min(width, room - 2 * WINDOW_GAP)}px`;
  const wide = popup.offsetWidth;
  const isBelow = height - bottom >= Math.min(240, top);
  popup.style.left = `${Math.max(WINDOW_GAP, Math.min(left, room - wide - WINDOW_GAP))}px`;
  popup.style.top = isBelow ? `${bottom + 2}px` : "auto";
  popup.style.bottom = isBelow ? "auto" : `${window.innerHeight - top + 2}px`;
  popup.style.maxHeight = `${Math.max(96, (isBelow ? height - bottom : top) - WINDOW_GAP - 2)}px`;
}
