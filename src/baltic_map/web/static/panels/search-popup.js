// @ts-check
// The results of the search: a listbox in a popup under the search field, or over it.
import { format, tooltip, el } from "../dom/elements.js";
import { listSample } from "./lists.js";

/**
 * @typedef {import("../data/localize.js").FeatureData} FeatureData
 * @typedef {{ feature: FeatureData, matched: string }} SearchResult
 */

const WINDOW_GAP = 8;

/** The popup. */
export class SearchPopup {
  /**
   * @param {HTMLInputElement} input that it belongs to
   * @param {Record<string, string>} messages
   * @param {import("../map/icons.js").IconDrawings} drawings
   * @param {(feature: FeatureData | undefined) => void} take
   */
  constructor(input, messages, drawings, take) {
    this.input = input;
    this.messages = messages;
    this.drawings = drawings;
    this.take = take;
    /** @type {FeatureData[]} */
    this.features = [];
    /** Which option is pointed at; -1: none. */
    this.active = -1;
    this.list = el("ul", { id: `${input.id}-list`, role: "listbox", "aria-label": messages.search_title });
    this.tally = el("p", { class: "search-tally", "aria-hidden": "true" });
    this.element = el("div", { class: "search-popup panel", popover: "manual", hidden: true }, this.tally, this.list);
    // The field keeps the focus while a result is pressed.
    this.element.addEventListener("mousedown", (event) => event.preventDefault());
  }

  get isOpen() {
    return !this.element.hidden;
  }

  /** @param {SearchResult[]} results the first of them @param {number} total @param {string} tally */
  show(results, total, tally) {
    this.features = results.map(({ feature }) => feature);
    this.active = -1;
    this.input.removeAttribute("aria-activedescendant");
    this.list.replaceChildren(...results.map((result, at) => {
      const option = this.makeOption(result, `${this.input.id}-${at}`);
      option.setAttribute("aria-setsize", String(total));
      option.setAttribute("aria-posinset", String(at + 1));
      return option;
    }));
    this.tally.textContent = tally;
    if (!this.isOpen) {
      this.element.hidden = false;
      // In the top layer no panel covers it and no column cuts it.
      this.element.showPopover?.();
    }
    this.input.setAttribute("aria-expanded", String(results.length > 0));
    this.place();
    this.list.scrollTop = 0;
  }

  close() {
    if (!this.isOpen) return;
    this.element.hidePopover?.();
    this.element.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.point(-1);
  }

  /** Point at an option. @param {number} at -1: at none */
  point(at) {
    this.list.children[this.active]?.setAttribute("aria-selected", "false");
    this.active = at;
    const option = this.list.children[at];
    if (!option) {
      this.input.removeAttribute("aria-activedescendant");
      return;
    }
    option.setAttribute("aria-selected", "true");
    this.input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  /** Point at the next or the option before, round and round. @param {1 | -1} step */
  pointOn(step) {
    const count = this.features.length;
    if (step > 0) this.point(this.active + 1 < count ? this.active + 1 : 0);
    else this.point(this.active > 0 ? this.active - 1 : count - 1);
  }

  /** @param {SearchResult} result @param {string} id */
  makeOption({ feature, matched }, id) {
    const name = { class: "result-name", lang: feature.nameLang || null, title: tooltip(feature.name) };
    const other = matched ? format(this.messages.search_also, { name: matched }) : null;
    const item = el("li", { id, role: "option", "aria-selected": "false", "data-for": feature.id },
      listSample(feature, this.drawings),
      el("span", { class: "result" },
        el("span", name, feature.name),
        other && el("span", { class: "result-other-name" }, " ", other), " ",
        el("span", { class: "result-kind" }, `${feature.kindName} · ${feature.when}`)));
    item.addEventListener("click", () => this.take(feature));
    return item;
  }

  /** Put it under the search field, or over it where there is more room, inside the window. */
  place() {
    const field = /** @type {Element} */ (this.element.parentElement);
    const { left, top, bottom, width } = field.getBoundingClientRect();
    // A keyboard on the screen makes this smaller than the window.
    const height = window.visualViewport?.height ?? window.innerHeight;
    const room = document.documentElement.clientWidth;
    this.element.style.minWidth = `${Math.min(width, room - 2 * WINDOW_GAP)}px`;
    const isBelow = height - bottom >= Math.min(240, top);
    this.element.style.left = `${Math.max(WINDOW_GAP, Math.min(left, room - this.element.offsetWidth - WINDOW_GAP))}px`;
    this.element.style.top = isBelow ? `${bottom + 2}px` : "auto";
    this.element.style.bottom = isBelow ? "auto" : `${window.innerHeight - top + 2}px`;
    this.element.style.maxHeight = `${Math.max(96, (isBelow ? height - bottom : top) - WINDOW_GAP - 2)}px`;
  }
}
