// @ts-check
// The candidates of a label: where it may stand, the best first.
import { inside, intersects } from "../data/geometry.js";

/**
 * @typedef {import("../data/geometry.js").Rect} Rect
 * @typedef {import("../data/geometry.js").Point} Point
 * @typedef {import("./text.js").LabelVariant} LabelVariant
 * @typedef {import("./land-index.js").LandIndex} LandIndex
 * @typedef {import("./placement.js").LabelViewport} LabelViewport
 * @typedef {Rect & { variant?: number, anchor?: "start" | "middle" | "end" }} Candidate
 */

const NEAR = 40;
const FAR = 110;
// Pixels kept free around a state's name on its land, and between any label and what covers the map or its edge.
const STATE_MARGIN = 3;
const COVER_MARGIN = 8;
const EDGE_MARGIN = 3;
// The name of a sea may run over an islet of so many pixels.
export const ISLET = 12;
// How far the name of a lake may be moved on it and beside it, steps, and from its shore, pixels.
const [ON_LAKE, BY_LAKE, FROM_SHORE] = [3, 9, 12];
// Where the way from a sea to its name is looked at.
const ON_WAY = [0.25, 0.5, 0.75, 1];
/** Moves on what a label names: none, and in the eight directions. */
const MOVES = [[0, -1], [0, 1], [-1, 0], [1, 0], [-1, -1], [1, -1], [-1, 1], [1, 1]];

/** How far it is moved, pixels, and whether it is small there. */
const STATE_RINGS = [
  { from: -1, to: NEAR, isSmall: false }, { from: NEAR, to: FAR, isSmall: false }, { from: -1, to: FAR, isSmall: true },
];

/** Moves of a state's name, the smallest first. */
const STATE_MOVES = Array.from({ length: 27 * 27 }, (_, at) => {
  const [dx, dy] = [((at % 27) - 13) * 8, (Math.floor(at / 27) - 13) * 8];
  return { dx, dy, far: Math.hypot(dx, dy) };
}).sort((one, other) => one.far - other.far);

/**
 * Around a point, for a name beside a dot: right first, as in print; then left, above, below, the corners.
 * @param {number} x @param {number} y
 * @param {number} r pixels to keep clear of the point
 * @param {number} w @param {number} h
 * @returns {(Rect & { anchor: "start" | "middle" | "end" })[]}
 */
