// @ts-check
// Web Mercator in steps of a pixel at zoom 14, whole ones but for the smallest maps, counted from the north-west corner
// of the map's extent.

export const WORLD_ZOOM = 14;

// Of a box that is less than so many pixels wide, the steps are parts of a pixel.
const FINE_BELOW = 16_384;
// A box so many degrees wide or high is seen whole at the zoom levels for which names and signs are made; so many
// levels more or less are no other map, and twice as many wholly another.
const [USUAL, ALIKE] = [12, 2];

const EQUATOR_KM = 2 * Math.PI * 6378.137;

/** @typedef {{ west: number, south: number, east: number, north: number }} Box degrees */
/** @typedef {{ x: (lon: number) => number, y: (lat: number) => number, left: number, top: number }} Projection */

/**
 * Make the projection of an extent.
 * @param {Box} box
 * @returns {Projection} left and top: where the extent's corner lies in the pixels of zoom 14
 */
export function projection(box) {
  const size = 256 * 2 ** WORLD_ZOOM;
  const absoluteX = (/** @type {number} */ lon) => ((lon + 180) / 360) * size;
  const absoluteY = (/** @type {number} */ lat) => {
    const sine = Math.sin((lat * Math.PI) / 180);
    return (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * size;
  };
  const left = Math.round(absoluteX(box.west));
  const top = Math.round(absoluteY(box.north));
  const wide = Math.max(absoluteX(box.east) - left, 1);
  const parts = wide < FINE_BELOW ? 2 ** Math.ceil(Math.log2(FINE_BELOW / wide)) : 1;
  const step = (/** @type {number} */ at) => Math.round(at * parts) / parts;
  return {
    left,
    top,
    x: (lon) => step(absoluteX(lon)) - left,
    y: (lat) => step(absoluteY(lat)) - top,
  };
}

/** A longitude as it is written, 180° W to 180° E. @param {number} lon */
export function writtenLon(lon) {
  return lon - 360 * Math.round(lon / 360);
}

/**
 * A longitude as a map counts it that may go across 180°: as near to its middle as can be.
 * @param {number} lon @param {Box} box
 */
export function countedLon(lon, { west, east }) {
  return lon + 360 * Math.round(((west + east) / 2 - lon) / 360);
}

/**
 * How many zoom levels farther away an atlas is seen than most, by its opening view: a town as nearer, the world as
 * farther.
 * @param {Box} view
 * @returns {number} to be added to a zoom level, to know which names and signs have room
 */
export function zoomShift({ west, south, east, north }) {
  const tall = (/** @type {number} */ lat) => Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) * (180 / Math.PI);
  const away = Math.log2(Math.max(east - west, tall(north) - tall(south)) / USUAL);
  return Math.sign(away) * Math.min(Math.abs(away), Math.max(0, 2 * (Math.abs(away) - ALIKE)));
}

/**
 * How long a way on the ground is on the map.
 * @param {number} km @param {number} lat where, degrees
 * @returns {number} world units
 */
export function worldLength(km, lat) {
  return (km / (EQUATOR_KM * Math.cos((lat * Math.PI) / 180))) * 256 * 2 ** WORLD_ZOOM;
}

/**
 * Project a line of longitudes and latitudes in turn.
 * @param {ArrayLike<number>} line
 * @param {Projection} to
 * @returns {Float64Array} x and y in turn
 */
export function projectLine(line, to) {
  const points = new Float64Array(line.length);
  for (let at = 0; at < line.length; at += 2) {
    points[at] = to.x(line[at]);
    points[at + 1] = to.y(line[at + 1]);
  }
  return points;
}

/**
 * The room of lines in the world.
 * @param {number[][][]} lines longitudes and latitudes @param {Projection} to
 * @returns {import("./geometry.js").Rect}
 */
export function worldBox(lines, to) {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const [lon, lat] of lines.flat()) {
    left = Math.min(left, to.x(lon));
    right = Math.max(right, to.x(lon));
    top = Math.min(top, to.y(lat));
    bottom = Math.max(bottom, to.y(lat));
  }
  return { x: left, y: top, w: right - left, h: bottom - top };
}

/**
 * Write whole-number points as SVG path data.
 * @param {ArrayLike<number>} points x and y in turn
 * @param {{ backwards?: boolean, joined?: boolean, closed?: boolean }} [how] joined: goes on where the path before
 *     ended
 */
export function pathData(points, { backwards = false, joined = false, closed = false } = {}) {
  const last = points.length - 2;
  const step = backwards ? -2 : 2;
  let at = backwards ? last : 0;
  let x = points[at];
  let y = points[at + 1];
  let data = joined ? "" : `M${x} ${y}`;
  if (last > 0) data += "l";
  for (let count = 0; count < last / 2; count += 1) {
    at += step;
    data += `${points[at] - x} ${points[at + 1] - y} `;
    x = points[at];
    y = points[at + 1];
  }
  return closed ? `${data}Z` : data;
}
