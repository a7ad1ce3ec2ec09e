// @ts-check
// Two days on one map: the left one up to a divider, the other beyond it, and a list of what differs.
import { differences } from "./differences.js";
import { makeDifferences } from "./differencelist.js";
import { fillIn, make } from "./dom.js";
import { onMap } from "./frame.js";
import { isPossible } from "./tell.js";

const BEYOND = 100000;
// Percent of the map that the day which is not looked at keeps.
const ASIDE = 30;

/**
 * @typedef {object} CompareTools
 * @property {(signal: AbortSignal) => import("./plate.js").Plate} lay a second plate over the first
 * @property {import("./plate.js").Plate} plate the first
 * @property {Record<string, string>} glyphs
 * @property {(mark: import("./tell.js").MarkData, from: Element) => void} choose
 * @property {() => void} onChange the other day or the end of the comparison
 * @property {() => import("./frame.js").Margins} margins what covers the map
 * @property {AbortSignal} signal
 */

/**
 * Make the comparison of two days.
 * @param {any} map L.Map
 * @param {import("./tell.js").Told} told
 * @param {CompareTools} tools
 */
export function makeCompare(map, told, { lay, plate, glyphs, choose, onChange, margins, signal }) {
  const { words, days, dates, changes } = told;
  const container = map.getContainer();
  /** @type {{ plate: import("./plate.js").Plate, life: AbortController } | null} */
  let other = null;
  let [left, right] = [0, 0];
  let share = 50;
  /** @type {Element | null} */
  let opener = null;

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
  const list = make("div", { class: "compare-list" });
  const panel = make("aside", { class: "compare paper", "aria-label": words.compare_start, hidden: true },
    shut, make("h2", {}, words.compare_start), written,
    make("div", { class: "compare-steps" },
      step(words.time_previous_change, "←", () => changes.filter((day) => day < right).at(-1)), range,
      step(words.time_next_change, "→", () => changes.find((day) => day > right))),
    list);

  const middle = () => (container.clientWidth * share) / 100;
  const place = () => {
    const at = middle();
    const x = at - map._getMapPanePos().x;
    line.style.left = `${at}px`;
    divider.setAttribute("aria-valuetext", fillIn(words.compare_share, { number: share, day: dates[left] }));
    const clip = (/** @type {import("./plate.js").Plate} */ side, /** @type {number} */ from, /** @type {number} */ to) => {
      for (const { pane } of side.sheets) {
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
      makeDifferences(told, diff, { glyphs, choose: reveal, level: 4, none: words.changes_none_between }));
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
  const divide = (/** @type {number} */ percent) => {
    share = percent;
    divider.value = String(share);
    place();
  };
  divider.addEventListener("input", () => divide(Number(divider.value)));
  /** Show a thing on the side of its day. @param {import("./tell.js").MarkData} mark @param {Element} from */
  const reveal = (mark, from) => {
    divide(isPossible(mark, left) ? Math.max(share, 100 - ASIDE) : Math.min(share, ASIDE));
    choose(mark, from);
  };
  /** What the keyboard reaches beyond the divider is uncovered. @param {import("./plate.js").Plate} side @param {AbortSignal} until */
  const uncoverFocus = (side, until) => {
    for (const { pane } of side.sheets) {
      pane.addEventListener("focusin", (event) => {
        const target = /** @type {Element} */ (event.target);
        if (!other || !target.matches(":focus-visible")) return;
        const { left: from, right: to } = target.getBoundingClientRect();
        const { left: zero, width } = container.getBoundingClientRect();
        const isLeft = side === plate;
        const x = (from + to) / 2 - zero;
        if (isLeft ? x > middle() : x < middle()) divide(Math.min(100, Math.max(0, Math.round((100 * x) / width) + (isLeft ? 5 : -5))));
      }, { signal: until });
    }
  };
  range.addEventListener("input", () => turn(Number(range.value)));
  shut.addEventListener("click", () => stop());
  for (const each of [panel, divider]) {
    each.addEventListener("keydown", (event) => {
      if (/** @type {KeyboardEvent} */ (event).key !== "Escape") return;
      event.preventDefault();
      stop();
    });
  }
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
      const { left: from, right: to } = margins();
      divide(Math.round((50 * (container.clientWidth + from - to)) / Math.max(1, container.clientWidth)));
      for (const each of [plate, other.plate]) uncoverFocus(each, life.signal);
      opener = document.activeElement === document.body ? null : document.activeElement;
      if (opener) range.focus({ preventScroll: true });
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
    for (const { pane } of plate.sheets) pane.style.clipPath = "";
    const inside = [panel, layer].some((each) => each.contains(document.activeElement));
    layer.hidden = true;
    panel.hidden = true;
    document.documentElement.classList.remove("with-compare");
    if (inside && opener?.isConnected) /** @type {HTMLElement} */ (opener).focus({ preventScroll: true });
    opener = null;
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
