// @ts-check
// The time bar: a slider over the days, buttons from change to change, playing, and a box for a date.
import { svg, el } from "../dom/elements.js";
import { DateInput } from "./date-input.js";
import { Playback } from "./playback.js";
import { makeTimeButton } from "./time-buttons.js";
import { TimeSlider } from "./time-slider.js";

/**
 * @typedef {object} TimeScene the days in one language
 * @property {Record<string, string>} messages
 * @property {(key: string, n: number) => string} count
 * @property {import("../data/day-axis.js").DayAxis} axis
 * @property {ArrayLike<string>} iso
 * @property {ArrayLike<string>} days
 * @property {ArrayLike<string>} dates
 * @property {string[][]} months
 * @property {string[]} eras
 * @property {number[]} changes ascending
 * @property {[number, number][]} ticks
 * @property {{ first: number, stop: number, name: string }[]} chapters
 */
/** @typedef {"step" | "drag" | "play" | "jump"} TimeMove */
/**
 * @typedef {object} TimeTools
 * @property {(day: number, how: TimeMove) => void} onDay
 * @property {(day: number) => string[]} preview short lines for a day; none: it is said to be quiet
 * @property {(isPlaying: boolean) => void} [onPlaying] playing begins or ends
 * @property {{ isFolded: boolean, onFold: (isFolded: boolean) => void }} [folding] of a bar that folds to one line
 * @property {AbortSignal} signal takes away what the bar listens to outside itself, and stops it
 * @property {import("../data/pace.js").Pace} [pace] for how long each day is shown while playing; all alike if left out
 * @property {string[][][]} [months] tables of months of further languages in which a date may be typed
 */

let timeBars = 0;

/** The time bar. It stands on the first day until `show` is called. */
export class TimeBar {
  /** @param {TimeScene} scene @param {TimeTools} tools */
  constructor(scene, { onDay, preview, onPlaying, folding, pace, signal, months = [] }) {
    this.scene = scene;
    this.onDay = onDay;
    this.last = scene.iso.length - 1;
    this.day = 0;
    this.shown = NaN;
    const day = () => this.day;
    const nextChange = () => this.nextChange();
    this.playback = new Playback(scene, {
      last: this.last, day, nextChange, pace,
      go: (to) => this.go(to, "play"),
      onPlay: () => this.slider.tooltip.hide(),
      onState: (isPlaying) => onPlaying?.(isPlaying),
    });
    this.slider = new TimeSlider(scene, {
      day, nextChange, preview,
      previousChange: () => this.previousChange(),
      go: (to, how) => this.go(to, how),
      pause: () => this.pause(),
      isPlaying: () => this.isPlaying,
    });
    const id = `time-${timeBars += 1}`;
    this.dateInput = new DateInput(scene, { id, months, day, choose: (to) => this.choose(to) });
    this.steps = this.makeSteps();
    this.dayText = el("p", { class: "time-day" });
    this.status = el("p", { class: "time-said", role: "status" });
    const d = "M3.5 6 8 10.5 12.5 6";
    this.folder = folding ? makeTimeButton("time-folder", "", svg("path", { d }), () => {
      this.fold(!this.isFolded);
      folding.onFold(this.isFolded);
    }) : null;
    this.element = this.makeElement();
    this.fold(folding?.isFolded ?? false);
    this.listen(signal);
    this.show(0);
  }

  makeSteps() {
    const { messages } = this.scene;
    return [
      this.makeStep("time-change back", messages.time_previous_change, "M11.5 3 6.5 8l5 5M4 3v10",
        () => this.previousChange()),
      this.makeStep("time-step back", messages.time_previous_day, "M10 3 5 8l5 5", () => this.clamp(this.day - 1)),
      this.makeStep("time-step on", messages.time_next_day, "M6 3l5 5-5 5", () => this.clamp(this.day + 1)),
      this.makeStep("time-change on", messages.time_next_change, "M4.5 3l5 5-5 5M12 3v10", () => this.nextChange()),
    ];
  }

  /** @param {string} name @param {string} label @param {string} d @param {() => number} to */
  makeStep(name, label, d, to) {
    const button = makeTimeButton(name, label, svg("path", { d }), () => this.go(to(), "step"));
    return { button, to };
  }

  makeElement() {
    const [changeBack, dayBack, dayOn, changeOn] = this.steps.map(({ button }) => button);
    const { button: play, speed } = this.playback;
    return el("section", { class: "time-bar panel", "aria-label": this.scene.messages.time_bar },
      el("div", { class: "time-inner" }, this.dayText,
        el("div", { class: "time-buttons" }, changeBack, dayBack, play, dayOn, changeOn, speed),
        this.slider.element, el("div", { class: "time-end" }, this.dateInput.element, this.folder)),
      this.slider.tooltip.element, this.status);
  }

  get isFolded() {
    return this.element.classList.contains("folded");
  }

  /** Folded it is one line: the steps, the day, the track without its writing. @param {boolean} isFolded */
  fold(isFolded) {
    const { time_fold: fold, time_unfold: unfold } = this.scene.messages;
    this.element.classList.toggle("folded", isFolded);
    for (const name of ["aria-label", "title"]) this.folder?.setAttribute(name, isFolded ? unfold : fold);
    this.folder?.setAttribute("aria-expanded", String(!isFolded));
    // What is written under the track has room only now.
    if (this.element.isConnected) this.resize();
  }

  /** @param {AbortSignal} signal */
  listen(signal) {
    const { tooltip, range } = this.slider;
    const observer = new ResizeObserver(() => this.resize());
    observer.observe(range);
    document.fonts?.ready.then(() => { if (!signal.aborted) this.resize(); });
    signal.addEventListener("abort", () => {
      observer.disconnect();
      this.pause();
    });
    document.addEventListener("visibilitychange", () => { if (document.hidden) this.pause(); }, { signal });
    // The tooltip also comes by pointer, wherever the focus is; what it covers must be had back without moving the
    // pointer.
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && tooltip.isShown) tooltip.hide();
    }, { signal });
  }

  /** @param {number} to */
  show(to) {
    this.day = this.clamp(to);
    // It is told twice of a day that the reader chooses on it.
    if (this.day === this.shown) return;
    this.shown = this.day;
    this.slider.show(this.day);
    this.dateInput.show(this.day);
    this.dayText.textContent = this.scene.days[this.day];
    for (const step of this.steps) step.button.setAttribute("aria-disabled", String(step.to() === this.day));
    this.slider.tooltip.follow(this.day);
  }

  /** @param {number} to @param {TimeMove} how */
  go(to, how) {
    if (how !== "play") this.pause();
    if (this.clamp(to) === this.day) return;
    this.show(to);
    this.onDay(this.day, how);
  }

  /** Go to a typed date. @param {number} day */
  choose(day) {
    this.go(day, "jump");
    this.status.textContent = this.scene.days[day];
  }

  /** @param {number} day */
  clamp(day) {
    return Math.min(Math.max(day, 0), this.last);
  }

  // The ends of the atlas are reached too, so that no step is lost before the first and after the last change.
  nextChange() {
    return this.scene.changes.find((change) => change > this.day) ?? this.last;
  }

  previousChange() {
    return this.scene.changes.filter((change) => change < this.day).at(-1) ?? 0;
  }

  get isPlaying() {
    return this.playback.isPlaying;
  }

  pause() {
    this.playback.pause();
  }

  resize() {
    this.slider.resize();
  }
}
