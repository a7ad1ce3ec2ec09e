// @ts-check
// The chronology: every day of the atlas as a table on a sheet of its own, for readers who do not want the map.
import { chronicle } from "./chronicle.js";
import { fillIn, make } from "./dom.js";
import { foldText } from "./finding.js";

/**
 * @typedef {import("./tell.js").MarkData} MarkData
 * @typedef {import("./chronicle.js").ChronicleLine<MarkData>} Line
 * @typedef {import("./chronicle.js").ChronicleDay<MarkData>} Day
 * @typedef {Pick<import("./tell.js").Told, "words" | "count" | "iso" | "days" | "dates" | "changes" | "marks" | "territories">} ChronologyTold
 * @typedef {{ body: HTMLTableSectionElement, head: HTMLElement, day: number, rows: { row: HTMLElement, text: string }[] }} Listed
 */

const COLUMNS = 5;
// So many lines are made before the first frame, well under 50 ms on a slow machine; then twice as many each time.
const LINES_AT_FIRST = 24;
const CHOOSABLE = "button, input";
// Said of a table in so many words: as blocks on a narrow window it would be none to some readers.
const ROLE = { group: { role: "rowgroup" }, row: { role: "row" }, cell: { role: "cell" } };

/**
 * Make the chronology; it is filled when it is first opened.
 * @param {ChronologyTold} told
 * @param {{ show: (mark: MarkData | null, day: number) => void, close: () => void, signal: AbortSignal }} tools show: mark is
 *     null for land that changes hands; close: called after it has closed
 */
export function makeChronology(told, { show, close: closed, signal }) {
  const { words } = told;
  const last = told.dates.length - 1;
  const shut = make("button", { type: "button", class: "chronology-close" }, words.chronology_close);
  const input = /** @type {HTMLInputElement} */ (make("input", { id: "chronology-filter", type: "text", autocomplete: "off", spellcheck: "false" }));
  const tally = make("p", { class: "chronology-tally", role: "status" });
  const heading = make("h2", { id: "chronology-title", tabindex: -1 }, words.chronology_title);
  const bar = make("div", { class: "chronology-bar" },
    make("label", { for: input.id }, words.chronology_filter), input, tally, shut);
  const column = (/** @type {string} */ name, /** @type {string} */ text) => make("th", { scope: "col", class: name, role: "columnheader" }, text);
  const table = /** @type {HTMLTableElement} */ (make("table", { role: "table", "aria-busy": "true" }, make("caption", {}, words.chronology_title),
    make("thead", ROLE.group, make("tr", ROLE.row,
      column("day", words.chronology_day), column("what", words.chronology_what), column("kind", words.chronology_kind),
      column("sure", words.chronology_sure), column("more", words.card_sources)))));
  const element = make("div", { class: "chronology", role: "dialog", "aria-modal": "true", "aria-labelledby": heading.id, tabindex: -1, hidden: true },
    make("div", {}, heading, make("p", { class: "chronology-intro" }, fillIn(words.chronology_intro, { first: told.dates[0], last: told.dates[last] }))),
    bar, table);

  /** @type {Listed[]} */
  const listed = [];
  /** @type {HTMLElement[]} */
  const gaps = [];
  /** @type {Element | null} */
  let opener = null;
  let begun = false;
  /** @type {number | null} the day to bring into view as soon as it is there */
  let wanted = null;

  const isOpen = () => !element.hidden;
  const close = () => {
    if (!isOpen()) return;
    element.hidden = true;
    document.documentElement.classList.remove("with-chronology");
    if (opener?.isConnected) /** @type {HTMLElement} */ (opener).focus({ preventScroll: true });
    opener = null;
    closed();
  };
  const filter = () => {
    const sought = foldText(input.value).split(" ").filter(Boolean);
    const lines = listed.map((day) => sift(day, sought)).reduce((sum, number) => sum + number, 0);
    for (const gap of gaps) gap.hidden = sought.length > 0;
    tally.textContent = told.count("rows", lines);
  };
  /** Bring a day to the top; the nearest before it, if it is not listed. @param {number} day */
  const bring = (day) => {
    const shown = listed.filter((each) => !each.body.hidden);
    const at = shown.filter((each) => each.day <= day).at(-1) ?? shown[0];
    if (!at) return;
    for (const each of listed) each.head.removeAttribute("aria-current");
    if (at.day === day) at.head.setAttribute("aria-current", "date");
    const covered = [bar, table.tHead].reduce((sum, each) => sum + stuckHeight(each), element.getBoundingClientRect().top);
    // Its own rule goes under that of the head.
    element.scrollTop += at.body.getBoundingClientRect().top + 1 - covered;
    if ([heading, element, document.body].includes(/** @type {HTMLElement} */ (document.activeElement))) at.head.focus({ preventScroll: true });
  };
  /** Write the table, line by line. */
  function* write() {
    const { days, quiet } = chronicle(told);
    const addGap = (/** @type {number} */ number) => {
      if (number > 0) gaps.push(/** @type {HTMLElement} */ (table.appendChild(quietRow(told.count("quiet", number)))));
    };
    for (const day of days) {
      addGap(day.quiet);
      const group = startDay(told, day);
      listed.push(group);
      table.append(group.body);
      for (const line of day.lines) {
        addLine(told, group, line, () => choose(line, day.day));
        yield;
      }
    }
    addGap(quiet);
  }
  const fill = () => {
    const writing = write();
    let hasArrived = false;
    let many = LINES_AT_FIRST;
    const more = () => {
      if (signal.aborted) return;
      let isDone = false;
      for (let lines = 0; lines < many && !isDone; lines++) isDone = writing.next().done === true;
      // Each time the browser lays out the whole table: a few times do.
      many *= 2;
      if (isDone) {
        table.setAttribute("aria-busy", "false");
        filter();
      } else requestAnimationFrame(more);
      if (wanted !== null && (isDone || (!hasArrived && listed[listed.length - 1].day > wanted))) {
        hasArrived = true;
        bring(wanted);
      }
    };
    more();
  };
  /** @param {Line} line @param {number} day */
  const choose = (line, day) => {
    close();
    // On the day it ends a thing is no longer on the map.
    show(line.mark, line.how === "ends" ? day - 1 : day);
  };

  shut.addEventListener("click", close);
  input.addEventListener("input", () => {
    filter();
    wanted = null;
  });
  // Once the reader moves, the table no longer follows the day it was opened at.
  for (const act of ["wheel", "pointerdown", "keydown"]) element.addEventListener(act, () => { wanted = null; }, { passive: true });
  element.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.preventDefault();
      close();
    } else if (event.key === "Tab") keepInside(element, event);
    // The keys of the map and of the page under it are not meant.
    event.stopPropagation();
  });
  signal.addEventListener("abort", () => document.documentElement.classList.remove("with-chronology"));

  return {
    element,
    isOpen,
    close,
    /** Open it at a day. @param {number} [day] */
    open(day) {
      if (!isOpen()) opener = document.activeElement;
      element.hidden = false;
      document.documentElement.classList.add("with-chronology");
      heading.focus({ preventScroll: true });
      wanted = day ?? null;
      if (!begun) fill();
      else if (day !== undefined) bring(day);
      begun = true;
    },
  };
}

