// @ts-check
// Two days on one map: the left one up to a divider, the other beyond it, and a list of what differs.
import { differences } from "./differences.js";
import { makeDifferences } from "./differencelist.js";
import { fillIn, make } from "./dom.js";
import { onMap } from "./frame.js";

const BEYOND = 100000;

/**
 * @typedef {object} CompareTools
 * @property {(signal: AbortSignal) => import("./plate.js").Plate} lay a second plate over the first
 * @property {import("./plate.js").Plate} plate the first
 * @property {Record<string, string>} glyphs
 * @property {(mark: import("./tell.js").MarkData, from: Element) => void} choose
 * @property {() => void} onChange the other day or the end of the comparison
 * @property {AbortSignal} signal
 */

/**
 * Make the comparison of two days.
 * @param {any} map L.Map
 * @param {import("./tell.js").Told} told
 * @param {CompareTools} tools
 */
export function makeCompare(map, told, { lay, plate, glyphs, choose, onChange, signal }) {
  const { words, days, dates, changes } = told;
  const container = map.getContainer();
  /** @type {{ plate: import("./plate.js").Plate, life: AbortController } | null} */
  let other = null;
  let [left, right] = [0, 0];
  let share = 50;

  const line = make("div", { class: "divider-line", "aria-hidden": "true" }, make("span", { class: "tag left" }), make("span", { class: "tag right" }));
  const divider = /** @type {HTMLInputElement} */ (make("input", { type: "range", class: "divider", min: 0, max: 100, step: 1, value: 50, "aria-label": words.compare_swipe }));
  const layer = make("div", { class: "swipe", hidden: true }, line, divider);
  const range = /** @type {HTMLInputElement} */ (make("input", { type: "range", class: "compare-day", min: 0, max: days.length - 1, step: 1, "aria-label": words.compare_with }));
  const written = make("p", { class: "compare-date" });
  const step = (/** @type {string} */ word, /** @type {string} */ arrow, /** @type {() => number | undefined} */ to) => {
    const button = make("button", { type: "button", class: "compare-step", "aria-label": word, title: word }, arrow);
    button.addEventListener("click", () => turn(to() ?? right));
    return button;
  };
  const shut = make("button", { type: "button", class: "shut", "aria-label": words.compare_stop, title: words.compare_stop }, "×");
  const list = make("div", { class: "compare-list", role: "region", "aria-live": "polite" });
  const panel = make("aside", { class: "compare paper", "aria-label": words.compare_start, hidden: true },
    shut, make("h2", {}, words.compare_start), written,
    make("div", { class: "compare-steps" },
      step(words.time_previous_change, "←", () => changes.filter((day) => day < right).at(-1)), range,
      step(words.time_next_change, "→", () => changes.find((day) => day > right))),
    list);

  const place = () => {
    const at = (container.clientWidth * share) / 100;
    const x = at - map._getMapPanePos().x;
    line.style.left = `${at}px`;
    divider.setAttribute("aria-valuetext", fillIn(words.compare_share, { number: share, day: dates[left] }));
    const clip = (/** @type {import("./plate.js").Plate} */ side, /** @type {number} */ from, /** @type {number} */ to) => {
      for (const { pane } of [side.ground, side.signs]) {
        pane.style.clipPath = `polygon(${from}px ${-BEYOND}px, ${to}px ${-BEYOND}px, ${to}px ${BEYOND}px, ${from}px ${BEYOND}px)`;
      }
    };
    if (!other) return;
    clip(plate, -BEYOND, x);
    clip(other.plate, x, BEYOND);
  };
  const tell = () => {
    const [first, last] = left <= right ? [left, right] : [right, left];
    const diff = differences(told, first, last);
    list.replaceChildren(
      make("h3", {}, fillIn(words.changes_between, { first: dates[first], last: dates[last] })),
      makeDifferences(told, diff, { glyphs, choose, level: 4, none: words.changes_none_between }));
    for (const [tag, day] of /** @type {[Element, number][]} */ ([[line.children[0], left], [line.children[1], right]])) tag.textContent = dates[day];
    written.textContent = days[right];
    range.value = String(right);
    range.setAttribute("aria-valuetext", days[right]);
    place();
  };
  const turn = (/** @type {number} */ day) => {
    right = day;
    other?.plate.show(day, plate.marks.filter);
    tell();
    onChange();
  };
  divider.addEventListener("input", () => {
    share = Number(divider.value);
    place();
  });
  range.addEventListener("input", () => turn(Number(range.value)));
  shut.addEventListener("click", () => stop());
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    stop();
  });
  onMap(map, "move zoom viewreset resize", place, signal);
  signal.addEventListener("abort", () => stop(true));

  /** @param {number} day @param {number} with_ */
  const start = (day, with_) => {
    [left, right] = [day, with_];
    if (!other) {
      const life = new AbortController();
      other = { plate: lay(life.signal), life };
      layer.hidden = false;
      panel.hidden = false;
      document.documentElement.classList.add("with-compare");
    }
    other.plate.show(right, plate.marks.filter);
    other.plate.settle();
    other.plate.letter();
    tell();
  };
  const stop = (quietly = false) => {
    if (!other) return;
    other.life.abort();
    other = null;
    for (const { pane } of [plate.ground, plate.signs]) pane.style.clipPath = "";
    layer.hidden = true;
    panel.hidden = true;
    document.documentElement.classList.remove("with-compare");
    if (!quietly) onChange();
  };
  container.append(layer);
  signal.addEventListener("abort", () => layer.remove());
  L.DomEvent.disableClickPropagation(divider);
  return {
    panel, start, stop,
    day: () => (other ? right : null),
    plates: () => (other ? [other.plate] : []),
    /** The day of the left side, or what is shown, has changed. @param {number} day */
    show: (day) => {
      left = day;
      if (!other) return;
      other.plate.show(right, plate.marks.filter);
      tell();
    },
  };
}
