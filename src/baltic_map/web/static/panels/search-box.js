// @ts-check
// The search field: a combobox whose list of features opens in a popup over everything else.
import { svg, format, el, runWhenIdle } from "../dom/elements.js";
import { searchIndex, extendIndex } from "../data/search.js";
import { SearchPopup } from "./search-popup.js";

/**
 * @typedef {import("../data/localize.js").FeatureData} FeatureData
 * @typedef {{ features: FeatureData[], messages: Record<string, string>, count: (key: string, n: number) => string }}
 *     SearchScene
 */

// More than anyone reads; the count says how many more there are.
const MAX_RESULTS = 40;
// So many features are made ready at a time, from when the reader comes to the field.
const PREPARED_AT_ONCE = 50;
let searchesMade = 0;

/** The search. */
export class SearchBox {
  /**
   * @param {SearchScene} scene
   * @param {{
   *   drawings: import("../map/icons.js").IconDrawings, choose: (feature: FeatureData) => void, signal: AbortSignal,
   * }} tools
   */
  constructor(scene, { drawings, choose, signal }) {
    const { messages } = scene;
    const id = `search-${++searchesMade}`;
    this.scene = scene;
    this.choose = choose;
    /** @type {import("../data/search.js").FindIndex<FeatureData>} */
    this.index = { entries: [] };
    this.input = /** @type {HTMLInputElement} */ (el("input", {
      id, type: "text", role: "combobox", placeholder: messages.search_hint, autocomplete: "off",
      autocapitalize: "off", spellcheck: "false", enterkeyhint: "search", "aria-autocomplete": "list",
      "aria-expanded": "false", "aria-controls": `${id}-list`, "aria-describedby": `${id}-said`,
    }));
    const { search_clear: clear } = messages;
    this.clearButton = el("button",
      { type: "button", class: "search-clear", "aria-label": clear, title: clear, hidden: true }, "×");
    this.popup = new SearchPopup(this.input, messages, drawings, (feature) => this.take(feature));
    this.status = el("p", { id: `${id}-said`, class: "visually-hidden", role: "status" });
    this.element = el("div", { class: "search", role: "search" },
      el("label", { for: id, class: "visually-hidden" }, messages.search_title),
      makeLens(), this.input, this.clearButton, this.popup.element, this.status);
    this.listen(signal);
  }

  /** @param {AbortSignal} signal */
  listen(signal) {
    const { input, popup } = this;
    input.addEventListener("keydown", (event) => {
      if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || !this.press(event.key)) return;
      event.preventDefault();
      event.stopPropagation();
    });
    input.addEventListener("focus", () => this.prepare(signal), { once: true });
    input.addEventListener("input", () => this.search());
    input.addEventListener("click", () => { if (!popup.isOpen) this.search(); });
    this.clearButton.addEventListener("click", () => {
      this.clear();
      input.focus();
    });
    this.element.addEventListener("focusout", (event) => {
      if (!this.element.contains(/** @type {Node | null} */ (event.relatedTarget))) popup.close();
    });
    const place = () => { if (popup.isOpen) popup.place(); };
    window.addEventListener("resize", place, { signal });
    window.visualViewport?.addEventListener("resize", place, { signal });
    signal.addEventListener("abort", () => popup.close());
  }

  /** @param {AbortSignal} signal */
  prepare(signal) {
    const { features } = this.scene;
    runWhenIdle(Array.from({ length: Math.ceil(features.length / PREPARED_AT_ONCE) }, (_, part) =>
      () => extendIndex(this.index, features, (part + 1) * PREPARED_AT_ONCE)), signal);
  }

  search() {
    const text = this.input.value.trim();
    this.clearButton.hidden = this.input.value === "";
    if (text === "") {
      this.status.textContent = "";
      this.popup.close();
      return;
    }
    const { features } = this.scene;
    const found = searchIndex(extendIndex(this.index, features), this.input.value);
    const tally = found.length > 0 ? this.scene.count("results", found.length)
      : format(this.scene.messages.search_none, { text });
    this.status.textContent = tally;
    this.popup.show(found.slice(0, MAX_RESULTS), found.length, tally);
  }

  clear() {
    this.input.value = "";
    this.search();
  }

  /** @param {FeatureData | undefined} feature */
  take(feature) {
    if (!feature) return;
    this.popup.close();
    this.choose(feature);
  }

  /** Do what a key does. @param {string} key @returns {boolean} false: nothing, the field has the key */
  press(key) {
    const { popup } = this;
    const { isOpen, active, features } = popup;
    if (["ArrowDown", "ArrowUp", "Enter"].includes(key)) {
      if (!isOpen) this.search();
      else if (key === "Enter") this.take(features[Math.max(active, 0)]);
      else popup.pointOn(key === "ArrowDown" ? 1 : -1);
      return true;
    }
    // Without an option pointed at, Home and End move in the text.
    if ((key === "Home" || key === "End") && active >= 0) {
      popup.point(key === "Home" ? 0 : features.length - 1);
      return true;
    }
    if (key !== "Escape" || (!isOpen && !this.input.value)) return false;
    if (isOpen) popup.close();
    else this.clear();
    return true;
  }
}

/** The icon of the field. */
function makeLens() {
  return svg("svg", { class: "search-lens", width: 16, height: 16, viewBox: "0 0 16 16", "aria-hidden": "true" },
    svg("circle", { cx: 6.5, cy: 6.5, r: 4.5 }), svg("path", { d: "M10 10 14.5 14.5" }));
}