/** Make the group of a day, without its lines. @param {ChronologyTold} told @param {Day} day @returns {Listed} */
function startDay(told, { day, lines }) {
  const head = make("th", { scope: "rowgroup", role: "rowheader", class: "day", rowspan: lines.length, tabindex: -1 },
    make("div", { class: "day-name" }, ...weekdayApart(told.days[day], told.dates[day])));
  const name = lines[0].how === "over" ? "still" : null;
  const body = /** @type {HTMLTableSectionElement} */ (make("tbody", { ...ROLE.group, class: name, "data-day": told.iso[day] }));
  return { body, head, day, rows: [] };
}

/** @param {ChronologyTold} told @param {Listed} group @param {Line} line @param {() => void} press */
function addLine(told, group, line, press) {
  const inside = line.how === "over" ? [make("td", { ...ROLE.cell, colspan: COLUMNS - 1 }, told.words.chronology_over)] : cells(told, line, press);
  const row = make("tr", { ...ROLE.row, class: line.how, "data-for": line.mark?.id }, group.rows.length === 0 ? group.head : null, ...inside);
  group.rows.push({ row, text: foldText(`${told.days[group.day]} ${told.iso[group.day]} ${searchable(row)}`) });
  group.body.append(row);
}

/** @param {ChronologyTold} told @param {Line} line @param {() => void} press */
function cells({ words }, { how, mark, lands, standing }, press) {
  const name = mark ? mark.name : lands.join(" · ");
  const show = make("button", { type: "button", class: "chronology-show", "aria-label": `${words.chronology_show}: ${name}` }, words.chronology_show);
  show.addEventListener("click", press);
  const cell = (/** @type {string} */ kind, /** @type {(Node | string | null)[]} */ ...inside) => make("td", { ...ROLE.cell, class: kind }, ...inside);
  if (!mark) {
    const text = fillIn(words.chronology_land, { name, standing });
    return [cell("what", text), cell("kind", words.card_status), cell("sure"), cell("more", make("div", {}, show))];
  }
  /** @type {Partial<Record<typeof how, string>>} */
  const says = { begins: words.chronology_begins, ends: words.chronology_ends, certain: words.chronology_certain, possible: words.chronology_possible };
  const called = make("span", { class: "called", lang: mark.nameLang || null }, mark.name);
  const isStart = how === "happens" || how === "begins";
  // A thing of one certain day has said when it was by standing on that day.
  const isLong = isStart && mark.stop - mark.first > 1;
  return [
    cell("what", mark.time && isStart ? make("span", { class: "time" }, mark.time, " ") : null,
      ...around(says[how] ?? "{name}", called), isLong ? make("span", { class: "lasting" }, " ", mark.when) : null),
    cell("kind", mark.kindName),
    // How sure the thing is says nothing of a day on which only that changes.
    how === "certain" || how === "possible" ? cell("sure")
      : cell("sure", mark.certainty, mark.geometry ? null : make("span", { class: "placeless" }, " ", mark.position)),
    cell("more", make("div", {}, ...citations(words.card_sources, mark.sources), show)),
  ];
}

