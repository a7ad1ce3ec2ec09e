// @ts-check
// Paths of the ground that follow the scale: redrawn only while they are on the map, and only when the scale changes.
import { draw } from "./dom.js";
import { scaleAt } from "./scales.js";

/**
 * @typedef {import("./scales.js").ScaleGeometry} ScaleGeometry
 * @typedef {{ path: Element, data: (geometry: ScaleGeometry) => string | string[], made: (string | string[])[], scale: number, live: boolean }} Tracked
 */

/** The scales of the ground and what follows them. */
export class Tracker {
  /** @param {ScaleGeometry[]} geometries */
  constructor(geometries) {
    this.geometries = geometries;
    this.scales = geometries.map(({ data }) => data);
    this.now = 0;
    /** @type {Tracked[]} */
    this.all = [];
  }

  /** Take the scale of a zoom level. @param {number} zoom */
  turn(zoom) {
    this.now = scaleAt(this.scales, zoom);
    for (const each of this.all) if (each.live) this.refresh(each);
  }

  /**
   * Let a path follow the scale.
   * @param {Element} path @param {(geometry: ScaleGeometry) => string | string[]} data
   * @returns {Tracked}
   */
  track(path, data) {
    const tracked = { path, data, made: [], scale: -1, live: true };
    this.all.push(tracked);
    this.refresh(tracked);
    return tracked;
  }

  /** Say whether a path is on the map. @param {Tracked} tracked @param {boolean} live */
  use(tracked, live) {
    tracked.live = live;
    if (live) this.refresh(tracked);
  }

  /** @param {Tracked} tracked */
  refresh(tracked) {
    const { now } = this;
    if (tracked.scale === now || this.geometries.length === 0) return;
    tracked.scale = now;
    tracked.made[now] ??= tracked.data(this.geometries[now]);
    const made = tracked.made[now];
    if (typeof made === "string") tracked.path.setAttribute("d", made);
    else tracked.path.replaceChildren(...made.map((d) => draw("path", { d })));
  }
}
