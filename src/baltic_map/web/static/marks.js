// @ts-check
// The features of a day: zones, lines, arrows, signs and names, laid out anew at each zoom level and on each change.
import { arrowOutline, pointsPath, shorten, smooth } from "./arrows.js";
import { laySigns, signsAt } from "./crowds.js";
import { clipped, draw, onPress } from "./dom.js";
import { ink } from "./inks.js";
import { LETTERED, measureName, setName } from "./lettering.js";
import { layNames, reserveNames, square } from "./naming.js";
import { pathData, projectLine } from "./projection.js";
import { arrange } from "./shelf.js";
import { drawSign } from "./signs.js";
import { isPossible, isSure } from "./tell.js";

/**
 * @typedef {import("./signs.js").MarkLook} MarkLook
 * @typedef {import("./tell.js").MarkData} MarkData
 *
 * @typedef {object} Drawn a mark on the map
 * @property {MarkData} mark
 * @property {SVGElement} node
 * @property {{ x: number, y: number }} at where it belongs, world
 * @property {SVGElement | null} name
 * @property {import("./lettering.js").Form[]} forms of its name
 * @property {{ scale: number, obstacles: import("./plane.js").Rect[] } | null} laid an arrow, as it was drawn last
 *
 * @typedef {{ hidden: Set<string>, sure: "all" | "likely" | "certain" }} Filter hidden layers; "likely" leaves out what is
 *     merely possible on the day, "certain" all that is not certain
 *
 * @typedef {object} MarkTools
 * @property {string} prefix of ids
 * @property {import("./projection.js").Projection} to
 * @property {Record<string, string>} glyphs
 * @property {import("./hatches.js").Hatches} hatches
 * @property {Record<string, string>} words
 * @property {() => import("./lands.js").Land[]} lands of the states of the day
 * @property {() => import("./lands.js").Land | null} coast all land as one
 * @property {import("./shores.js").LandAt} landAt the state of the day at a point, world
 * @property {(mark: MarkData, from: Element) => void} choose
 * @property {(at: { x: number, y: number }) => void} closer zooms in on a place, world
 */

// So many letters of a name are read out.
const SPOKEN = 300;
const ARROW = { tail: 2, neck: 7.5, head: 19, reach: 18 };

/** Whether a mark is to be seen on a day. @param {MarkData} mark @param {number} day @param {Filter["sure"]} sure */
export function isShown(mark, day, sure) {
  if (!isPossible(mark, day)) return false;
  if (sure === "all" || mark.look.shape === "label") return true;
  return isSure(mark, day) && (sure === "likely" || mark.sure === "certain");
}

/** What a mark is called by those who cannot see it. @param {MarkData} mark */
export function spokenName(mark) {
  return [clipped(mark.name, SPOKEN), mark.kindName, mark.certainty].filter(Boolean).join(", ");
}

/** The marks of an atlas, of which those of one day are shown. */
export class Marks {
  /**
   * @param {{ hatched: Element, over: Element, signs: Element }} places hatched zones, over land
   *     and sea and under all lines; other zones and lines, over them; signs
   * @param {{ id: string, name: string }[]} layers
   * @param {MarkData[]} marks in drawing order
   * @param {MarkTools} tools
   */
  constructor(places, layers, marks, tools) {
    this.tools = tools;
    this.places = places;
    this.marks = marks;
    this.leaders = draw("g", { class: "leaders", "aria-hidden": "true" });
    this.names = draw("g", { class: "names" });
    this.counts = draw("g", { class: "counts" });
    this.bench = draw("g", { class: "names", visibility: "hidden", "aria-hidden": "true" });
    /** @type {Map<string, Element>} */
    this.groups = new Map(layers.map(({ id, name }) => [id, draw("g", { class: "layer", role: "group", "aria-label": name, "data-layer": id })]));
    /** @type {Map<string, Drawn>} everything that was ever shown */
    this.known = new Map();
    /** @type {Drawn[]} what is on the map: signs and names */
    this.points = [];
    /** @type {Drawn[]} */
    this.arrows = [];
    /** @type {Filter} */
    this.filter = { hidden: new Set(), sure: "all" };
    /** @type {Set<string>} */
    this.lit = new Set();
    this.lettered = false;
    /** @type {import("./naming.js").Ground} */
    this.ground = { scale: 1, zoom: 0, lands: [], coast: null, obstacles: [] };
    /** @type {Map<string, import("./plane.js").Rect>} */
    this.reserved = new Map();
    places.signs.append(this.leaders, ...this.groups.values(), this.names, this.counts, this.bench);
  }

