// @ts-check
// Playing: the days run on by themselves, at a speed that the reader chooses.
import { FEW_DAYS, evenPace, passDays } from "../data/pace.js";
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
 * @property {import("../data/pace.js").Pace} [pace] for how long each day is shown; all alike if left out
 */

// Days a second where all are alike, or how often as fast as the pace.
const DAY_SPEEDS = [1, 3, 7, 15, 30, 60];
const USUAL_DAYS = 7;
const PACE_SPEEDS = [0.5, 1, 2, 4, 8];
// The day on which playing begins has been seen.
const FIRST_PAUSE = 300;
// Milliseconds on each change for those who have asked for less motion.
const STEP_PAUSE = 1200;
// A frame later than this is a page that slept: the time is not made up for.
const LONGEST_FRAME = 1000;

/** Plays the days of a time bar. */
export class Playback {
  /** @param {import("./time-bar.js").TimeScene} scene @param {PlaybackTools} tools */
  constructor({ messages, count, axis }, tools) {
    this.messages = messages;
    this.tools = tools;
    /** @type {number | null} */
    this.frame = null;
    /** Milliseconds since the day came. */
    this.owed = 0;
    this.before = NaN;
    // More days would take too long at such speeds: all of them then take the longest time there is.
    const isCounted = axis?.precision === "day" && tools.last < FEW_DAYS;
    this.pace = tools.pace ?? (isCounted ? null : evenPace(tools.last + 1));
    this.shortest = this.pace?.shortest ?? 1000;
    const [speeds, usual] = this.pace ? [PACE_SPEEDS, 1] : [DAY_SPEEDS, USUAL_DAYS];
    const options = speeds.map((speed) => el("option", { value: speed, selected: speed === usual },
      this.pace ? `×${speed === 0.5 ? "½" : speed}` : count("speed", speed)));
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
    const length = this.length(day());
    [this.owed, this.before] = [day() === last ? 0 : Math.max(length / 2, length - FIRST_PAUSE), NaN];
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

  /** Milliseconds. @param {number} day */
  length(day) {
    return (this.pace?.length(day) ?? this.shortest) / Number(this.speed.value);
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
    this.owed += passed;
    if (prefersReducedMotion()) {
      if (this.owed >= Math.max(STEP_PAUSE, this.length(day()))) {
        this.owed = 0;
        go(nextChange());
      }
    } else {
      const shortest = this.shortest / Number(this.speed.value);
      const [to, owed] = passDays(day(), this.owed, last, (each) => this.length(each), shortest);
      this.owed = owed;
      if (to !== day()) go(to);
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
