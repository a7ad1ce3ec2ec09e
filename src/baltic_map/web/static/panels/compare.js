// @ts-check
// Two days on one map: the left one up to a divider, the other beyond it, and a list of what differs.
import { diffDays } from "../data/diff.js";
import { makeDiffView } from "./diff-view.js";
import { Divider } from "./divider.js";
import { format, el } from "../dom/elements.js";
import { onMapEvent } from "../app/viewport.js";
import { placeSplitLabels } from "../labels/split-placement.js";
import { isPossible } from "../data/localize.js";

/**
 * @typedef {import("../map/day-layers.js").DayLayers} DayLayers
 * @typedef {import("../data/localize.js").FeatureData} FeatureData
 * @typedef {object} CompareTools
 * @property {(signal: AbortSignal) => DayLayers} makeLayers draws another day over the first
 * @property {DayLayers} layers of the first day
 * @property {import("../map/icons.js").IconDrawings} drawings
 * @property {(feature: FeatureData, from: Element) => void} choose
 * @property {() => void} onChange the other day or the end of the comparison
 * @property {() => import("../app/viewport.js").Padding} padding what covers the map
 * @property {AbortSignal} signal
 */

// Percent of the map that the day which is not looked at keeps.
const REVEAL_MARGIN = 30;

/**
 * Write two days in one line; the year of both only once, where it ends the date.
 * @param {string} one @param {string} other
 */
export function bothDates(one, other) {
  const year = / \d{4}$/;
  return `${year.exec(one)?.[0] === year.exec(other)?.[0] ? one.replace(year, "") : one} | ${other}`;
}

/** The comparison of two days. */
export class Compare {
  /** @param {any} map L.Map @param {import("../data/localize.js").Scene} scene @param {CompareTools} tools */
  constructor(map, scene, tools) {
    const { messages, days, changes } = scene;
    this.scene = scene;
    this.tools = tools;
    this.container = map.getContainer();
    /** @type {{ layers: DayLayers, life: AbortController } | null} */
    this.other = null;
    this.left = 0;
    this.right = 0;
    /** @type {Element | null} */
    this.opener = null;
    this.divider = new Divider(map, messages, () => this.placeLabels());
    this.range = /** @type {HTMLInputElement} */ (el("input", {
      type: "range", class: "compare-day", min: 0, max: days.length - 1, step: 1, "aria-label": messages.compare_with,
    }));
    this.dateText = el("p", { class: "compare-date" });
    this.list = el("div", { class: "compare-list" });
    const close = el("button", {
      type: "button", class: "close", "aria-label": messages.compare_stop, title: messages.compare_stop,
    }, "×");
    const back = () => changes.filter((day) => day < this.right).at(-1);
    const on = () => changes.find((day) => day > this.right);
    this.panel = el("aside", { class: "compare panel", "aria-label": messages.compare_start, hidden: true },
      close, el("h2", {}, messages.compare_start), this.dateText,
      el("div", { class: "compare-steps" },
        this.makeStep(messages.time_previous_change, "←", back), this.range,
        this.makeStep(messages.time_next_change, "→", on)),
      this.list);
    close.addEventListener("click", () => this.stop());
    this.listen(map, tools.signal);
  }

  /** @param {string} label @param {string} arrow @param {() => number | undefined} to */
  makeStep(label, arrow, to) {
    const button = el("button", { type: "button", class: "compare-step", "aria-label": label, title: label }, arrow);
    button.addEventListener("click", () => this.turn(to() ?? this.right));
    return button;
  }

  /** @param {any} map L.Map @param {AbortSignal} signal */
  listen(map, signal) {
    this.range.addEventListener("input", () => this.turn(Number(this.range.value)));
    for (const each of [this.panel, this.divider.input]) {
      each.addEventListener("keydown", (event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        this.stop();
      });
    }
    onMapEvent(map, "move zoom viewreset resize", () => this.divider.place(), signal);
    signal.addEventListener("abort", () => {
      this.stop(true);
      this.divider.element.remove();
    });
  }

