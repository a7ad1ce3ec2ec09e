// @ts-check
// The rows of the timeline table: each day is a group, each change on it a row; sources open in a row below.
import { format, el } from "../dom/elements.js";
import { foldText } from "../data/search.js";

/**
 * @typedef {import("../data/localize.js").FeatureData} FeatureData
 * @typedef {import("../data/localize.js").Scene} Scene
 * @typedef {import("../data/timeline.js").TimelineEntry<FeatureData>} Entry
 * @typedef {import("../data/timeline.js").TimelineDay<FeatureData>} Day
 * @typedef {{ body: HTMLTableSectionElement, head: HTMLElement, day: number }} DayGroup
 */

const COLUMNS = 5;

/** Said of a table in so many words: as blocks on a narrow window it would be none to some readers. */
export const TABLE_ROLE = { group: { role: "rowgroup" }, row: { role: "row" }, cell: { role: "cell" } };

/**
 * Make the group of a day, without its rows.
 * @param {Pick<Scene, "iso" | "days" | "dates">} scene @param {Pick<Day, "day" | "lines">} day
 * @returns {DayGroup}
 */
export function makeDayGroup({ iso, days, dates }, { day, lines }) {
  const attributes = { scope: "rowgroup", role: "rowheader", class: "day", rowspan: lines.length, tabindex: -1 };
  const head = el("th", attributes, el("div", { class: "day-name" }, ...weekdayApart(days[day], dates[day])));
  const name = lines[0].how === "over" ? "still" : null;
  const body = el("tbody", { ...TABLE_ROLE.group, class: name, "data-day": iso[day] });
  return { body: /** @type {HTMLTableSectionElement} */ (body), head, day };
}

/**
 * Add a row to the group of its day.
 * @param {Pick<Scene, "messages" | "dates">} scene @param {DayGroup} group @param {Entry} entry
 * @param {(day: number) => void} show @param {number | null} [index] of the row in the whole table
 */
export function addEntryRow({ messages, dates }, group, entry, show, index = null) {
  // On the day it ends a feature is no longer on the map.
  const goal = entry.how === "ends" ? group.day - 1 : group.day;
  const cells = entry.how === "over"
    ? [el("td", { ...TABLE_ROLE.cell, colspan: COLUMNS - 1 }, messages.chronology_over)]
    : makeCells(messages, entry, dates[goal], () => show(goal));
  const head = group.body.firstElementChild ? null : group.head;
  const attributes = { class: entry.how, "data-for": entry.feature?.id, "aria-rowindex": index };
  group.body.append(el("tr", { ...TABLE_ROLE.row, ...attributes }, head, ...cells));
}

/**
 * What the filter reads of an entry: all that its row says.
 * @param {Pick<Scene, "messages" | "iso" | "days">} scene @param {number} day @param {Entry} entry
 */
export function entryText({ messages, iso, days }, day, { how, feature, lands, standing }) {
  const own = feature ? [startOf(feature, how).join(" "), feature.name, feature.kindName, ...sureOf(feature, how)]
    : [...lands, standing, messages.card_status];
  return foldText([days[day], iso[day], format(changeText(messages, how), { name: "" }), ...own].join(" "));
}

/**
 * The hour of a row and, if it tells more than its day, when it was.
 * @param {FeatureData} feature @param {Entry["how"]} how @returns {[string, string]}
 */
function startOf({ time, when, first, stop }, how) {
  const isStart = how === "happens" || how === "begins";
  // A feature of one certain day has said when it was by standing on that day.
  return [isStart ? time : "", isStart && stop - first > 1 ? when : ""];
}

/**
 * How sure a row is; that says nothing of a day on which only that changes.
 * @param {FeatureData} feature @param {Entry["how"]} how
 */
function sureOf({ certainty, geometry, position }, how) {
  return how === "certain" || how === "possible" ? [] : [certainty, geometry ? "" : position];
}

/** A row for days without a change. @param {string} text @param {number} index of the row in the whole table */
export function makeQuietRow(text, index) {
  const cell = el("td", { ...TABLE_ROLE.cell, colspan: COLUMNS }, text);
  const row = el("tr", { ...TABLE_ROLE.row, "aria-rowindex": index }, cell);
  return el("tbody", { ...TABLE_ROLE.group, class: "gap" }, row);
}

