// @ts-check
// Where an icon may be moved: within the land it belongs to, and from a shore to the water before it. Pure.

/**
 * @typedef {import("../data/geometry.js").Point} Point pixels
 * @typedef {(x: number, y: number) => string | null} LandAt the state at a point, or none where there is water
 * @typedef {object} Home of an icon
 * @property {string | null} own the land it stands on or, on the water, the shore it lies at
 * @property {boolean} wet whether water is at hand
 */

// So many pixels from the water, or from land, an icon is on the shore.
const SHORE = 5;
const WINDS = Array.from({ length: 16 }, (_, at) => [Math.cos((at * Math.PI) / 8), Math.sin((at * Math.PI) / 8)]);

/** All that lies around a point at a distance. @param {LandAt} landAt @param {Point} spot @param {number} far */
function statesAround(landAt, { x, y }, far) {
  return WINDS.map(([east, south]) => landAt(x + far * east, y + far * south));
}

/**
 * What lies at a point and around it, the nearest first, each once; null: water.
 * @param {LandAt} landAt @param {Point} spot
 */
export function landsAround(landAt, spot) {
  const around = [0.4 * SHORE, SHORE].flatMap((far) => statesAround(landAt, spot, far));
  return [...new Set([landAt(spot.x, spot.y), ...around])];
}

/** Where an icon belongs. @param {(string | null)[]} lands around it, the nearest first @returns {Home} */
export function homeOf(lands) {
  return { own: lands.find((land) => land !== null) ?? null, wet: lands.includes(null) };
}

/**
 * Whether an icon may be moved to a spot: never into another state, nor from a shore into the water before another's.
 * @param {LandAt} landAt @param {Home} home @param {Point} from @param {Point} to
 */
export function canMoveTo(landAt, { own, wet }, from, to) {
  const land = landAt(to.x, to.y);
  // What lies on open water stays clear of every shore.
  if (own === null) return land === null && statesAround(landAt, to, SHORE).every((each) => each === null);
  if (land !== null) return land === own;
  if (!wet) return false;
  // Its own shore is the nearest.
  const whole = Math.hypot(to.x - from.x, to.y - from.y) + SHORE;
  for (let far = SHORE; far <= whole; far += SHORE) {
    const there = statesAround(landAt, to, far).filter((each) => each !== null);
    if (there.length > 0) return there.every((each) => each === own);
  }
  return true;
}
