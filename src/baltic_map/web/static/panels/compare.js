// @ts-check
// Two days on one map: the left one up to a divider, the other beyond it or on a map of its own beside it, and a list
// of what differs.
import { diffDays } from "../data/diff.js";
import { CompareDay } from "./compare-day.js";
import { makeDiffView } from "./diff-view.js";
import { Divider } from "./divider.js";
import { format, el } from "../dom/elements.js";
import { isPrinting, onMapEvent } from "../app/viewport.js";
import { placeSplitLabels } from "../labels/split-placement.js";
import { isPossible } from "../data/localize.js";

/**
 * @typedef {import("../map/day-layers.js").DayLayers} DayLayers
 * @typedef {import("../data/localize.js").FeatureData} FeatureData
 * @typedef {import("../app/viewport.js").Padding} Padding
 * @typedef {object} CompareTools
 * @property {(signal: AbortSignal) => DayLayers} makeLayers draws another day over the first
 * @property {DayLayers} layers of the first day
 * @property {import("../map/icons.js").IconDrawings} drawings
 * @property {(feature: FeatureData, from: Element) => void} choose
 * @property {(day: number) => void} go takes another day on the left side
 * @property {() => void} onChange the other day or the end of the comparison
 * @property {() => void} onOpen the comparison begins
 * @property {() => void} onLayout the room of a map has changed
 * @property {() => Padding} padding what covers the map
 * @property {AbortSignal} signal
 */

