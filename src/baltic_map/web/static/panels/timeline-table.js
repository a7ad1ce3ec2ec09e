// @ts-check
// The timeline table: every day of the atlas in a dialog of its own, for readers who do not want the map.
import { timeline } from "../data/timeline.js";
import { format, el } from "../dom/elements.js";
import { foldText } from "../data/search.js";
import { PartWindow } from "./part-window.js";
import { TABLE_ROLE, addEntryRow, entryText, makeDayGroup, makeQuietRow } from "./timeline-rows.js";

/**
 * @typedef {import("../data/localize.js").FeatureData} FeatureData
 * @typedef {import("../data/localize.js").Scene} Scene
 * @typedef {Pick<Scene, "messages" | "count" | "iso" | "days" | "dates" | "changes" | "chronology" | "territories">}
 *     TableScene
 * @typedef {import("./timeline-rows.js").Entry} Entry
 * @typedef {{ entry: Entry, text: string }} Line text: what the filter reads
 * @typedef {import("./part-window.js").Part & { day: number }} TablePart day: Infinity of days without a change
 */

// A day with more rows is told in several groups.
const ROWS_OF_GROUP = 20;
const FOCUSABLE = "button, input";

/** The table; it is filled when it is first opened, with the rows near those that are seen. */
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
    /** @type {{ day: number, quiet: number, lines: Line[] }[]} */
    this.days = [];
    /** Days without a change after the last. */
    this.quiet = 0;
    /** @type {TablePart[]} those with the words of the filter */
    this.parts = [];
    /** @type {Element | null} */
    this.opener = null;
    this.closeButton = el("button", { type: "button", class: "chronology-close" }, messages.chronology_close);
    const field = { id: "chronology-filter", type: "text", autocomplete: "off", spellcheck: "false" };
    this.input = /** @type {HTMLInputElement} */ (el("input", field));
    this.tally = el("p", { class: "chronology-tally", role: "status" });
    this.heading = el("h2", { id: "chronology-title", tabindex: -1 }, messages.chronology_title);
    this.bar = el("div", { class: "chronology-bar" },
      el("label", { for: this.input.id }, messages.chronology_filter), this.input, this.tally, this.closeButton);
    this.table = makeTable(messages);
    this.window = new PartWindow(this.table, [...this.table.children], makeSpace, signal);
    const intro = format(messages.chronology_intro, { first: dates[0], last: dates[dates.length - 1] });
    this.element = el("div", {
      class: "chronology", role: "dialog", "aria-modal": "true", "aria-labelledby": this.heading.id, tabindex: -1,
      hidden: true,
    }, el("div", {}, this.heading, el("p", { class: "chronology-intro" }, intro)), this.bar, this.table);
    this.listen();
  }

  listen() {
    this.closeButton.addEventListener("click", () => this.close());
    this.input.addEventListener("input", () => this.filter());
    this.element.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        event.preventDefault();
        this.close();
      } else if (event.key === "Tab") {
        this.window.reach(/** @type {Element} */ (document.activeElement));
        keepFocusInside(this.element, event);
      }
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
    if (this.days.length === 0) this.read();
    this.scrollTo(day);
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

  /** Read all days, once. */
  read() {
    const { days, quiet } = timeline(this.scene);
    this.days = days.map(({ day, quiet: before, lines }) => ({
      day, quiet: before, lines: lines.map((entry) => ({ entry, text: entryText(this.scene, day, entry) })),
    }));
    this.quiet = quiet;
    this.filter();
  }

  filter() {
    const { scene } = this;
    const words = foldText(this.input.value).split(" ").filter(Boolean);
    const fits = (/** @type {Line} */ { entry, text }) =>
      words.length === 0 || (entry.how !== "over" && words.every((word) => text.includes(word)));
    this.parts = [];
    // The heads of the columns are the first row.
    let index = 2;
    let rows = 0;
    const addGap = (/** @type {number} */ days) => {
      if (days === 0 || words.length > 0) return;
      const row = index++;
      this.parts.push({ day: Infinity, size: 1, make: () => makeQuietRow(scene.count("quiet", days), row) });
    };
    for (const { day, quiet, lines } of this.days) {
      addGap(quiet);
      const fitting = lines.filter(fits).map(({ entry }) => entry);
      rows += fitting.filter(({ how }) => how !== "over").length;
      for (let at = 0; at < fitting.length; at += ROWS_OF_GROUP) {
        const some = fitting.slice(at, at + ROWS_OF_GROUP);
        const first = index;
        index += some.length;
        this.parts.push({ day, size: some.length, make: () => this.makeGroup(day, some, first) });
      }
    }
    addGap(this.quiet);
    this.table.setAttribute("aria-rowcount", String(index - 1));
    this.window.show(this.parts);
    this.tally.textContent = scene.count("rows", rows);
  }

  /** @param {number} day @param {Entry[]} lines @param {number} first index of the first row */
  makeGroup(day, lines, first) {
    const group = makeDayGroup(this.scene, { day, lines });
    lines.forEach((entry, at) =>
      addEntryRow(this.scene, group, entry, (goal) => this.choose(entry, goal), first + at));
    return group.body;
  }

  /** Bring a day to the top; the nearest before it, if it is not listed. @param {number} day */
  scrollTo(day) {
    const { element, heading, parts } = this;
    const nearest = parts.reduce((best, part) => (part.day <= day ? part.day : best), parts[0]?.day ?? 0);
    const body = this.window.go(Math.max(0, parts.findIndex((part) => part.day === nearest)));
    if (!body) return;
    for (const each of this.table.querySelectorAll("[aria-current]")) each.removeAttribute("aria-current");
    const head = /** @type {HTMLElement | null} */ (body.querySelector("th"));
    if (nearest === day) head?.setAttribute("aria-current", "date");
    const top = element.getBoundingClientRect().top;
    const covered = [this.bar, this.table.tHead].reduce((sum, each) => sum + stickyHeight(each), top);
    // Its own rule goes under that of the head.
    element.scrollTop += body.getBoundingClientRect().top + 1 - covered;
    const focused = /** @type {HTMLElement} */ (document.activeElement);
    if ([heading, element, document.body].includes(focused)) head?.focus({ preventScroll: true });
  }
}

/** What takes the room of rows that are not there. */
function makeSpace() {
  return el("tbody", { class: "space", role: "presentation" });
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
  return /** @type {HTMLTableElement} */ (el("table", { role: "table" }, caption, head));
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
