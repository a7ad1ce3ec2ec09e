// @ts-check
// The panels around the map and its controls: where they stand, and what they cover.
import { scrollsToTop, svg, el } from "../dom/elements.js";
import { Drawer } from "./drawer.js";
import { MapControls } from "./map-controls.js";
import { paddingOf } from "./viewport.js";

/**
 * @typedef {object} Panels what stands around the map
 * @property {HTMLElement} headline
 * @property {HTMLElement | null} tools search and buttons
 * @property {HTMLElement | null} foot the time bar
 * @property {HTMLElement[]} floating panels that come and go: card, story, comparison
 * @property {HTMLElement} caption a line at the foot of the map, beside which nothing moves
 */

// As in the style sheet: a drawer from below, a drawer from the left.
const PHONE = "(max-width: 480px), (max-width: 640px) and (min-height: 521px)";
const LOW = "(min-width: 481px) and (max-height: 520px)";
// Pixels of a folded drawer.
const FOLDED_DRAWER = 64;

/** The page around the map. */
export class PageLayout {
  /**
   * @param {any} map
   * @param {import("../data/localize.js").Scene} scene
   * @param {Panels} panels
   * @param {AbortSignal} signal takes them away
   */
  constructor(map, { messages }, panels, signal) {
    this.panels = panels;
    this.container = map.getContainer();
    this.left = el("div", { class: "column left" });
    this.right = el("div", { class: "column right" });
    this.drawer = new Drawer(messages, [panels.tools, this.left, this.right]);
    this.toTop = [this.right, this.drawer.element].map(scrollsToTop);
    this.controls = new MapControls(map, messages);
    this.defs = svg("defs");
    this.hidden = svg("svg", { class: "visually-hidden", width: 0, height: 0, "aria-hidden": "true" }, this.defs);
    this.phone = window.matchMedia(PHONE);
    this.low = window.matchMedia(LOW);
    /** @type {import("../labels/placement.js").Cover[] | null} pixels of the map */
    this.knownCovers = null;
    /** Called when other parts of the map are covered than before. */
    this.covered = () => {};
    this.insert(messages, signal);
    this.watch(signal);
  }

  /** @param {Record<string, string>} messages @param {AbortSignal} signal */
  insert(messages, signal) {
    const { container, drawer, controls, hidden } = this;
    const { headline, foot, caption } = this.panels;
    const floating = [caption, ...this.panels.floating];
    container.setAttribute("role", "region");
    const slider = /** @type {HTMLElement | null} */ (foot?.querySelector(".time-slider") ?? null);
    const skips = [makeSkipLink(container, "map", messages.skip)];
    const play = /** @type {HTMLElement | null} */ (foot?.querySelector(".time-play") ?? null);
    if (slider) skips.push(makeSkipLink(slider, "day", messages.skip_time, play));
    container.before(...skips, headline);
    container.after(controls.element, ...floating, drawer.element, ...(foot ? [foot] : []), hidden);
    signal.addEventListener("abort", () => {
      for (const each of [...skips, headline, ...floating, drawer.element, foot, hidden]) each?.remove();
      controls.remove();
    });
  }

