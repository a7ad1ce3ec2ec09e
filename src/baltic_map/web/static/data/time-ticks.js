// @ts-check
// Where months, years, decades, centuries and millennia begin on the time bar. Pure.

/**
 * @typedef {import("./day-axis.js").DayAxis} DayAxis
 * @typedef {{ day: number, year: number, month: number, isYear: boolean }} Tick of the first day of a month or year,
 *     and of the first of all; `isYear`: it is written as a year
 */

const YEAR_INTERVALS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];

/** How many months and years the days lie in. @param {DayAxis} axis */
export function unitsOf(axis) {
  const [first, last] = [axis.civil(0), axis.civil(axis.total - 1)];
  const years = last.year - first.year + 1;
  return { years, months: axis.precision === "year" ? Infinity : 12 * (years - 1) + last.month - first.month + 1 };
}

/** The first day of each month, and the first of all. @param {DayAxis} axis @returns {Tick[]} */
export function monthTicks(axis) {
  const { year: firstYear, month: firstMonth } = axis.civil(0);
  return Array.from({ length: unitsOf(axis).months }, (_, at) => {
    const months = firstMonth - 1 + at;
    const [year, month] = [firstYear + Math.floor(months / 12), (months % 12) + 1];
    return { day: at === 0 ? 0 : axis.position({ year, month, day: 1 }), year, month, isYear: at === 0 || month === 1 };
  });
}

/**
 * The first days of the years that are so many years apart, as people count them: 200, 100 BC, 1, 100.
 * @param {DayAxis} axis @param {number} interval @returns {Tick[]}
 */
export function yearTicks(axis, interval) {
  const [first, last] = [axis.civil(0).year, axis.civil(axis.total - 1).year];
  const before = [];
  // 1 BC is the year 0.
  for (let told = Math.floor((1 - first) / interval) * interval; told > 0; told -= interval) {
    if (1 - told <= last) before.push(1 - told);
  }
  // Between 100 BC and 100 lies the year 1.
  const after = first < 1 && last >= 1 && interval > 1 ? [1] : [];
  for (let year = Math.max(Math.ceil(first / interval) * interval, interval); year <= last; year += interval) {
    after.push(year);
  }
  return [...before, ...after]
    .map((year) => ({ day: axis.position({ year, month: 1, day: 1 }), year, month: 1, isYear: true }))
    .filter(({ day }) => day >= 0);
}

/**
 * Intervals between years, from the least of which there are no more than so many.
 * @param {DayAxis} axis @param {number} most
 */
export function yearIntervals(axis, most) {
  const { years } = unitsOf(axis);
  return YEAR_INTERVALS.filter((interval) => years / interval <= most);
}
