// @ts-check
// Things by the squares of a grid that they touch: what is near is found without looking at all. Pure.

/** @typedef {import("../data/geometry.js").Rect} Rect */

const SQUARE = 64;

/** @template Item */
export class GridIndex {
  constructor() {
    /** @type {Map<string, Item[]>} */
    this.squares = new Map();
  }

  /** @param {Rect} rect @param {Item} item */
  add(rect, item) {
    for (const key of squaresOf(rect)) {
      const there = this.squares.get(key);
      if (there) there.push(item);
      else this.squares.set(key, [item]);
    }
  }

  /** Whether any item in the squares of a rectangle fits. @param {Rect} rect @param {(item: Item) => boolean} fits */
  some(rect, fits) {
    return squaresOf(rect).some((key) => this.squares.get(key)?.some(fits) ?? false);
  }

  /** The items in the squares of a rectangle, each once. @param {Rect} rect */
  near(rect) {
    return [...new Set(squaresOf(rect).flatMap((key) => this.squares.get(key) ?? []))];
  }

  /** The items in the squares around a point. @param {{ x: number, y: number }} point @param {number} far */
  around({ x, y }, far) {
    return this.near({ x: x - far, y: y - far, w: 2 * far, h: 2 * far });
  }
}

/** @param {Rect} rect */
function squaresOf({ x, y, w, h }) {
  const keys = [];
  for (let column = Math.floor(x / SQUARE); column <= Math.floor((x + w) / SQUARE); column += 1) {
    for (let row = Math.floor(y / SQUARE); row <= Math.floor((y + h) / SQUARE); row += 1) keys.push(`${column} ${row}`);
  }
  return keys;
}
