// @ts-check
// One of two days that are compared: written out, typed, and stepped by the day and by the change.
import { svg, el } from "../dom/elements.js";
import { DateInput } from "./date-input.js";
import { makeTimeButton } from "./time-buttons.js";

/**
 * @typedef {object} CompareDayTools
 * @property {string} side "left" or "right"
 * @property {() => number} day
 * @property {(day: number) => void} choose
 */

/** The choice of one day. */
export class CompareDay {
  /** @param {import("../data/localize.js").Scene} scene @param {CompareDayTools} tools */
  constructor(scene, { side, day, choose }) {
    const { messages, changes } = scene;
    const last = scene.days.length - 1;
    this.scene = scene;
    this.dateText = el("p", { class: "compare-date" });
    this.input = new DateInput(scene, { id: `compare-${side}`, months: scene.allMonths, day, choose });
    // It never folds, and is dressed otherwise than in the time bar.
    this.input.form.className = "compare-form";
    this.input.message.className = "compare-message";
    const step = (/** @type {string} */ label, /** @type {string} */ d, /** @type {() => number} */ to) => {
      const button = makeTimeButton("compare-step", label, svg("path", { d }), () => {
        if (to() !== day()) choose(to());
      });
      return { button, isAtEnd: () => to() === day() };
    };
    this.steps = [
      step(messages.time_previous_change, "M11.5 3 6.5 8l5 5M4 3v10",
        () => changes.filter((change) => change < day()).at(-1) ?? 0),
      step(messages.time_previous_day, "M10 3 5 8l5 5", () => Math.max(0, day() - 1)),
      step(messages.time_next_day, "M6 3l5 5-5 5", () => Math.min(last, day() + 1)),
      step(messages.time_next_change, "M4.5 3l5 5-5 5M12 3v10",
        () => changes.find((change) => change > day()) ?? last),
    ];
    const name = messages[`compare_${side}`];
    this.element = el("div", { class: `compare-side ${side}`, role: "group", "aria-label": name },
      el("h3", {}, name), this.dateText,
      el("div", { class: "compare-steps" }, ...this.steps.map(({ button }) => button), this.input.form));
  }

  /** @param {number} day */
  show(day) {
    this.dateText.textContent = this.scene.days[day];
    this.input.show(day);
    for (const { button, isAtEnd } of this.steps) button.setAttribute("aria-disabled", String(isAtEnd()));
  }

  /** Give the last step the focus; the box for a date would bring up a phone's keyboard. */
  focus() {
    this.steps[this.steps.length - 1].button.focus({ preventScroll: true });
  }
}
