// @ts-check
// One sign: the drawing of a point feature, the same on the map and in the legend.
import { draw } from "./dom.js";
import { ink } from "./inks.js";

/**
 * @typedef {object} MarkLook as the payload has it
 * @property {"glyph" | "area" | "line" | "arrow" | "label"} shape
 * @property {import("./inks.js").Pair} ink
 * @property {string | null} glyph
 * @property {number} size
 * @property {boolean} disc whether it stands on a disc that tells how sure the thing is; the signs of towns are bare
 * @property {"full" | "outline" | "dashed"} fill
 * @property {"dashed" | "dotted" | null} dash
 * @property {boolean} hatch
 * @property {boolean} ghost
 */

const GLYPH_SHARE = 0.7;

/**
 * Draw a sign around 0, 0.
 * @param {MarkLook} look
 * @param {Record<string, string>} glyphs path data on a grid of 16 units
 * @param {number} size pixels across
 * @returns {SVGElement}
 */
export function drawSign(look, glyphs, size) {
  const group = draw("g", { class: `sign ${look.fill}${look.ghost ? " ghost" : ""}` });
  group.style.color = ink(look.ink);
  const path = glyphs[look.glyph ?? ""] ?? "";
  if (!look.disc) {
    group.append(draw("path", { class: "bare", d: path, "fill-rule": "evenodd", transform: onGrid(size) }));
  } else {
    group.append(draw("circle", { class: "rim", r: size / 2 }), draw("circle", { class: "disc", r: size / 2 - 0.5 }));
    group.append(draw("path", { class: "glyph", d: path, "fill-rule": "evenodd", transform: onGrid(size * GLYPH_SHARE) }));
  }
  return group;
}

/** Put the 16 units of a glyph around 0, 0. @param {number} size */
function onGrid(size) {
  const scale = size / 16;
  return `translate(${-size / 2} ${-size / 2}) scale(${scale})`;
}
