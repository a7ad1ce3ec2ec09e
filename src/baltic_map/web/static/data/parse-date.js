// @ts-check
// Reading a day as a reader types it, in any usual form. It becomes YYYY-MM-DD and is looked up among the atlas's days.

/** @typedef {{ day: number } | { wrong: "not_read" | "no_such_day" | "outside" }} DayRead */
/** @typedef {{ iso: ArrayLike<string>, months: string[][] | string[][][], near?: number }} DayTools */

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const ROMAN_MONTHS = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"];
// What stands beside the numbers of a date in the atlas's languages: 14th of June, 1900. gada, 1900 m. … 14 d., a., г.
const DATE_FILLERS = new Set([
  "st", "nd", "rd", "th", "of", "the", "on", "g", "gada", "gads", "gadu", "m", "metu", "metai", "metais",
  "d", "diena", "dienos", "dienai", "a", "aasta", "aastal", "в", "г", "год", "года", "году", "го", "е",
]);

/**
 * Read a day.
 * @param {string} text as typed
 * @param {DayTools} tools `iso`: the atlas's days in order. `months`: a table of twelve months, each with the ways it
 *   may be written, the full name first; or several tables, the reader's own language first. `near`: the position that
 *   a day without a year should be near to.
 * @returns {DayRead}
 */
export function parseDate(text, { iso, months, near = 0 }) {
  const tables = /** @type {string[][][]} */ (typeof months[0]?.[0] === "string" ? [months] : months);
  const parts = partsOfDate(text, tables.map((table) => table.map((ways) => ways.map(plainLetters))), iso);
  if (parts === null) return { wrong: "not_read" };
  const { year, month, day } = parts;
  if (month !== null && !(month >= 1 && month <= 12)) return { wrong: "no_such_day" };
  if (month !== null && day !== null && !(day >= 1 && day <= lengthOfMonth(month, year))) {
    return { wrong: "no_such_day" };
  }
  const known = [year ?? "", month, day].filter((part) => part !== null);
  const wanted = known.map((part) => String(part).padStart(2, "0")).join("-");
  const sought = year === null ? wanted.slice(wanted.indexOf("-")) : wanted;
  let best = -1;
  for (let at = 0; at < iso.length; at += 1) {
    if (!(year === null ? iso[at].endsWith(sought) : iso[at].startsWith(sought))) continue;
    // Of a whole month or year the first day, of a day of any year the nearest.
    if (best < 0 || (year === null && Math.abs(at - near) < Math.abs(best - near))) best = at;
  }
  return best < 0 ? { wrong: "outside" } : { day: best };
}

/** @param {string} text lower case, without diacritics */
function plainLetters(text) {
  return text.toLowerCase().normalize("NFD").replace(/\p{M}|\./gu, "");
}

/**
 * Take a typed date apart.
 * @param {string} text @param {string[][][]} tables @param {ArrayLike<string>} iso
 * @returns {{ year: string | null, month: number | null, day: number | null } | null}
 */
function partsOfDate(text, tables, iso) {
  const plain = text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
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
  if (numbers.some((each) => each.length === 3 || each.length > 4)) return null;
  const years = numbers.filter((each) => each.length === 4);
  if (years.length > 1 || numbers.length > (month === null ? 3 : 2)) return null;
  const rest = numbers.filter((each) => each.length < 4).map(Number);
  /** @type {string | null} */
  let year = years[0] ?? null;
  if (year === null && rest.length === (month === null ? 3 : 2)) {
    // 14.6.00: a year of the atlas that ends so.
    const short = numbers[numbers.length - 1].padStart(2, "0");
    year = Array.from(iso, (each) => each.slice(0, 4)).find((each) => each.endsWith(short)) ?? null;
    if (year === null) return null;
    rest.pop();
  }
  if (month !== null) return rest.length + years.length > 0 ? { year, month, day: rest[0] ?? null } : null;
  if (rest.length === 0) return year === null ? null : { year, month: null, day: null };
  if (rest.length === 1) return year === null ? null : { year, month: rest[0], day: null };
  // The year first: the month follows. Otherwise the day comes first, unless it can only be the month.
  const monthFirst = numbers[0] === year || (rest[1] > 12 && rest[0] <= 12);
  return monthFirst ? { year, month: rest[0], day: rest[1] } : { year, month: rest[1], day: rest[0] };
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

/** @param {number} month @param {string | null} year */
function lengthOfMonth(month, year) {
  const number = Number(year ?? 0);
  const leap = number % 4 === 0 && (number % 100 !== 0 || number % 400 === 0);
  return MONTH_DAYS[month - 1] + (month === 2 && leap ? 1 : 0);
}
