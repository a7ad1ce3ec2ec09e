// @ts-check
// The rows of the timeline table: each day is a group, each change on it a row; sources open in a row below.
import { format, el } from "../dom/elements.js";
import { foldText } from "../data/search.js";

/**
 * @typedef {import("../data/localize.js").FeatureData} FeatureData
 * @typedef {import("../data/localize.js").Scene} Scene
 * @typedef {import("../data/timeline.js").TimelineEntry<FeatureData>} Entry
 * @typedef {import("../data/timeline.js").TimelineDay<FeatureData>} Day
 * @typedef {{ row: HTMLElement, text: string }} EntryRow text: what the filter reads, folded
 * @typedef {{ body: HTMLTableSectionElement, head: HTMLElement, day: number, rows: EntryRow[] }} DayGroup
 */

const COLUMNS = 5;

/** Said of a table in so many words: as blocks on a narrow window it would be none to some readers. */
export const TABLE_ROLE = { group: { role: "rowgroup" }, row: { role: "row" }, cell: { role: "cell" } };

/**
 * Make the group of a day, without its rows.
 * @param {Pick<Scene, "iso" | "days" | "dates">} scene @param {Day} day
 * @returns {DayGroup}
 */
export function makeDayGroup({ iso, days, dates }, { day, lines }) {
  const attributes = { scope: "rowgroup", role: "rowheader", class: "day", rowspan: lines.length, tabindex: -1 };
  const head = el("th", attributes, el("div", { class: "day-name" }, ...weekdayApart(days[day], dates[day])));
  const name = lines[0].how === "over" ? "still" : null;
  const body = el("tbody", { ...TABLE_ROLE.group, class: name, "data-day": iso[day] });
  return { body: /** @type {HTMLTableSectionElement} */ (body), head, day, rows: [] };
}

/**
 * Add a row to the group of its day.
 * @param {Pick<Scene, "messages" | "iso" | "days" | "dates">} scene @param {DayGroup} group @param {Entry} entry
 * @param {(day: number) => void} show
 */
export function addEntryRow({ messages, iso, days, dates }, group, entry, show) {
  // On the day it ends a feature is no longer on the map.
  const goal = entry.how === "ends" ? group.day - 1 : group.day;
  const cells = entry.how === "over"
    ? [el("td", { ...TABLE_ROLE.cell, colspan: COLUMNS - 1 }, messages.chronology_over)]
    : makeCells(messages, entry, dates[goal], () => show(goal));
  const head = group.rows.length === 0 ? group.head : null;
  const row = el("tr", { ...TABLE_ROLE.row, class: entry.how, "data-for": entry.feature?.id }, head, ...cells);
  group.rows.push({ row, text: foldText(`${days[group.day]} ${iso[group.day]} ${searchableText(row)}`) });
  group.body.append(row);
}

/** A row for days without a change. @param {string} text */
export function makeQuietRow(text) {
  const cell = el("td", { ...TABLE_ROLE.cell, colspan: COLUMNS }, text);
  return el("tbody", { ...TABLE_ROLE.group, class: "gap" }, el("tr", TABLE_ROLE.row, cell));
}

/**
 * Show the rows of a day in which all words are found.
 * @param {DayGroup} group @param {string[]} words folded
 * @returns {number} of rows shown
 */
export function filterRows({ body, head, rows }, words) {
  const fits = rows.filter(({ row, text }) => {
    const isOver = row.classList.contains("over");
    const isFit = words.every((word) => text.includes(word)) && !(words.length > 0 && isOver);
    for (const each of [row, citationRowOf(row)]) if (each && each.hidden === isFit) each.hidden = !isFit;
    return isFit;
  });
  if (body.hidden !== (fits.length === 0)) body.hidden = fits.length === 0;
  if (fits.length > 0 && head.parentElement !== fits[0].row) fits[0].row.prepend(head);
  updateRowspan(body);
  return fits.filter(({ row }) => !row.classList.contains("over")).length;
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
  /** @type {Partial<Record<Entry["how"], string>>} */
  const texts = {
    begins: messages.chronology_begins, ends: messages.chronology_ends,
    certain: messages.chronology_certain, possible: messages.chronology_possible,
  };
  const name = el("span", { class: "item-name", lang: feature.nameLang || null }, feature.name);
  const isStart = how === "happens" || how === "begins";
  // A feature of one certain day has said when it was by standing on that day.
  const isLong = isStart && feature.stop - feature.first > 1;
  const position = feature.geometry ? null : el("span", { class: "no-position" }, " ", feature.position);
  return [
    makeCell("what", feature.time && isStart ? el("span", { class: "time" }, feature.time, " ") : null,
      ...putInto(texts[how] ?? "{name}", name), isLong ? el("span", { class: "lasting" }, " ", feature.when) : null),
    makeCell("kind", feature.kindName),
    // How sure the feature is says nothing of a day on which only that changes.
    how === "certain" || how === "possible" ? makeCell("certainty")
      : makeCell("certainty", feature.certainty, position),
    makeCell("more", el("div", {}, ...makeCitations(messages.card_sources, feature.sources), button)),
  ];
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
  const shown = [...body.rows].filter((row) => !row.hidden).length;
  body.querySelector("th")?.setAttribute("rowspan", String(Math.max(1, shown)));
}

/** Put an element in the place of {name}. @param {string} text @param {Node} content @returns {(Node | string)[]} */
function putInto(text, content) {
  const [before, after] = text.split("{name}");
  return [before, content, after ?? ""].filter((part) => part !== "");
}

/** What the filter reads of a row: all but its buttons. @param {Element} row */
function searchableText(row) {
  return [...row.querySelectorAll("td:not(.more)")].map((cell) => cell.textContent).join(" ");
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
