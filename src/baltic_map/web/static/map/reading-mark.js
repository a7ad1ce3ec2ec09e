// @ts-check
// The mark of a reading that is nobody's fact: its words all over the map, so that a part of a picture says it too.
import { svg } from "../dom/elements.js";

const ANGLE = -24;
const SIZE = 15;
const BETWEEN = { x: 90, y: 130 };

/** A pattern of words, always the same on the screen whatever the zoom. */
export class ReadingMark {
  /**
   * @param {import("./svg-overlay.js").SvgOverlay} overlay
   * @param {string} prefix of ids
   * @param {string} words
   * @param {{ width: number, height: number }} size of the overlay at zoom 14
   */
  constructor(overlay, prefix, words, size) {
    const [width, height] = [words.length * SIZE * 0.56 + BETWEEN.x, BETWEEN.y];
    const write = (/** @type {number} */ x, /** @type {number} */ y) => svg("text", { x, y, "font-size": SIZE }, words);
    // The second row stands between the words of the first.
    this.pattern = svg("pattern",
      { id: `${prefix}-mark`, class: "reading-mark-words", width, height, patternUnits: "userSpaceOnUse" },
      write(0, SIZE + 6), write(-width / 2, SIZE + 6 + height / 2), write(width / 2, SIZE + 6 + height / 2));
    overlay.defs.append(this.pattern);
    this.node = svg("rect", {
      class: "reading-mark", "aria-hidden": "true", fill: `url(#${prefix}-mark)`,
      width: size.width, height: size.height,
    });
  }

  /** @param {number} scale of the drawing */
  rescale(scale) {
    this.pattern.setAttribute("patternTransform", `rotate(${ANGLE}) scale(${1 / scale})`);
  }
}
