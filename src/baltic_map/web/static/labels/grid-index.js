// @ts-check
// Things by the squares of a grid that they touch: what is near is found without looking at all. Pure.

/** @typedef {import("../data/geometry.js").Rect} Rect */

// No grid has so many rows.
const ROWS = 2 ** 25;

/** @template Item */
export class GridIndex {
  /** @param {number} [size] of a square: about that of what is looked for */
  constructor(size = 64) {
    this.size = size;
    /** @type {Map<number, Item[]>} */
    this.squares = new Map();
    /** Whether each item lies in one square alone. */
    this.isEachOnce = true;
  }

  /** @param {Rect} rect @param {Item} item */
  add(rect, item) {
    const keys = this.keysOf(rect);
    this.isEachOnce &&= keys.length === 1;
    for (const key of keys) {
      const there = this.squares.get(key);
      if (there) there.push(item);
      else this.squares.set(key, [item]);
    }
  }

  /** Whether any item in the squares of a rectangle fits. @param {Rect} rect @param {(item: Item) => boolean} fits */
  some(rect, fits) {
    return this.keysOf(rect).some((key) => this.squares.get(key)?.some(fits) ?? false);
  }

  /** The items in the squares of a rectangle, each once. @param {Rect} rect @returns {Item[]} */
  near(rect) {
    const found = [];
    for (const key of this.keysOf(rect)) {
      const there = this.squares.get(key);
      if (there) for (const item of there) found.push(item);
    }
    return this.isEachOnce || found.length < 2 ? found : [...new Set(found)];
  }

  /** The items in the squares around a point. @param {{ x: number, y: number }} point @param {number} far */
  around({ x, y }, far) {
    return this.near({ x: x - far, y: y - far, w: 2 * far, h: 2 * far });
  }

  /** @param {Rect} rect */
  keysOf({ x, y, w, h }) {
    const { size } = this;
    const [right, top, bottom] = [Math.floor((x + w) / size), Math.floor(y / size), Math.floor((y + h) / size)];
    const keys = [];
    for (let column = Math.floor(x / size); column <= right; column += 1) {
      for (let row = top; row <= bottom; row += 1) keys.push(column * ROWS + row);
    }
    return keys;
  }
}
