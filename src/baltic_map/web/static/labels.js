// @ts-check
// Names find a place in the order of their importance; none crosses another, and few a sign. Pure.
import { meet, shared } from "./plane.js";

/**
 * @typedef {import("./plane.js").Rect} Rect
 * @typedef {object} Label
 * @property {string} id
 * @property {number} rank the smaller, the earlier it is placed
 * @property {Rect[]} places where it may stand, the best first
 * @property {boolean} [under] where no place is free of signs, it runs beneath them
 */

/**
 * Place labels.
 * @param {Label[]} labels
 * @param {Rect[]} obstacles signs
 * @returns {Map<string, number>} for each label that has found room the number of its place
 */
export function placeLabels(labels, obstacles) {
  const order = [...labels].sort((one, other) => one.rank - other.rank || (one.id < other.id ? -1 : 1));
  const signs = new Crowd();
  const names = new Crowd();
  for (const rect of obstacles) signs.add(rect);
  const found = new Map();
  for (const { id, places, under } of order) {
    let number = places.findIndex((rect) => signs.isFree(rect) && names.isFree(rect));
    if (number < 0 && under) {
      let least = Infinity;
      places.forEach((rect, at) => {
        const covered = names.isFree(rect) ? signs.covered(rect) : Infinity;
        if (covered < least) [least, number] = [covered, at];
      });
    }
    if (number < 0) continue;
    found.set(id, number);
    names.add(places[number]);
  }
  return found;
}

/**
 * The places around a point for a name beside a dot: right first, as in print; then left, above, below, the corners.
 * @param {number} x @param {number} y
 * @param {number} r pixels to keep clear of the point
 * @param {number} w @param {number} h
 * @returns {(Rect & { anchor: "start" | "middle" | "end" })[]}
 */
export function placesAround(x, y, r, w, h) {
  const middle = y - h / 2;
  const near = r * 0.75;
  return [
    { x: x + r, y: middle, w, h, anchor: "start" },
    { x: x + near, y: y - near - h * 0.8, w, h, anchor: "start" },
    { x: x + near, y: y + near - h * 0.2, w, h, anchor: "start" },
    { x: x - r - w, y: middle, w, h, anchor: "end" },
    { x: x - w / 2, y: y - r - h, w, h, anchor: "middle" },
    { x: x - w / 2, y: y + r, w, h, anchor: "middle" },
    { x: x - near - w, y: y - near - h * 0.8, w, h, anchor: "end" },
    { x: x - near - w, y: y + near - h * 0.2, w, h, anchor: "end" },
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

  /** How much of a rectangle is covered, an overlap of two counted twice. @param {Rect} rect */
  covered(rect) {
    const near = new Set(squaresOf(rect).flatMap((key) => this.squares.get(key) ?? []));
    return [...near].reduce((sum, other) => sum + shared(rect, other), 0);
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
