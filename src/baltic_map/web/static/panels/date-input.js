// @ts-check
// The box for a typed date; in a narrow bar it unfolds from a button, with the chapters that have no room on the track.
import { parseDate } from "../data/parse-date.js";
import { svg, format, el } from "../dom/elements.js";
import { makeTimeIcon } from "./time-buttons.js";

/**
 * @typedef {object} DateInputTools
 * @property {string} id prefix of ids
 * @property {string[][][]} months tables of months of further languages
 * @property {() => number} day that is shown
 * @property {(day: number) => void} choose
 */

/** The box for a date. */
export class DateInput {
  /** @param {import("./time-bar.js").TimeScene} scene @param {DateInputTools} tools */
  constructor(scene, tools) {
    const { messages } = scene;
    const { id } = tools;
    const { short, hint } = hintsOf(scene, 0);
    this.scene = scene;
    this.tools = tools;
    this.message = el("p", { class: "time-message", id: `${id}-message`, role: "status" });
    this.input = /** @type {HTMLInputElement} */ (el("input", {
      type: "text", id: `${id}-date`, placeholder: short, title: hint,
      autocomplete: "off", spellcheck: "false", "aria-describedby": this.message.id,
    }));
    this.toggle = el("button", {
      type: "button", class: "time-fold", "aria-expanded": "false", "aria-controls": `${id}-form`,
      "aria-label": messages.time_date, title: messages.time_date,
    }, makeTimeIcon(svg("path", { d: "M2.5 4h11v9.5h-11zM2.5 7h11M5.5 2v3M10.5 2v3" })));
    this.chapters = el("div", { class: "time-contents", role: "group", "aria-label": messages.time_chapters });
    this.form = el("form", { class: "time-form", id: `${id}-form`, novalidate: true },
      el("label", { for: this.input.id }, messages.time_date),
      el("span", { class: "time-entry" }, this.input,
        el("button", { type: "submit", class: "time-go" }, messages.time_go)), this.message, this.chapters);
    this.element = el("div", { class: "time-date" }, this.toggle, this.form);
    this.listen();
  }

  listen() {
    this.toggle.addEventListener("click", (event) => {
      this.unfold(!this.isOpen);
      // A keyboard on the screen would cover the chapters.
      if (this.isOpen && /** @type {PointerEvent} */ (event).pointerType !== "touch") this.input.focus();
    });
    this.element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.isOpen) return;
      event.stopPropagation();
      this.fold();
    });
    this.input.addEventListener("input", () => this.complain(""));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit(this.input.value.trim());
    });
  }

  /** The box shows how the day is typed that is shown; what was typed before goes. @param {number} day */
  show(day) {
    this.input.placeholder = hintsOf(this.scene, day).short;
    if (document.activeElement !== this.input) this.input.value = "";
  }

  /** The chapters, where the track has no room for them. */
  listChapters() {
    const day = this.tools.day();
    return this.scene.chapters.map(({ first, stop, name }) => {
      const button = el("button", { type: "button", "aria-current": String(first <= day && day < stop) }, name);
      button.addEventListener("click", () => this.choose(first));
      return button;
    });
  }

  get isOpen() {
    return this.element.classList.contains("open");
  }

  /** @param {boolean} isOpen */
  unfold(isOpen) {
    this.chapters.replaceChildren(...isOpen ? this.listChapters() : []);
    this.element.classList.toggle("open", isOpen);
    this.toggle.setAttribute("aria-expanded", String(isOpen));
  }

  fold() {
    this.unfold(false);
    this.toggle.focus();
  }

  /** @param {string} text empty: there is nothing to complain of */
  complain(text) {
    this.message.textContent = text;
    this.input.setAttribute("aria-invalid", String(text !== ""));
  }

  /** @param {string} text */
  submit(text) {
    const { axis, eras, dates, months, messages } = this.scene;
    const read = parseDate(text, { axis, eras, months: [months, ...this.tools.months], near: this.tools.day() });
    if ("wrong" in read) {
      const { time_not_read: not_read, time_no_such_day: no_such_day, time_outside: outside } = messages;
      const values = { text, example: dates[this.tools.day()], first: dates[0], last: dates[dates.length - 1] };
      this.complain(format({ not_read, no_such_day, outside }[read.wrong], values));
      this.input.select();
      return;
    }
    this.choose(read.day);
    this.input.value = dates[read.day];
  }

  /** @param {number} day */
  choose(day) {
    this.complain("");
    this.tools.choose(day);
    if (this.isOpen) this.fold();
  }
}

/**
 * Show by a day how days may be typed: in all ways, and in the language's own way of those that fit the box.
 * @param {import("./time-bar.js").TimeScene} scene @param {number} at
 */
function hintsOf({ axis, iso, dates, messages }, at) {
  const pattern = messages.time_date_hint;
  // With an era, or without a day, only the written form is usual.
  if (axis.precision !== "day" || axis.hasEras) return { short: dates[at], hint: `${dates[at]}, ${iso[at]}` };
  const { year, month, day } = axis.civil(at);
  const numeric = `${day}.${month}.${year}`;
  const short = pattern.indexOf("{iso}") < pattern.indexOf("{numeric}") ? iso[at] : numeric;
  return { short, hint: format(pattern, { date: dates[at], numeric, iso: iso[at] }) };
}
