// @ts-check
// What is new on a day arrives with a ring that fades, an arrow grows where hours tell how, and what has ended fades.
// For those who have asked for less motion nothing moves: the style sheet gives them a ring that stays for the day.
import { arrowOutline, beginningOf, pointsPath } from "./arrows.js";
import { svg, prefersReducedMotion } from "../dom/elements.js";
import { shareReached } from "./growth.js";
import { isNew, isShown } from "../data/shown.js";

/**
 * @typedef {import("./drawn-feature.js").DrawnFeature} DrawnFeature
 * @typedef {import("../data/shown.js").Filter} Filter
 */

// Milliseconds, as in the style sheet.
const ARRIVAL = 900;
const DEPARTURE = 600;
const GROWTH = 900;
// More at once nobody follows, and no browser keeps pace: each that fades in is a layer to it.
const MOST_MOVING = 40;
export const MOST_FADING = 10;
// Where there is more than this in force, each layer is put together with so much that nothing moves.
const MOST_AROUND = 2000;

let [changedAt, isHurried] = [-Infinity, false];

/** Another day is shown: to one that is dragged past nothing has the time to arrive. @param {boolean} isDragged */
export function passDay(isDragged) {
  const now = performance.now();
  isHurried = isDragged && now - changedAt < ARRIVAL;
  changedAt = now;
}

/** Whether nothing is to move. */
export function isStill() {
  return isHurried || prefersReducedMotion();
}

/** Let something arrive. @param {Element[]} nodes */
export function letArrive(nodes) {
  if (nodes.length === 0 || nodes.length > MOST_MOVING || isStill()) return;
  if (nodes.filter((node) => !node.matches(".icon, .cluster")).length > MOST_FADING) return;
  for (const node of nodes) node.classList.add("arriving");
  setTimeout(() => { for (const node of nodes) node.classList.remove("arriving"); }, ARRIVAL);
}

/** What comes and goes on one drawing. */
export class Arrivals {
  /** @param {import("../contract.js").Arrow} shape of arrows */
  constructor(shape) {
    this.shape = shape;
    const group = (/** @type {string} */ name) => svg("g", { class: name, "aria-hidden": "true" });
    /** What has ended: signs and arrows, and, in the coordinates of the world, zones and lines. */
    this.flat = group("leaving");
    this.world = group("leaving");
    this.growing = group("growing");
    this.day = NaN;
    /** @type {Set<DrawnFeature>} what has come with the day and has not been laid out yet */
    this.coming = new Set();
  }

  /**
   * Let what is new on a day arrive, and what has ended leave. Names of places are no news.
   * @param {DrawnFeature[]} there @param {DrawnFeature[]} attached what has been seen until now
   * @param {number} day @param {Filter["sure"]} sure @param {(drawn: DrawnFeature) => boolean} isOn
   */
  tell(there, attached, day, sure, isOn) {
    const isOther = !Number.isNaN(this.day) && day !== this.day && there.length <= MOST_AROUND;
    for (const drawn of there) drawn.isNew = drawn.feature.role !== "places" && isNew(drawn.feature, day, sure);
    const isGone = (/** @type {DrawnFeature} */ { feature }) => feature.role !== "places" &&
      !isShown(feature, day, sure) && isShown(feature, day - 1, sure);
    if (isOther) this.depart(attached.filter((drawn) => isGone(drawn) && isOn(drawn)));
    this.coming = new Set(isOther ? there.filter((drawn) => drawn.isNew) : []);
    this.day = day;
  }

  /** What was on the map has ended. @param {DrawnFeature[]} gone */
  depart(gone) {
    if (gone.length === 0 || isStill()) return;
    const hidden = ".off, .clustered, .hidden-label, .no-room";
    const seen = gone.filter(({ node }) => node.isConnected && !node.closest(hidden));
    if (seen.length > MOST_MOVING) return;
    // Together: each that faded by itself would be a layer.
    const [flat, world] = [svg("g"), svg("g")];
    for (const { node } of seen) {
      const copy = /** @type {SVGElement} */ (node.cloneNode(true));
      for (const name of ["data-id", "role", "tabindex", "aria-label"]) copy.removeAttribute(name);
      copy.classList.remove("new", "arriving", "grows");
      for (const part of copy.querySelectorAll("[id], .arrow-name")) part.remove();
      (node.classList.contains("scaled") ? world : flat).append(copy);
    }
    if (flat.firstChild) this.flat.append(flat);
    if (world.firstChild) this.world.append(world);
    setTimeout(() => {
      flat.remove();
      world.remove();
    }, DEPARTURE);
  }

  /** At another zoom all would stand elsewhere. */
  clear() {
    this.flat.replaceChildren();
    this.growing.replaceChildren();
  }

  /**
   * Let an arrow grow over the part of its way whose hours are known; the whole of it fades in after that.
   * @param {DrawnFeature} drawn @param {import("./growth.js").Stop[]} stops
   */
  grow({ feature, node, arrow }, stops) {
    const { shape } = this;
    const curve = /** @type {import("./routes.js").DrawnArrow} */ (arrow).curve;
    const parts = [...node.querySelectorAll(".arrow-casing, .arrow-body")]
      .map((part) => /** @type {Element} */ (part.cloneNode()));
    const copy = svg("g", {}, ...parts);
    copy.style.color = node.style.color;
    this.growing.append(copy);
    node.classList.add("grows");
    const began = performance.now();
    const step = () => {
      const part = (performance.now() - began) / GROWTH;
      // The map has been zoomed, or the day has gone by.
      const isOver = part > 1 || !copy.isConnected || !node.isConnected;
      if (isOver) {
        copy.remove();
        node.classList.remove("grows");
        return;
      }
      const way = beginningOf(curve, Math.max(shareReached(stops, part), 0.05));
      const d = pointsPath(arrowOutline(way, shape.widths[feature.rank - 1], shape), true);
      for (const each of parts) each.setAttribute("d", d);
      requestAnimationFrame(step);
    };
    step();
  }
}
