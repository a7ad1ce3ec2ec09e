// @ts-check
// Names on the map: which may show at a zoom level, how they are set, and how much room they take.
import { clipped, draw, put } from "./dom.js";
import { ink } from "./inks.js";

// From which zoom level on a name of rank 1, 2, 3, 4 may show.
const RANK_ZOOM = {
  state: [0, 5.5, 7, 8],
  sea: [0, 6.2, 7.4, 8.6],
  lake: [5.5, 6.3, 7.6, 8.6],
  river: [6, 7.2, 8, 8.8],
  region: [6.5, 7.4, 8, 8.8],
  island: [6.2, 7.6, 8.2, 9],
  town: [4.6, 6.3, 7.5, 8.6],
};

// So many letters of a name are written on the map.
export const LETTERED = 60;

/** @typedef {{ node: SVGElement, w: number, h: number, line: number, wide: boolean }} Form one way a name is set: its room, and the height of a line */

/** @param {string} kind @returns {keyof typeof RANK_ZOOM} */
function voice(kind) {
  return kind in RANK_ZOOM ? /** @type {keyof typeof RANK_ZOOM} */ (kind) : "town";
}

/**
 * Tell whether a name is important enough for a zoom level.
 * @param {{ kind: string, rank: number }} mark
 * @param {number} zoom
 */
export function showsAt(mark, zoom) {
  const levels = RANK_ZOOM[voice(mark.kind)];
  return zoom >= (levels[mark.rank - 1] ?? levels[levels.length - 1]);
}

/**
 * Set a name, in one form or in several, the best first: the names of states wide and tight, in one line and in two.
 * @param {{ kind: string, rank: number, name: string, today: string, look: import("./signs.js").MarkLook }} mark
 * @returns {SVGElement} holds a group for each form
 */
export function setName(mark) {
  const own = voice(mark.kind);
  const group = draw("g", { class: `name ${own} rank-${mark.rank}`, "aria-hidden": "true" });
  group.style.setProperty("--voice", ink(mark.look.ink));
  const name = clipped(mark.name, LETTERED);
  const today = own === "town" ? clipped(mark.today, LETTERED) : "";
  const broken = twoLines(name);
  const ways = (own === "state" || own === "sea") && broken.length > 1 ? [[name], broken] : [[name]];
  for (const set of own === "state" || own === "sea" ? ["wide", "tight"] : ["plain"]) {
    for (const lines of ways) group.append(draw("g", { class: `form ${set}` }, setLines(lines), today ? draw("text", { class: "now" }, today) : null));
  }
  return group;
}

/** @param {string[]} lines */
function setLines(lines) {
  // Between the lines two signs without width: those who read the text and do not see it need a gap there.
  const parts = lines.length === 1 ? lines : lines.flatMap((line, at) => [at ? "\uFEFF\uFEFF" : null, draw("tspan", { dy: at ? "1.25em" : null }, line)]);
  return draw("text", { class: "then" }, ...parts);
}

/** Break a name of several words where its lines come out most alike. @param {string} name */
function twoLines(name) {
  const words = name.split(" ");
  const breaks = words.slice(1).map((_, at) => [words.slice(0, at + 1).join(" "), words.slice(at + 1).join(" ")]);
  const uneven = (/** @type {string[]} */ [one, other]) => Math.abs(one.length - other.length);
  return breaks.reduce((best, lines) => (best.length === 1 || uneven(lines) < uneven(best) ? lines : best), [name]);
}

/**
 * Measure the room each form of a name takes, pixels.
 * @param {SVGElement} group
 * @returns {Form[]}
 */
export function measureName(group) {
  return /** @type {SVGElement[]} */ ([...group.children]).map((node) => {
    const [then, now] = /** @type {SVGTextElement[]} */ ([...node.children]);
    const spans = /** @type {SVGTSpanElement[]} */ ([...then.children]);
    const lines = spans.length || 1;
    const widths = [...(spans.length ? spans : [then]), ...(now ? [now] : [])].map(lengthOf);
    const height = then.getBBox().height / (1 + (lines - 1) * 0.98);
    const below = (now ? now.getBBox().height * 0.86 : 0) + (lines - 1) * height * 0.98;
    return { node, w: Math.max(...widths) + 2, h: height * 0.84 + below, line: height, wide: node.classList.contains("wide") };
  });
}

/** How long a line is. WebKit leaves the room between letters out of what it computes, but not of where they stand. @param {SVGTextContentElement} line */
function lengthOf(line) {
  const count = line.getNumberOfChars();
  const span = count ? line.getEndPositionOfChar(count - 1).x - line.getStartPositionOfChar(0).x : 0;
  return Math.max(line.getComputedTextLength(), Math.abs(span));
}

/**
 * Write a form of a name into its room.
 * @param {Form} form
 * @param {import("./plane.js").Rect} rect
 * @param {"start" | "middle" | "end"} anchor
 */
export function writeName({ node, line }, rect, anchor) {
  const x = anchor === "start" ? rect.x + 1 : anchor === "end" ? rect.x + rect.w - 1 : rect.x + rect.w / 2;
  const [then, now] = [...node.children];
  for (const text of [then, ...then.children, now]) {
    if (!text) continue;
    put(text, "x", x.toFixed(1));
    put(text, "text-anchor", anchor);
  }
  put(then, "y", (rect.y + line * 0.68).toFixed(1));
  if (now) put(now, "y", (rect.y + rect.h - 3).toFixed(1));
}