// Percent of the map that the day which is not looked at keeps.
const REVEAL_MARGIN = 30;
// As in the style sheet: where two maps have room beside each other.
const WIDE = "(min-width: 1100px) and (min-height: 521px)";
// Milliseconds between two placements of names while the divider is drawn along.
const DRAG_PAUSE = 90;

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
    const { messages } = scene;
    this.map = map;
    this.scene = scene;
    this.tools = tools;
    this.container = map.getContainer();
    /** @type {{ layers: DayLayers, life: AbortController } | null} */
    this.other = null;
    this.left = 0;
    this.right = 0;
    /** Days from the left one to the other, while both move together. */
    this.gap = 0;
    this.placedAt = -Infinity;
    /** @type {Element | null} */
    this.opener = null;
    this.wide = window.matchMedia(WIDE);
    this.divider = new Divider(map, messages, {
      onMove: () => this.placeLabelsWhileMoving(), onSettle: () => this.placeLabels(), padding: tools.padding,
    });
    const day = (/** @type {"left" | "right"} */ side) => new CompareDay(scene, {
      side, day: () => this[side], choose: (to) => this.turn(side, to),
    });
    this.days = { left: day("left"), right: day("right") };
    this.together = makeChoice("compare-together", messages.compare_together, () => {
      this.gap = this.right - this.left;
    });
    this.mark = makeChoice("compare-mark", messages.compare_mark, () => this.write());
    this.mark.box.checked = true;
    this.beside = makeChoice("compare-beside", messages.compare_beside, () => this.layOut());
    this.list = el("div", { class: "compare-list" });
    this.key = makeChangeKey(messages);
    const close = el("button", {
      type: "button", class: "close", "aria-label": messages.compare_stop, title: messages.compare_stop,
    }, "×");
    this.panel = el("aside", { class: "compare panel", "aria-label": messages.compare_start, hidden: true },
      close, el("h2", {}, messages.compare_start), this.days.left.element, this.days.right.element,
      el("div", { class: "compare-choices" }, this.together.element, this.mark.element, this.beside.element),
      this.list);
    close.addEventListener("click", () => this.stop());
    this.listen(map, tools.signal);
  }

  /** @param {any} map L.Map @param {AbortSignal} signal */
  listen(map, signal) {
    for (const each of [this.panel, this.divider.input]) {
      each.addEventListener("keydown", (event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        this.stop();
      });
    }
    onMapEvent(map, "move zoom viewreset resize", () => this.divider.place(), signal);
    this.wide.addEventListener("change", () => { if (!isPrinting()) this.layOut(); }, { signal });
    signal.addEventListener("abort", () => {
      this.stop(true);
      this.divider.element.remove();
    });
  }

  // ------------------------------------------------------------------ beginning and end
  /** @param {number} left @param {number} right @param {boolean} [beside] */
  start(left, right, beside = this.beside.box.checked) {
    [this.left, this.right, this.gap] = [left, right, right - left];
    this.beside.box.checked = beside;
    const layers = this.other?.layers ?? this.open();
    layers.show(right, this.tools.layers.features.filter);
    layers.update();
    layers.measureLabels();
    this.layOut();
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
    if (this.opener) this.days.right.focus();
    this.tools.onOpen();
    return layers;
  }

  /** @param {boolean} [quietly] without calling onChange */
  stop(quietly = false) {
    if (!this.other) return;
    const wasBeside = this.divider.isBeside;
    this.tools.layers.marks.hide();
    this.other.life.abort();
    this.other = null;
    const isInside = [this.panel, this.divider.element].some((each) => each.contains(document.activeElement));
    this.divider.hide();
    this.panel.hidden = true;
    this.key.hidden = true;
    document.documentElement.classList.remove("with-compare");
    const opener = /** @type {HTMLElement | null} */ (this.opener);
    if (isInside && opener?.isConnected) opener.focus({ preventScroll: true });
    this.opener = null;
    if (quietly) return;
    if (wasBeside) this.tools.onLayout();
    this.tools.layers.layout();
    this.tools.onChange();
  }

  // ------------------------------------------------------------------ the two days
  /** The other day. */
  get day() {
    return this.other ? this.right : null;
  }

  /** Whether the reader wants two maps, be there room for them or not. */
  get wantsBeside() {
    return this.other !== null && this.beside.box.checked;
  }

  /** The two days in one line. */
  get title() {
    const { dates } = this.scene;
    return bothDates(dates[this.left], dates[this.right]);
  }

  /** The day of the left side, or what is shown, has changed. @param {number} day */
  show(day) {
    this.left = day;
    if (!this.other) return;
    if (this.together.box.checked) this.right = this.clamp(day + this.gap);
    this.showRight();
  }

  /**
   * Take another day on one side, or, if they move together, on both.
   * @param {"left" | "right"} side @param {number} to
   */
  turn(side, to) {
    if (side === "left") this.tools.go(to);
    else if (this.together.box.checked) {
      this.gap = this.right - this.left;
      this.tools.go(this.clamp(to - this.gap));
    } else {
      this.right = to;
      this.showRight();
    }
    this.tools.onChange();
  }

  /** @param {number} day */
  clamp(day) {
    return Math.min(Math.max(day, 0), this.scene.days.length - 1);
  }

  showRight() {
    this.other?.layers.show(this.right, this.tools.layers.features.filter);
    this.write();
  }

  /** Write both days and what differs between them. */
  write() {
    const { scene, left, right } = this;
    const { messages, dates } = scene;
    const [first, last] = left <= right ? [left, right] : [right, left];
    const diff = diffDays(scene, first, last);
    const choose = (/** @type {FeatureData} */ feature, /** @type {Element} */ from) => this.reveal(feature, from);
    this.list.replaceChildren(
      el("h3", {}, format(messages.changes_between, { first: dates[first], last: dates[last] })),
      makeDiffView(scene, diff,
        { drawings: this.tools.drawings, choose, level: 4, none: messages.changes_none_between }));
    this.days.left.show(left);
    this.days.right.show(right);
    this.divider.setDates({ left: dates[left], right: dates[right] });
    this.markChanges(diff);
    this.placeLabels();
  }

  /** @param {import("../data/diff.js").Diff} diff */
  markChanges({ began, ended, land }) {
    const isMarked = this.mark.box.checked && this.left !== this.right;
    this.key.hidden = !isMarked;
    const territories = land.map(({ id }) => id);
    if (!this.other) return;
    [this.tools.layers, this.other.layers].forEach(({ marks }, at) => {
      if (!isMarked) marks.hide();
      else {
        const isLater = (at === 0) === this.left > this.right;
        marks.show(isLater ? "began" : "ended", new Set((isLater ? began : ended).map(({ id }) => id)), territories);
      }
    });
  }

  /** Show a feature on the side of its day. @param {FeatureData} feature @param {Element} from */
  reveal(feature, from) {
    const { share, isBeside } = this.divider;
    const isLeft = isPossible(feature, this.left);
    if (!isBeside) {
      this.divider.move(isLeft ? Math.max(share, 100 - REVEAL_MARGIN) : Math.min(share, REVEAL_MARGIN));
      this.placeLabels();
    }
    this.tools.choose(feature, from);
  }

  // ------------------------------------------------------------------ the map
  /** Divide one map, or lay two beside each other. */
  layOut() {
    if (!this.other) return;
    const wasBeside = this.divider.isBeside;
    this.divider.setBeside(this.beside.box.checked && this.wide.matches);
    if (this.divider.isBeside !== wasBeside) this.tools.onLayout();
    this.placeLabels();
    if (this.divider.isBeside !== wasBeside) this.tools.onChange();
  }

  /** What covers the left map: beside it lies the other. @param {Padding} padding @returns {Padding} */
  padding(padding) {
    if (!this.divider.isBeside) return padding;
    return { ...padding, right: this.container.clientWidth - this.divider.parts().at };
  }

  /**
   * What lies over one of two maps beside each other.
   * @param {import("../labels/placement.js").Cover[]} covers @param {boolean} isRight
   */
  covers(covers, isRight) {
    if (!this.divider.isBeside) return covers;
    const { at, shift } = this.divider.parts();
    const { clientWidth: width, clientHeight: h } = this.container;
    return isRight ? [...covers.map((each) => ({ ...each, x: each.x - shift })), { x: 0, y: 0, w: at - shift, h }]
      : [...covers, { x: at, y: 0, w: width - at, h }];
  }

  placeLabels(isBare = false) {
    if (!this.other) return;
    this.placedAt = performance.now();
    const { divider, container } = this;
    if (divider.isBeside) {
      const { at, shift } = divider.parts();
      const covers = divider.covers();
      const ids = allIds(this.scene.features);
      this.tools.layers.placeLabels(isBare, { ids, from: at - shift, to: at, covers });
      const own = covers.map((each) => ({ ...each, x: each.x - shift }));
      const to = container.clientWidth - shift;
      this.other.layers.placeLabels(isBare, { ids, from: at - shift, to, covers: own });
      return;
    }
    const where = { at: divider.x, width: container.clientWidth, covers: divider.covers() };
    placeSplitLabels(this.tools.layers, this.other.layers, where, isBare);
  }

  /** While the divider is drawn along, no name is left cut for long. */
  placeLabelsWhileMoving() {
    if (performance.now() - this.placedAt > DRAG_PAUSE) this.placeLabels();
  }

  measureLabels() {
    this.other?.layers.measureLabels();
    if (!isPrinting()) this.divider.setBeside(this.divider.isBeside);
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

/** @type {WeakMap<FeatureData[], Set<string>>} */
const idSets = new WeakMap();

/** @param {FeatureData[]} features */
function allIds(features) {
  const ids = idSets.get(features) ?? new Set(features.map(({ id }) => id));
  idSets.set(features, ids);
  return ids;
}

/** @param {string} name @param {string} label @param {() => void} onChange */
function makeChoice(name, label, onChange) {
  const box = /** @type {HTMLInputElement} */ (el("input", { type: "checkbox" }));
  box.addEventListener("change", onChange);
  return { box, element: el("label", { class: name }, box, " ", label) };
}

/** What the marks on the map mean. @param {Record<string, string>} messages */
function makeChangeKey(messages) {
  const parts = ["began", "ended", "land", "same"];
  return el("ul", { class: "change-key", hidden: true }, ...parts.map((name) =>
    el("li", {}, el("span", { class: `change-sign ${name}`, "aria-hidden": "true" }),
      messages[name === "same" ? "compare_same" : `changes_${name}`])));
}
