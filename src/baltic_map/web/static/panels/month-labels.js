// @ts-check
// The months and years under the time bar, as many as there is room for.
import { el } from "../dom/elements.js";
import { scalePosition } from "./time-scale.js";

/**
 * @typedef {{ day: number, month: number, isYear: boolean }} MonthLabel of the first day of a month, and of the first
 *     of all
 * @typedef {MonthLabel & { element: HTMLElement }} DrawnMonthLabel
 * @typedef {MonthLabel & { left: number, right: number }} MeasuredMonthLabel pixels
 */

const LABEL_GAP = 7;
const MONTH_INTERVALS = [1, 2, 3, 6, 12];

/** The labels of one time bar. */
export class MonthLabels {
  /** @param {{ iso: ArrayLike<string>, months: string[][] }} scene @param {number} last */
  constructor({ iso, months }, last) {
    this.labels = monthStarts(iso).map((label) => {
      // Of two as short the later: it stands alone, the first is a form for dates.
      const shortest = months[label.month - 1].reduce((one, other) => (other.length <= one.length ? other : one));
      const text = label.isYear ? iso[label.day].slice(0, 4) : shortest;
      const element = el("span", { class: label.isYear ? "time-year" : "time-month" }, text);
      element.style.left = scalePosition(label.day, last);
      return { ...label, element };
    });
    this.days = this.labels.map(({ day }) => day);
    this.elements = this.labels.map(({ element }) => element);
  }

  /** Show those that have room. */
  fit() {
    const room = (this.elements[0]?.parentElement?.clientWidth ?? 0) + LABEL_GAP;
    const measured = this.labels.map(({ element, ...label }) =>
      ({ ...label, left: element.offsetLeft, right: element.offsetLeft + element.offsetWidth + LABEL_GAP }));
    const shown = new Set(fittingLabels(measured, room).map(({ day }) => day));
    for (const { day, element } of this.labels) element.classList.toggle("hidden-label", !shown.has(day));
  }
}

/** The first day of each month, and the first of all. @param {ArrayLike<string>} iso @returns {MonthLabel[]} */
export function monthStarts(iso) {
  /** @type {MonthLabel[]} */
  const labels = [];
  for (let day = 0; day < iso.length; day += 1) {
    if (day > 0 && iso[day].slice(0, 7) === iso[day - 1].slice(0, 7)) continue;
    const month = Number(iso[day].slice(5, 7));
    labels.push({ day, month, isYear: day === 0 || month === 1 });
  }
  return labels;
}

/**
 * Choose labels that do not touch: the years, with every month, every second, every third, every sixth or none.
 * @param {MeasuredMonthLabel[]} labels @param {number} room pixels
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
  return choices.find((some) => some.slice(1).every(({ left }, at) => some[at].right <= left)) ?? [];
}
