// @ts-check
// The days of a page by position, as civil dates and as a language writes them; or its months or years, if it tells no
// days. Each is written when it is asked for: a page costs no more for ten thousand years than for ten. Pure.
import { civilDate, formatDate, isoDate, dayNumber, numberOfDate } from "./calendar.js";

/**
 * @typedef {import("./calendar.js").CivilDate} CivilDate
 * @typedef {{ firstDay: string, total: number, calendar: import("./calendar.js").CalendarName,
 *   precision: "day" | "month" | "year" }} AxisData the day at position 0, how many there are, how they are told
 * @typedef {import("./calendar.js").DateNames & { dayPattern: string, datePattern: string, eraDayPattern: string,
 *   eraDatePattern: string, eras: string[] }} DateLanguage patterns with the weekday and without
 */

/** The days. */
export class DayAxis {
  /** @param {AxisData} data */
  constructor({ firstDay, total, calendar, precision }) {
    this.total = total;
    this.calendar = calendar;
    this.precision = precision;
    this.from = dayNumber(firstDay, calendar);
    this.start = civilDate(this.from, calendar);
    /** Whether each year is told with its era: some lie before the year 1. */
    this.hasEras = this.start.year < 1;
  }

  /** The date at a position; of a month or year its first. @param {number} at @returns {CivilDate} */
  civil(at) {
    if (this.precision === "day") return civilDate(this.from + at, this.calendar);
    const months = this.start.year * 12 + this.start.month - 1 + at;
    const [year, month] = this.precision === "year" ? [this.start.year + at, 1]
      : [Math.floor(months / 12), months - 12 * Math.floor(months / 12) + 1];
    return civilDate(numberOfDate({ year, month, day: 1 }, this.calendar), this.calendar);
  }

  /** Where a date stands, before and after the days too. @param {{ year: number, month: number, day: number }} date */
  position({ year, month, day }) {
    if (this.precision === "year") return year - this.start.year;
    if (this.precision === "month") return 12 * (year - this.start.year) + month - this.start.month;
    return numberOfDate({ year, month, day }, this.calendar) - this.from;
  }

  /** @param {number} at */
  iso(at) {
    return isoDate(this.civil(at), this.precision);
  }

  /** Where a day stands that is written as `iso` writes it; -1 if it is none of them. @param {string} iso */
  indexOf(iso) {
    if (!/^-?\d{4}(-\d\d){0,2}$/.test(iso)) return -1;
    const at = this.position(civilDate(dayNumber(iso, this.calendar), this.calendar));
    return at >= 0 && at < this.total && this.iso(at) === iso ? at : -1;
  }

  /** How a year is written under the bar. @param {number} year @param {string[]} eras */
  year(year, eras) {
    const number = String(year > 0 ? year : 1 - year);
    return year < 1 || this.hasEras ? `${number} ${eras[year > 0 ? 1 : 0]}` : number;
  }

  /**
   * Write a day in a language. @param {number} at @param {DateLanguage} language @param {boolean} withWeekday
   */
  written(at, language, withWeekday) {
    const date = this.civil(at);
    const { dayPattern, datePattern, eraDayPattern, eraDatePattern } = language;
    const [day, plain] = date.year < 1 || this.hasEras ? [eraDayPattern, eraDatePattern] : [dayPattern, datePattern];
    return formatDate(withWeekday ? day : plain, date, language);
  }
}

/**
 * The days of a page by position, written in a language when they are read.
 * @param {AxisData} data
 * @param {{ first: number, stop: number }} span positions of those that the page has
 * @param {DateLanguage} language
 */
export function writtenDays(data, { first, stop }, language) {
  const axis = new DayAxis(data);
  const list = (/** @type {(at: number) => string} */ write) => lazyList(first, stop, write);
  return {
    axis,
    iso: list((at) => axis.iso(at)),
    days: list((at) => axis.written(at, language, true)),
    dates: list((at) => axis.written(at, language, false)),
  };
}

/**
 * What is read like a list and written only then.
 * @param {number} first @param {number} stop @param {(at: number) => string} write @returns {ArrayLike<string>}
 */
function lazyList(first, stop, write) {
  return /** @type {ArrayLike<string>} */ (new Proxy({}, {
    get(_, key) {
      if (key === "length") return stop;
      const at = typeof key === "string" ? Number(key) : NaN;
      return Number.isInteger(at) && at >= first && at < stop ? write(at) : undefined;
    },
  }));
}
