// @ts-check
// The lines of longitude and latitude: how far apart, where, and how they are written, as on the printed maps. Pure.

// Minutes of arc.
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1200, 1800, 2700, 5400];
const DEGREE_MINUTES = 60;
// So many pixels apart no two figures touch. Parts of a degree are for maps of a few.
const MIN_DISTANCE = 72;
const SMALL_SPAN = 4;

/**
 * Choose how far apart the lines are.
 * @param {number} pixels of a degree, where it is the shortest
 * @param {number} span of the map, degrees
 * @returns {number} minutes of arc
 */
export function graticuleStep(pixels, span) {
  const fits = STEPS.find((step) =>
    (pixels * step) / DEGREE_MINUTES >= MIN_DISTANCE && (step >= DEGREE_MINUTES || span < SMALL_SPAN));
  return fits ?? STEPS[STEPS.length - 1];
}

/** The lines between two degrees, minutes of arc. @param {number} low @param {number} high @param {number} step */
export function linesBetween(low, high, step) {
  const lines = [];
  const first = Math.ceil((low * DEGREE_MINUTES) / step);
  for (let at = first; at * step <= high * DEGREE_MINUTES; at += 1) lines.push(at * step);
  return lines;
}

/** Write a longitude or latitude: 24° E, 24°30′ E. @param {number} minutes @param {"EW" | "NS"} sides */
export function writeDegrees(minutes, sides) {
  const whole = Math.abs(minutes);
  const rest = whole % DEGREE_MINUTES;
  const text = `${Math.floor(whole / DEGREE_MINUTES)}°${rest ? `${String(rest).padStart(2, "0")}′` : ""}`;
  return whole === 0 || whole === 180 * DEGREE_MINUTES ? text : `${text}\u00A0${sides[minutes < 0 ? 1 : 0]}`;
}
