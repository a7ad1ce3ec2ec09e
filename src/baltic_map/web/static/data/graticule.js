// @ts-check
// The lines of longitude and latitude: how far apart, where, and how they are written, as on the printed maps. Pure.

// Seconds of arc.
const STEPS = [
  1, 2, 5, 10, 15, 30,
  60, 120, 300, 600, 900, 1800,
  3600, 7200, 18_000, 36_000, 72_000, 108_000, 162_000, 324_000,
];
const DEGREE = 3600;
const MINUTE = 60;
// So many pixels apart no two figures touch, nor shorter ones on a map of the whole earth. Parts of a degree are for
// maps of a few.
const [MIN_DISTANCE, MIN_WHOLE_EARTH] = [72, 56];
const [SMALL_SPAN, WHOLE_EARTH_STEP] = [4, 108_000];

/**
 * Choose how far apart the lines are.
 * @param {number} pixels of a degree, where it is the shortest
 * @param {number} span of the map, degrees
 * @returns {number} seconds of arc
 */
export function graticuleStep(pixels, span) {
  const least = (/** @type {number} */ step) => (step < WHOLE_EARTH_STEP ? MIN_DISTANCE : MIN_WHOLE_EARTH);
  const fits = STEPS.find((step) =>
    (pixels * step) / DEGREE >= least(step) && (step >= DEGREE || span < SMALL_SPAN));
  return fits ?? STEPS[STEPS.length - 1];
}

/** The lines between two degrees, seconds of arc. @param {number} low @param {number} high @param {number} step */
export function linesBetween(low, high, step) {
  const lines = [];
  const first = Math.ceil((low * DEGREE) / step);
  for (let at = first; at * step <= high * DEGREE; at += 1) lines.push(at * step);
  return lines;
}

/**
 * Write a longitude or latitude: 24° E, 24°30′ E.
 * @param {number} seconds of arc; of a longitude beyond 180° too
 * @param {readonly [string, string]} sides patterns of what is more than 0, and of what is less
 */
export function writeDegrees(seconds, sides) {
  const turned = seconds > 180 * DEGREE ? seconds - 360 * DEGREE : seconds;
  const whole = Math.abs(turned);
  const [minutes, rest] = [Math.floor((whole % DEGREE) / MINUTE), whole % MINUTE];
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  const parts = `${minutes || rest ? `${two(minutes)}′` : ""}${rest ? `${two(rest)}″` : ""}`;
  const text = `${Math.floor(whole / DEGREE)}°${parts}`;
  return whole === 0 || whole === 180 * DEGREE ? text : sides[turned < 0 ? 1 : 0].replace("{degrees}", text);
}

/** The patterns of both axes, in the words of a language. @param {Record<string, string>} messages */
export function degreePatterns({ north, south, east, west }) {
  return { lon: /** @type {const} */ ([east, west]), lat: /** @type {const} */ ([north, south]) };
}
