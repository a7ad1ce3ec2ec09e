// @ts-check
// The timeline table: every day of the atlas in a dialog of its own, for readers who do not want the map.
import { timeline } from "../data/timeline.js";
import { format, el } from "../dom/elements.js";
import { foldText } from "../data/search.js";
import { TABLE_ROLE, addEntryRow, filterRows, makeDayGroup, makeQuietRow } from "./timeline-rows.js";

/**
 * @typedef {import("../data/localize.js").FeatureData} FeatureData
 * @typedef {import("../data/localize.js").Scene} Scene
 * @typedef {Pick<Scene, "messages" | "count" | "iso" | "days" | "dates" | "changes" | "chronology" | "territories">}
 *     TableScene
 * @typedef {import("./timeline-rows.js").Entry} Entry
 * @typedef {import("./timeline-rows.js").DayGroup} DayGroup
 */

// So many rows are made before the first frame, well under 50 ms on a slow machine; then twice as many each time.
const FIRST_ROWS = 24;
const FOCUSABLE = "button, input";

/** The table; it is filled when it is first opened. */
export class TimelineTable {
  /**
   * @param {TableScene} scene
   * @param {{ show: (feature: FeatureData | null, day: number) => void, signal: AbortSignal }} tools
   *     show: feature is null for land that changes hands
   */
  constructor(scene, { show, signal }) {
    const { messages, dates } = scene;
    this.scene = scene;
    this.showFeature = show;
    this.signal = signal;
    /** @type {DayGroup[]} */
    this.groups = [];
    /** @type {HTMLElement[]} days without a change */
    this.gaps = [];
    /** @type {Element | null} */
    this.opener = null;
    this.isFilled = false;
    /** @type {number | null} the day to bring into view as soon as it is there */
    this.wanted = null;
    this.closeButton = el("button", { type: "button", class: "chronology-close" }, messages.chronology_close);
    const field = { id: "chronology-filter", type: "text", autocomplete: "off", spellcheck: "false" };
    this.input = /** @type {HTMLInputElement} */ (el("input", field));
    this.tally = el("p", { class: "chronology-tally", role: "status" });
    this.heading = el("h2", { id: "chronology-title", tabindex: -1 }, messages.chronology_title);
    this.bar = el("div", { class: "chronology-bar" },
      el("label", { for: this.input.id }, messages.chronology_filter), this.input, this.tally, this.closeButton);
    this.table = makeTable(messages);
    const intro = format(messages.chronology_intro, { first: dates[0], last: dates[dates.length - 1] });
    this.element = el("div", {
      class: "chronology", role: "dialog", "aria-modal": "true", "aria-labelledby": this.heading.id, tabindex: -1,
      hidden: true,
    }, el("div", {}, this.heading, el("p", { class: "chronology-intro" }, intro)), this.bar, this.table);
    this.listen();
  }

