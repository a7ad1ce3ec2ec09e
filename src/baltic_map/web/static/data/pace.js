// @ts-check
// The pace of events: for how long each day is shown while the days run on by themselves.

/**
 * @typedef {object} Happening what the pace asks of an event
 * @property {number} rank 1 is the greatest
 * @property {number} first
 * @property {number} certainFirst
 */

// Milliseconds: by the highest rank of the events that begin on a day; on a day on which something else changes; on all
// others.
const BEGINS = [2400, 700, 350, 250];
const CHANGES = 150;
const QUIET = 30;

/**
 * For how many milliseconds each day is shown at the usual speed. What goes on from days before holds nobody up.
 * @param {{ iso: ArrayLike<string>, changes: number[], events: (day: number) => Happening[] }} scene
 * @returns {number[]} by day
 */
export function paceOfEvents({ iso, changes, events }) {
  const changing = new Set(changes);
  return Array.from({ length: iso.length }, (_, day) => {
    const ranks = events(day).flatMap(({ rank, first, certainFirst }) =>
      (first === day || certainFirst === day ? rank : []));
    if (ranks.length > 0) return BEGINS[Math.min(...ranks) - 1];
    return changing.has(day) ? CHANGES : QUIET;
  });
}

// A frame comes a little late or early; so many days behind, the quiet ones among them are made up for.
const EARLY = 8;
const BEHIND = 2.5;

/**
 * Let time pass: one day a frame. None but the shortest days is passed over when a frame was late.
 * @param {number} day @param {number} owed milliseconds since it came, less what it came too early
 * @param {number} last @param {(day: number) => number} length milliseconds @param {number} shortest
 * @returns {[day: number, owed: number]}
 */
export function passDays(day, owed, last, length, shortest) {
  if (day >= last || owed < length(day) - EARLY) return [day, owed];
  let [at, rest] = [day + 1, owed - length(day)];
  if (rest >= BEHIND * shortest) {
    for (; at < last && length(at) <= shortest && rest >= shortest; at += 1) rest -= shortest;
  }
  return [at, Math.min(rest, BEHIND * shortest)];
}
