// @ts-check
// The divider between two days on one map: it moves by pointer and keys, and cuts both drawings where it stands. Two
// maps beside each other are the same: it stands still, and the other drawing is moved to show the same land.
import { format, el } from "../dom/elements.js";
import { isPrinting } from "../app/viewport.js";

/**
 * @typedef {import("../map/day-layers.js").DayLayers} DayLayers
 * @typedef {{ left: DayLayers, right: DayLayers }} Sides
 * @typedef {object} DividerTools
 * @property {() => void} onMove the reader moves it
 * @property {() => void} onSettle it has come to rest where the reader wants it
 * @property {() => import("../app/viewport.js").Padding} padding what covers the map
 */

const FAR_AWAY = 100000;
// Percent of the map that each day has at least on paper.
const MIN_PRINTED_SHARE = 10;
// Percent of the map by which what has the focus is uncovered beyond it.
const FOCUS_MARGIN = 5;

/** A divider. */
export class Divider {
  /**
   * @param {any} map L.Map
   * @param {Record<string, string>} messages
   * @param {DividerTools} tools
   */
  constructor(map, messages, tools) {
    this.map = map;
    this.messages = messages;
    this.tools = tools;
    this.container = map.getContainer();
    /** Whether there are two maps. */
    this.isBeside = false;
    /** What covered the map when the two were laid out. */
    this.padding = { left: 0, right: 0 };
    /** Percent of the map to the left of it. */
    this.share = 50;
    /** @type {number | null} the same before the page was printed */
    this.shareOnScreen = null;
    /** @type {any} L.LatLng of its middle on the screen */
    this.latlng = null;
    /** @type {Sides | null} */
    this.sides = null;
    this.dates = { left: "", right: "" };
    this.tags = { left: el("span", { class: "tag left" }), right: el("span", { class: "tag right" }) };
    this.line = el("div", { class: "divider-line", "aria-hidden": "true" },
      this.tags.left, this.tags.right, el("span", { class: "place" }));
    this.input = /** @type {HTMLInputElement} */ (el("input", {
      type: "range", class: "divider", min: 0, max: 100, step: 1, value: 50, "aria-label": messages.compare_swipe,
    }));
    this.element = el("div", { class: "divider-handle", hidden: true }, this.line, this.input);
    this.input.addEventListener("input", () => {
      this.move(Number(this.input.value));
      tools.onMove();
    });
    this.input.addEventListener("change", tools.onSettle);
    L.DomEvent.disableClickPropagation(this.input);
    this.container.append(this.element);
  }

  /** Where it stands, pixels of the map. */
  get x() {
    return (this.container.clientWidth * this.share) / 100;
  }

  /** Where the left map ends, and how far the other is moved to begin there, pixels of the map. */
  parts() {
    if (!this.isBeside) return { at: this.x, shift: 0 };
    const { left, right } = isPrinting() ? { left: 0, right: 0 } : this.padding;
    const shift = Math.round((this.container.clientWidth - left - right) / 2);
    return { at: left + shift, shift };
  }

  /** @param {boolean} isBeside */
  setBeside(isBeside) {
    this.isBeside = isBeside;
    this.padding = this.tools.padding();
    this.element.classList.toggle("beside", isBeside);
    delete this.map.mouseEventToContainerPoint;
    if (isBeside) {
      // Leaflet zooms about the pointer, also over the other map.
      const own = this.map.mouseEventToContainerPoint.bind(this.map);
      this.map.mouseEventToContainerPoint = (/** @type {MouseEvent} */ event) => {
        const point = own(event);
        const { at, shift } = this.parts();
        return point.x > at ? point.subtract([shift, 0]) : point;
      };
    }
    this.place();
  }

  /** @param {Sides} sides @param {number} share @param {AbortSignal} signal */
  show(sides, share, signal) {
    this.sides = sides;
    this.element.hidden = false;
    this.move(share);
    for (const layers of [sides.left, sides.right]) this.uncoverFocus(layers, signal);
  }

  hide() {
    const overlays = this.sides?.left.overlays ?? [];
    this.sides = null;
    this.setBeside(false);
    for (const { pane } of overlays) pane.style.clip = "";
    this.element.hidden = true;
  }

  /** @param {{ left: string, right: string }} dates */
  setDates(dates) {
    this.dates = dates;
    this.tags.left.textContent = dates.left;
    this.tags.right.textContent = dates.right;
    this.place();
  }

  /** @param {number} percent */
  move(percent) {
    this.share = percent;
    this.input.value = String(percent);
    this.place();
  }

  /** Cut both days where it stands. */
  place() {
    const { at, shift } = this.parts();
    this.line.style.left = `${at}px`;
    const { messages, dates, share: number } = this;
    this.input.setAttribute("aria-valuetext", format(messages.compare_share, { number, day: dates.left }));
    if (!this.sides) return;
    if (!isPrinting()) this.latlng = this.map.containerPointToLatLng([at, this.container.clientHeight / 2]);
    const x = at - this.map._getMapPanePos().x;
    clip(this.sides.left, -FAR_AWAY, x);
    clip(this.sides.right, x - shift, FAR_AWAY);
    for (const { pane } of this.sides.right.overlays) pane.style.transform = shift ? `translateX(${shift}px)` : "";
  }

  /** On paper it stays at its place on the map, as long as both days are to be seen. @param {boolean} isBare */
  print(isBare) {
    if (isBare) {
      this.shareOnScreen = this.share;
      const percent = (100 * this.map.latLngToContainerPoint(this.latlng).x) / this.container.clientWidth;
      this.move(Math.max(MIN_PRINTED_SHARE, Math.min(100 - MIN_PRINTED_SHARE, percent)));
    } else if (this.shareOnScreen !== null) {
      this.move(this.shareOnScreen);
      this.shareOnScreen = null;
    }
  }

  /** What of it lies over the map, pixels of the map. */
  covers() {
    const { left: x, top: y } = this.container.getBoundingClientRect();
    return [...this.line.children].map((each) => each.getBoundingClientRect()).filter(({ width }) => width > 0)
      .map((box) => ({ x: box.left - x, y: box.top - y, w: box.width, h: box.height }));
  }

  /**
   * What the keyboard reaches beyond the divider is uncovered.
   * @param {DayLayers} layers @param {AbortSignal} signal
   */
  uncoverFocus(layers, signal) {
    const isLeft = layers === this.sides?.left;
    const uncover = (/** @type {FocusEvent} */ event) => {
      const target = /** @type {Element} */ (event.target);
      if (!this.sides || this.isBeside || !target.matches(":focus-visible")) return;
      const { left, right } = target.getBoundingClientRect();
      const { left: zero, width } = this.container.getBoundingClientRect();
      const x = (left + right) / 2 - zero;
      if (isLeft ? x <= this.x : x >= this.x) return;
      const percent = Math.round((100 * x) / width) + (isLeft ? FOCUS_MARGIN : -FOCUS_MARGIN);
      this.move(Math.min(100, Math.max(0, percent)));
      this.tools.onSettle();
    };
    for (const { pane } of layers.overlays) pane.addEventListener("focusin", uncover, { signal });
  }
}

/**
 * By the old clip: a pane is a point from which its drawing overflows, and WebKit never draws more of an element with a
 * clip-path than the element's own box.
 * @param {DayLayers} layers @param {number} from @param {number} to pixels of the map pane
 */
function clip(layers, from, to) {
  const rect = `rect(${-FAR_AWAY}px, ${to}px, ${FAR_AWAY}px, ${from}px)`;
  for (const { pane } of layers.overlays) pane.style.clip = rect;
}
