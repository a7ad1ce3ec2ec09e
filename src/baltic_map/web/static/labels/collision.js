// @ts-check
// Labels find a place in the order of their importance; none crosses another, and few an icon. Pure.
import { intersects, overlapArea } from "../data/geometry.js";

/**
 * @typedef {import("../data/geometry.js").Rect} Rect
 * @typedef {object} Label
 * @property {string} id
 * @property {number} priority the smaller, the earlier it is placed
 * @property {Rect[]} candidates where it may stand, the best first
 * @property {boolean} [under] where no place is free of icons, it runs beneath them
 */

/**
 * Place labels.
 * @param {Label[]} labels
 * @param {Rect[]} obstacles icons
 * @returns {Map<string, number>} for each label that has found room the number of its candidate
 */
export function placeLabels(labels, obstacles) {
  const order = [...labels].sort((one, other) => one.priority - other.priority || (one.id < other.id ? -1 : 1));
  const icons = new CollisionIndex();
  const placed = new CollisionIndex();
  for (const rect of obstacles) icons.add(rect);
  const found = new Map();
  for (const { id, candidates, under } of order) {
    let number = candidates.findIndex((rect) => icons.isFree(rect) && placed.isFree(rect));
    if (number < 0 && under) {
      let least = Infinity;
      candidates.forEach((rect, at) => {
        const covered = placed.isFree(rect) ? icons.covered(rect) : Infinity;
        if (covered < least) [least, number] = [covered, at];
      });
    }
    if (number < 0) continue;
    found.set(id, number);
    placed.add(candidates[number]);
  }
  return found;
}

/** Rectangles by the squares they touch, so that few need be compared. */
class CollisionIndex {
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
    return squaresOf(rect).every((key) => !(this.squares.get(key) ?? []).some((other) => intersects(rect, other)));
  }

  /** How much of a rectangle is covered, an overlap of two counted twice. @param {Rect} rect */
  covered(rect) {
    const near = new Set(squaresOf(rect).flatMap((key) => this.squares.get(key) ?? []));
    return [...near].reduce((sum, other) => sum + overlapArea(rect, other), 0);
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
