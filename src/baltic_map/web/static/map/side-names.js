// @ts-check
// Lines with two sides on the map: bands in the colours of the sides, and their names along the line.
import { svg, setAttr } from "../dom/elements.js";
import { cssColor } from "./colors.js";
import { intersects, linesOf, overlapArea } from "../data/geometry.js";
import { simplify } from "../data/simplify.js";
import { offsetLine, placeSideNames, sideNameRects } from "./line-sides.js";

/**
 * @typedef {import("./line-sides.js").Point} Point
 * @typedef {import("../data/geometry.js").Rect} Rect
 * @typedef {import("../labels/placement.js").LabelViewport} LabelViewport
 * @typedef {import("./drawn-feature.js").DrawnFeature} DrawnFeature
 */

// Pixels: less is not seen beside a band.
const LINE_TOLERANCE = 2;
// From these zoom levels on lines that are news, lesser ones, and lines that have long been there bear names.
const [NEWS_FROM, LESSER_FROM, SETTLED_FROM] = [4.8, 6.6, 7.4];
// Names that would lie on so much else are left out, those of a line that is pointed out later than others.
const [MAX_NAMES_COST, MAX_POINTED_COST] = [60, 130];

/** The sides of the lines of a day. */
export class SideNames {
  /** @param {import("../contract.js").SideBand} band @param {import("../data/mercator.js").Projection} projection */
  constructor(band, projection) {
    this.band = band;
    this.projection = projection;
    this.group = svg("g", { class: "side-names", "aria-hidden": "true" });
    /** @type {Map<string, { node: SVGElement, texts: SVGTextElement[], length: number, height: number }>} */
    this.known = new Map();
  }

  /** Let the bands fade of lines that are no news. @param {DrawnFeature[]} lines @param {number} day */
  settle(lines, day) {
    for (const drawn of lines) drawn.isSettled = day - drawn.feature.first >= this.band.days;
  }

  /** Draw the bands, where the line has any. @param {DrawnFeature} drawn @param {number} scale pixels per world unit */
  drawBands({ feature, node }, scale) {
    if (node.dataset.scale === String(scale)) return;
    node.dataset.scale = String(scale);
    const lines = linesOf(/** @type {any} */ (feature.geometry)).map((line) => this.pixelLine(line, scale));
    for (const [at, path] of [...node.querySelectorAll(".side-band")].entries()) {
      const offset = (at ? -1 : 1) * this.band.offset;
      setAttr(path, "d", lines.map((line) => `M${offsetLine(line, offset)
        .map(([x, y]) => `${Math.round(x / scale)} ${Math.round(y / scale)}`).join("L")}`).join(""));
    }
  }

  /** @param {number[][]} line @param {number} scale @returns {Point[]} */
  pixelLine(line, scale) {
    const pixels = line.flatMap(([lon, lat]) => [this.projection.x(lon) * scale, this.projection.y(lat) * scale]);
    const kept = simplify(pixels, LINE_TOLERANCE);
    return Array.from({ length: kept.length / 2 }, (_, at) => [kept[2 * at], kept[2 * at + 1]]);
  }

  /**
   * Write the names where there is room.
   * @param {DrawnFeature[]} lines @param {number} scale @param {number} zoom @param {LabelViewport | null} viewport
   * @param {Rect[]} obstacles
   * @returns {Rect[]} the room they take
   */
  place(lines, scale, zoom, viewport, obstacles) {
    const named = lines.filter(({ feature, isPointed, isSettled }) => isPointed ||
      zoom >= (isSettled ? SETTLED_FROM : feature.rank === 1 ? NEWS_FROM : LESSER_FROM));
    const nodes = named.map((drawn) => this.labelOf(drawn));
    if ([...this.group.children].some((node, at) => node !== nodes[at]?.node) ||
        nodes.length !== this.group.children.length) this.group.replaceChildren(...nodes.map(({ node }) => node));
    /** @type {Rect[]} */
    const taken = [];
    for (const [at, { feature, isPointed }] of named.entries()) {
      const label = nodes[at];
      // What is hidden has no length.
      if (!label.length) label.node.classList.remove("hidden-label");
      label.length ||= Math.max(...label.texts.map((text) => text.getComputedTextLength()));
      label.height ||= label.texts[0].getBBox().height;
      const { length, height } = label;
      const isFree = (/** @type {Rect} */ rect) =>
        !isOutside(rect, viewport) && !taken.some((each) => intersects(each, rect));
      const cost = (/** @type {Rect} */ rect) => (!isFree(rect) ? Infinity
        : obstacles.reduce((sum, each) => sum + 0.4 * overlapArea(each, rect), 0));
      const points = linesOf(/** @type {any} */ (feature.geometry)).map((each) => this.pixelLine(each, scale));
      const band = this.band.offset + this.band.width / 2;
      const most = isPointed ? MAX_POINTED_COST : MAX_NAMES_COST;
      const names = points.map((each) => placeSideNames(each, { length, height, band, cost, most })).find(Boolean);
      label.node.classList.toggle("hidden-label", !names);
      label.node.classList.toggle("highlighted", isPointed);
      if (!names) continue;
      writeSideNames(label.texts, names);
      taken.push(...sideNameRects(names, length, height));
    }
    return taken;
  }

  /** @param {DrawnFeature} drawn */
  labelOf({ feature }) {
    const known = this.known.get(feature.id);
    if (known) return known;
    const [left, right] = /** @type {import("../contract.js").Color[]} */ (feature.symbol.sides);
    const texts = /** @type {SVGTextElement[]} */ ([left, right].map((color, at) => {
      const text = svg("text", { class: "side-name" }, /** @type {string[]} */ (feature.sides)[at]);
      text.style.color = cssColor(color);
      return text;
    }));
    const made = { node: svg("g", { "data-of": feature.id }, ...texts), texts, length: 0, height: 0 };
    this.known.set(feature.id, made);
    return made;
  }

  /** The fonts are there: what was measured before is not true. */
  forget() {
    for (const label of this.known.values()) label.length = label.height = 0;
  }
}

/** @param {Rect} rect @param {LabelViewport | null} viewport */
function isOutside(rect, viewport) {
  if (!viewport) return false;
  const { view, covers } = viewport;
  return rect.x < view.x || rect.y < view.y || rect.x + rect.w > view.x + view.w || rect.y + rect.h > view.y + view.h ||
    covers.some((cover) => intersects(cover, rect));
}

/** @param {SVGTextElement[]} texts of the left side and the right @param {import("./line-sides.js").SideNames} names */
function writeSideNames([left, right], { x, y, angle, above, below, turned }) {
  const [upper, lower] = turned ? [right, left] : [left, right];
  setAttr(upper, "y", (-above).toFixed(1));
  setAttr(lower, "y", below.toFixed(1));
  for (const text of [upper, lower]) {
    setAttr(text, "transform", `translate(${x.toFixed(1)} ${y.toFixed(1)}) rotate(${angle.toFixed(1)})`);
  }
}
