// @ts-check
// Reading a day as a reader types it, in any usual form. Year, month and day are looked up on the axis of the atlas.
import { monthLength } from "./calendar.js";

/** @typedef {{ day: number } | { wrong: "not_read" | "no_such_day" | "outside" }} DayRead */
/**
 * @typedef {object} DayTools
 * @property {import("./day-axis.js").DayAxis} axis the atlas's days
 * @property {string[][] | string[][][]} months a table of twelve months, each with the ways it may be written, the full
 *   name first; or several tables, the reader's own language first
 * @property {number} [near] the position that a day without a year should be near to
 * @property {string[]} [eras] what the reader's language calls the years before the year 1, and those from it on
 */
/** @typedef {{ year: number | null, month: number | null, day: number | null }} DateParts */
/** @typedef {{ first: number, last: number, isLong: boolean, era: "before" | "after" | null }} Years of the atlas */

const ROMAN_MONTHS = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"];
// What stands beside the numbers of a date in the atlas's languages: 14th of June, 1900. gada, 1900 m. … 14 d., a., г.
const DATE_FILLERS = new Set([
  "st", "nd", "rd", "th", "of", "the", "on", "g", "gada", "gads", "gadu", "m", "metu", "metai", "metais",
  "d", "diena", "dienos", "dienai", "a", "aasta", "aastal", "в", "г", "год", "года", "году", "го", "е",
]);
// Without dots, as they are compared; the longer first where one holds another.
const ERAS = {
  before: ["bce", "bc", "b c", "v chr", "pr kr", "ekr", "p m e", "до н э", "до р х"],
  after: ["ad", "a d", "ce", "n chr", "po kr", "pkr", "m e", "н э", "от р х"],
};
const LONGEST_MONTH = 31;

/**
 * Read a day.
 * @param {string} text as typed @param {DayTools} tools
 * @returns {DayRead}
 */
export function parseDate(text, { axis, months, near = 0, eras = [] }) {
  const tables = /** @type {string[][][]} */ (typeof months[0]?.[0] === "string" ? [months] : months);
  const letters = tables.map((table) => table.map((ways) => ways.map(plainLetters)));
  const parts = isoParts(text) ?? partsOfDate(text, letters, axis, eras);
  if (parts === null) return { wrong: "not_read" };
  const { year, month, day } = parts;
  if (month !== null && !(month >= 1 && month <= 12)) return { wrong: "no_such_day" };
  if (month !== null && day !== null && !(day >= 1 && day <= monthLength(year ?? 0, month, axis.calendar))) {
    return { wrong: "no_such_day" };
  }
  const at = year !== null ? firstOf(axis, year, month, day)
    : nearestDate(axis, /** @type {number} */ (month), day, near);
  return at === null ? { wrong: "outside" } : { day: at };
}

/**
 * The first day of the atlas in a year, or a month, or the day itself.
 * @param {DayTools["axis"]} axis @param {number} year @param {number | null} month @param {number | null} day
 */
function firstOf(axis, year, month, day) {
  const first = axis.position({ year, month: month ?? 1, day: day ?? 1 });
  const last = axis.position({
    year, month: month ?? 12, day: day ?? monthLength(year, month ?? 12, axis.calendar),
  });
  const at = Math.max(first, 0);
  return at <= last && at < axis.total ? at : null;
}

/**
 * The nearest day of any year; of two the earlier.
 * @param {DayTools["axis"]} axis @param {number} month @param {number | null} day @param {number} near
 */
function nearestDate(axis, month, day, near) {
  const about = axis.civil(near).year;
  let best = null;
  // Eight years on both sides have a 29 February.
  for (let year = about - 8; year <= about + 8; year += 1) {
    if ((day ?? 1) > monthLength(year, month, axis.calendar)) continue;
    const at = axis.position({ year, month, day: day ?? 1 });
    if (at < 0 || at >= axis.total) continue;
    if (best === null || Math.abs(at - near) < Math.abs(best - near)) best = at;
  }
  return best;
}

/** @param {string} text lower case, without diacritics */
function plainLetters(text) {
  return text.toLowerCase().normalize("NFD").replace(/\p{M}|\./gu, "");
}

/** A date as links write it: -0057-03-28, the year alone too. @param {string} text @returns {DateParts?} */
function isoParts(text) {
  const found = /^\s*([-−]?)(\d{4})(?:-(\d\d))?(?:-(\d\d))?\s*$/.exec(text);
  if (!found) return null;
  const [, sign, year, month, day] = found;
  const number = (/** @type {string | undefined} */ part) => (part === undefined ? null : Number(part));
  return { year: Number(year) * (sign ? -1 : 1), month: number(month), day: number(day) };
}

/**
 * Take the era out of a typed date.
 * @param {string} text without diacritics, lower case @param {string[]} eras of the reader's language
 * @returns {{ text: string, era: Years["era"] }}
 */
function eraOf(text, [before = "", after = ""]) {
  const spaced = ` ${text.replace(/(\d)(?=\p{L})/gu, "$1 ").replace(/[.\s]+/g, " ").trim()} `;
  const known = /** @type {[string, Years["era"]][]} */ ([
    ...[plainEra(before), ...ERAS.before].map((name) => [name, "before"]),
    ...[plainEra(after), ...ERAS.after].map((name) => [name, "after"]),
  ]).filter(([name]) => name !== "").sort(([one], [other]) => other.length - one.length);
  const found = known.find(([name]) => spaced.includes(` ${name} `));
  return found ? { text: spaced.replace(` ${found[0]} `, " "), era: found[1] } : { text, era: null };
}

