// @ts-check
// Polygons as references to shared arcs: i is arc i as stored, ~i is arc i walked backwards.

/**
 * Dissolve polygons into one outline: an arc with both its sides inside vanishes.
 * @param {number[][][][]} polygons polygons, their parts, their rings, the rings' arcs
 * @param {(arc: number) => [string, string]} ends names of the first and the last point of an arc as stored
 * @returns {number[][]} closed rings of references, to be filled by the even-odd rule
 */
export function dissolve(polygons, ends) {
  const refs = new Set(polygons.flat(3));
  const open = new Map();
  const rings = [];
  for (const ref of refs) {
    if (refs.has(~ref)) continue;
    const start = endOf(ref, ends, 0);
    if (start === endOf(ref, ends, 1)) rings.push([ref]);
    else if (open.has(start)) open.get(start).push(ref);
    else open.set(start, [ref]);
  }
  for (const [start, waiting] of open) {
    while (waiting.length > 0) {
      const ring = [];
      let place = start;
      do {
        const next = open.get(place)?.pop();
        if (next === undefined) break;
        ring.push(next);
        place = endOf(next, ends, 1);
      } while (place !== start);
      rings.push(ring);
    }
  }
  return rings;
}

/** @param {number} ref @param {(arc: number) => [string, string]} ends @param {0 | 1} which */
function endOf(ref, ends, which) {
  return ref >= 0 ? ends(ref)[which] : ends(~ref)[1 - which];
}
