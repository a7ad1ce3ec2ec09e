// @ts-check
// Hatches: rules of ink at an angle, always the same on the screen whatever the zoom.
import { draw } from "./dom.js";
import { ink } from "./inks.js";

const RULES = {
  land: { gap: 7.4, width: 1.5, angle: 45 },
  sea: { gap: 5.6, width: 1.15, angle: 135 },
};

/** Hatches of one drawing, defined as they are used. */
export class Hatches {
  /** @param {Element} defs @param {string} prefix keeps the names of several drawings apart */
  constructor(defs, prefix) {
    this.defs = defs;
    this.prefix = prefix;
    /** @type {Map<string, { pattern: Element, angle: number }>} */
    this.known = new Map();
    this.scale = 1;
  }

  /**
   * Give a hatch as a paint.
   * @param {import("./inks.js").Pair} pair
   * @param {"land" | "sea"} rule
   * @returns {string} a CSS value
   */
  paint(pair, rule = "land") {
    const id = `${this.prefix}-${rule}${pair.join("").replaceAll("#", "-")}`;
    if (!this.known.has(id)) {
      const { gap, width, angle } = RULES[rule];
      const line = draw("line", { x1: gap / 2, x2: gap / 2, y1: 0, y2: gap, "stroke-width": width });
      line.style.stroke = ink(pair);
      const pattern = draw("pattern", { id, width: gap, height: gap, patternUnits: "userSpaceOnUse" }, line);
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
    pattern.setAttribute("patternTransform", `rotate(${angle}) scale(${1 / this.scale})`);
  }
}
