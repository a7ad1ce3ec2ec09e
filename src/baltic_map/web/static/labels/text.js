// @ts-check
// Labels on the map: which may show at a zoom level, how they are set, and how much room they take.
import { truncate, svg, setAttr } from "../dom/elements.js";
import { cssColor } from "../map/colors.js";

// So many letters of a name are written on the map; a translated one is longer.
export const MAX_LABEL_LENGTH = 80;
const MAX_LINE_LENGTH = 20;

/**
 * @typedef {object} LabelVariant one way a label is set
 * @property {SVGElement} node
 * @property {number} w
 * @property {number} h
 * @property {number} line height of a line
 * @property {boolean} wide
 * @property {boolean} small
 */

/**
 * Whether a label is important enough for a zoom level.
 * @param {{ label: import("../contract.js").LabelClass, rank: number }} feature
 * @param {number} zoom
 */
export function isVisibleAt({ label: { zooms }, rank }, zoom) {
  return zoom >= zooms[Math.min(rank, zooms.length) - 1];
}

/**
 * Set a label, in one variant or in several, the best first: the names of states wide, tight and small, in one line and
 * in two.
 * @param {import("../data/localize.js").FeatureData} feature
 * @returns {SVGElement} holds a group for each variant
 */
export function createLabel(feature) {
  const { place } = feature.label;
  const role = feature.symbol.label ?? "sign";
  const group = svg("g", { class: `name ${role} rank-${feature.rank}`, "aria-hidden": "true" });
  group.style.setProperty("--label-color", cssColor(feature.symbol.color));
  const name = truncate(feature.name, MAX_LABEL_LENGTH);
  const today = place === "beside" && !feature.symbol.disc ? truncate(feature.today, MAX_LABEL_LENGTH) : "";
  const hasVariants = place === "land" || place === "water";
  const broken = twoLines(name);
  const plain = feature.symbol.label === "strength" || feature.symbol.disc ? shortLines(name) : [name];
  const settings = hasVariants && broken.length > 1 ? [[name], broken] : [plain];
  const sets = place === "land" ? ["wide", "tight", "small"] : hasVariants ? ["wide", "tight"] : ["plain"];
  for (const set of sets) {
    for (const lines of settings) {
      const below = today ? svg("text", { class: "name-today" }, today) : null;
      group.append(svg("g", { class: `form ${set}` }, setLines(lines), below));
    }
  }
  return group;
}

/** @param {string[]} lines */
function setLines(lines) {
  // Between the lines two characters without width: those who read the text and do not see it need a gap there.
  const parts = lines.length === 1 ? lines : lines.flatMap((line, at) =>
    [at ? "\uFEFF\uFEFF" : null, svg("tspan", { dy: at ? "1.25em" : null }, line)]);
  return svg("text", { class: "name-then" }, ...parts);
}

/** Break a name of several words where its lines come out most alike. @param {string} name */
function twoLines(name) {
  const words = name.split(" ");
  const breaks = words.slice(1).map((_, at) => [words.slice(0, at + 1).join(" "), words.slice(at + 1).join(" ")]);
  const uneven = (/** @type {string[]} */ [one, other]) => Math.abs(one.length - other.length);
  return breaks.reduce((best, lines) => (best.length === 1 || uneven(lines) < uneven(best) ? lines : best), [name]);
}

/** Break a name into lines of no more than so many letters. @param {string} name */
function shortLines(name) {
  /** @type {string[]} */
  const lines = [];
  for (const word of name.split(" ")) {
    const last = lines.length - 1;
    if (last >= 0 && lines[last].length + word.length < MAX_LINE_LENGTH) lines[last] += ` ${word}`;
    else lines.push(word);
  }
  return lines;
}

/**
 * Measure the room each variant of a label takes, pixels.
 * @param {SVGElement} group
 * @returns {LabelVariant[]}
 */
export function measureLabel(group) {
  return /** @type {SVGElement[]} */ ([...group.children]).map((node) => {
    const [then, now] = /** @type {SVGTextElement[]} */ ([...node.children]);
    const spans = /** @type {SVGTSpanElement[]} */ ([...then.children]);
    const lines = spans.length || 1;
    const widths = [...(spans.length ? spans : [then]), ...(now ? [now] : [])].map(lengthOf);
    const height = then.getBBox().height / (1 + (lines - 1) * 0.98);
    const below = (now ? now.getBBox().height * 0.86 : 0) + (lines - 1) * height * 0.98;
    const [wide, small] = ["wide", "small"].map((set) => node.classList.contains(set));
    return { node, w: Math.max(...widths) + 2, h: height * 0.84 + below, line: height, wide, small };
  });
}

/**
 * How long a line is. WebKit leaves the room between letters out of what it computes, but not of where they stand.
 * @param {SVGTextContentElement} line
 */
function lengthOf(line) {
  const count = line.getNumberOfChars();
  const span = count ? line.getEndPositionOfChar(count - 1).x - line.getStartPositionOfChar(0).x : 0;
  return Math.max(line.getComputedTextLength(), Math.abs(span));
}

/**
 * Write a variant of a label into its room.
 * @param {LabelVariant} variant
 * @param {import("../data/geometry.js").Rect} rect
 * @param {"start" | "middle" | "end"} anchor
 */
export function positionLabel({ node, line }, rect, anchor) {
  const x = anchor === "start" ? rect.x + 1 : anchor === "end" ? rect.x + rect.w - 1 : rect.x + rect.w / 2;
  const [then, now] = [...node.children];
  for (const text of [then, ...then.children, now]) {
    if (!text) continue;
    setAttr(text, "x", x.toFixed(1));
    setAttr(text, "text-anchor", anchor);
  }
  setAttr(then, "y", (rect.y + line * 0.68).toFixed(1));
  if (now) setAttr(now, "y", (rect.y + rect.h - 3).toFixed(1));
}
