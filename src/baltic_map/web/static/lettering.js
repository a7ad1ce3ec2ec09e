// @ts-check
// Names on the map: which may show at a zoom level, how they are set, and how much room they take.
import { draw } from "./dom.js";
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
 * Set a name around 0, 0, with today's name beneath.
 * @param {{ kind: string, rank: number, name: string, today: string, look: import("./signs.js").MarkLook }} mark
 * @returns {SVGElement}
 */
export function setName(mark) {
  const own = voice(mark.kind);
  const group = draw("g", { class: `name ${own} rank-${mark.rank}`, "aria-hidden": "true" });
  group.style.setProperty("--voice", ink(mark.look.ink));
  const lines = own === "state" ? twoLines(mark.name) : [mark.name];
  group.append(draw("text", { class: "then" }, ...(lines.length === 1 ? lines : lines.map((line, at) => draw("tspan", { dy: at ? "1.25em" : null }, line)))));
  if (mark.today && mark.today !== mark.name && own === "town") group.append(draw("text", { class: "now" }, mark.today));
  return group;
}

/** Break a name of several words where its lines come out most alike. @param {string} name */
function twoLines(name) {
  const words = name.split(" ");
  const breaks = words.slice(1).map((_, at) => [words.slice(0, at + 1).join(" "), words.slice(at + 1).join(" ")]);
  const uneven = (/** @type {string[]} */ [one, other]) => Math.abs(one.length - other.length);
  return breaks.reduce((best, lines) => (best.length === 1 || uneven(lines) < uneven(best) ? lines : best), [name]);
}

/** Room a name takes, pixels. @param {SVGElement} group @returns {{ w: number, h: number, line: number }} */
export function measureName(group) {
  const [then, now] = /** @type {SVGTextElement[]} */ ([...group.children]);
  const spans = /** @type {SVGTSpanElement[]} */ ([...then.children]);
  const lines = spans.length || 1;
  const widths = [...(spans.length ? spans : [then]), ...(now ? [now] : [])].map((line) => line.getComputedTextLength());
  const height = then.getBBox().height / (1 + (lines - 1) * 0.98);
  const below = (now ? now.getBBox().height * 0.86 : 0) + (lines - 1) * height * 0.98;
  return { w: Math.max(...widths) + 2, h: height * 0.84 + below, line: height };
}

/**
 * Write a name into its room.
 * @param {SVGElement} group
 * @param {import("./labels.js").Rect} rect
 * @param {{ line: number }} size
 * @param {"start" | "middle" | "end"} anchor
 */
export function writeName(group, rect, size, anchor) {
  const x = anchor === "start" ? rect.x + 1 : anchor === "end" ? rect.x + rect.w - 1 : rect.x + rect.w / 2;
  const [then, now] = [...group.children];
  for (const text of [then, ...then.children, now]) {
    if (!text) continue;
    text.setAttribute("x", x.toFixed(1));
    text.setAttribute("text-anchor", anchor);
  }
  then.setAttribute("y", (rect.y + size.line * 0.68).toFixed(1));
  now?.setAttribute("y", (rect.y + rect.h - 3).toFixed(1));
}
