// @ts-check
// Lines as the builder packs them: differences, zigzag, LEB128, base64.

/** @typedef {import("../contract.js").PackedLines} Packed */

/**
 * Read whole numbers from base64 of zigzag varints.
 * @param {string} text
 * @returns {number[]}
 */
export function decodeVarints(text) {
  const bytes = atob(text);
  const values = [];
  let value = 0;
  let shift = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes.charCodeAt(at);
    value |= (byte & 127) << shift;
    if (byte & 128) {
      shift += 7;
    } else {
      values.push((value >>> 1) ^ -(value & 1));
      value = 0;
      shift = 0;
    }
  }
  return values;
}

/**
 * Unpack lines.
 * @param {Packed} packed
 * @param {number} grid steps per degree
 * @returns {Float64Array[]} for each line longitude and latitude in turn, degrees
 */
export function decodeLines(packed, grid) {
  const steps = decodeVarints(packed.points);
  let at = 0;
  let x = 0;
  let y = 0;
  return packed.lengths.map((count) => {
    const line = new Float64Array(2 * count);
    for (let point = 0; point < count; point += 1) {
      x += steps[at];
      y += steps[at + 1];
      at += 2;
      line[2 * point] = x / grid;
      line[2 * point + 1] = y / grid;
    }
    return line;
  });
}
