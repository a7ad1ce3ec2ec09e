// @ts-check
// The states of a day: tint, hatch, and an edge drawn inside their own outline. And the border lines.
import { draw, onPress } from "./dom.js";
import { ink } from "./inks.js";
import { arrange } from "./shelf.js";
import { holds } from "./tell.js";

/**
 * @typedef {import("./inks.js").Pair} Pair
 * @typedef {{ fill: Pair, hatch: Pair | null, inner: Pair | null, edge: "line" | "band" | null }} AreaLook
 * @typedef {{ stroke: "solid" | "dashed" | "dotted", inner: boolean }} LineLook
 * @typedef {import("./tell.js").AreaData} AreaData
 * @typedef {import("./tell.js").LineData} LineData
 * @typedef {import("./scales.js").ScaleGeometry} ScaleGeometry
 * @typedef {import("./tracker.js").Tracker} Tracker
 * @typedef {import("./tracker.js").Tracked} Tracked
 * @typedef {{ group: SVGElement, edge: SVGElement | null, tracked: Tracked[], live: boolean }} MadeArea
 * @typedef {(thing: AreaData | LineData, from: Element) => void} Choose
 */

const EDGE_PX = { line: 3.6, band: 11 };

/** The areas of the states. */
export class Areas {
  /**
   * @param {{ place: Element, edges: Element, defs: Element }} where the tints go under the waters, the edges over them
   * @param {AreaData[]} areas
   * @param {{ prefix: string, hatches: import("./hatches.js").Hatches, tracker: Tracker, choose: Choose }} tools
   */
  constructor(where, areas, tools) {
    this.where = where;
    this.tools = tools;
    /** @type {AreaData[]} */
    this.now = [];
    /** @type {Map<string, string>} which area each territory belongs to */
    this.holders = new Map();
    /** @type {{ area: AreaData, number: number, made: MadeArea | null }[]} */
    this.all = areas.map((area, number) => ({ area, number, made: null }));
  }

  /** Show the areas of a day. @param {number} day @returns {boolean} whether any came or went */
  show(day) {
    const there = this.all.filter(({ area }) => holds(area.spans, day));
    for (const each of this.all) {
      const isThere = there.includes(each);
      if (isThere) each.made ??= this.make(each.area, each.number);
      this.use(each.made, isThere);
    }
    this.now = there.map(({ area }) => area);
    this.holders = new Map(this.now.flatMap(({ id, territories }) => territories.map((territory) => [territory, id])));
    const made = there.map((each) => /** @type {MadeArea} */ (each.made));
    arrange(this.where.edges, made.flatMap(({ edge }) => edge ?? []));
    return arrange(this.where.place, made.map(({ group }) => group));
  }

  /** What a territory belongs to; by itself where no state is drawn. @param {string} territory */
  nameAt(territory) {
    return this.holders.get(territory) ?? territory;
  }

  /** Make an area before it is wanted. @param {number} number */
  prepare(number) {
    const each = this.all[number];
    if (each.made) return;
    each.made = this.make(each.area, number);
    this.use(each.made, false);
  }

  /** Say whether an area is on the map. @param {MadeArea | null} made @param {boolean} live */
  use(made, live) {
    if (!made || made.live === live) return;
    made.live = live;
    for (const tracked of made.tracked) this.tools.tracker.use(tracked, live);
  }

  /** @param {AreaData} area @param {number} number */
  make(area, number) {
    const { prefix, hatches, tracker, choose } = this.tools;
    const id = `${prefix}-area-${number}`;
    // The effect as an attribute: style sheets do not reach the copies that <use> makes.
    const shape = draw("path", { id, "clip-rule": "evenodd", "vector-effect": "non-scaling-stroke" });
    const tracked = [tracker.track(shape, (geometry) => geometry.outline(area.territories))];
    this.where.defs.append(shape, draw("clipPath", { id: `${id}-clip` }, draw("use", { href: `#${id}`, "clip-rule": "evenodd" })));
    const fill = draw("use", { class: "tint", href: `#${id}` });
    fill.style.fill = ink(area.fill);
    const group = draw("g", {
      class: "area", "data-id": area.id, role: "button", tabindex: -1,
    }, draw("title", {}, area.label), fill);
    if (area.hatch) {
      const hatch = draw("use", { class: "hatch", href: `#${id}` });
      hatch.style.fill = hatches.paint(area.hatch);
      group.append(hatch);
    }
    onPress(group, () => choose(area, group));
    let edge = null;
    if (area.inner && area.edge) {
      edge = draw("g", { class: "inner-edge", "clip-path": `url(#${id}-clip)` });
      edge.style.stroke = ink(area.inner);
      edge.style.strokeWidth = `${EDGE_PX[area.edge]}px`;
      tracked.push(tracker.track(edge, (geometry) => geometry.outlinePieces(area.territories)));
    }
    return { group, edge, tracked, live: true };
  }
}

/** The border lines. */
export class Borders {
  /** @param {Element} place @param {LineData[]} lines @param {{ tracker: Tracker, choose: Choose }} tools */
  constructor(place, lines, tools) {
    this.place = place;
    this.tools = tools;
    /** @type {{ line: LineData, made: { group: SVGElement, tracked: Tracked[], live: boolean } | null }[]} */
    this.all = lines.map((line) => ({ line, made: null }));
  }

  /** Show the lines of a day. @param {number} day @returns {number} how many there are */
  show(day) {
    const there = [];
    for (const each of this.all) {
      const isThere = holds(each.line.spans, day);
      if (isThere) there.push((each.made ??= this.make(each.line)).group);
      if (each.made?.live !== isThere) for (const tracked of each.made?.tracked ?? []) this.tools.tracker.use(tracked, isThere);
      if (each.made) each.made.live = isThere;
    }
    arrange(this.place, there);
    return there.length;
  }

  /** @param {LineData} line */
  make(line) {
    const { tracker, choose } = this.tools;
    const label = line.card.title;
    const group = draw("g", { class: borderClass(line), "data-id": line.id, role: "button", tabindex: -1 }, draw("title", {}, label));
    const tracked = ["grasp", "casing", "rule"].map((part) => {
      const path = draw("path", { class: part });
      group.append(path);
      return tracker.track(path, (geometry) => geometry.line(line.id));
    });
    onPress(group, () => choose(line, group));
    return { group, tracked, live: true };
  }
}

/** @param {LineLook} look */
export function borderClass(look) {
  return `border ${look.stroke}${look.inner ? " inner" : ""}`;
}
