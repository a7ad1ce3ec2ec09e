// @ts-check
// Level of detail: paths of the basemap that follow the scale, redrawn only while they are on the map and the scale
// changes.
import { svg } from "../dom/elements.js";
import { scaleAt } from "./scale-geometry.js";

/**
 * @typedef {import("./scale-geometry.js").ScaleGeometry} ScaleGeometry
 * @typedef {object} LodPath
 * @property {Element} path
 * @property {(geometry: ScaleGeometry) => string | string[]} data of one scale
 * @property {(string | string[])[]} made data by scale
 * @property {number} scale
 * @property {boolean} live whether it is on the map
 */

/** The scales and what follows them. */
export class LevelOfDetail {
  /** @param {ScaleGeometry[]} geometries @param {number} [together] so many pieces share a path */
  constructor(geometries, together = 1) {
    this.geometries = geometries;
    this.together = together;
    this.scales = geometries.map(({ data }) => data);
    this.now = 0;
    /** @type {LodPath[]} */
    this.all = [];
  }

  /** Take the scale of a zoom level. @param {number} zoom */
  setZoom(zoom) {
    this.now = scaleAt(this.scales, zoom);
    for (const each of this.all) if (each.live) this.refresh(each);
  }

  /**
   * Let a path follow the scale.
   * @param {Element} path @param {(geometry: ScaleGeometry) => string | string[]} data
   * @returns {LodPath}
   */
  track(path, data) {
    const tracked = { path, data, made: [], scale: -1, live: true };
    this.all.push(tracked);
    this.refresh(tracked);
    return tracked;
  }

  /** Let a path no longer follow it. @param {LodPath} tracked */
  forget(tracked) {
    this.all = this.all.filter((each) => each !== tracked);
  }

  /** Say whether a path is on the map. @param {LodPath} tracked @param {boolean} live */
  use(tracked, live) {
    tracked.live = live;
    if (live) this.refresh(tracked);
  }

  /** @param {LodPath} tracked */
  refresh(tracked) {
    const { now } = this;
    if (tracked.scale === now || this.geometries.length === 0) return;
    tracked.scale = now;
    tracked.made[now] ??= tracked.data(this.geometries[now]);
    const made = tracked.made[now];
    if (typeof made === "string") tracked.path.setAttribute("d", made);
    else {
      const paths = Array.from({ length: Math.ceil(made.length / this.together) }, (_, at) =>
        made.slice(at * this.together, (at + 1) * this.together).join(""));
      tracked.path.replaceChildren(...paths.map((d) => svg("path", { d })));
    }
  }
}