export function candidatesAround(x, y, r, w, h) {
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

/**
 * For a state's name inside its land: near its home, wide or tight, else farther away, else small.
 * @param {Point} at @param {LabelVariant[]} variants @param {LandIndex} land
 * @param {{ scale: number, isTight: boolean }} how isTight: wide variants are left out
 */
export function candidatesInLand({ x, y }, variants, land, { scale, isTight }) {
  /** @type {Candidate[]} */
  const candidates = [];
  const isOnLand = (/** @type {Rect} */ { x: left, y: top, w, h }) =>
    land.holds(unscaled({ x: left, y: top - STATE_MARGIN, w, h: h + 2 * STATE_MARGIN }, scale));
  for (const { from, to, isSmall } of STATE_RINGS) {
    variants.forEach(({ w: length, h, wide, small = false }, variant) => {
      if ((isTight && wide) || small !== isSmall) return;
      const w = length + 2 * STATE_MARGIN;
      for (const { dx, dy, far } of STATE_MOVES) {
        if (far <= from || far > to) continue;
        const candidate = { x: x + dx - w / 2, y: y + dy - h / 2, w, h, variant };
        if (isOnLand(candidate)) candidates.push(candidate);
      }
    });
  }
  return candidates;
}

/**
 * For the name of a sea, those on open water first, in one line or in two. The great seas are named nowhere else; a
 * strait or a lagoon may be narrower than its name. None lies beyond land: there another sea is.
 * @param {Point} at @param {LabelVariant[]} variants @param {LandIndex | null} coast @param {number} scale
 * @param {number} rank
 */
export function candidatesInWater(at, variants, coast, scale, rank) {
  const isWet = (/** @type {Rect} */ rect) => !coast?.touches(unscaled(rect, scale), ISLET / scale);
  const isOwn = (/** @type {Rect} */ { x, y, w, h }) => ON_WAY.every((part) =>
    isWet({ x: at.x + (x + w / 2 - at.x) * part, y: at.y + (y + h / 2 - at.y) * part, w: 0, h: 0 }));
  const all = variants.flatMap(({ w, h }, variant) =>
    candidatesOn(at, w, h, 7 - rank).filter(isOwn).map((candidate) => ({ ...candidate, variant })));
  const wet = all.filter(isWet);
  return rank === 1 && coast ? wet : [...wet, ...all.filter((candidate) => !wet.includes(candidate))];
}

/**
 * For the name of a lake: those on it, in one line or in two, then those on land beside it; none across its shore.
 * @param {Point} at @param {LabelVariant[]} variants @param {LandIndex | null} coast @param {number} scale
 */
export function candidatesByLake(at, variants, coast, scale) {
  const around = (/** @type {number} */ steps) => variants.flatMap(({ w, h }, variant) =>
    candidatesOn(at, w, h, steps).map((candidate) => ({ ...candidate, variant })));
  const isAfloat = (/** @type {Rect} */ rect) => !coast?.touches(unscaled(rect, scale), ISLET / scale);
  const isBeside = (/** @type {Rect} */ rect) =>
    coast?.holds(unscaled(grown(rect, 2), scale)) && !coast.holds(unscaled(grown(rect, FROM_SHORE), scale));
  return [...around(ON_LAKE).filter(isAfloat), ...around(BY_LAKE).filter(isBeside)];
}

/**
 * For a name that lies on what it names: there, or a little beside.
 * @param {Point} at @param {number} w @param {number} h
 * @param {number} steps how many it may be moved
 */
export function candidatesOn({ x, y }, w, h, steps) {
  const candidates = [{ x: x - w / 2, y: y - h / 2, w, h }];
  for (let step = 1; step <= steps; step += 1) {
    for (const [dx, dy] of MOVES) {
      candidates.push({ x: x - w / 2 + dx * step * 9, y: y - h / 2 + dy * step * 8, w, h });
    }
  }
  return candidates;
}

/**
 * Leave out those where a label would be cut. A name beside a dot that is seen is seen whole; a name that lies on what
 * it names moves to where it is seen, or hides.
 * @param {Candidate[]} candidates @param {Point} at @param {LabelViewport} viewport @param {boolean} isBeside
 */
export function uncutCandidates(candidates, at, { view, covers }, isBeside) {
  const whole = grown(view, -EDGE_MARGIN);
  const kept = covers.map((cover) => grown(cover, COVER_MARGIN));
  const isSeen = (/** @type {Rect} */ rect) => inside(rect, whole) && !kept.some((cover) => intersects(rect, cover));
  const isHidden = (/** @type {Rect} */ rect) =>
    !intersects(rect, grown(view, EDGE_MARGIN)) || covers.some((cover) => !cover.clear && inside(rect, cover));
  const seen = candidates.filter(isSeen);
  return isBeside && isSeen({ ...at, w: 0, h: 0 }) ? seen : [...seen, ...candidates.filter(isHidden)];
}

/**
 * The same for a label that keeps to one side of a divider.
 * @param {Candidate[]} candidates @param {Point} at
 * @param {LabelViewport & { side: import("./placement.js").Side }} viewport @param {boolean} isBeside
 */
export function uncutCandidatesOnSide(candidates, at, { view, covers, side: { from, to } }, isBeside) {
  const part = { ...view, x: from, w: to - from };
  // What lies beyond the divider is named on the other side.
  if (at.x < from || at.x > to) {
    return candidates.filter((candidate) => !intersects(candidate, grown(part, EDGE_MARGIN)));
  }
  return uncutCandidates(candidates, at, { view: part, covers }, isBeside);
}

/** @param {Rect} rect @param {number} by */
function grown({ x, y, w, h }, by) {
  return { x: x - by, y: y - by, w: w + 2 * by, h: h + 2 * by };
}

/** The same rectangle in the units of the world. @param {Rect} rect pixels @param {number} scale pixels per unit */
export function unscaled({ x, y, w, h }, scale) {
  return { x: x / scale, y: y / scale, w: w / scale, h: h / scale };
}
