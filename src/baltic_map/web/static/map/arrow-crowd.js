// @ts-check
// Where there are more arrows than can be told apart, the lesser ones are thin lines, those of a colour in one path:
// without a name, but they can be chosen, and nearer each is an arrow.
import { cssColor } from "./colors.js";
import { distanceToSegment } from "../data/geometry.js";
import { setAttr, svg } from "../dom/elements.js";

/**
 * @typedef {import("./drawn-feature.js").DrawnFeature} DrawnFeature
 * @typedef {import("../data/geometry.js").Point} Point
 * @typedef {{ drawn: DrawnFeature, scale: number, ways: Point[][], d: string }} CrowdLine ways in pixels; d of a path
 */

// Pixels: the barbs of a line, and how near to one the pointer means it.
const [BARB, NEAR_LINE] = [5, 6];
// Of more lines each is paler: the land is to be seen through them.
export const DENSE = 200;

/** The lesser arrows of one drawing. */
export class ArrowCrowd {
  /** @param {(drawn: DrawnFeature, from: Element) => void} choose */
  constructor(choose) {
    this.group = svg("g", { class: "arrow-crowd", "aria-hidden": "true" });
    /** @type {CrowdLine[]} */
    this.all = [];
    /** @type {WeakMap<DrawnFeature, CrowdLine>} */
    this.known = new WeakMap();
    this.group.addEventListener("click", (event) => {
      const { clientX, clientY } = /** @type {MouseEvent} */ (event);
      const corner = /** @type {SVGGElement} */ (this.group).getScreenCTM();
      const found = corner && this.nearest({ x: clientX - corner.e, y: clientY - corner.f });
      if (found) choose(found, this.group);
    });
  }

  /** @param {DrawnFeature[]} arrows @param {number} scale pixels per world unit */
  show(arrows, scale) {
    this.all = arrows.map((drawn) => this.lineOf(drawn, scale));
    /** @type {Map<string, string>} */
    const paths = new Map();
    for (const { drawn: { feature }, d } of this.all) {
      const color = cssColor(feature.symbol.color);
      paths.set(color, (paths.get(color) ?? "") + d);
    }
    const { group } = this;
    group.classList.toggle("dense", arrows.length > DENSE);
    while (group.children.length > 2 * paths.size) group.lastElementChild?.remove();
    while (group.children.length < 2 * paths.size) {
      group.append(svg("path", { class: "hit-area" }), svg("path", { class: "crowd-line" }));
    }
    [...paths].forEach(([color, d], at) => {
      for (const path of [group.children[2 * at], group.children[2 * at + 1]]) setAttr(path, "d", d);
      /** @type {SVGElement} */ (group.children[2 * at + 1]).style.color = color;
    });
  }

  /** The line of an arrow, the same one at each scale. @param {DrawnFeature} drawn @param {number} scale */
  lineOf(drawn, scale) {
    const known = this.known.get(drawn);
    if (known?.scale === scale) return known;
    const ways = drawn.ways.map((way) => way.map(({ x, y }) => ({ x: x * scale, y: y * scale })));
    const line = { drawn, scale, ways, d: ways.map(lineWithBarbs).join("") };
    this.known.set(drawn, line);
    return line;
  }

  /** @param {Point} point pixels */
  nearest(point) {
    let [least, found] = [NEAR_LINE, /** @type {DrawnFeature | null} */ (null)];
    for (const { drawn, way } of this.all.flatMap((line) => line.ways.map((each) => ({ ...line, way: each })))) {
      for (let at = 1; at < way.length; at += 1) {
        const far = distanceToSegment(point, way[at - 1], way[at]);
        if (far < least) [least, found] = [far, drawn];
      }
    }
    return found;
  }
}

/** @param {Point[]} way */
function lineWithBarbs(way) {
  const line = `M${way.map(({ x, y }) => `${Math.round(x)} ${Math.round(y)}`).join("L")}`;
  if (way.length < 2) return line;
  const [from, to] = way.slice(-2);
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  const barb = (/** @type {number} */ turn) =>
    `M${Math.round(to.x - BARB * Math.cos(angle + turn))} ${Math.round(to.y - BARB * Math.sin(angle + turn))}` +
    `L${Math.round(to.x)} ${Math.round(to.y)}`;
  return line + barb(0.5) + barb(-0.5);
}
