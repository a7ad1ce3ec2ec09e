// @ts-check
// The states of a day: tint, hatch, and an edge drawn inside their own outline. And the border lines.
import { letArrive } from "./arrivals.js";
import { svg, onActivate } from "../dom/elements.js";
import { cssColor } from "./colors.js";
import { reconcileChildren } from "../dom/reconcile.js";
import { holds } from "../data/localize.js";

/**
 * @typedef {import("../contract.js").BorderSymbol} BorderSymbol
 * @typedef {import("../data/localize.js").AreaData} AreaData
 * @typedef {import("../data/localize.js").BorderData} BorderData
 * @typedef {import("./scale-geometry.js").ScaleGeometry} ScaleGeometry
 * @typedef {import("./level-of-detail.js").LevelOfDetail} LevelOfDetail
 * @typedef {import("./level-of-detail.js").LodPath} LodPath
 * @typedef {{ group: SVGElement, edge: SVGElement | null, tracked: LodPath[], live: boolean }} MadeArea
 * @typedef {(item: AreaData | BorderData, from: Element) => void} Choose
 */

/** The areas of the states. */
export class Areas {
  /**
   * @param {{ place: Element, edges: Element, defs: Element }} where the tints go under the waters, the edges over them
   * @param {AreaData[]} areas
   * @param {{ prefix: string, hatches: import("./hatches.js").Hatches, lod: LevelOfDetail, choose: Choose }} tools
   */
  constructor(where, areas, tools) {
    this.where = where;
    this.tools = tools;
    this.day = NaN;
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
      const isThere = holds(each.area.spans, day);
      if (isThere) each.made ??= this.draw(each.area, each.number);
      this.use(each.made, isThere);
    }
    this.now = there.map(({ area }) => area);
    this.holders = new Map(this.now.flatMap(({ id, territories }) => territories.map((territory) => [territory, id])));
    const made = there.map((each) => /** @type {MadeArea} */ (each.made));
    const isOther = !Number.isNaN(this.day) && day !== this.day;
    letArrive(isOther ? made.filter((_, at) => !holds(there[at].area.spans, day - 1)).map(({ group }) => group) : []);
    this.day = day;
    reconcileChildren(this.where.edges, made.flatMap(({ edge }) => edge ?? []));
    return reconcileChildren(this.where.place, made.map(({ group }) => group));
  }

  /** What a territory belongs to; by itself where no state is drawn. @param {string} territory */
  nameAt(territory) {
    return this.holders.get(territory) ?? territory;
  }

  /** Make an area before it is wanted. @param {number} number */
  prepare(number) {
    const each = this.all[number];
    if (each.made) return;
    each.made = this.draw(each.area, number);
    this.use(each.made, false);
  }

  /** Say whether an area is on the map. @param {MadeArea | null} made @param {boolean} live */
  use(made, live) {
    if (!made || made.live === live) return;
    made.live = live;
    for (const tracked of made.tracked) this.tools.lod.use(tracked, live);
  }

  /** @param {AreaData} area @param {number} number */
  draw(area, number) {
    const { prefix, hatches, lod, choose } = this.tools;
    const id = `${prefix}-area-${number}`;
    // The effect as an attribute: style sheets do not reach the copies that <use> makes.
    const shape = svg("path", { id, "clip-rule": "evenodd", "vector-effect": "non-scaling-stroke" });
    const tracked = [lod.track(shape, (geometry) => geometry.outline(area.territories))];
    const clip = svg("use", { href: `#${id}`, "clip-rule": "evenodd" });
    this.where.defs.append(shape, svg("clipPath", { id: `${id}-clip` }, clip));
    const fill = svg("use", { class: "fill", href: `#${id}` });
    fill.style.fill = cssColor(area.symbol.fill);
    const group = svg("g", {
      class: "area", "data-id": area.id, role: "button", tabindex: -1,
    }, svg("title", {}, area.label), fill);
    if (area.symbol.hatch) {
      const hatch = svg("use", { class: "hatch", href: `#${id}` });
      hatch.style.fill = hatches.paint(area.symbol.hatch);
      group.append(hatch);
    }
    onActivate(group, () => choose(area, group));
    let edge = null;
    if (area.symbol.edge) {
      const { color, kind } = area.symbol.edge;
      edge = svg("g", { class: `inner-edge ${kind}`, "clip-path": `url(#${id}-clip)` });
      edge.style.stroke = cssColor(color);
      tracked.push(lod.track(edge, (geometry) => geometry.outlinePieces(area.territories)));
    }
    return { group, edge, tracked, live: true };
  }
}

/** The border lines. */
export class Borders {
  /** @param {Element} place @param {BorderData[]} lines @param {{ lod: LevelOfDetail, choose: Choose }} tools */
  constructor(place, lines, tools) {
    this.place = place;
    this.tools = tools;
    /** @type {{ line: BorderData, made: { group: SVGElement, tracked: LodPath[], live: boolean } | null }[]} */
    this.all = lines.map((line) => ({ line, made: null }));
  }

  /** Show the lines of a day. @param {number} day @returns {number} how many there are */
  show(day) {
    const there = [];
    for (const each of this.all) {
      const isThere = holds(each.line.spans, day);
      if (isThere) there.push((each.made ??= this.draw(each.line)).group);
      if (!each.made || each.made.live === isThere) continue;
      each.made.live = isThere;
      for (const tracked of each.made.tracked) this.tools.lod.use(tracked, isThere);
    }
    reconcileChildren(this.place, there);
    return there.length;
  }

  /** @param {BorderData} line */
  draw(line) {
    const { lod, choose } = this.tools;
    const attributes = { class: borderClass(line.symbol), "data-id": line.id, role: "button", tabindex: -1 };
    const group = svg("g", attributes, svg("title", {}, line.card.title));
    const tracked = ["hit-area", "casing", "rule"].map((part) => {
      const path = svg("path", { class: part });
      group.append(path);
      return lod.track(path, (geometry) => geometry.line(line.id));
    });
    onActivate(group, () => choose(line, group));
    return { group, tracked, live: true };
  }
}

/** @param {BorderSymbol} symbol */
export function borderClass(symbol) {
  return `border ${symbol.stroke}${symbol.inner ? " inner" : ""}`;
}
