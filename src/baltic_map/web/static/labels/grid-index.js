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
    let squares = 0;
    this.each(rect, (there, key) => {
      squares += 1;
      if (there) there.push(item);
      else this.squares.set(key, [item]);
      return false;
    });
    this.isEachOnce &&= squares === 1;
  }

  /** Whether any item in the squares of a rectangle fits. @param {Rect} rect @param {(item: Item) => boolean} fits */
  some(rect, fits) {
    return this.each(rect, (there) => there?.some(fits) ?? false);
  }

  /** The items in the squares of a rectangle, each once. @param {Rect} rect */
  near(rect) {
    /** @type {Item[]} */
    const found = [];
    this.each(rect, (there) => {
      if (there) for (const item of there) found.push(item);
      return false;
    });
    return this.isEachOnce || found.length < 2 ? found : [...new Set(found)];
  }

  /** The items in the squares around a point. @param {{ x: number, y: number }} point @param {number} far */
  around({ x, y }, far) {
    return this.near({ x: x - far, y: y - far, w: 2 * far, h: 2 * far });
  }

  /**
   * Look at the squares of a rectangle, until one is the end.
   * @param {Rect} rect @param {(there: Item[] | undefined, key: number) => boolean} isEnd
   */
  each({ x, y, w, h }, isEnd) {
    const { size, squares } = this;
    const [right, top, bottom] = [Math.floor((x + w) / size), Math.floor(y / size), Math.floor((y + h) / size)];
    for (let column = Math.floor(x / size); column <= right; column += 1) {
      for (let row = top; row <= bottom; row += 1) {
        const key = column * ROWS + row;
        if (isEnd(squares.get(key), key)) return true;
      }
    }
    return false;
  }
}
