// @ts-check
// What is written under the time bar: months and years, or every second, fifth, tenth… year, as many as have room.
import { el } from "../dom/elements.js";
import { monthTicks, unitsOf, yearIntervals, yearTicks } from "../data/time-ticks.js";
import { scalePosition } from "./time-scale.js";

/**
 * @typedef {import("../data/time-ticks.js").Tick} Tick
 * @typedef {Tick & { element: HTMLElement }} DrawnLabel
 * @typedef {Tick & { left: number, right: number }} MeasuredLabel pixels
 */

const LABEL_GAP = 7;
const MONTH_INTERVALS = [1, 2, 3, 6, 12];
// No label is narrower, and no two rules are closer.
const NARROWEST_LABEL = 18;
const CLOSEST_RULES = 5;
// In more months than these none would have room.
const MOST_MONTHS = 360;
const MOST_FOLDED = 60;

/** The labels of one time bar. */
export class TimeLabels {
  /**
   * @param {Pick<import("./time-bar.js").TimeScene, "axis" | "months" | "eras">} scene
   * @param {(days: number[]) => void} drawRules draws a rule at each of some days
   */
  constructor({ axis, months, eras }, drawRules) {
    this.axis = axis;
    this.months = months;
    this.eras = eras;
    this.drawRules = drawRules;
    this.last = axis.total - 1;
    this.element = el("div", { class: "time-scale time-labels", "aria-hidden": "true" });
    this.ofMonths = unitsOf(axis).months <= MOST_MONTHS ? monthTicks(axis) : [];
    this.room = 0;
  }

  /** @param {Tick[]} ticks @returns {DrawnLabel[]} */
  draw(ticks) {
    const drawn = ticks.map((tick) => {
      // Of two as short the later: it stands alone, the first is a form for dates.
      const shortest = this.months[tick.month - 1]
        .reduce((one, other) => (other.length <= one.length ? other : one));
      const text = tick.isYear ? this.axis.year(tick.year, this.eras) : shortest;
      const element = el("span", { class: tick.isYear ? "time-year" : "time-month" }, text);
      // The label of the right end ends there.
      if (tick.day > 0 && tick.day === this.last) element.style.right = "0";
      else element.style.left = scalePosition(tick.day, this.last);
      return { ...tick, element };
    });
    this.element.replaceChildren(...drawn.map(({ element }) => element));
    return drawn;
  }

  /** Write those that have room. */
  fit() {
    const { ofMonths } = this;
    const room = this.room = this.element.clientWidth;
    if (room === 0) {
      // A bar that is folded has rules, and no labels.
      const [interval] = yearIntervals(this.axis, MOST_FOLDED);
      const isFew = ofMonths.length > 0 && ofMonths.length <= MOST_FOLDED;
      this.drawRules((isFew ? ofMonths : yearTicks(this.axis, interval)).map(({ day }) => day));
      return;
    }
    const isNear = room >= CLOSEST_RULES * ofMonths.length;
    if (ofMonths.length > 0 && isNear && this.show(ofMonths, fittingLabels)) {
      this.drawRules(ofMonths.map(({ day }) => day));
      return;
    }
    for (const interval of yearIntervals(this.axis, Math.max(room / NARROWEST_LABEL, 1))) {
      const ticks = yearTicks(this.axis, interval);
      if (!this.show(ticks, separateLabels)) continue;
      this.drawRules(ticks.map(({ day }) => day));
      return;
    }
    const { year, month } = this.axis.civil(0);
    this.draw([{ day: 0, year, month, isYear: true }]);
    this.drawRules([0]);
  }

  /**
   * Write some; false if none of them has room.
   * @param {Tick[]} ticks @param {(labels: MeasuredLabel[], room: number) => MeasuredLabel[]} choose
   */
  show(ticks, choose) {
    const drawn = this.draw(ticks);
    const measured = drawn.map(({ element, ...label }) =>
      ({ ...label, left: element.offsetLeft, right: element.offsetLeft + element.offsetWidth + LABEL_GAP }));
    // Measures are rounded: the label that ends at the right end may seem to end a pixel beyond it.
    const shown = new Set(choose(measured, this.room + LABEL_GAP + 1).map(({ day }) => day));
    for (const { day, element } of drawn) element.classList.toggle("hidden-label", !shown.has(day));
    return shown.size > 0;
  }
}

/**
 * Choose labels that do not touch: the years, with every month, every second, every third, every sixth or none.
 * @param {MeasuredLabel[]} labels @param {number} room pixels
 */
export function fittingLabels(labels, room) {
  // The label at the left end stands for a part of a year, and what follows it at once gives way; a January does not.
  const first = labels.find(({ day, right }) =>
    day > 0 || labels.every((other) => other.day === 0 || !other.isYear || other.left >= right));
  const start = labels.filter((label) => label === first && label.day === 0);
  const rest = labels.filter(({ day, left, right, isYear }) =>
    day > 0 && right <= room && (isYear || first?.day !== 0 || left >= first.right));
  const choices = MONTH_INTERVALS.map((interval) =>
    [...start, ...rest.filter(({ month }) => (month - 1) % interval === 0)]);
  return choices.find(areApart) ?? [];
}

/**
 * All labels that end before the right end, if none of them touch; else none.
 * @param {MeasuredLabel[]} labels @param {number} room pixels
 */
export function separateLabels(labels, room) {
  const inside = labels.filter(({ right }) => right <= room);
  return areApart(inside) ? inside : [];
}

/** @param {MeasuredLabel[]} labels in order */
function areApart(labels) {
  return labels.slice(1).every(({ left }, at) => labels[at].right <= left);
}
