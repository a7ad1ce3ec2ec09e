// @ts-check
// The slider of the time bar on its track: chapters above it, ticks behind it, months and years below it.
import { el } from "../dom/elements.js";
import { DayTooltip } from "./day-tooltip.js";
import { TimeLabels } from "./time-labels.js";
import { drawRules, makeChapterBand, makeTicks } from "./time-scale.js";

// Of a name that is cut there is to be more than a letter or two; pixels, as is its distance from the one before.
const NARROWEST_CHAPTER = 32;
const CHAPTER_GAP = 10;

/**
 * @typedef {object} SliderTools
 * @property {(day: number, how: import("./time-bar.js").TimeMove) => void} go
 * @property {() => number} day that is shown
 * @property {() => number} nextChange
 * @property {() => number} previousChange
 * @property {() => void} pause
 * @property {() => boolean} isPlaying
 * @property {(day: number) => string[]} preview
 */

/** The slider. */
export class TimeSlider {
  /** @param {import("./time-bar.js").TimeScene} scene @param {SliderTools} tools */
  constructor(scene, tools) {
    const { messages, chapters } = scene;
    this.scene = scene;
    this.tools = tools;
    this.last = scene.iso.length - 1;
    this.isHeld = false;
    this.input = /** @type {HTMLInputElement} */ (el("input", {
      type: "range", min: 0, max: this.last, step: 1, value: 0,
      class: "time-slider", "aria-label": messages.time_slider,
    }));
    this.bands = chapters.map((chapter) => makeChapterBand(chapter, this.last, (first) => tools.go(first, "jump")));
    /** @type {number[]} pixels, as are the lengths of their names */
    this.bandWidths = [];
    /** @type {number[]} */
    this.nameLengths = [];
    this.ticks = makeTicks(scene.ticks, this.last);
    this.labels = new TimeLabels(scene, (days) => drawRules(this.ticks, days));
    this.tooltip = new DayTooltip(scene, tools.preview, this.ticks);
    this.range = el("div", { class: "time-range" },
      el("div", { class: "time-scale" }, this.ticks, this.tooltip.hairline), this.input);
    const group = { class: "time-scale time-chapters", role: "group", "aria-label": messages.time_chapters };
    this.element = el("div", { class: "time-track" }, el("div", group, ...this.bands), this.range,
      this.labels.element);
    this.input.addEventListener("keydown", (event) => this.press(event));
    this.listenToPointer();
  }

  /** @param {number} day */
  show(day) {
    const { days, chapters } = this.scene;
    this.input.value = String(day);
    this.input.setAttribute("aria-valuetext", days[day]);
    for (const [at, { first, stop }] of chapters.entries()) {
      if (first <= day && day < stop) this.bands[at].setAttribute("aria-current", "true");
      else this.bands[at].removeAttribute("aria-current");
    }
    this.fitNames();
  }

  /** The name of the chapter that is shown is seen whole; the next one's begins behind it. */
  fitNames() {
    const at = this.bands.findIndex((band) => band.hasAttribute("aria-current"));
    const taken = at < 0 ? 0 : this.nameLengths[at] - this.bandWidths[at];
    for (const [each, band] of this.bands.entries()) {
      const from = each > 0 && each === at + 1 && taken > 0 ? taken + CHAPTER_GAP : 0;
      band.style.setProperty("--from", from ? `${from}px` : "");
      const [room, length] = [this.bandWidths[each] - from, this.nameLengths[each]];
      band.classList.toggle("nameless", length > this.bandWidths[each]);
      band.classList.toggle("narrow", room < Math.min(length, NARROWEST_CHAPTER));
    }
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const { day, go, nextChange, previousChange } = this.tools;
    /** @type {Record<string, [() => number, import("./time-bar.js").TimeMove]>} */
    const moves = {
      ArrowRight: [() => day() + 1, "step"], ArrowUp: [() => day() + 1, "step"],
      ArrowLeft: [() => day() - 1, "step"], ArrowDown: [() => day() - 1, "step"],
      // Page Down is "on" here too, as in the story: presenters have no other key.
      PageDown: [nextChange, "step"], PageUp: [previousChange, "step"],
      Home: [() => 0, "jump"], End: [() => this.last, "jump"],
    };
    if (!Object.hasOwn(moves, event.key)) return;
    event.preventDefault();
    const [to, how] = moves[event.key];
    go(to(), how);
    this.tooltip.show(day(), true);
  }

  listenToPointer() {
    const { input, range, tooltip, tools } = this;
    input.addEventListener("input", () => {
      tools.go(Number(input.value), "drag");
      if (this.isHeld) tooltip.show(tools.day(), true);
    });
    input.addEventListener("pointerdown", () => {
      this.isHeld = true;
      tools.pause();
    });
    range.addEventListener("pointermove", (event) => {
      if (!this.isHeld && event.pointerType !== "touch" && !tools.isPlaying()) tooltip.show(this.dayUnder(event));
    });
    for (const name of ["pointerup", "pointercancel"]) {
      input.addEventListener(name, (event) => {
        this.isHeld = false;
        if (/** @type {PointerEvent} */ (event).pointerType === "touch") tooltip.hide();
      });
    }
    range.addEventListener("pointerleave", () => { if (!this.isHeld) tooltip.hide(); });
    input.addEventListener("focus", () => { if (input.matches(":focus-visible")) tooltip.show(tools.day(), true); });
    input.addEventListener("blur", () => tooltip.hide());
  }

  /** @param {PointerEvent} event */
  dayUnder(event) {
    const box = this.ticks.getBoundingClientRect();
    const day = Math.round(((event.clientX - box.left) / Math.max(box.width, 1)) * this.last);
    return Math.min(Math.max(day, 0), this.last);
  }

  /** Fit what is written on the track into it. */
  resize() {
    this.labels.fit();
    for (const band of this.bands) band.style.removeProperty("--from");
    this.bandWidths = this.bands.map((band) => band.clientWidth);
    this.nameLengths = this.bands.map((band) => band.firstElementChild?.scrollWidth ?? 0);
    this.fitNames();
    if (this.tooltip.isShown) this.tooltip.hide();
  }
}
