// @ts-check
// A feature on one drawing: its element is made when it is first seen, its lines are measured when they are asked for.
import { linesOf } from "../data/geometry.js";
import { worldBox, worldLength } from "../data/mercator.js";

/**
 * @typedef {import("../data/localize.js").FeatureData} FeatureData
 * @typedef {import("../contract.js").Geometry} Geometry
 */

/** Classes that come and go with day, filter and marks. */
const LOOKS = [
  "faint", "new", "changed", "same", "paled", "highlighted", "settled", "clustered", "hidden-label", "off",
];

export class DrawnFeature {
  /**
   * @param {FeatureData} feature @param {number} number another for each of a drawing
   * @param {import("../data/mercator.js").Projection} projection
   * @param {(drawn: DrawnFeature) => SVGElement} make its element
   */
  constructor(feature, number, projection, make) {
    this.feature = feature;
    this.number = number;
    this.projection = projection;
    this.make = make;
    const [lon, lat] = placeOf(feature);
    /** Where it belongs, world. */
    this.at = { x: projection.x(lon), y: projection.y(lat) };
    /** @type {SVGElement | null} */
    this.made = null;
    /** @type {import("../data/geometry.js").Rect | null} */
    this.room = null;
    /** @type {import("../data/geometry.js").Point[][] | null} */
    this.lines = null;
    /** Pixels that its name along its arrow takes, once it is measured. */
    this.nameLength = 0;
    /** @type {SVGElement | null} */
    this.label = null;
    /** @type {import("../labels/text.js").LabelVariant[]} of its label */
    this.variants = [];
    /** @type {import("./routes.js").DrawnArrow | null} as it was drawn last */
    this.arrow = null;
    /** @type {SVGElement | null} of an icon, drawn when it is first seen, taken away while it is a notch */
    this.sign = null;
    /** @type {import("../labels/clusters.js").Sign | null} what is known of its sign at the zoom of its last showing */
    this.icon = null;
    /** @type {{ x: number, y: number, r: number } | null} its sign as drawn, pixels; null: counted with another */
    this.stand = null;
    /** Whether it has come with the day. */
    this.isNew = false;
    /** Whether it is pointed out, before all else. */
    this.isPointed = false;
    /** Whether it is no news any more. */
    this.isSettled = false;
    /** Whether there is no room for its name, nor is it drawn without. */
    this.isNameless = false;
    /** Whether its label is not hidden. */
    this.isWritten = true;
    /** Whether it was drawn last as a notch. */
    this.wasNotch = false;
    /** The number of the last showing of which it was part. */
    this.turn = 0;
    /** The looks it has, a bit for each. */
    this.worn = 0;
  }

  get node() {
    return (this.made ??= this.make(this));
  }

  /** The room of its lines, world. */
  get box() {
    return (this.room ??= worldBox(linesOf(/** @type {Geometry} */ (this.feature.geometry)), this.projection));
  }

  /** The positions of its lines, world. */
  get ways() {
    const { x, y } = this.projection;
    return (this.lines ??= linesOf(/** @type {Geometry} */ (this.feature.geometry))
      .map((line) => line.map(([lon, lat]) => ({ x: x(lon), y: y(lat) }))));
  }

  /** How far from there its true place may lie, world. */
  get reach() {
    return worldLength(this.feature.precisionKm, placeOf(this.feature)[1]);
  }

  /** Let it have these looks and no others. @param {Record<string, boolean>} looks */
  wear(looks) {
    let bits = 0;
    for (let at = 0; at < LOOKS.length; at += 1) if (looks[LOOKS[at]]) bits |= 1 << at;
    const other = bits ^ this.worn;
    if (other === 0) return;
    this.worn = bits;
    for (let at = 0; at < LOOKS.length; at += 1) {
      if (other & (1 << at)) this.node.classList.toggle(LOOKS[at], Boolean(bits & (1 << at)));
    }
  }
}

/** Where a feature belongs, or, of a zone, a point of its rim. @param {FeatureData} feature */
export function placeOf({ geometry }) {
  if (geometry?.type === "Point") return geometry.coordinates;
  return linesOf(/** @type {Geometry} */ (geometry)).flat().slice(-1)[0];
}
