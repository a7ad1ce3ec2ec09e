// @ts-check
// Which territory a point lies in, or none where there is water: the outlines of all, cut into rows. Pure.

/**
 * @typedef {{ ends: number[], keys: (string | null)[] }} TerritoryRow keys[n]: between ends[n - 1] and ends[n]
 * @typedef {{ x0: number, y0: number, x1: number, y1: number, sides: Set<string> }} TerritoryEdge
 */

const ROWS_OF_BAND = 32;

/** The territories of one scale. */
export class TerritoryIndex {
  /**
   * @param {Record<string, number[][][]>} polygons of each territory: parts, their rings, references to arcs
   * @param {ArrayLike<number>[]} arcs whole-number points, x and y in turn
   * @param {number} step height of a row, in whole units: no answer is farther off than half of it
   */
  constructor(polygons, arcs, step) {
    this.step = step;
    this.height = step * ROWS_OF_BAND;
    /** @type {Map<number, TerritoryRow>} made when they are first asked for */
    this.rows = new Map();
    /** @type {Map<number, TerritoryEdge[]>} edges by the bands they run through */
    this.bands = new Map();
    /** @type {Map<number, Set<string>>} */
    const sides = new Map();
    for (const [key, parts] of Object.entries(polygons)) {
      for (const ref of parts.flat(2)) {
        const arc = ref >= 0 ? ref : ~ref;
        sides.set(arc, (sides.get(arc) ?? new Set()).add(key));
      }
    }
    for (const [arc, keys] of sides) this.add(arcs[arc], keys);
  }

  /** @param {ArrayLike<number>} line @param {Set<string>} sides the territories on its two sides */
  add(line, sides) {
    for (let at = 0; at + 3 < line.length; at += 2) {
      const edge = { x0: line[at], y0: line[at + 1], x1: line[at + 2], y1: line[at + 3], sides };
      if (edge.y0 === edge.y1) continue;
      const last = Math.floor(Math.max(edge.y0, edge.y1) / this.height);
      for (let band = Math.floor(Math.min(edge.y0, edge.y1) / this.height); band <= last; band += 1) {
        const there = this.bands.get(band);
        if (there) there.push(edge);
        else this.bands.set(band, [edge]);
      }
    }
  }

  /** @param {number} number @returns {TerritoryRow} */
  row(number) {
    let row = this.rows.get(number);
    if (row) return row;
    // Half a unit aside: no row goes through a point of an outline.
    const y = Math.floor((number + 0.5) * this.step) + 0.5;
    const cuts = (this.bands.get(Math.floor(y / this.height)) ?? [])
      .filter(({ y0, y1 }) => y0 < y !== y1 < y)
      .map(({ x0, y0, x1, y1, sides }) => ({ x: x0 + ((x1 - x0) * (y - y0)) / (y1 - y0), sides }))
      .sort((one, other) => one.x - other.x);
    row = { ends: cuts.map(({ x }) => x), keys: [null] };
    /** @type {Set<string>} */
    const inside = new Set();
    for (const { sides } of cuts) {
      for (const key of sides) if (!inside.delete(key)) inside.add(key);
      row.keys.push(inside.values().next().value ?? null);
    }
    this.rows.set(number, row);
    return row;
  }

  /** The territory at a point. @param {number} x @param {number} y @returns {string | null} */
  at(x, y) {
    const { ends, keys } = this.row(Math.floor(y / this.step));
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ends[middle] <= x) low = middle + 1;
      else high = middle;
    }
    return keys[low];
  }
}
