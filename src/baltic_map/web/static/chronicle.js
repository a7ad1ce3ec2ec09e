// @ts-check
// All days of the atlas as lines of a table: what happens, begins, ends, becomes certain; which land changes hands.

/**
 * @typedef {object} Dated what the chronology reads of a feature
 * @property {string} id
 * @property {"events" | "places" | null} role
 * @property {number} rank
 * @property {string} time
 * @property {number} first
 * @property {number} stop
 * @property {number} sureFirst
 * @property {number} sureStop
 *
 * @typedef {"happens" | "land" | "begins" | "certain" | "ends" | "possible" | "over"} How over: nothing but that something was
 */
/**
 * @template {Dated} [Mark=Dated]
 * @typedef {{ how: How, mark: Mark | null, lands: string[], standing: string }} ChronicleLine
 */
/**
 * @template {Dated} [Mark=Dated]
 * @typedef {{ day: number, quiet: number, lines: ChronicleLine<Mark>[] }} ChronicleDay quiet: days without a change before it
 */

/** @type {How[]} in this order on each day */
const LINE_ORDER = ["happens", "land", "begins", "certain", "ends", "possible"];

/**
 * Tell all days.
 * @template {Dated} Mark
 * @param {{ marks: Mark[], territories: import("./differences.js").Territory[], changes: number[], iso: string[] }} told
 * @returns {{ days: ChronicleDay<Mark>[], quiet: number }} quiet: days without a change after the last
 */
export function chronicle({ marks, territories, changes, iso }) {
  const total = iso.length;
  /** @type {Map<number, ChronicleLine<Mark>[]>} */
  const lines = new Map();
  /** @type {Map<number, ChronicleLine<Mark>[]>} */
  const ofPlaces = new Map();
  const note = (/** @type {typeof lines} */ where, /** @type {number} */ day, /** @type {How} */ how, /** @type {Mark} */ mark) => {
    where.set(day, [...(where.get(day) ?? []), { how, mark, lands: [], standing: "" }]);
  };
  for (const mark of marks) {
    for (const [day, how] of turns(mark, total)) note(mark.role === "places" ? ofPlaces : lines, day, how, mark);
  }
  for (const [day, changed] of landChanges(territories)) lines.set(day, [...(lines.get(day) ?? []), ...changed]);
  const days = [...new Set([...changes, ...lines.keys()])].sort((one, other) => one - other);
  let next = 0;
  const listed = days.map((day) => {
    const quiet = day - next;
    next = day + 1;
    // A name of a place that changes is told where nothing else is; a day may also do nothing but end the one before.
    const told = lines.get(day) ?? ofPlaces.get(day) ?? [{ how: /** @type {How} */ ("over"), mark: null, lands: [], standing: "" }];
    return { day, quiet, lines: told.sort(byOrder) };
  });
  return { days: listed, quiet: total - next };
}

/**
 * The days on which one feature changes. What was so when the atlas begins or ends has not begun or ended then.
 * @param {Dated} mark @param {number} total
 * @returns {[number, How][]}
 */
function turns({ role, first, stop, sureFirst, sureStop }, total) {
  /** @type {[number, How][]} */
  const found = [];
  const happens = role === "events" || (first > 0 && stop === first + 1);
  if (happens) found.push([first, "happens"]);
  else {
    if (first > 0) found.push([first, "begins"]);
    if (stop < total) found.push([stop, "ends"]);
  }
  if (sureFirst < sureStop) {
    if (sureFirst !== first) found.push([sureFirst, "certain"]);
    if (sureStop !== stop) found.push([sureStop, "possible"]);
  }
  return found;
}

/**
 * Land by the day on which it comes to stand differently; what then stands alike is one line.
 * @param {import("./differences.js").Territory[]} territories
 */
function landChanges(territories) {
  /** @type {Map<number, Map<string, string[]>>} */
  const found = new Map();
  for (const { name, standings } of territories) {
    standings.forEach(([first, , text], at) => {
      if (at === 0 || standings[at - 1][2] === text) return;
      const day = found.get(first) ?? new Map();
      found.set(first, day.set(text, [...(day.get(text) ?? []), name]));
    });
  }
  return [...found].map(([day, alike]) => /** @type {[number, ChronicleLine<any>[]]} */ (
    [day, [...alike].map(([standing, lands]) => ({ how: "land", mark: null, lands, standing }))]));
}

/** Events before other things, by the clock, then by importance. @param {ChronicleLine} one @param {ChronicleLine} other */
function byOrder(one, other) {
  const place = (/** @type {ChronicleLine} */ { how, mark }) => [
    LINE_ORDER.indexOf(how), mark?.role === "events" ? 0 : 1, mark?.time ? 0 : 1, mark?.time ?? "", mark?.rank ?? 0,
  ];
  const [here, there] = [place(one), place(other)];
  const at = here.findIndex((value, number) => value !== there[number]);
  if (at < 0) return 0;
  return here[at] < there[at] ? -1 : 1;
}