/** @param {string} name */
function plainEra(name) {
  return name.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/[.\s]+/g, " ").trim();
}

/**
 * Take a typed date apart.
 * @param {string} typed @param {string[][][]} tables @param {DayTools["axis"]} axis @param {string[]} eras
 * @returns {DateParts | null}
 */
function partsOfDate(typed, tables, axis, eras) {
  const { text: plain, era } = eraOf(typed.toLowerCase().normalize("NFD").replace(/\p{M}/gu, ""), eras);
  if (/[^\p{L}\p{N}\s.,/'’()–-]/u.test(plain)) return null;
  const words = (plain.match(/\d+|\p{L}+/gu) ?? []).filter((word) => !DATE_FILLERS.has(word));
  const numbers = words.filter((word) => /^\d/.test(word));
  const named = words.filter((word) => !/^\d/.test(word)).map((word) => ({ word, month: monthNamed(word, tables) }));
  const month = named.find((each) => each.month !== null)?.month ?? null;
  const unknown = named.filter((each) => each.month === null);
  // One word more may be the day of the week, before or after all else.
  if (named.length - unknown.length > 1 || unknown.length > 1) return null;
  if (unknown.length === 1) {
    const [{ word }] = unknown;
    if (numbers.length === 0 || word.length < 2 || ![words[0], words.at(-1)].includes(word)) return null;
  }
  if (numbers.length === 1 && /^\d{8}$/.test(numbers[0]) && month === null) {
    const [number] = numbers;
    numbers.splice(0, 1, number.slice(0, 4), number.slice(4, 6), number.slice(6));
  }
  const [first, last] = [axis.start.year, axis.civil(axis.total - 1).year];
  // Years of fewer than four digits, as people write them, are told from days only where there are any.
  return partsOfNumbers(numbers, month, { first, last, era, isLong: first >= 1000 && era === null });
}

/**
 * Which of the numbers is the year, the month, the day.
 * @param {string[]} numbers @param {number | null} month that is named @param {Years} years
 * @returns {DateParts | null}
 */
function partsOfNumbers(numbers, month, years) {
  const most = month === null ? 3 : 2;
  const isStrange = (/** @type {string} */ { length }) => length > 4 || (years.isLong && length === 3);
  if (numbers.length > most || numbers.some(isStrange)) return null;
  let at = numbers.findIndex((each) => each.length >= 3);
  if (numbers.filter((each) => each.length >= 3).length > 1) return null;
  if (at < 0 && numbers.length === most) at = !years.isLong && Number(numbers[0]) > LONGEST_MONTH ? 0 : most - 1;
  if (at < 0 && !years.isLong && numbers.length > 1) at = numbers.findIndex((each) => Number(each) > LONGEST_MONTH);
  // A number alone, or beside the name of a month, that is no day of one.
  const isAlone = numbers.length === 1 && (month === null || Number(numbers[0]) > LONGEST_MONTH || years.era !== null);
  if (at < 0 && isAlone && !years.isLong) at = 0;
  const year = at < 0 ? null : yearOf(numbers[at], years);
  if (at >= 0 && year === null) return null;
  const rest = numbers.filter((_, each) => each !== at).map(Number);
  if (month !== null) return numbers.length > 0 ? { year, month, day: rest[0] ?? null } : null;
  if (rest.length === 0) return year === null ? null : { year, month: null, day: null };
  if (rest.length === 1) return year === null ? null : { year, month: rest[0], day: null };
  // The year first: the month follows. Otherwise the day comes first, unless it can only be the month.
  const monthFirst = at === 0 || (rest[1] > 12 && rest[0] <= 12);
  return monthFirst ? { year, month: rest[0], day: rest[1] } : { year, month: rest[1], day: rest[0] };
}

/**
 * The year that a number means; null if it is a short form of none of the atlas's.
 * @param {string} written @param {Years} years
 */
function yearOf(written, { first, last, isLong, era }) {
  const number = Number(written);
  if (era !== null) return era === "before" ? 1 - number : number;
  if (written.length > 2) return isThere(number) || !isThere(1 - number) ? number : 1 - number;
  if (!isLong && isThere(number)) return number;
  // 14.6.00: a year of the atlas that ends so.
  for (let year = Math.max(first, 100); year <= Math.min(last, first + 99); year += 1) {
    if (year % 100 === number) return year;
  }
  if (isLong) return null;
  return isThere(1 - number) ? 1 - number : number;

  /** @param {number} year */
  function isThere(year) {
    return first <= year && year <= last;
  }
}

/**
 * Which month a word names: in full, shortened to three letters or more, in another case, or a Roman numeral.
 * @param {string} word @param {string[][][]} tables
 */
function monthNamed(word, tables) {
  const roman = ROMAN_MONTHS.indexOf(word);
  if (roman >= 0) return roman + 1;
  for (const table of tables) {
    const scores = table.map((ways) => Math.max(...ways.map((name, at) => likeness(word, name, at === 0))));
    const best = Math.max(...scores);
    if (best > 0 && scores.indexOf(best) === scores.lastIndexOf(best)) return scores.indexOf(best) + 1;
  }
  return null;
}

/** @param {string} word @param {string} name @param {boolean} whole whether it is the name in full */
function likeness(word, name, whole) {
  if (word === name) return Infinity;
  let alike = 0;
  while (alike < word.length && word[alike] === name[alike]) alike += 1;
  if (alike < 3) return 0;
  const [more, missing] = [word.length - alike, name.length - alike];
  if (more === 0) return alike;
  const inflected = more <= 2 && (alike >= 4 ? missing <= 2 : whole && missing === 0);
  return inflected ? alike : 0;
}