/** The sources of a line: their number, and on demand the citations in a row below. @param {string} title @param {string[]} sources */
function citations(title, sources) {
  if (sources.length === 0) return [];
  // Not <details>: hundreds of them are slow, and a column is narrow.
  const button = make("button", { type: "button", class: "chronology-sources", "aria-expanded": "false", "aria-label": `${title}: ${sources.length}` },
    make("span", { class: "more-title" }, `${title} `), String(sources.length));
  button.addEventListener("click", () => {
    const row = /** @type {HTMLElement} */ (button.closest("tr"));
    const below = citedRow(row);
    if (below) below.remove();
    else {
      const list = make("ul", {}, ...sources.map((text) => make("li", {}, text)));
      row.after(make("tr", { ...ROLE.row, class: "cited" }, make("td", { ...ROLE.cell, colspan: COLUMNS - 1 }, list)));
    }
    button.setAttribute("aria-expanded", String(!below));
    respan(/** @type {HTMLTableSectionElement} */ (row.parentElement));
  });
  return [button];
}

/** @param {Element} row @returns {HTMLElement | null} the row of its citations */
function citedRow(row) {
  const next = /** @type {HTMLElement | null} */ (row.nextElementSibling);
  return next?.classList.contains("cited") ? next : null;
}

/** Let the day stand beside all its rows. @param {HTMLTableSectionElement} body */
function respan(body) {
  body.querySelector("th")?.setAttribute("rowspan", String(Math.max(1, [...body.rows].filter((row) => !row.hidden).length)));
}

/** Put an element in the place of {name}. @param {string} text @param {Node} inside @returns {(Node | string)[]} */
function around(text, inside) {
  const [before, after] = text.split("{name}");
  return [before, inside, after ?? ""].filter((part) => part !== "");
}

/** What the filter reads of a row: all but its button. @param {Element} row */
function searchable(row) {
  return [...row.querySelectorAll("td:not(.more)")].map((cell) => cell.textContent).join(" ");
}

/** Set the day of the week apart from the date, wherever the language has it. @param {string} text @param {string} date */
function weekdayApart(text, date) {
  const at = text.indexOf(date);
  const main = make("span", { class: "date" }, at < 0 ? text : date);
  if (at < 0) return [main];
  const rest = (/** @type {string} */ part) => (part.trim() ? [make("span", { class: "weekday" }, part.replace(/^[,\s]+|\s+$/g, ""))] : []);
  return [...rest(text.slice(0, at)), " ", main, " ", ...rest(text.slice(at + date.length))];
}

/** @param {string} text */
function quietRow(text) {
  return make("tbody", { ...ROLE.group, class: "gap" }, make("tr", ROLE.row, make("td", { ...ROLE.cell, colspan: COLUMNS }, text)));
}

/**
 * Show the lines of a day in which all words are found.
 * @param {Listed} day @param {string[]} sought
 * @returns {number} of lines shown
 */
function sift({ body, head, rows }, sought) {
  const fits = rows.filter(({ row, text }) => {
    const isFit = sought.every((word) => text.includes(word)) && !(sought.length > 0 && row.classList.contains("over"));
    for (const each of [row, citedRow(row)]) if (each && each.hidden === isFit) each.hidden = !isFit;
    return isFit;
  });
  if (body.hidden !== (fits.length === 0)) body.hidden = fits.length === 0;
  if (fits.length > 0 && head.parentElement !== fits[0].row) fits[0].row.prepend(head);
  respan(body);
  return fits.filter(({ row }) => !row.classList.contains("over")).length;
}

/** How much of the sheet a part covers that stays at its top. @param {Element | null} part */
function stuckHeight(part) {
  const isStuck = [part, part?.querySelector("th")].some((each) => each && getComputedStyle(each).position === "sticky");
  return part && isStuck ? part.getBoundingClientRect().height : 0;
}

/** Let the Tab key go round. @param {Element} sheet @param {KeyboardEvent} event */
function keepInside(sheet, event) {
  const all = /** @type {HTMLElement[]} */ ([...sheet.querySelectorAll(CHOOSABLE)]);
  const isShown = (/** @type {HTMLElement} */ each) => each.getClientRects().length > 0;
  const [first, final] = [all.find(isShown), all.reverse().find(isShown)];
  const from = /** @type {Element} */ (document.activeElement);
  // The sheet and its heading have the focus when it opens and stand before the first.
  const isAtStart = from === first || Boolean(first && first.compareDocumentPosition(from) & Node.DOCUMENT_POSITION_PRECEDING);
  if (event.shiftKey ? !isAtStart : from !== final) return;
  event.preventDefault();
  (event.shiftKey ? final : first)?.focus();
}