  listen() {
    this.closeButton.addEventListener("click", () => this.close());
    this.input.addEventListener("input", () => {
      this.filter();
      this.wanted = null;
    });
    // Once the reader moves, the table no longer follows the day it was opened at.
    for (const act of ["wheel", "pointerdown", "keydown"]) {
      this.element.addEventListener(act, () => { this.wanted = null; }, { passive: true });
    }
    this.element.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        event.preventDefault();
        this.close();
      } else if (event.key === "Tab") keepFocusInside(this.element, event);
      // The keys of the map and of the page under it are not meant.
      event.stopPropagation();
    });
    this.signal.addEventListener("abort", () => document.documentElement.classList.remove("with-chronology"));
  }

  get isOpen() {
    return !this.element.hidden;
  }

  /** Open it at a day. @param {number} day */
  open(day) {
    if (!this.isOpen) this.opener = document.activeElement;
    this.element.hidden = false;
    document.documentElement.classList.add("with-chronology");
    this.heading.focus({ preventScroll: true });
    this.wanted = day;
    if (this.isFilled) this.scrollTo(day);
    else this.fill();
    this.isFilled = true;
  }

  close() {
    if (!this.isOpen) return;
    this.element.hidden = true;
    document.documentElement.classList.remove("with-chronology");
    const opener = /** @type {HTMLElement | null} */ (this.opener);
    if (opener?.isConnected) opener.focus({ preventScroll: true });
    this.opener = null;
  }

  /** Show an entry on the map. @param {Entry} entry @param {number} day */
  choose({ feature }, day) {
    this.close();
    this.showFeature(feature, day);
  }

  filter() {
    const words = foldText(this.input.value).split(" ").filter(Boolean);
    const rows = this.groups.map((group) => filterRows(group, words)).reduce((sum, number) => sum + number, 0);
    for (const gap of this.gaps) gap.hidden = words.length > 0;
    this.tally.textContent = this.scene.count("rows", rows);
  }

  /** Bring a day to the top; the nearest before it, if it is not listed. @param {number} day */
  scrollTo(day) {
    const { element, heading } = this;
    const shown = this.groups.filter(({ body }) => !body.hidden);
    const group = shown.filter((each) => each.day <= day).at(-1) ?? shown[0];
    if (!group) return;
    for (const { head } of this.groups) head.removeAttribute("aria-current");
    if (group.day === day) group.head.setAttribute("aria-current", "date");
    const top = element.getBoundingClientRect().top;
    const covered = [this.bar, this.table.tHead].reduce((sum, each) => sum + stickyHeight(each), top);
    // Its own rule goes under that of the head.
    element.scrollTop += group.body.getBoundingClientRect().top + 1 - covered;
    const focused = /** @type {HTMLElement} */ (document.activeElement);
    if ([heading, element, document.body].includes(focused)) group.head.focus({ preventScroll: true });
  }

  /** Fill the table, some rows a frame. */
  fill() {
    const rows = this.writeRows();
    let hasArrived = false;
    let batch = FIRST_ROWS;
    const more = () => {
      if (this.signal.aborted) return;
      let isDone = false;
      for (let row = 0; row < batch && !isDone; row += 1) isDone = rows.next().done === true;
      // Each time the browser lays out the whole table: a few times do.
      batch *= 2;
      if (isDone) {
        this.table.setAttribute("aria-busy", "false");
        this.filter();
      } else requestAnimationFrame(more);
      const { wanted, groups } = this;
      if (wanted !== null && (isDone || (!hasArrived && groups[groups.length - 1].day > wanted))) {
        hasArrived = true;
        this.scrollTo(wanted);
      }
    };
    more();
  }

  /** Write the table, row by row. */
  *writeRows() {
    const { scene } = this;
    const { days, quiet } = timeline(scene);
    for (const day of days) {
      this.addGap(day.quiet);
      const group = makeDayGroup(scene, day);
      this.groups.push(group);
      this.table.append(group.body);
      for (const entry of day.lines) {
        addEntryRow(scene, group, entry, (goal) => this.choose(entry, goal));
        yield;
      }
    }
    this.addGap(quiet);
  }

  /** @param {number} days without a change */
  addGap(days) {
    if (days > 0) this.gaps.push(this.table.appendChild(makeQuietRow(this.scene.count("quiet", days))));
  }
}

/** @param {Record<string, string>} messages */
function makeTable(messages) {
  const column = (/** @type {string} */ name, /** @type {string} */ text) =>
    el("th", { scope: "col", class: name, role: "columnheader" }, text);
  const head = el("thead", TABLE_ROLE.group, el("tr", TABLE_ROLE.row,
    column("day", messages.chronology_day), column("what", messages.chronology_what),
    column("kind", messages.chronology_kind), column("certainty", messages.chronology_sure),
    column("more", messages.card_sources)));
  const caption = el("caption", {}, messages.chronology_title);
  return /** @type {HTMLTableElement} */ (el("table", { role: "table", "aria-busy": "true" }, caption, head));
}

/** The height of a part that stays at the top, where it does. @param {Element | null} part */
function stickyHeight(part) {
  const isSticky = [part, part?.querySelector("th")]
    .some((each) => each && getComputedStyle(each).position === "sticky");
  return part && isSticky ? part.getBoundingClientRect().height : 0;
}

/** Let the Tab key go round. @param {Element} dialog @param {KeyboardEvent} event */
function keepFocusInside(dialog, event) {
  const all = /** @type {HTMLElement[]} */ ([...dialog.querySelectorAll(FOCUSABLE)]);
  const isSeen = (/** @type {HTMLElement} */ each) => each.getClientRects().length > 0;
  const [first, final] = [all.find(isSeen), all.reverse().find(isSeen)];
  const from = /** @type {Element} */ (document.activeElement);
  // The dialog and its heading have the focus when it opens and stand before the first.
  const isBefore = first && first.compareDocumentPosition(from) & Node.DOCUMENT_POSITION_PRECEDING;
  if (event.shiftKey ? from !== first && !isBefore : from !== final) return;
  event.preventDefault();
  (event.shiftKey ? final : first)?.focus();
}