/** @param {Record<string, string>} messages @param {Entry} entry @param {string} date @param {() => void} show */
function makeCells(messages, { how, feature, lands, standing }, date, show) {
  const name = feature ? feature.name : lands.join(" · ");
  // What has no place cannot be shown on the map: its day and its card can.
  const isOnMap = !feature || feature.geometry;
  const text = isOnMap ? messages.chronology_show : format(messages.card_go_there, { day: date });
  const attributes = { type: "button", class: "chronology-show", "aria-label": `${text}: ${name}` };
  const button = el("button", attributes, text);
  button.addEventListener("click", show);
  if (feature) return featureCells(messages, how, feature, button);
  return [
    makeCell("what", format(messages.chronology_land, { name, standing })),
    makeCell("kind", messages.card_status), makeCell("certainty"),
    makeCell("more", el("div", {}, button)),
  ];
}

/**
 * @param {Record<string, string>} messages @param {Entry["how"]} how @param {FeatureData} feature
 * @param {HTMLElement} button shows the feature
 */
function featureCells(messages, how, feature, button) {
  const name = el("span", { class: "item-name", lang: feature.nameLang || null }, feature.name);
  const [time, when] = startOf(feature, how);
  const [certainty, position] = sureOf(feature, how);
  return [
    makeCell("what", time ? el("span", { class: "time" }, time, " ") : null,
      ...putInto(changeText(messages, how), name), when ? el("span", { class: "lasting" }, " ", when) : null),
    makeCell("kind", feature.kindName),
    makeCell("certainty", certainty ?? null, position ? el("span", { class: "no-position" }, " ", position) : null),
    makeCell("more", el("div", {}, ...makeCitations(messages.card_sources, feature.sources), button)),
  ];
}

/** How a change is put into words. @param {Record<string, string>} messages @param {Entry["how"]} how */
function changeText(messages, how) {
  /** @type {Partial<Record<Entry["how"], string>>} */
  const texts = {
    begins: messages.chronology_begins, ends: messages.chronology_ends,
    certain: messages.chronology_certain, possible: messages.chronology_possible,
  };
  return texts[how] ?? "{name}";
}

/** @param {string} name @param {(Node | string | null)[]} content */
function makeCell(name, ...content) {
  return el("td", { ...TABLE_ROLE.cell, class: name }, ...content);
}

/**
 * The sources of a row: their number, and on demand the citations in a row below.
 * @param {string} title @param {string[]} sources
 */
function makeCitations(title, sources) {
  if (sources.length === 0) return [];
  // Not <details>: hundreds of them are slow, and a column is narrow.
  const label = `${title}: ${sources.length}`;
  const button = el("button",
    { type: "button", class: "chronology-sources", "aria-expanded": "false", "aria-label": label },
    el("span", { class: "more-title" }, `${title} `), String(sources.length));
  button.addEventListener("click", () => {
    const row = /** @type {HTMLElement} */ (button.closest("tr"));
    const below = citationRowOf(row);
    if (below) below.remove();
    else {
      const list = el("ul", {}, ...sources.map((text) => el("li", {}, text)));
      const cell = el("td", { ...TABLE_ROLE.cell, colspan: COLUMNS - 1 }, list);
      row.after(el("tr", { ...TABLE_ROLE.row, class: "cited" }, cell));
    }
    button.setAttribute("aria-expanded", String(!below));
    updateRowspan(/** @type {HTMLTableSectionElement} */ (row.parentElement));
  });
  return [button];
}

/** @param {Element} row @returns {HTMLElement | null} the row of its citations */
function citationRowOf(row) {
  const next = /** @type {HTMLElement | null} */ (row.nextElementSibling);
  return next?.classList.contains("cited") ? next : null;
}

/** Let the day stand beside all its rows. @param {HTMLTableSectionElement} body */
function updateRowspan(body) {
  body.querySelector("th")?.setAttribute("rowspan", String(body.rows.length));
}

/** Put an element in the place of {name}. @param {string} text @param {Node} content @returns {(Node | string)[]} */
function putInto(text, content) {
  const [before, after] = text.split("{name}");
  return [before, content, after ?? ""].filter((part) => part !== "");
}

/**
 * Set the day of the week apart from the date, wherever the language has it.
 * @param {string} text @param {string} date
 */
function weekdayApart(text, date) {
  const at = text.indexOf(date);
  const main = el("span", { class: "date" }, at < 0 ? text : date);
  if (at < 0) return [main];
  const rest = (/** @type {string} */ part) =>
    (part.trim() ? [el("span", { class: "weekday" }, part.replace(/^[,\s]+|\s+$/g, ""))] : []);
  return [...rest(text.slice(0, at)), " ", main, " ", ...rest(text.slice(at + date.length))];
}
