// @ts-check
// Lines as the builder packs them (packed_basemap.py): a step a character, zigzag. Pure.

/**
 * Unpack lines.
 * @param {import("../contract.js").PackedLines} packed
 * @param {number} unit of the steps, world units
 * @returns {Int32Array[]} for each line x and y in turn, world units; of parts of a unit Float64Array, which has the
 *     same methods
 */
export function decodeLines({ lengths, points }, unit) {
  let at = 0;
  const next = () => {
    let code = /** @type {number} */ (points.codePointAt(at));
    at += code > 0xffff ? 2 : 1;
    if (code >= 0xe000) code -= 0x800;
    const value = code - (code > 92 ? 36 : 35);
    return unit * ((value >>> 1) ^ -(value & 1));
  };
  const Numbers = Number.isInteger(unit) ? Int32Array : /** @type {any} */ (Float64Array);
  let x = 0;
  let y = 0;
  return lengths.map((count) => {
    const line = new Numbers(2 * count);
    for (let place = 0; place < line.length; place += 2) {
      line[place] = x += next();
      line[place + 1] = y += next();
    }
    return line;
  });
}
