// @ts-check
// An arrow grows only between the points of its way whose hours are known, and as fast as they tell. Pure.

/** @typedef {{ share: number, minute: number }} Stop where on the way, from 0 to 1, and when */

/** The minute of the day of an hour as it is written; null: none is given. @param {string} time */
export function minuteOf(time) {
  const found = /^(\d{1,2}):(\d{2})$/.exec(time);
  return found && Number(found[1]) * 60 + Number(found[2]);
}

/**
 * The stops by which an arrow grows, in the order of the way: where a farther one was reached before, those who came
 * later have no part in it.
 * @param {{ share: number, time: string }[]} points
 * @returns {Stop[]} none: there are no two, so that nothing tells how it grew
 */
export function growingStops(points) {
  /** @type {Stop[]} */
  const stops = [];
  for (const { share, time } of [...points].sort((one, other) => other.share - one.share)) {
    const minute = minuteOf(time);
    if (minute !== null && minute < (stops[0]?.minute ?? Infinity)) stops.unshift({ share, minute });
  }
  return stops.length > 1 ? stops : [];
}

/**
 * How far along the way they are when a part of the time between first and last hour has gone by.
 * @param {Stop[]} stops @param {number} part from 0 to 1
 */
export function shareReached(stops, part) {
  const [first, last] = [stops[0], stops[stops.length - 1]];
  const now = first.minute + (last.minute - first.minute) * Math.min(Math.max(part, 0), 1);
  const next = Math.max(1, stops.findIndex(({ minute }) => minute >= now));
  const [from, to] = [stops[next - 1], stops[next]];
  return from.share + ((to.share - from.share) * (now - from.minute)) / (to.minute - from.minute);
}
