// @ts-check
// One icon: the drawing of a point feature, the same on the map and in the legend.
import { svg } from "../dom/elements.js";
import { cssColor } from "./colors.js";

/**
 * @typedef {import("../contract.js").FeatureSymbol} FeatureSymbol
 * @typedef {{ icons: Record<string, string>, symbology: import("../contract.js").Symbology }} IconDrawings path data on
 *     a grid of 16 units, and what all icons have in common
 */

/**
 * Draw an icon around 0, 0.
 * @param {FeatureSymbol} symbol
 * @param {IconDrawings} drawings
 * @param {number} size pixels across
 * @returns {SVGElement}
 */
export function drawIcon(symbol, { icons, symbology }, size) {
  const group = svg("g", { class: `symbol ${symbol.fill}${symbol.faint ? " faint" : ""}` });
  group.style.color = cssColor(symbol.color);
  const path = icons[symbol.icon ?? ""] ?? "";
  if (!symbol.disc) {
    group.append(svg("path", { class: "bare", d: path, "fill-rule": "evenodd", transform: onGrid(size) }));
  } else {
    group.append(svg("circle", { class: "halo", r: size / 2 }), svg("circle", { class: "disc", r: size / 2 - 0.5 }));
    const transform = onGrid(size * symbology.iconShare);
    group.append(svg("path", { class: "icon", d: path, "fill-rule": "evenodd", transform }));
  }
  return group;
}

/** Put the 16 units of an icon around 0, 0. @param {number} size */
function onGrid(size) {
  const scale = size / 16;
  return `translate(${-size / 2} ${-size / 2}) scale(${scale})`;
}
