// @ts-check
// Playing: the days run on by themselves, at a speed that the reader chooses.
import { svg, el, prefersReducedMotion } from "../dom/elements.js";
import { makeTimeButton } from "./time-buttons.js";

/**
 * @typedef {object} PlaybackTools
 * @property {number} last
 * @property {() => number} day
 * @property {(day: number) => void} go
 * @property {() => number} nextChange
 * @property {() => void} onPlay playing begins
 * @property {(isPlaying: boolean) => void} [onState] playing begins or ends
 */

const PLAY_SPEEDS = [1, 3, 7, 15, 30, 60];
const DEFAULT_SPEED = 7;
// Milliseconds on each change for those who have asked for less motion.
const STEP_PAUSE = 1200;
// A frame later than this is a page that slept: the time is not made up for.
const LONGEST_FRAME = 1000;

/** Plays the days of a time bar. */
export class Playback {
  /** @param {import("./time-bar.js").TimeScene} scene @param {PlaybackTools} tools */
  constructor({ messages, count }, tools) {
    this.messages = messages;
    this.tools = tools;
    /** @type {number | null} */
    this.frame = null;
    /** Days that have gone by and have not been shown. */
    this.owed = 0;
    this.before = NaN;
    const options = PLAY_SPEEDS.map((speed) =>
      el("option", { value: speed, selected: speed === DEFAULT_SPEED }, count("speed", speed)));
    const { time_speed: label } = messages;
    this.speed = /** @type {HTMLSelectElement} */ (el("select",
      { class: "time-speed", "aria-label": label, title: label }, ...options));
    this.speed.addEventListener("change", () => { this.owed = 0; });
    this.icon = svg("path");
    const toggle = () => (this.isPlaying ? this.pause() : this.play());
    this.button = makeTimeButton("time-play", messages.time_play, this.icon, toggle);
    this.showState();
  }

  get isPlaying() {
    return this.frame !== null;
  }

  play() {
    const { last, day, go, onPlay } = this.tools;
    if (last === 0) return;
    onPlay();
    [this.owed, this.before] = [0, NaN];
    this.nextFrame();
    if (day() === last) go(0);
    this.showState();
  }

  pause() {
    if (this.frame === null) return;
    cancelAnimationFrame(this.frame);
    this.frame = null;
    this.showState();
  }

  nextFrame() {
    this.frame = requestAnimationFrame((now) => this.tick(now));
  }

  /** @param {number} now milliseconds */
  tick(now) {
    const { last, day, go, nextChange } = this.tools;
    const passed = Math.min(now - (Number.isNaN(this.before) ? now : this.before), LONGEST_FRAME);
    this.before = now;
    this.nextFrame();
    if (prefersReducedMotion()) {
      this.owed += passed / STEP_PAUSE;
      if (this.owed >= 1) {
        this.owed = 0;
        go(nextChange());
      }
    } else {
      this.owed += (passed * Number(this.speed.value)) / 1000;
      // One day a frame, half a day early rather than two at once; two whole days behind, it catches up.
      const due = this.owed >= 2 ? Math.floor(this.owed) : Number(this.owed > 0.5);
      this.owed -= due;
      if (due > 0) go(day() + due);
    }
    if (day() === last) this.pause();
  }

  showState() {
    const label = this.isPlaying ? this.messages.time_pause : this.messages.time_play;
    this.icon.setAttribute("d", this.isPlaying ? "M4.5 3v10M11.5 3v10" : "M4.5 2.5v11l8.5-5.5z");
    this.button.setAttribute("aria-label", label);
    this.button.title = label;
    this.button.classList.toggle("playing", this.isPlaying);
    this.tools.onState?.(this.isPlaying);
  }
}
