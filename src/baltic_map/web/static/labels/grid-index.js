// @ts-check
// Things by the squares of a grid that they touch: what is near is found without looking at all. Pure.

/** @typedef {import("../data/geometry.js").Rect} Rect */

/** @template Item */
export class GridIndex {
  /** @param {number} [size] of a square: about that of what is looked for */
  constructor(size = 64) {
    this.size = size;
    /** @type {Map<string, Item[]>} */
    this.squares = new Map();
  }

  /** @param {Rect} rect @param {Item} item */
  add(rect, item) {
    for (const key of this.keysOf(rect)) {
      const there = this.squares.get(key);
      if (there) there.push(item);
      else this.squares.set(key, [item]);
    }
  }

  /** Whether any item in the squares of a rectangle fits. @param {Rect} rect @param {(item: Item) => boolean} fits */
  some(rect, fits) {
    return this.keysOf(rect).some((key) => this.squares.get(key)?.some(fits) ?? false);
  }

  /** The items in the squares of a rectangle, each once. @param {Rect} rect */
  near(rect) {
    return [...new Set(this.keysOf(rect).flatMap((key) => this.squares.get(key) ?? []))];
  }

  /** The items in the squares around a point. @param {{ x: number, y: number }} point @param {number} far */
  around({ x, y }, far) {
    return this.near({ x: x - far, y: y - far, w: 2 * far, h: 2 * far });
  }

  /** @param {Rect} rect */
  keysOf({ x, y, w, h }) {
    const { size } = this;
    const keys = [];
    for (let column = Math.floor(x / size); column <= Math.floor((x + w) / size); column += 1) {
      for (let row = Math.floor(y / size); row <= Math.floor((y + h) / size); row += 1) keys.push(`${column} ${row}`);
    }
    return keys;
  }
}
