// @ts-check
// Two days on one map: the left one up to a divider, the other beyond it, and a list of what differs.
import { differences } from "./differences.js";
import { makeDifferences } from "./differencelist.js";
import { fillIn, make } from "./dom.js";
import { isPrinting, onMap } from "./frame.js";
import { isPossible } from "./tell.js";

const BEYOND = 100000;
// Percent of the map that the day which is not looked at keeps.
const ASIDE = 30;
// So many pixels a name reaches beyond its room.
const HALO = 3;
// Percent of the map that each day has at least on paper.
const LEAST_SHARE = 10;

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

/** Write two days in one line; the year of both only once, where it ends the date. @param {string} one @param {string} other */
export function bothDates(one, other) {
  const year = / \d{4}$/;
  return `${year.exec(one)?.[0] === year.exec(other)?.[0] ? one.replace(year, "") : one} | ${other}`;
}

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
  /** Where the divider lies on the ground, and how much was left of it before the page was printed. @type {{ at: any, share: number | null }} */
  const ground = { at: null, share: null };
  /** @type {Element | null} */
  let opener = null;

  const line = make("div", { class: "divider-line", "aria-hidden": "true" }, make("span", { class: "tag left" }), make("span", { class: "tag right" }), make("span", { class: "place" }));

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
  // By the old clip: a pane is a point from which its drawing overflows, and WebKit never draws more of an element with a
  // clip-path than the element's own box.
  const place = () => {
    const at = middle();
    const x = at - map._getMapPanePos().x;
    line.style.left = `${at}px`;
    divider.setAttribute("aria-valuetext", fillIn(words.compare_share, { number: share, day: dates[left] }));
    const clip = (/** @type {import("./plate.js").Plate} */ side, /** @type {number} */ from, /** @type {number} */ to) => {
      for (const { pane } of side.sheets) pane.style.clip = `rect(${-BEYOND}px, ${to}px, ${BEYOND}px, ${from}px)`;
    };
    if (!other) return;
    if (!isPrinting()) ground.at = map.containerPointToLatLng([at, container.clientHeight / 2]);
    clip(plate, -BEYOND, x);
    clip(other.plate, x, BEYOND);
  };
  /** Each name stands on one side of the divider, or runs over it where both days have it there. @param {boolean} [isBare] */
  const layNames = (isBare = false) => {
    if (!other) return;
    const { left: x, top: y } = container.getBoundingClientRect();
    const covers = [...line.children].map((each) => each.getBoundingClientRect()).filter(({ width }) => width > 0)
      .map((box) => ({ x: box.left - x, y: box.top - y, w: box.width, h: box.height }));
    /** @type {Set<string>} */
    const ids = new Set();
    const at = middle();
    const zero = plate.window(true).view.x;
    for (let known = -1; known < ids.size;) {
      known = ids.size;
      const one = plate.layNames(isBare, { ids, from: 0, to: at, covers });
      const another = other.plate.layNames(isBare, { ids, from: at, to: container.clientWidth, covers });
      for (const id of new Set([...one.keys(), ...another.keys()])) {
        const [here, there] = [one.get(id), another.get(id)];
        if (JSON.stringify(here) === JSON.stringify(there)) continue;
        const spans = [here, there].map((rect) => rect && { from: rect.x - zero < at + HALO, to: rect.x + rect.w - zero > at - HALO });
        const isCut = spans.some((span) => span?.from && span.to);
        // Seen on both sides, or on none.
        if (isCut || Boolean(spans[0]?.from) === Boolean(spans[1]?.to)) ids.add(id);
      }
    }
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
    layNames();
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
  /** For print the divider stays at its place on the ground, as long as both days are to be seen. @param {boolean} isBare */
  const print = (isBare) => {
    if (!other) return;
    if (isBare) {
      ground.share = share;
      const { x } = map.latLngToContainerPoint(ground.at);
      divide(Math.max(LEAST_SHARE, Math.min(100 - LEAST_SHARE, (100 * x) / container.clientWidth)));
    } else if (ground.share !== null) {
      divide(ground.share);
      ground.share = null;
    }
    other.plate.layOut(isBare);
    layNames(isBare);
  };
  divider.addEventListener("input", () => divide(Number(divider.value)));
  divider.addEventListener("change", () => layNames());
  /** Show a thing on the side of its day. @param {import("./tell.js").MarkData} mark @param {Element} from */
  const reveal = (mark, from) => {
    divide(isPossible(mark, left) ? Math.max(share, 100 - ASIDE) : Math.min(share, ASIDE));
    layNames();
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
        if (isLeft ? x > middle() : x < middle()) {
          divide(Math.min(100, Math.max(0, Math.round((100 * x) / width) + (isLeft ? 5 : -5))));
          layNames();
        }
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
    for (const { pane } of plate.sheets) pane.style.clip = "";
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
    panel, start, stop, layNames, print,
    /** The two days in one line. */
    title: () => bothDates(dates[left], dates[right]),
    /** What differs, for paper. */
    told: () => /** @type {Element} */ (list.cloneNode(true)),
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
