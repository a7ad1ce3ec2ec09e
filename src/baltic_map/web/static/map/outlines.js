// @ts-check
// Zones and lines: drawn once by their outlines, which keep to the land and water, and scale with them.
import { cssColor } from "./colors.js";
import { intersects, linesOf } from "../data/geometry.js";
import { pathData, projectLine } from "../data/mercator.js";
import { svg } from "../dom/elements.js";
import { LandIndex } from "../labels/land-index.js";

/** @typedef {import("../data/localize.js").FeatureData} FeatureData */

// What a rim under a name costs; a hatch costs 1.
const RIM_COST = 2;

/** Whether a feature is drawn by its outline, on the basemap. @param {FeatureData} feature */
export function isOutline({ symbol: { shape } }) {
  return shape === "area" || shape === "line";
}

/** The outlines of one drawing. */
export class Outlines {
  /** @param {import("../data/mercator.js").Projection} projection @param {import("./hatches.js").Hatches} hatches */
  constructor(projection, hatches) {
    this.projection = projection;
    this.hatches = hatches;
    /** @type {WeakMap<FeatureData, LandIndex>} zones cut into rows */
    this.indexes = new WeakMap();
  }

  /** The lines of a zone or line, world. @param {FeatureData} feature */
  projected({ geometry }) {
    return linesOf(/** @type {import("../contract.js").Geometry} */ (geometry))
      .map((line) => projectLine(line.flat(), this.projection));
  }

  /** @param {FeatureData} feature @param {SVGElement} node */
  draw(feature, node) {
    const { symbol, layer } = feature;
    const closed = symbol.shape === "area";
    const d = this.projected(feature).map((line) => pathData(line, { closed })).join("");
    for (const color of symbol.sides ?? []) {
      const band = svg("path", { class: "side-band" });
      band.style.color = cssColor(color);
      node.append(band);
    }
    if (symbol.hatch) {
      const fill = svg("path", { class: "zone-fill", d, "fill-rule": "evenodd" });
      fill.style.fill = this.hatches.paint(symbol.color, symbol.hatch);
      node.append(svg("path", { class: `zone-tint ${symbol.hatch}`, d, "fill-rule": "evenodd" }), fill);
    }
    const outline = `zone-outline ${symbol.dash ?? "solid"}`;
    node.append(svg("path", { class: "hit-area", d }), svg("path", { class: outline, d }));
    node.dataset.layer = layer;
    node.classList.add("scaled");
  }

  /**
   * How ill a name of water can be read on zones: on a rim less well than on a hatch.
   * @param {import("./drawn-feature.js").DrawnFeature[]} zones @param {import("../data/geometry.js").Rect} room pixels
   * @param {number} scale pixels per world unit
   */
  cost(zones, { x, y, w, h }, scale) {
    const rect = { x: x / scale, y: y / scale, w: w / scale, h: h / scale };
    return zones.reduce((sum, { feature, box }) => {
      if (!intersects(box, rect)) return sum;
      const zone = this.indexes.get(feature) ?? new LandIndex(this.projected(feature));
      this.indexes.set(feature, zone);
      if (!zone.touches(rect, 0)) return sum;
      return sum + (zone.holds(rect) ? Number(feature.symbol.hatch !== null) : RIM_COST);
    }, 0);
  }
}
