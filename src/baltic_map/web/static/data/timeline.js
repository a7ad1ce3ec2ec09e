// @ts-check
// All days of the atlas as lines of a table: what happens, begins, ends, becomes certain; which land changes hands.

/**
 * @typedef {object} Dated what the timeline reads of a feature
 * @property {string} id
 * @property {"events" | "places" | null} role
 * @property {number} first
 * @property {number} stop
 * @property {number} certainFirst
 * @property {number} certainStop
 *
 * @typedef {"happens" | "land" | "begins" | "certain" | "ends" | "possible" | "over"} How over: nothing but that
 *     something was
 */
/**
 * @template {Dated} [Feature=Dated]
 * @typedef {{ how: How, feature: Feature | null, lands: string[], standing: string }} TimelineEntry
 */
/**
 * @template {Dated} [Feature=Dated]
 * @typedef {{ day: number, quiet: number, lines: TimelineEntry<Feature>[] }} TimelineDay quiet: days without a change
 *     before it
 */

/** @type {How[]} in this order on each day */
const CHANGE_ORDER = ["happens", "land", "begins", "certain", "ends", "possible"];

/**
 * All days with what changes on them.
 * @template {Dated} Feature
 * @param {{ chronology: Feature[], territories: import("./diff.js").Territory[], changes: number[],
 *     iso: ArrayLike<string> }} scene
 * @returns {{ days: TimelineDay<Feature>[], quiet: number }} quiet: days without a change after the last
 */
export function timeline({ chronology, territories, changes, iso }) {
  const total = iso.length;
  /** @type {Map<number, TimelineEntry<Feature>[]>} */
  const lines = new Map();
  /** @type {Map<number, TimelineEntry<Feature>[]>} */
  const ofPlaces = new Map();
  for (const feature of chronology) {
    const where = feature.role === "places" ? ofPlaces : lines;
    for (const [day, how] of featureChanges(feature, total)) {
      const there = where.get(day);
      const line = { how, feature, lands: [], standing: "" };
      if (there) there.push(line);
      else where.set(day, [line]);
    }
  }
  for (const [day, changed] of landChanges(territories)) lines.set(day, [...(lines.get(day) ?? []), ...changed]);
  const days = [...new Set([...changes, ...lines.keys()])].sort((one, other) => one - other);
  let next = 0;
  const listed = days.map((day) => {
    const quiet = day - next;
    next = day + 1;
    // A name of a place that changes is listed where nothing else is; a day may also do nothing but end the one before.
    const over = [{ how: /** @type {How} */ ("over"), feature: null, lands: [], standing: "" }];
    const entries = lines.get(day) ?? ofPlaces.get(day) ?? over;
    return { day, quiet, lines: entries.sort(byHow) };
  });
  return { days: listed, quiet: total - next };
}

/**
 * The days on which one feature changes. What was so when the atlas begins or ends has not begun or ended then.
 * @param {Dated} feature @param {number} total
 * @returns {[number, How][]}
 */
function featureChanges({ role, first, stop, certainFirst, certainStop }, total) {
  /** @type {[number, How][]} */
  const found = [];
  const happens = role === "events" || (first > 0 && stop === first + 1);
  if (happens) found.push([first, "happens"]);
  else {
    if (first > 0) found.push([first, "begins"]);
    if (stop < total) found.push([stop, "ends"]);
  }
  if (certainFirst < certainStop) {
    if (certainFirst !== first) found.push([certainFirst, "certain"]);
    if (certainStop !== stop) found.push([certainStop, "possible"]);
  }
  return found;
}

/**
 * Land by the day on which it comes to stand differently; what then stands alike is one line.
 * @param {import("./diff.js").Territory[]} territories
 */
function landChanges(territories) {
  /** @type {Map<number, Map<string, string[]>>} */
  const found = new Map();
  for (const { name, standings } of territories) {
    standings.forEach(([first, , text, key], at) => {
      if (at === 0 || standings[at - 1][3] === key) return;
      const day = found.get(first) ?? new Map();
      found.set(first, day.set(text, [...(day.get(text) ?? []), name]));
    });
  }
  return [...found].map(([day, alike]) => /** @type {[number, TimelineEntry<any>[]]} */ (
    [day, [...alike].map(([standing, lands]) => ({ how: "land", feature: null, lands, standing }))]));
}

/** Of those that do the same the order is that of the scene. @param {TimelineEntry} one @param {TimelineEntry} other */
function byHow(one, other) {
  return CHANGE_ORDER.indexOf(one.how) - CHANGE_ORDER.indexOf(other.how);
}
