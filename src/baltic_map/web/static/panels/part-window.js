// @ts-check
// A long run of parts, rows or lines, of which only those near what is seen are in the page; on paper all are.
import { reconcileChildren } from "../dom/reconcile.js";

/**
 * @typedef {object} Part
 * @property {number} size rows or lines in it
 * @property {() => HTMLElement} make
 * @property {HTMLElement} [node] once it has been made
 * @property {number} [height] pixels, once it has been seen
 */

// So many rows are in the page if nothing else is asked, and so many pixels of them beyond what is seen on each side.
const MOST_ROWS = 80;
const SEEN_BEYOND = 300;
// A row that has not been seen yet, pixels.
const ROW_HEIGHT = 44;

/**
 * The parts around one of them: as many rows as may be in the page, a third of them before it.
 * @param {{ size: number }[]} parts @param {number} at @param {number} [most] rows
 * @returns {[number, number]} from, to before
 */
export function partsAround(parts, at, most = MOST_ROWS) {
  let [from, to, rows] = [at, at, 0];
  while (from > 0 && rows + parts[from - 1].size <= most / 3) rows += parts[--from].size;
  while (to < parts.length && (to === at || rows + parts[to].size <= most)) rows += parts[to++].size;
  while (from > 0 && rows + parts[from - 1].size <= most) rows += parts[--from].size;
  return [from, to];
}

/** @type {Set<PartWindow>} */
const partWindows = new Set();
let isOnPaper = false;

/** Put all parts into the page, before it is laid out for paper, or only what is seen. @param {boolean} isWhole */
export function printParts(isWhole) {
  isOnPaper = isWhole;
  for (const each of partWindows) {
    if (each.place.isConnected) each.print(isWhole);
    else partWindows.delete(each);
  }
}

/** The window. */
export class PartWindow {
  /**
   * @param {Element} place
   * @param {Element[]} fixed what stands in the place before all parts
   * @param {() => HTMLElement} makeSpace what takes the room of parts that are not there; its style gets a height
   * @param {AbortSignal} signal @param {() => void} [check] what to do first when something has been scrolled
   * @param {number} [most] rows in the page
   */
  constructor(place, fixed, makeSpace, signal, check = () => {}, most = MOST_ROWS) {
    this.place = place;
    this.most = most;
    this.fixed = fixed;
    this.spaces = [makeSpace(), makeSpace()];
    /** @type {Part[]} */
    this.parts = [];
    this.from = this.to = 0;
    this.isWhole = isOnPaper;
    /** Where the reader was before paper came. */
    this.before = { from: 0, scroll: 0 };
    document.addEventListener("scroll", () => {
      check();
      if (!signal.aborted) this.follow();
    }, { capture: true, passive: true, signal });
    partWindows.add(this);
    signal.addEventListener("abort", () => partWindows.delete(this));
  }

  /** Show other parts. @param {Part[]} parts */
  show(parts) {
    this.parts = parts;
    this.go(0);
  }

  /** Bring a part into the page, and return it. @param {number} at @returns {HTMLElement | undefined} */
  go(at) {
    [this.from, this.to] = this.isWhole ? [0, this.parts.length] : partsAround(this.parts, at, this.most);
    this.write();
    return this.parts[at]?.node;
  }

  /** @param {boolean} isWhole */
  print(isWhole) {
    if (this.isWhole === isWhole) return;
    this.isWhole = isWhole;
    if (isWhole) this.before = { from: this.from, scroll: scrollerOf(this.place)?.scrollTop ?? 0 };
    this.go(isWhole ? 0 : this.before.from);
    const scroller = scrollerOf(this.place);
    if (!isWhole && scroller) scroller.scrollTop = this.before.scroll;
  }

  write() {
    const { parts, from, to, spaces: [above, below] } = this;
    const nodes = parts.slice(from, to).map((part) => (part.node ??= part.make()));
    this.setSpace(above, 0, from);
    this.setSpace(below, to, parts.length);
    // What stays is not taken out for a moment: it would lose the focus, and a press of the mouse its click.
    reconcileChildren(this.place, [...this.fixed, ...(from > 0 ? [above] : []), ...nodes,
      ...(to < parts.length ? [below] : [])]);
  }

  /** @param {HTMLElement} space @param {number} from @param {number} to */
  setSpace(space, from, to) {
    const height = this.parts.slice(from, to).reduce((sum, part) => sum + heightOf(part), 0);
    space.style.height = `${height}px`;
  }

  /** The reader has scrolled: let the window be where they are. */
  follow() {
    const { parts, from, to, isWhole } = this;
    if (isWhole || to - from === parts.length || this.place.getClientRects().length === 0) return;
    const rects = parts.slice(from, to).map(({ node }) => /** @type {Element} */ (node).getBoundingClientRect());
    const [first, last] = [rects[0].top, rects[rects.length - 1].bottom];
    const isShort = (from > 0 && first > -SEEN_BEYOND)
      || (to < parts.length && last < window.innerHeight + SEEN_BEYOND);
    if (!isShort) return;
    rects.forEach(({ height }, at) => { parts[from + at].height = height; });
    const at = this.partAt(first, last, rects);
    const anchor = /** @type {HTMLElement | undefined} */ (parts[at].node);
    const before = anchor?.isConnected ? anchor.getBoundingClientRect().top : null;
    const [fromNow, toNow] = partsAround(parts, at, this.most);
    if (fromNow === from && toNow === to) return;
    this.go(at);
    const scroller = before === null ? null : scrollerOf(this.place);
    // What was above may have been higher or lower than was thought.
    if (scroller && before !== null && anchor) scroller.scrollTop += anchor.getBoundingClientRect().top - before;
  }

  /**
   * The part at the top of what is seen.
   * @param {number} first pixel of those that are there @param {number} last @param {DOMRect[]} rects
   */
  partAt(first, last, rects) {
    const { parts, from, to } = this;
    if (first > 0) {
      let [at, top] = [from, first];
      while (at > 0 && top > 0) top -= heightOf(parts[--at]);
      return at;
    }
    if (last > 0) return from + Math.max(0, rects.findIndex(({ bottom }) => bottom > 0));
    let [at, bottom] = [to, last];
    while (at < parts.length - 1 && bottom + heightOf(parts[at]) <= 0) bottom += heightOf(parts[at++]);
    return at;
  }

  /** Before the focus leaves the parts that are there, those beside them come. @param {Element} focused */
  reach(focused) {
    const { parts, from, to } = this;
    const at = parts.findIndex(({ node }, number) => number >= from && number < to && node?.contains(focused));
    if (at < 0 || !((at === from && from > 0) || (at === to - 1 && to < parts.length))) return;
    this.go(at);
    /** @type {HTMLElement} */ (focused).focus({ preventScroll: true });
  }
}

/** @param {Part} part */
function heightOf({ height, size }) {
  return height ?? size * ROW_HEIGHT;
}

/** The nearest element that scrolls what it holds. @param {Element} place @returns {Element | null} */
function scrollerOf(place) {
  for (let each = place.parentElement; each; each = each.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(each).overflowY) && each.scrollHeight > each.clientHeight) return each;
  }
  return null;
}