  /**
   * Show the marks of a day.
   * @param {number} day @param {Filter} filter
   * @returns {boolean} whether anything on the map has come or gone
   */
  show(day, filter) {
    this.filter = filter;
    const there = this.marks.filter((mark) => mark.geometry && isShown(mark, day, filter.sure)).map((mark) => this.drawn(mark));
    for (const { mark, node } of there) node.classList.toggle("ghost", mark.look.ghost || !isSure(mark, day));
    const isOutline = (/** @type {Drawn} */ { mark }) => mark.look.shape === "area" || mark.look.shape === "line";
    const scaled = there.filter(isOutline);
    for (const { mark, node } of scaled) node.classList.toggle("off", filter.hidden.has(mark.layer));
    let changed = arrange(this.places.hatched, scaled.filter(({ mark }) => mark.look.hatch).map(({ node }) => node));
    changed = arrange(this.places.over, scaled.filter(({ mark }) => !mark.look.hatch).map(({ node }) => node)) || changed;
    for (const [id, group] of this.groups) {
      group.classList.toggle("off", filter.hidden.has(id));
      changed = arrange(group, there.filter((each) => each.mark.layer === id && !isOutline(each)).map(({ node }) => node)) || changed;
    }
    this.arrows = there.filter(({ mark }) => mark.look.shape === "arrow");
    this.points = there.filter((each) => !isOutline(each) && each.mark.look.shape !== "arrow");
    if (changed && this.lettered) this.letter(false);
    return changed;
  }

  /** Point out some features, and no others. @param {string[]} ids */
  light(ids) {
    this.lit = new Set(ids);
    for (const { mark, node } of this.known.values()) node.classList.toggle("lit", this.lit.has(mark.id));
  }

  /** @param {MarkData} mark @returns {Drawn} */
  drawn(mark) {
    let drawn = this.known.get(mark.id);
    if (!drawn) {
      const { tools } = this;
      const { shape } = mark.look;
      const node = draw("g", {
        class: `mark ${shape}${mark.look.fill === "full" || shape === "label" ? "" : " unsure"}`, "data-id": mark.id, role: "button", tabindex: -1,
      }, draw("title", {}, spokenName(mark)));
      node.style.color = ink(mark.look.ink);
      onPress(node, () => tools.choose(mark, node));
      drawn = { mark, node, at: this.anchor(mark), name: null, forms: [], laid: null };
      if (shape === "area" || shape === "line") this.addOutline(mark, node);
      else if (shape === "glyph") node.append(drawSign(mark.look, tools.glyphs, mark.look.size));
      node.classList.toggle("lit", this.lit.has(mark.id));
      this.known.set(mark.id, drawn);
    }
    return drawn;
  }

  /** Zones and lines keep to the land and water, and scale with them. @param {MarkData} mark @param {SVGElement} node */
  addOutline(mark, node) {
    const { type, coordinates } = /** @type {{ type: string, coordinates: any }} */ (mark.geometry);
    const rings = type === "Polygon" ? coordinates : type === "MultiPolygon" ? coordinates.flat(1) : type === "LineString" ? [coordinates] : coordinates;
    const closed = mark.look.shape === "area";
    const d = rings.map((/** @type {number[][]} */ ring) => pathData(projectLine(ring.flat(), this.tools.to), { closed })).join("");
    if (mark.look.hatch) {
      const fill = draw("path", { class: "zone-fill", d, "fill-rule": "evenodd" });
      fill.style.fill = this.tools.hatches.paint(mark.look.ink, "sea");
      node.append(fill);
    }
    const rim = draw("path", { class: `zone-rim ${mark.look.dash ?? (mark.look.hatch ? "long" : "solid")}`, d });
    node.append(draw("path", { class: "grasp", d }), rim);
    node.dataset.layer = mark.layer;
    node.classList.add("scaled");
  }

  /** Where a mark belongs, or, of a zone, a point of its rim. @param {MarkData} mark */
  anchor(mark) {
    let at = /** @type {{ coordinates: any }} */ (mark.geometry).coordinates;
    while (Array.isArray(at[0])) at = at[at.length - 1];
    return { x: this.tools.to.x(at[0]), y: this.tools.to.y(at[1]) };
  }

  /**
   * Set the names and measure them, once the fonts are there; their room does not change with the zoom.
   * @param {boolean} anew measure also those that have been measured
   */
  letter(anew) {
    this.lettered = true;
    const named = this.points.filter(({ mark }) => !mark.look.disc);
    for (const drawn of named) this.name(drawn);
    const fresh = named.filter(({ forms }) => anew || forms.length === 0);
    arrange(this.names, this.points.flatMap(({ mark, name }) => (name && mark.look.shape !== "label" ? name : [])));
    for (const { node, name } of fresh) for (const each of [node, name, ...(name?.children ?? [])]) each?.classList.remove("unseen");
    for (const drawn of fresh) drawn.forms = measureName(/** @type {SVGElement} */ (drawn.name));
  }

  /** @param {Drawn} drawn */
  name(drawn) {
    if (drawn.name) return;
    drawn.name = setName(drawn.mark);
    if (drawn.mark.look.shape === "label") drawn.node.append(drawn.name);
  }

