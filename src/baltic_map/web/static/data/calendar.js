// @ts-check
// Days as whole numbers to dates of the Gregorian and of the Julian calendar, both without end in both directions, and
// how a language writes them. Pure; calendars.py counts in the same way.

/**
 * @typedef {"gregorian" | "julian"} CalendarName
 *
 * @typedef {object} CivilDate
 * @property {number} year 0 is the year before 1
 * @property {number} month 1 to 12
 * @property {number} day 1 to 31
 * @property {number} weekday 0 is Monday
 *
 * @typedef {object} DateNames
 * @property {string[]} weekdays from Monday
 * @property {string[][]} months the ways each of the twelve may be written, that of the patterns first
 * @property {string[]} [eras] of the years before the year 1, and of those from it on
 */

const ERA_DAYS = 146097;
// 1 March of the Julian year 0 was two days before that of the Gregorian.
const JULIAN_START = -2;
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Count the days from 1 March of the Gregorian year 0 to one that a calendar has (Howard Hinnant, "chrono-Compatible
 * Low-Level Date Algorithms").
 * @param {{ year: number, month: number, day: number }} date @param {CalendarName} [calendar]
 */
export function numberOfDate({ year, month, day }, calendar = "gregorian") {
  const marchYear = month <= 2 ? year - 1 : year;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const days = 365 * marchYear + Math.floor(marchYear / 4) + dayOfYear;
  return calendar === "julian" ? days + JULIAN_START
    : days + Math.floor(marchYear / 400) - Math.floor(marchYear / 100);
}

/**
 * The same of a date that is written.
 * @param {string} iso YYYY-MM-DD, YYYY-MM or YYYY: of a month or year the first day
 * @param {CalendarName} [calendar]
 */
export function dayNumber(iso, calendar = "gregorian") {
  const [, year, month = 1, day = 1] = /** @type {RegExpExecArray} */ (/^(-?\d+)(?:-(\d\d))?(?:-(\d\d))?$/.exec(iso))
    .map((part) => (part === undefined ? undefined : Number(part)));
  return numberOfDate({ year: Number(year), month, day }, calendar);
}

/** The date of such a number. @param {number} number @param {CalendarName} [calendar] @returns {CivilDate} */
export function civilDate(number, calendar = "gregorian") {
  const [marchYear, dayOfYear] = calendar === "julian" ? julianYear(number - JULIAN_START) : gregorianYear(number);
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1;
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  // 1 March of the year 0 was a Wednesday.
  return { year: marchYear + (month <= 2 ? 1 : 0), month, day, weekday: (((number + 2) % 7) + 7) % 7 };
}

/** The year from March on, and the day of it. @param {number} number @returns {[number, number]} */
function gregorianYear(number) {
  const era = Math.floor(number / ERA_DAYS);
  const dayOfEra = number - era * ERA_DAYS;
  const leaps = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36524) + Math.floor(dayOfEra / 146096);
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365);
  return [
    yearOfEra + era * 400,
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100)),
  ];
}

/** The same, of the days since 1 March of the Julian year 0. @param {number} days @returns {[number, number]} */
function julianYear(days) {
  const year = Math.floor((4 * days + 3) / 1461);
  return [year, days - 365 * year - Math.floor(year / 4)];
}

/** How many days a month has. @param {number} year @param {number} month @param {CalendarName} [calendar] */
export function monthLength(year, month, calendar = "gregorian") {
  const isLeap = year % 4 === 0 && (calendar === "julian" || year % 100 !== 0 || year % 400 === 0);
  return MONTH_DAYS[month - 1] + (month === 2 && isLeap ? 1 : 0);
}

/**
 * Write a date as YYYY-MM-DD, a month as YYYY-MM, a year as YYYY.
 * @param {{ year: number, month: number, day: number }} date @param {"day" | "month" | "year"} [precision]
 */
export function isoDate({ year, month, day }, precision = "day") {
  const digits = (/** @type {number} */ number, /** @type {number} */ count) => String(number).padStart(count, "0");
  const written = `${year < 0 ? "-" : ""}${digits(Math.abs(year), 4)}`;
  if (precision === "year") return written;
  return precision === "month" ? `${written}-${digits(month, 2)}` : `${written}-${digits(month, 2)}-${digits(day, 2)}`;
}

/**
 * Write a date in a language.
 * @param {string} pattern of CLDR: EEEE, d, MMMM, LLLL, y and G; what stands in quotation marks is text
 * @param {CivilDate} date @param {DateNames} names
 */
export function formatDate(pattern, { year, month, day, weekday }, { weekdays, months, eras = [] }) {
  const named = months[month - 1];
  /** @type {Record<string, string>} */
  const fields = {
    EEEE: weekdays[weekday], d: String(day), MMMM: named[0], LLLL: named[1] ?? named[0],
    y: String(year > 0 ? year : 1 - year), G: eras[year > 0 ? 1 : 0] ?? "",
  };
  return pattern.replace(/'([^']*)'|EEEE|MMMM|LLLL|G|d|y/g, (all, text) => text ?? fields[all]);
}
