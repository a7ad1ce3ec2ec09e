// @ts-check
// The scale of the time bar: where a day stands on it, a tick for every change, a band for each chapter.
import { svg, el } from "../dom/elements.js";

const TICK_HEIGHT = 100;

/** Where a day stands on the scale, as a CSS length. @param {number} day @param {number} last */
export function scalePosition(day, last) {
  return `${((100 * day) / Math.max(last, 1)).toFixed(4)}%`;
}

/**
 * Draw the ticks of the changes, and make room for the rules of months or years.
 * @param {[number, number][]} ticks days and how much changes on them @param {number} last
 */
export function makeTicks(ticks, last) {
  const viewBox = `0 0 ${Math.max(last, 1)} ${TICK_HEIGHT}`;
  return svg("svg", { class: "time-ticks", viewBox, preserveAspectRatio: "none", "aria-hidden": "true" },
    svg("path", { class: "time-months" }),
    svg("path", { class: "time-changes", d: tickPath(ticks) }));
}

/** Draw rules behind the ticks, of months or years. @param {Element} ticks @param {number[]} days */
export function drawRules(ticks, days) {
  ticks.firstElementChild?.setAttribute("d", days.map((day) => `M${day} 0V${TICK_HEIGHT}`).join(""));
}

/**
 * Path data of the ticks; twice as much is not twice as high, or one day would dwarf all others.
 * @param {[number, number][]} ticks
 */
export function tickPath(ticks) {
  const most = Math.log1p(Math.max(1, ...ticks.map(([, number]) => number)));
  const top = (/** @type {number} */ number) => (TICK_HEIGHT * (1 - Math.log1p(number) / most)).toFixed(1);
  return ticks.map(([day, number]) => `M${day} ${TICK_HEIGHT}V${top(number)}`).join("");
}

/**
 * Make the band of a chapter.
 * @param {{ first: number, stop: number, name: string }} chapter @param {number} last
 * @param {(first: number) => void} act
 */
export function makeChapterBand({ first, stop, name }, last, act) {
  // A day stands at its place, so a band begins half a day before its first.
  const [from, to] = [Math.max(first - 0.5, 0), Math.min(stop - 0.5, last)];
  const attributes = { type: "button", class: "time-chapter", title: name, "aria-label": name };
  const band = el("button", attributes, el("span", {}, name));
  band.style.left = scalePosition(from, last);
  band.style.width = scalePosition(to - from, last);
  band.addEventListener("click", () => act(first));
  return band;
}