  /** @param {AbortSignal} signal */
  watch(signal) {
    const { headline, tools, foot, caption, floating } = this.panels;
    const follow = () => {
      if (signal.aborted) return;
      const before = JSON.stringify(this.knownCovers);
      this.remeasure();
      if (JSON.stringify(this.covers()) !== before) this.covered();
    };
    // Not at once: where a panel hangs below another, browsers complain of a loop.
    let frame = 0;
    const observer = new ResizeObserver(() => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(follow);
    });
    for (const panel of [headline, this.drawer.element, this.left, this.right, tools, foot, caption, ...floating]) {
      if (panel) observer.observe(panel);
    }
    signal.addEventListener("abort", () => observer.disconnect());
    window.addEventListener("resize", () => this.remeasure(), { signal });
  }

  /**
   * Panels that do not come and go. In windows with a drawer it holds the columns; otherwise it has no box of its own.
   */
  fixedBoxes() {
    const { headline, foot, tools } = this.panels;
    return boxes([headline, foot, ...(this.drawer.isUsed ? [this.drawer.element] : [this.left, this.right, tools])]);
  }

  /**
   * A column is as long as its content; labels keep clear of all it may cover, so that they stay when the day changes.
   */
  longestColumns() {
    const { headline, foot } = this.panels;
    if (!foot || this.drawer.isUsed) return [];
    const bottom = this.container.getBoundingClientRect().bottom - foot.offsetHeight;
    const stretched = (/** @type {Element} */ column, /** @type {number} */ top) =>
      boxes([column]).map(({ left, width }) => new DOMRect(left, top, width, bottom - top));
    return [
      ...stretched(this.left, headline.getBoundingClientRect().bottom),
      ...stretched(this.right, this.right.getBoundingClientRect().top),
    ];
  }

  /** What covers the map on each side. */
  padding() {
    const { floating, caption } = this.panels;
    // Below the map alone it is a strip.
    const isStrip = document.documentElement.classList.contains("map-alone");
    const coming = boxes(isStrip ? [...floating, caption] : floating);
    return paddingOf(this.container.getBoundingClientRect(), [...this.fixedBoxes(), ...coming]);
  }

  remeasure() {
    this.knownCovers = null;
    const { headline, foot, tools } = this.panels;
    const { style } = document.documentElement;
    // Read all, then write: each time one follows the other the browser styles the whole page anew.
    const free = paddingOf(this.container.getBoundingClientRect(), this.fixedBoxes());
    const hasDrawer = this.drawer.isUsed;
    const sizes = {
      "head-bottom": headline.getBoundingClientRect().bottom,
      foot: foot?.offsetHeight ?? 0,
      "tools-bottom": tools && !hasDrawer ? tools.getBoundingClientRect().bottom : 0,
      "free-left": free.left,
      "free-right": free.right,
      "free-bottom": this.phone.matches && hasDrawer ? FOLDED_DRAWER : 0,
    };
    for (const [name, size] of Object.entries(sizes)) {
      const pixels = `${Math.ceil(size)}px`;
      if (style.getPropertyValue(`--${name}`) !== pixels) style.setProperty(`--${name}`, pixels);
    }
  }

  /**
   * What lies over the map. Measured when a panel changes, not when the day does: to measure is to lay the whole page
   * out.
   * @returns {import("../labels/placement.js").Cover[]} pixels of the map
   */
  covers() {
    if (this.knownCovers) return this.knownCovers;
    const { headline, foot, tools } = this.panels;
    const floating = [this.panels.caption, ...this.panels.floating];
    const { buttons, scaleBar } = this.controls;
    const { left, top } = this.container.getBoundingClientRect();
    const here = (/** @type {DOMRect} */ { x, y, width, height }) => ({ x: x - left, y: y - top, w: width, h: height });
    const panels = foot && !this.drawer.isUsed ? boxes([headline, foot, tools, ...floating, buttons])
      : [...this.fixedBoxes(), ...boxes([...floating, buttons])];
    // Through the scale bar, and where a column is not, the map is seen: nothing can hide beneath.
    const clear = [...this.longestColumns(), ...boxes([scaleBar])].map((box) => ({ ...here(box), clear: true }));
    this.knownCovers = [...panels.map(here), ...clear];
    return this.knownCovers;
  }

  /**
   * Before the page's script: what stands behind it, a copy of the page would take for its own.
   * @param {HTMLElement} element
   */
  addLast(element) {
    this.hidden.after(element);
  }

  /** A new day is read from its beginning. */
  scrollToTop() {
    for (const back of this.toTop) back();
  }

  isPhone() {
    return this.phone.matches || this.low.matches;
  }

  fold() {
    this.drawer.setOpen(false);
  }

  /** @param {() => void} act */
  onCovered(act) {
    this.covered = act;
  }

  /** @param {() => void} act */
  onHome(act) {
    this.controls.goHome = act;
  }
}

/** The boxes of elements that are seen. @param {(Element | null)[]} elements */
function boxes(elements) {
  const all = elements.flatMap((each) => each?.getBoundingClientRect() ?? []);
  return all.filter(({ width, height }) => width > 0 && height > 0);
}

/**
 * A link that is seen when it is reached by key.
 * @param {HTMLElement} goal @param {string} id if it has none @param {string} text
 * @param {HTMLElement | null} [other] where the goal is folded away
 */
function makeSkipLink(goal, id, text, other = null) {
  goal.id ||= id;
  const link = el("a", { class: "skip", href: `#${goal.id}` }, text);
  link.addEventListener("click", (event) => {
    event.preventDefault();
    goal.focus();
    if (document.activeElement !== goal) other?.focus();
  });
  return link;
}
