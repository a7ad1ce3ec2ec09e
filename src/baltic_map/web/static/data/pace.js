// @ts-check
// The pace of events: for how long each day is shown while the days run on by themselves.

/**
 * @typedef {object} Happening what the pace asks of an event
 * @property {number} rank 1 is the greatest
 * @property {number} first
 * @property {number} certainFirst
 *
 * @typedef {object} Pace
 * @property {(day: number) => number} length for how many milliseconds a day is shown at the usual speed
 * @property {number} shortest of these
 */

// Milliseconds: by the highest rank of the events that begin on a day; on a day on which something else changes; on all
// others, which are months or years where the atlas counts these.
const BEGINS = [2400, 700, 350, 250];
const CHANGES = 150;
const QUIET = { day: 30, month: 150, year: 300 };

/** Many days are seen in so many milliseconds at the usual speed, however many: two minutes, with the frames. */
export const LONGEST_PLAY = 115_000;
/** In so many days readers follow every event: they are not hurried through them. */
export const FEW_DAYS = 1100;
// At least such a part of them is left to the quiet days, so that the distance between two events is felt.
const QUIET_PART = 0.25;

/**
 * The pace of an atlas. What goes on from days before holds nobody up.
 * @param {{ axis: Pick<import("./day-axis.js").DayAxis, "total" | "precision">, changes: number[],
 *   events: (day: number) => Happening[], chronology: Pick<Happening, "first" | "certainFirst">[] }} scene
 * @returns {Pace}
 */
export function paceOfEvents({ axis: { total, precision }, changes, events, chronology }) {
  const changing = new Set(changes);
  /** @type {Map<number, number>} */
  const busy = new Map();
  for (const day of new Set([...changes, ...chronology.flatMap(({ first, certainFirst }) => [first, certainFirst])])) {
    const ranks = events(day).flatMap(({ rank, first, certainFirst }) =>
      (first === day || certainFirst === day ? rank : []));
    if (ranks.length > 0) busy.set(day, BEGINS[Math.min(...ranks) - 1]);
    else if (changing.has(day)) busy.set(day, Math.max(CHANGES, QUIET[precision]));
  }
  const busyTime = [...busy.values()].reduce((sum, length) => sum + length, 0);
  const quietDays = Math.max(total - busy.size, 1);
  const longest = precision === "day" && total <= FEW_DAYS ? Infinity : LONGEST_PLAY;
  const quiet = Math.min(QUIET[precision], Math.max(longest - busyTime, QUIET_PART * longest) / quietDays);
  const share = Math.min(1, (longest - quiet * quietDays) / busyTime);
  return {
    length: (day) => (share * (busy.get(day) ?? 0)) || quiet,
    shortest: Math.min(quiet, ...[...new Set(busy.values())].map((length) => share * length)),
  };
}

/** All days alike, none longer than a great one. @param {number} total @returns {Pace} */
export function evenPace(total) {
  const each = Math.min(LONGEST_PLAY / total, BEGINS[1]);
  return { length: () => each, shortest: each };
}

// A frame comes a little late or early; so many days behind, the quiet ones among them are made up for.
const EARLY = 8;
const BEHIND = 2.5;
// A frame: no day can be shown for less.
const ONE_FRAME = 16;

/**
 * Let time pass: one day a frame. None but the shortest days, and such as are shorter than a frame, is passed over when
 * a frame was late.
 * @param {number} day @param {number} owed milliseconds since it came, less what it came too early
 * @param {number} last @param {(day: number) => number} length milliseconds @param {number} shortest
 * @returns {[day: number, owed: number]}
 */
export function passDays(day, owed, last, length, shortest) {
  if (day >= last || owed < length(day) - EARLY) return [day, owed];
  let [at, rest] = [day + 1, owed - length(day)];
  if (rest >= BEHIND * shortest) {
    const most = Math.max(shortest, ONE_FRAME);
    for (let each = length(at); at < last && each <= most && rest >= each; each = length(at)) {
      at += 1;
      rest -= each;
    }
  }
  return [at, Math.min(rest, Math.max(BEHIND * shortest, ONE_FRAME))];
}
