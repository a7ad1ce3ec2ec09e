// @ts-check
// Names find a place in the order of their importance; none crosses a sign or another name. Pure.

/**
 * @typedef {{ x: number, y: number, w: number, h: number }} Rect pixels; x and y of the upper left corner
 * @typedef {object} Label
 * @property {string} id
 * @property {number} rank the smaller, the earlier it is placed
 * @property {Rect[]} places where it may stand, the best first; NaN for a place that is out of the question
 */

/**
 * Place labels.
 * @param {Label[]} labels
 * @param {Rect[]} obstacles signs
 * @returns {Map<string, number>} for each label that has found room the number of its place
 */
export function placeLabels(labels, obstacles) {
  const order = [...labels].sort((one, other) => one.rank - other.rank || (one.id < other.id ? -1 : 1));
  const taken = new Crowd();
  for (const rect of obstacles) taken.add(rect);
  const found = new Map();
  for (const label of order) {
    const number = label.places.findIndex((rect) => !Number.isNaN(rect.x) && taken.isFree(rect));
    if (number < 0) continue;
    found.set(label.id, number);
    taken.add(label.places[number]);
  }
  return found;
}

/**
 * The places around a point for a name beside a dot: right first, as in print; then left, above, below, the corners.
 * @param {number} x @param {number} y
 * @param {number} r pixels to keep clear of the point
 * @param {number} w @param {number} h
 * @returns {Rect[]}
 */
export function placesAround(x, y, r, w, h) {
  const middle = y - h / 2;
  const near = r * 0.75;
  return [
    { x: x + r, y: middle, w, h },
    { x: x + near, y: y - near - h * 0.8, w, h },
    { x: x + near, y: y + near - h * 0.2, w, h },
    { x: x - r - w, y: middle, w, h },
    { x: x - w / 2, y: y - r - h, w, h },
    { x: x - w / 2, y: y + r, w, h },
    { x: x - near - w, y: y - near - h * 0.8, w, h },
    { x: x - near - w, y: y + near - h * 0.2, w, h },
  ];
}

/** Rectangles by the squares they touch, so that few need be compared. */
class Crowd {
  constructor() {
    /** @type {Map<string, Rect[]>} */
    this.squares = new Map();
  }

  /** @param {Rect} rect */
  add(rect) {
    for (const key of squaresOf(rect)) {
      const there = this.squares.get(key);
      if (there) there.push(rect);
      else this.squares.set(key, [rect]);
    }
  }

  /** @param {Rect} rect */
  isFree(rect) {
    return squaresOf(rect).every((key) => !(this.squares.get(key) ?? []).some((other) => meet(rect, other)));
  }
}

/** @param {Rect} rect */
function squaresOf({ x, y, w, h }) {
  const size = 64;
  const keys = [];
  for (let column = Math.floor(x / size); column <= Math.floor((x + w) / size); column += 1) {
    for (let row = Math.floor(y / size); row <= Math.floor((y + h) / size); row += 1) keys.push(`${column} ${row}`);
  }
  return keys;
}

/** @param {Rect} one @param {Rect} other */
function meet(one, other) {
  return one.x < other.x + other.w && other.x < one.x + one.w && one.y < other.y + other.h && other.y < one.y + one.h;
}
