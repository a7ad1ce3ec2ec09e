// @ts-check
// The land of a state, cut into rows, so that a label can be kept inside it. Pure.

// Units of zoom 14 between the rows: two pixels in the opening view.
const STEP = 512;

/** One land. */
export class LandIndex {
  /** @param {ArrayLike<number>[]} lines its outline: whole-number points, x and y in turn; the order does not matter */
  constructor(lines) {
    /** @type {Map<number, number[]>} */
    this.rows = new Map();
    for (const line of lines) {
      for (let at = 0; at + 3 < line.length; at += 2) this.cut(line[at], line[at + 1], line[at + 2], line[at + 3]);
    }
    for (const row of this.rows.values()) row.sort((one, other) => one - other);
  }

  /** @param {number} x0 @param {number} y0 @param {number} x1 @param {number} y1 */
  cut(x0, y0, x1, y1) {
    // Half a unit aside: no row goes through a point of the outline.
    const [top, bottom] = [Math.min(y0, y1) - 0.5, Math.max(y0, y1) - 0.5];
    for (let row = Math.ceil(top / STEP); row * STEP < bottom; row += 1) {
      const x = x0 + ((x1 - x0) * (row * STEP + 0.5 - y0)) / (y1 - y0);
      const there = this.rows.get(row);
      if (there) there.push(x);
      else this.rows.set(row, [x]);
    }
  }

  /**
   * Whether a rectangle lies in the land.
   * @param {import("../data/geometry.js").Rect} rect in the units of the outline
   */
  holds({ x, y, w, h }) {
    for (let row = Math.floor(y / STEP); row <= Math.ceil((y + h) / STEP); row += 1) {
      const cuts = this.rows.get(row) ?? [];
      let at = 0;
      while (at + 1 < cuts.length && cuts[at + 1] < x) at += 2;
      if (!(cuts[at] <= x && x + w <= cuts[at + 1])) return false;
    }
    return true;
  }

  /**
   * Whether a rectangle touches the land.
   * @param {import("../data/geometry.js").Rect} rect in the units of the outline
   * @param {number} islet land narrower than this does not count
   */
  touches({ x, y, w, h }, islet) {
    for (let row = Math.floor(y / STEP); row <= Math.ceil((y + h) / STEP); row += 1) {
      const cuts = this.rows.get(row) ?? [];
      for (let at = 0; at + 1 < cuts.length; at += 2) {
        const [from, to] = [cuts[at], cuts[at + 1]];
        if (from < x + w && to > x && to - from > islet) return true;
      }
    }
    return false;
  }
}