  /** Measure names before they are wanted. @param {MarkData[]} marks */
  measure(marks) {
    const wanted = marks.filter(({ geometry, look }) => geometry && (look.shape === "label" || (look.shape === "glyph" && !look.disc)))
      .map((mark) => this.drawn(mark)).filter((drawn) => drawn.forms.length === 0 && !this.points.includes(drawn));
    for (const drawn of wanted) this.name(drawn);
    this.bench.append(...wanted.map(({ mark, node, name }) => (mark.look.shape === "label" ? node : /** @type {SVGElement} */ (name))));
    for (const drawn of wanted) drawn.forms = measureName(/** @type {SVGElement} */ (drawn.name));
    this.bench.replaceChildren();
  }

  /**
   * Lay everything out for a zoom level.
   * @param {number} scale pixels per world unit @param {number} zoom
   * @param {import("./naming.js").Window | null} window what is seen: no name is cut by its edges
   */
  layOut(scale, zoom, window) {
    const { leaders, counts, tools } = this;
    /** @type {import("./plane.js").Rect[]} */
    const obstacles = [];
    for (const drawn of this.arrows) {
      if (drawn.laid?.scale !== scale) {
        drawn.laid = { scale, obstacles: [] };
        this.layArrow(drawn, scale, drawn.laid.obstacles);
      }
      if (this.isOn(drawn)) obstacles.push(...drawn.laid.obstacles);
    }
    const discs = this.points.filter((drawn) => drawn.mark.look.disc && this.isOn(drawn));
    const signs = signsAt(discs, scale, zoom);
    const named = this.points.filter((drawn) => drawn.name && this.isOn(drawn));
    this.reserved = reserveNames(named, scale, zoom, signs.map(({ x, y, r }) => ({ x: x - r, y: y - r, w: 2 * r, h: 2 * r })));
    const rings = this.points.filter(({ mark }) => this.reserved.has(mark.id)).map(({ mark, at }) => square(at, scale, mark.look.size / 2));
    const blocked = [...this.reserved.values(), ...rings];
    obstacles.push(...laySigns(discs, signs, { leaders, counts }, {
      zoom, blocked, landAt: (x, y) => tools.landAt(x / scale, y / scale), words: tools.words, closer: tools.closer,
    }));
    this.ground = { scale, zoom, lands: tools.lands(), coast: tools.coast(), obstacles };
    this.layNames(window);
  }

  /** Lay out the names alone: the map has been moved. @param {import("./naming.js").Window | null} window */
  layNames(window) {
    return layNames(this.points.filter((drawn) => drawn.name), this.ground, this.reserved, window, (drawn) => this.isOn(drawn));
  }

  /** @param {Drawn} drawn */
  isOn({ mark }) {
    return !this.filter.hidden.has(mark.layer);
  }

  /** @param {Drawn} drawn @param {number} scale @param {import("./plane.js").Rect[]} obstacles */
  layArrow({ mark, node }, scale, obstacles) {
    const points = mark.geometry?.coordinates.map((/** @type {[number, number]} */ [lon, lat]) => [
      this.tools.to.x(lon) * scale, this.tools.to.y(lat) * scale,
    ]);
    const curve = shorten(smooth(points), 10);
    const d = pointsPath(arrowOutline(curve, ARROW), true);
    const class_ = `arrow-body ${mark.look.fill}`;
    node.replaceChildren(/** @type {Node} */ (node.firstChild), draw("path", { class: "grasp", d }), draw("path", { class: class_, d }));
    for (const [x, y] of curve.filter((_, at) => at % 2 === 0)) obstacles.push({ x: x - 4, y: y - 4, w: 8, h: 8 });
    this.nameArrow(mark, node, curve, obstacles);
  }

  /**
   * Write an arrow's name along it, if it is long enough.
   * @param {MarkData} mark @param {SVGElement} node @param {import("./arrows.js").Point[]} curve
   * @param {import("./plane.js").Rect[]} obstacles
   */
  nameArrow(mark, node, curve, obstacles) {
    const forward = curve[curve.length - 1][0] >= curve[0][0];
    const id = `${this.tools.prefix}-way-${this.marks.indexOf(mark)}`;
    const way = draw("path", { id, class: "way", d: pointsPath(forward ? curve : [...curve].reverse()) });
    const text = /** @type {SVGTextElement} */ (draw("text", { class: "arrow-name", dy: -7, "aria-hidden": "true" },
      draw("textPath", { href: `#${id}`, startOffset: "50%", "text-anchor": "middle" }, clipped(mark.name, LETTERED))));
    node.append(way, text);
    const length = /** @type {SVGPathElement} */ (way).getTotalLength();
    if (text.getComputedTextLength() > 0.86 * length) {
      way.remove();
      text.remove();
      return;
    }
    for (const [x, y] of curve) obstacles.push({ x: x - 4, y: y - 18, w: 8, h: 14 });
  }
}