  // ------------------------------------------------------------------ beginning and end
  /** @param {number} left @param {number} right */
  start(left, right) {
    [this.left, this.right] = [left, right];
    const layers = this.other?.layers ?? this.open();
    layers.show(right, this.tools.layers.features.filter);
    layers.update();
    layers.measureLabels();
    this.write();
  }

  open() {
    const life = new AbortController();
    const layers = this.tools.makeLayers(life.signal);
    this.other = { layers, life };
    this.panel.hidden = false;
    document.documentElement.classList.add("with-compare");
    const { left, right } = this.tools.padding();
    const width = this.container.clientWidth;
    const share = Math.round((50 * (width + left - right)) / Math.max(1, width));
    this.divider.show({ left: this.tools.layers, right: layers }, share, life.signal);
    this.opener = document.activeElement === document.body ? null : document.activeElement;
    if (this.opener) this.range.focus({ preventScroll: true });
    return layers;
  }

  /** @param {boolean} [quietly] without calling onChange */
  stop(quietly = false) {
    if (!this.other) return;
    this.other.life.abort();
    this.other = null;
    const isInside = [this.panel, this.divider.element].some((each) => each.contains(document.activeElement));
    this.divider.hide();
    this.panel.hidden = true;
    document.documentElement.classList.remove("with-compare");
    const opener = /** @type {HTMLElement | null} */ (this.opener);
    if (isInside && opener?.isConnected) opener.focus({ preventScroll: true });
    this.opener = null;
    if (!quietly) this.tools.onChange();
  }

  // ------------------------------------------------------------------ the two days
  /** The other day. */
  get day() {
    return this.other ? this.right : null;
  }

  /** The two days in one line. */
  get title() {
    const { dates } = this.scene;
    return bothDates(dates[this.left], dates[this.right]);
  }

  /** The day of the left side, or what is shown, has changed. @param {number} day */
  show(day) {
    this.left = day;
    if (this.other) this.showRight();
  }

  /** Take another day on the right side. @param {number} day */
  turn(day) {
    this.right = day;
    this.showRight();
    this.tools.onChange();
  }

  showRight() {
    this.other?.layers.show(this.right, this.tools.layers.features.filter);
    this.write();
  }

  /** Write both days and what differs between them. */
  write() {
    const { scene, left, right } = this;
    const { messages, days, dates } = scene;
    const [first, last] = left <= right ? [left, right] : [right, left];
    const choose = (/** @type {FeatureData} */ feature, /** @type {Element} */ from) => this.reveal(feature, from);
    this.list.replaceChildren(
      el("h3", {}, format(messages.changes_between, { first: dates[first], last: dates[last] })),
      makeDiffView(scene, diffDays(scene, first, last),
        { drawings: this.tools.drawings, choose, level: 4, none: messages.changes_none_between }));
    this.dateText.textContent = days[right];
    this.range.value = String(right);
    this.range.setAttribute("aria-valuetext", days[right]);
    this.divider.setDates({ left: dates[left], right: dates[right] });
    this.placeLabels();
  }

  /** Show a feature on the side of its day. @param {FeatureData} feature @param {Element} from */
  reveal(feature, from) {
    const { share } = this.divider;
    const isLeft = isPossible(feature, this.left);
    this.divider.move(isLeft ? Math.max(share, 100 - REVEAL_MARGIN) : Math.min(share, REVEAL_MARGIN));
    this.placeLabels();
    this.tools.choose(feature, from);
  }

  // ------------------------------------------------------------------ the map
  placeLabels(isBare = false) {
    if (!this.other) return;
    const { divider, container } = this;
    const where = { at: divider.x, width: container.clientWidth, covers: divider.covers() };
    placeSplitLabels(this.tools.layers, this.other.layers, where, isBare);
  }

  measureLabels() {
    this.other?.layers.measureLabels();
    this.placeLabels();
  }

  /** @param {boolean} isBare on paper nothing lies over the map */
  print(isBare) {
    if (!this.other) return;
    this.divider.print(isBare);
    this.other.layers.layout(isBare);
    this.placeLabels(isBare);
  }

  /** What differs, for paper. */
  summary() {
    return /** @type {Element} */ (this.list.cloneNode(true));
  }
}
