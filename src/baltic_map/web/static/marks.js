// @ts-check
// The features of the day: zones, lines, arrows, signs and names, laid out anew at each zoom level.
import { arrowOutline, pointsPath, shorten, smooth } from "./arrows.js";
import { laySigns, signsAt } from "./crowds.js";
import { draw, onPress } from "./dom.js";
import { ink } from "./inks.js";
import { measureName, setName } from "./lettering.js";
import { layNames, reserveNames, square } from "./naming.js";
import { pathData, projectLine } from "./projection.js";
import { drawSign, hasDisc } from "./signs.js";

/**
 * @typedef {import("./signs.js").MarkLook} MarkLook
 * @typedef {object} MarkData as the payload has it
 * @property {string} id
 * @property {string} layer
 * @property {string} kind
 * @property {number} rank
 * @property {string} time
 * @property {string} name
 * @property {string} today
 * @property {{ type: string, coordinates: any } | null} geometry
 * @property {MarkLook} look
 * @property {number} card
 *
 * @typedef {object} Drawn a mark on the map
 * @property {MarkData} mark
 * @property {SVGElement} node
 * @property {{ x: number, y: number }} at where it belongs, world
 * @property {SVGElement | null} name
 * @property {import("./lettering.js").Form[]} forms of its name
 *
 * @typedef {object} MarkTools
 * @property {import("./projection.js").Projection} to
 * @property {Record<string, string>} glyphs
 * @property {import("./hatches.js").Hatches} hatches
 * @property {Record<string, string>} words
 * @property {() => import("./lands.js").Land[]} lands of the states
 * @property {(mark: MarkData) => string} nameOf accessible name
 * @property {(card: number, from: Element) => void} choose
 * @property {(at: { x: number, y: number }) => void} closer zooms in on a place, world
 */

const ARROW = { tail: 2, neck: 7.5, head: 19, reach: 18 };

/** The marks of a plate. */
export class Marks {
  /**
   * @param {{ under: Element, over: Element, signs: Element }} places zones over the sea and under the land; outlines
   *     over the land; signs
   * @param {{ id: string, name: string }[]} layers
   * @param {MarkData[]} marks
   * @param {MarkTools} tools
   */
  constructor(places, layers, marks, tools) {
    this.tools = tools;
    this.places = places;
    this.leaders = draw("g", { class: "leaders", "aria-hidden": "true" });
    this.names = draw("g", { class: "names" });
    this.counts = draw("g", { class: "counts" });
    /** @type {Map<string, Element>} */
    this.groups = new Map();
    /** @type {Drawn[]} */
    this.points = [];
    /** @type {Drawn[]} */
    this.arrows = [];
    this.hidden = new Set();
    /** @type {import("./naming.js").Ground} */
    this.ground = { scale: 1, zoom: 0, lands: [], obstacles: [] };
    /** @type {Map<string, import("./plane.js").Rect>} */
    this.reserved = new Map();
    for (const layer of layers) {
      const group = draw("g", { class: "layer", role: "group", "aria-label": layer.name, "data-layer": layer.id });
      this.groups.set(layer.id, group);
      for (const mark of marks) if (mark.layer === layer.id && mark.geometry) this.add(mark, group);
    }
    const all = [...this.groups.values()];
    places.signs.append(this.leaders, ...all, this.names, this.counts);
  }

  /** @param {MarkData} mark @param {Element} group */
  add(mark, group) {
    const { tools } = this;
    const { shape } = mark.look;
    const node = draw("g", {
      class: `mark ${shape}${mark.look.ghost ? " ghost" : ""}`, "data-id": mark.id, role: "button", tabindex: -1,
      "aria-label": tools.nameOf(mark),
    }, draw("title", {}, mark.name));
    node.style.color = ink(mark.look.ink);
    onPress(node, () => tools.choose(mark.card, node));
    if (shape === "area" || shape === "line") {
      this.addOutline(mark, node);
      return;
    }
    const at = this.anchor(mark);
    const drawn = { mark, node, at, name: null, forms: [] };
    group.append(node);
    if (shape === "arrow") {
      this.arrows.push(drawn);
      return;
    }
    if (shape === "glyph") node.append(drawSign(mark.look, tools.glyphs, mark.look.size));
    this.points.push(drawn);
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
    (mark.look.hatch ? this.places.under : this.places.over).append(node);
  }

