// @ts-check
// What is told beside the map of a day: its events, what has changed, what has no place, the layers, the legend.
import { differences } from "./differences.js";
import { makeDifferences } from "./differencelist.js";
import { make } from "./dom.js";
import { legendOfAll, makeLegend } from "./legend.js";
import { isShown } from "./marks.js";
import { makeDays, makeList, makeSection } from "./panels.js";
import { holds, isPossible, isSure } from "./tell.js";

/** @typedef {import("./tell.js").MarkData} MarkData */

/**
 * Fill the columns beside the map.
 * @param {import("./tell.js").Told} told
 * @param {{ left: HTMLElement, right: HTMLElement, isPhone: () => boolean }} page
 * @param {object} tools
 * @param {Record<string, string>} tools.glyphs
 * @param {(mark: MarkData, from: Element) => void} tools.choose
 * @param {HTMLElement} tools.switches
 * @param {import("./panels.js").PageLink[]} tools.days key days that have pages of their own
 * @param {import("./hatches.js").Hatches} tools.hatches
 * @param {HTMLElement | null} [tools.frame] in a frame of another page: where the day is told in brief
 */
export function makeToday(told, { left, right, isPhone }, { glyphs, choose, switches, days, hatches, frame = null }) {
  const { words } = told;
  const isWhole = told.window[1] - told.window[0] > 1;
  const wide = !isPhone();
  const bodies = { events: make("div"), changes: make("div"), unplaced: make("div"), legend: make("div") };
  const unplaced = makeSection("unplaced", words.in_force, false, bodies.unplaced);
  // In a frame there is room for the chief event, and for the list and the legend when they are asked for.
  const brief = make("p", { class: "brief" });
  frame?.prepend(brief, makeSection("events", words.events, false, bodies.events), makeSection("key", words.legend, false, bodies.legend));
  right.append(
    ...(frame ? [] : [makeSection("events", words.events, true, bodies.events)]),
    ...(isWhole ? [makeSection("changes", words.changes_title, wide, bodies.changes)] : []),
    unplaced,
    makeSection("layer-switches", words.layers, wide && !isWhole, switches),
    makeSection("credits", words.credits, false, ...told.credits.map((text) => make("p", {}, text))));
  if (days.length) left.append(makeSection("days", words.all_days, wide, makeDays(days)));
  if (!frame) left.append(makeSection("key", words.legend, wide, bodies.legend));

  /** Tell a part anew if it has changed. @param {HTMLElement} body @param {unknown} key @param {() => Element} tell_ */
  const retell = (body, key, tell_) => {
    const text = JSON.stringify(key);
    if (body.dataset.key === text) return;
    body.dataset.key = text;
    body.replaceChildren(tell_());
  };
  const idsOf = (/** @type {MarkData[]} */ marks) => marks.map(({ id }) => id);
  const list = (/** @type {MarkData[]} */ marks, /** @type {string} */ none, isFaint = (/** @type {MarkData} */ _) => false) => (marks.length ? makeList(marks, { glyphs, choose, isFaint }) : make("p", { class: "quiet" }, none));
  const isEvent = (/** @type {MarkData} */ { role }) => role === "events";
  return {
    /**
     * Explain what is on the map: of one day, or of two that are compared.
     * @param {number[]} days @param {Map<string, number>} kinds how many of each kind are on the map @param {import("./marks.js").Filter} filter
     */
    explain: (days, kinds, filter) => {
      const groups = legendOfDays(told, days, filter);
      const counts = days.length > 1 ? new Map() : kinds;
      retell(bodies.legend, [groups, [...counts]], () => makeLegend(groups, { hatches, glyphs }, counts));
    },
    /**
     * Tell a day beside its legend, in parts that can be told one by one.
     * @param {number} day
     * @returns {(() => void)[]}
     */
    parts: (day) => [
      () => {
        const events = told.events(day);
        brief.textContent = events.length ? [events[0].time, events[0].name].filter(Boolean).join(" ") : words.no_events;
        const isFaint = (/** @type {MarkData} */ mark) => !isSure(mark, day);
        retell(bodies.events, events.map((mark) => [mark.id, isFaint(mark)]), () => list(events, words.no_events, isFaint));
      },
      () => {
        if (!isWhole) return;
        const { began, ended, land } = day > 0 ? differences(told, day - 1, day) : { began: [], ended: [], land: [] };
        // Events stand above; that they are over the next day is no news.
        const diff = { began: began.filter((mark) => !isEvent(mark)), ended: ended.filter((mark) => !isEvent(mark)), land };
        retell(bodies.changes, [idsOf(diff.began), idsOf(diff.ended), land], () => makeDifferences(told, diff, { glyphs, choose }));
      },
      () => {
        const events = new Set(told.events(day));
        const others = told.marks.filter((mark) => !events.has(mark) && (isEvent(mark) || !mark.geometry) && isPossible(mark, day));
        unplaced.hidden = others.length === 0;
        const isFaint = (/** @type {MarkData} */ mark) => !isSure(mark, day);
        retell(bodies.unplaced, others.map((mark) => [mark.id, isFaint(mark)]), () => list(others, "", isFaint));
      },
    ],
    /** The works the states of a day rest on, and its events. @param {number} day @param {boolean} withEvents */
    sources: (day, withEvents) => {
      const told_ = [...(withEvents ? told.events(day) : []), ...told.areas.filter(({ spans }) => holds(spans, day)).map(({ card }) => card)];
      return [...new Set(told_.flatMap(({ sources }) => sources))];
    },
  };
}

/**
 * One legend of all the days: how the land stood on each, and on all; the rest together.
 * @param {import("./tell.js").Told} told @param {number[]} days @param {import("./marks.js").Filter} filter
 * @returns {import("./legend.js").LegendGroupData[]}
 */
function legendOfDays(told, days, filter) {
  const all = days.map((day) => legendOf(told, day, filter));
  return days.length > 1 ? legendOfAll(all, days.map((day) => told.dates[day]), told.words.compare_both) : all[0];
}

/**
 * The legend of a day without what the reader has put away.
 * @param {import("./tell.js").Told} told @param {number} day @param {import("./marks.js").Filter} filter
 */
function legendOf({ marks, legend }, day, { hidden, sure }) {
  const shown = marks.filter((mark) => mark.geometry && !hidden.has(mark.layer) && isShown(mark, day, sure));
  const isThere = (/** @type {import("./legend.js").LegendItemData} */ { kind, line, mark }) => {
    if (line) return !hidden.has("borders");
    if (kind) return shown.some((each) => each.kind === kind);
    // Without a kind a sign stands for how sure things are.
    return !mark || shown.some((each) => each.look.disc && each.look.fill === mark.fill && !isSure(each, day) === mark.ghost);
  };
  return legend(day).map((group) => ({ ...group, items: group.items.filter(isThere) })).filter(({ items }) => items.length > 0);
}
