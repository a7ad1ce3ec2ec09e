// @ts-check
// Days as whole numbers to dates of the proleptic Gregorian calendar, and how a language writes them. Pure.

/**
 * @typedef {object} CivilDate
 * @property {number} year 0 is the year before 1
 * @property {number} month 1 to 12
 * @property {number} day 1 to 31
 * @property {number} weekday 0 is Monday
 *
 * @typedef {object} DateNames
 * @property {string[]} weekdays from Monday
 * @property {string[][]} months the ways each of the twelve may be written, that of the patterns first
 */

const ERA_DAYS = 146097;

/**
 * Count the days since 1 March of the year 0 (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
 * @param {string} iso YYYY-MM-DD
 */
export function dayNumber(iso) {
  const [, year, month, day] = /** @type {RegExpExecArray} */ (/^(-?\d+)-(\d\d)-(\d\d)$/.exec(iso)).map(Number);
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  return era * ERA_DAYS + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
}

/** The date of such a number. @param {number} number @returns {CivilDate} */
export function civilDate(number) {
  const era = Math.floor(number / ERA_DAYS);
  const dayOfEra = number - era * ERA_DAYS;
  const leaps = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36524) + Math.floor(dayOfEra / 146096);
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1;
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  // 1 March of the year 0 was a Wednesday.
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day, weekday: (((number + 2) % 7) + 7) % 7 };
}

/** Write a date as YYYY-MM-DD. @param {CivilDate} date */
export function isoDate({ year, month, day }) {
  const digits = (/** @type {number} */ number, /** @type {number} */ count) => String(number).padStart(count, "0");
  return `${year < 0 ? "-" : ""}${digits(Math.abs(year), 4)}-${digits(month, 2)}-${digits(day, 2)}`;
}

/**
 * Write a date in a language.
 * @param {string} pattern of CLDR: EEEE, d, MMMM and y; what stands in quotation marks is text
 * @param {CivilDate} date @param {DateNames} names
 */
export function formatDate(pattern, { year, month, day, weekday }, { weekdays, months }) {
  /** @type {Record<string, string>} */
  const fields = { EEEE: weekdays[weekday], d: String(day), MMMM: months[month - 1][0], y: String(year) };
  return pattern.replace(/'([^']*)'|EEEE|MMMM|d|y/g, (all, text) => text ?? fields[all]);
}

/**
 * The days of a page by position, written in a language.
 * @param {string} firstDay YYYY-MM-DD, the day at position 0
 * @param {{ first: number, stop: number }} span positions of those that are written
 * @param {DateNames & { dayPattern: string, datePattern: string }} language with the weekday and without
 * @returns {{ iso: string[], days: string[], dates: string[] }}
 */
export function writtenDays(firstDay, { first, stop }, language) {
  const from = dayNumber(firstDay);
  /** @type {{ iso: string[], days: string[], dates: string[] }} */
  const written = { iso: [], days: [], dates: [] };
  for (let day = first; day < stop; day += 1) {
    const date = civilDate(from + day);
    written.iso[day] = isoDate(date);
    written.days[day] = formatDate(language.dayPattern, date, language);
    written.dates[day] = formatDate(language.datePattern, date, language);
  }
  return written;
}