  /** @param {MarkData} mark */
  anchor(mark) {
    const { type, coordinates } = /** @type {{ type: string, coordinates: any }} */ (mark.geometry);
    const [lon, lat] = type === "Point" ? coordinates : coordinates.at(-1);
    return { x: this.tools.to.x(lon), y: this.tools.to.y(lat) };
  }

  /** Set the names and measure them, once the fonts are there; their room does not change with the zoom. */
  letter() {
    for (const drawn of this.points) {
      if (hasDisc(drawn.mark.look) || drawn.name) continue;
      drawn.name = setName(drawn.mark);
      (drawn.mark.look.shape === "label" ? drawn.node : this.names).append(drawn.name);
    }
    const unseen = [...this.names.querySelectorAll(".unseen"), ...[...this.groups.values()].flatMap((group) => [...group.querySelectorAll(".unseen")])];
    for (const node of unseen) node.classList.remove("unseen");
    for (const drawn of this.points) if (drawn.name) drawn.forms = measureName(drawn.name);
  }

  /** Show or hide a layer. @param {string} layer @param {boolean} shown */
  toggle(layer, shown) {
    if (shown) this.hidden.delete(layer);
    else this.hidden.add(layer);
    for (const node of [this.groups.get(layer), ...this.scaled(layer)]) node?.classList.toggle("off", !shown);
  }

  /** @param {string} layer @returns {Element[]} */
  scaled(layer) {
    const all = [...this.places.under.children, ...this.places.over.children];
    return all.filter((node) => /** @type {SVGElement} */ (node).dataset.layer === layer);
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
    for (const drawn of this.arrows) this.layArrow(drawn, scale, this.isOn(drawn) ? obstacles : []);
    const discs = this.points.filter((drawn) => hasDisc(drawn.mark.look) && this.isOn(drawn));
    const signs = signsAt(discs, scale, zoom);
    const named = this.points.filter((drawn) => drawn.name && this.isOn(drawn));
    this.reserved = reserveNames(named, scale, zoom, signs.map(({ x, y, r }) => ({ x: x - r, y: y - r, w: 2 * r, h: 2 * r })), window);
    const rings = this.points.filter(({ mark }) => this.reserved.has(mark.id)).map(({ mark, at }) => square(at, scale, mark.look.size / 2));
    const blocked = [...this.reserved.values(), ...rings];
    obstacles.push(...laySigns(discs, signs, { leaders, counts }, { zoom, blocked, words: tools.words, closer: tools.closer }));
    this.ground = { scale, zoom, lands: tools.lands(), obstacles };
    this.layNames(window);
  }

  /** Lay out the names alone: the map has been moved. @param {import("./naming.js").Window | null} window */
  layNames(window) {
    layNames(this.points.filter((drawn) => drawn.name), this.ground, this.reserved, window, (drawn) => this.isOn(drawn));
  }

  /** @param {Drawn} drawn */
  isOn({ mark }) {
    return !this.hidden.has(mark.layer);
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
    const id = `atlas-way-${this.arrows.findIndex((each) => each.mark === mark)}`;
    const way = draw("path", { id, class: "way", d: pointsPath(forward ? curve : [...curve].reverse()) });
    const text = /** @type {SVGTextElement} */ (draw("text", { class: "arrow-name", dy: -7, "aria-hidden": "true" },
      draw("textPath", { href: `#${id}`, startOffset: "50%", "text-anchor": "middle" }, mark.name)));
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
