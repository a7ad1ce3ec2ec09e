// @ts-check
// Hatches: rules of colour at an angle, always the same on the screen whatever the zoom.
import { svg } from "../dom/elements.js";
import { colorKey, cssColor } from "./colors.js";

/** Hatches of one drawing, defined as they are used. */
export class Hatches {
  /**
   * @param {Element} defs @param {string} prefix keeps the names of several drawings apart
   * @param {import("../contract.js").Symbology["hatches"]} rules
   */
  constructor(defs, prefix, rules) {
    this.rules = rules;
    this.defs = defs;
    this.prefix = prefix;
    /** @type {Map<string, { pattern: Element, angle: number }>} */
    this.known = new Map();
    this.scale = 1;
  }

  /**
   * Give a hatch as a paint.
   * @param {import("./colors.js").ColorPair} pair
   * @param {"area" | "zone" | "massed"} rule
   * @returns {string} a CSS value
   */
  paint(pair, rule = "area") {
    const id = `${this.prefix}-${rule}${colorKey(pair)}`;
    if (!this.known.has(id)) {
      const { spacing, width, angle, opacity } = this.rules[rule];
      const middle = spacing / 2;
      const line = svg("line", {
        x1: 0, x2: spacing, y1: middle, y2: middle, "stroke-width": width, "stroke-opacity": opacity,
      });
      line.style.stroke = cssColor(pair);
      const pattern = svg("pattern", { id, width: spacing, height: spacing, patternUnits: "userSpaceOnUse" }, line);
      this.defs.append(pattern);
      this.known.set(id, { pattern, angle });
      this.turn(pattern, angle);
    }
    return `url(#${id})`;
  }

  /** Keep the rules as they are while the drawing is scaled. @param {number} scale */
  rescale(scale) {
    this.scale = scale;
    for (const { pattern, angle } of this.known.values()) this.turn(pattern, angle);
  }

  /** @param {Element} pattern @param {number} angle */
  turn(pattern, angle) {
    pattern.setAttribute("patternTransform", `rotate(${-angle}) scale(${1 / this.scale})`);
  }
}
