// @ts-check
// What differs between two days that are compared, or from the day before, marked on the drawing of one of them: what
// is on it alone is ringed, land that stands differently has a rim, and all that is the same is paled.

/** @typedef {import("./day-layers.js").DayLayers} DayLayers */

import { svg } from "../dom/elements.js";

/** The marks on one drawing. */
export class ChangeMarks {
  /** @param {DayLayers} layers */
  constructor(layers) {
    this.layers = layers;
    this.veil = svg("path", { class: "same-land", "fill-rule": "evenodd" });
    this.rim = svg("g", { class: "changed-land", "aria-hidden": "true" });
    this.key = "";
    /** @type {import("./level-of-detail.js").LodPath[]} */
    this.tracked = [];
  }

  /**
   * @param {"began" | "ended"} how what is on this drawing alone came or went
   * @param {Set<string>} ids of features
   * @param {string[]} territories that stand differently
   */
  show(how, ids, territories) {
    const { layers } = this;
    layers.features.mark(ids);
    for (const { pane } of layers.overlays) {
      pane.classList.add("marking");
      pane.classList.toggle("ended", how === "ended");
    }
    const key = [...territories].sort().join(" ");
    if (key === this.key && this.tracked.length > 0) return;
    this.forget();
    this.key = key;
    const changed = new Set(territories);
    layers.areas.where.edges.after(this.veil);
    layers.bordersGroup.after(this.rim);
    this.tracked = [
      layers.lod.track(this.veil, (geometry) =>
        geometry.outline(Object.keys(geometry.data.polygons).filter((id) => !changed.has(id)))),
      layers.lod.track(this.rim, (geometry) => geometry.outlinePieces(territories)),
    ];
  }

  hide() {
    const { layers } = this;
    if (layers.features.marked === null) return;
    layers.features.mark(null);
    for (const { pane } of layers.overlays) pane.classList.remove("marking", "ended");
    this.forget();
  }

  forget() {
    for (const tracked of this.tracked) this.layers.lod.forget(tracked);
    this.tracked = [];
    this.veil.remove();
    this.rim.remove();
  }
}
