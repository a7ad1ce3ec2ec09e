// @ts-check
// The tooltip over the track of the time bar: a day, what happens on it, and a hairline where it stands.
import { el } from "../dom/elements.js";
import { scalePosition } from "./time-scale.js";

const MAX_LINES = 3;
const EDGE_GAP = 4;

/** The tooltip of one time bar. */
export class DayTooltip {
  /**
   * @param {import("./time-bar.js").TimeScene} scene
   * @param {(day: number) => string[]} preview short lines for a day; none: it is said to be quiet
   * @param {Element} scale that the days stand on
   */
  constructor(scene, preview, scale) {
    this.scene = scene;
    this.preview = preview;
    this.scale = scale;
    this.element = el("div", { class: "time-note", "aria-hidden": "true" });
    this.element.hidden = true;
    this.hairline = el("span", { class: "time-hair", "aria-hidden": "true" });
    this.hairline.hidden = true;
    this.day = NaN;
    /** Whether it goes where the day that is shown goes. */
    this.follows = false;
  }

  get isShown() {
    return !this.element.hidden;
  }

  /** Show it over a day. @param {number} day */
  show(day, follows = false) {
    this.follows = follows;
    if (day !== this.day) {
      this.day = day;
      this.element.replaceChildren(...this.lines(day));
    }
    this.element.hidden = false;
    this.hairline.hidden = false;
    this.place();
  }

  /** The day that is shown has changed. @param {number} day */
  follow(day) {
    if (this.isShown && this.follows) this.show(day);
  }

  hide() {
    this.day = NaN;
    this.element.hidden = true;
    this.hairline.hidden = true;
  }

  /** @param {number} day */
  lines(day) {
    const lines = this.preview(day);
    const shown = lines.length === 0 ? [this.scene.messages.time_quiet] : lines.slice(0, MAX_LINES);
    return [
      el("p", { class: "time-note-day" }, this.scene.dates[day]),
      ...shown.map((line) => el("p", { class: lines.length === 0 ? "muted" : null }, line)),
      ...(lines.length > MAX_LINES ? [el("p", { class: "more" }, "…")] : []),
    ];
  }

  /** Put it over its day, inside the bar. */
  place() {
    const last = this.scene.iso.length - 1;
    this.hairline.style.left = scalePosition(this.day, last);
    const bar = /** @type {Element} */ (this.element.parentElement).getBoundingClientRect();
    const scale = this.scale.getBoundingClientRect();
    const at = scale.left - bar.left + (scale.width * this.day) / Math.max(last, 1);
    const { offsetWidth: width } = this.element;
    const left = Math.min(Math.max(at - width / 2, EDGE_GAP), bar.width - width - EDGE_GAP);
    this.element.style.left = `${Math.round(left)}px`;
  }
}
