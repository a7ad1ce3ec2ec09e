// @ts-check
// The features of the day: zones, lines, arrows, signs and names, laid out anew at each zoom level.
import { arrowOutline, pointsPath, shorten, smooth } from "./arrows.js";
import { draw, fillIn, onPress } from "./dom.js";
import { ink } from "./inks.js";
import { placeLabels, placesAround } from "./labels.js";
import { measureName, setName, showsAt, writeName } from "./lettering.js";
import { pathData, projectLine } from "./projection.js";
import { drawSign, hasDisc } from "./signs.js";
import { spreadSigns } from "./spread.js";

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
 * @property {{ w: number, h: number, line: number }} size of its name
 *
 * @typedef {object} MarkTools
 * @property {import("./projection.js").Projection} to
 * @property {Record<string, string>} glyphs
 * @property {import("./hatches.js").Hatches} hatches
 * @property {Record<string, string>} words
 * @property {(mark: MarkData) => string} nameOf accessible name
 * @property {(card: number, from: Element) => void} choose
 * @property {(at: { x: number, y: number }) => void} closer zooms in on a place, world
 */

const SMALLEST = 15;
const NOWHERE = { x: NaN, y: NaN, w: 0, h: 0 };
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
    const drawn = { mark, node, at, name: null, size: { w: 0, h: 0, line: 0 } };
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

  /** Set the names once the fonts are there; their room does not change with the zoom. */
  letter() {
    for (const drawn of this.points) {
      if (drawn.mark.look.size >= 12 && drawn.mark.look.shape === "glyph") continue;
      drawn.name = setName(drawn.mark);
      if (drawn.mark.look.shape === "label") drawn.node.append(drawn.name);
      else this.names.append(drawn.name);
    }
    for (const drawn of this.points) if (drawn.name) drawn.size = measureName(drawn.name);
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
   * @param {{ rect: import("./labels.js").Rect, strict: boolean } | null} [within] the part of the sheet that is seen:
   *     names of states and seas keep inside it if they can; strict (for print): no name crosses its edge
   */
  layOut(scale, zoom, within = null) {
    /** @type {import("./labels.js").Rect[]} */
    const obstacles = [];
    const shown = (/** @type {Drawn} */ { mark }) => !this.hidden.has(mark.layer);
    for (const drawn of this.arrows) this.layArrow(drawn, scale, shown(drawn) ? obstacles : []);
    const discs = this.points.filter((drawn) => hasDisc(drawn.mark.look) && shown(drawn));
    this.laySigns(discs, scale, zoom, obstacles);
    this.layNames(this.points.filter((drawn) => drawn.name), scale, zoom, obstacles, within);
  }

  /** @param {Drawn} drawn @param {number} scale @param {import("./labels.js").Rect[]} obstacles */
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
   * @param {import("./labels.js").Rect[]} obstacles
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

  /** @param {Drawn[]} discs @param {number} scale @param {number} zoom @param {import("./labels.js").Rect[]} obstacles */
  laySigns(discs, scale, zoom, obstacles) {
    const grow = zoom < 6 ? 0.78 : zoom < 7.4 ? 0.9 : zoom < 8.5 ? 1 : 1.15;
    const byId = new Map(discs.map((drawn) => [drawn.mark.id, drawn]));
    const signs = discs.map(({ mark, at }) => ({
      id: mark.id, x: at.x * scale, y: at.y * scale, rank: mark.rank, r: Math.max(SMALLEST, mark.look.size * grow * rankSize(mark.rank)) / 2,
    }));
    const places = spreadSigns(signs, { gap: 1.5, reach: zoom < 6 ? 24 : 34 });
    /** @type {Map<string, string[]>} */
    const within = new Map();
    this.leaders.replaceChildren();
    places.forEach((place, at) => {
      const { mark, node } = /** @type {Drawn} */ (byId.get(place.id));
      const { x, y, r } = signs[at];
      node.classList.toggle("counted", place.into !== null);
      if (place.into !== null) {
        within.set(place.into, [...(within.get(place.into) ?? []), place.id]);
        return;
      }
      const size = 2 * r;
      /** @type {SVGElement} */ (node.lastElementChild).setAttribute("transform", `translate(${place.x.toFixed(1)} ${place.y.toFixed(1)}) scale(${size / mark.look.size})`);
      obstacles.push({ x: place.x - r, y: place.y - r, w: size, h: size });
      if (place.moved) {
        const leader = draw("path", { d: `M${x.toFixed(1)} ${y.toFixed(1)}L${place.x.toFixed(1)} ${place.y.toFixed(1)}` });
        const foot = draw("circle", { cx: x.toFixed(1), cy: y.toFixed(1), r: 1.6 });
        for (const part of [leader, foot]) part.style.color = ink(mark.look.ink);
        this.leaders.append(leader, foot);
      }
    });
    this.layCounts(within, new Map(places.map((place, at) => [place.id, { ...place, r: signs[at].r }])), byId, obstacles);
  }

  /**
   * @param {Map<string, string[]>} within
   * @param {Map<string, { x: number, y: number, r: number }>} spots
   * @param {Map<string, Drawn>} byId
   * @param {import("./labels.js").Rect[]} obstacles
   */
  layCounts(within, spots, byId, obstacles) {
    const badges = [...within].map(([host, guests]) => {
      const { x, y, r } = /** @type {{ x: number, y: number, r: number }} */ (spots.get(host));
      const { at, mark } = /** @type {Drawn} */ (byId.get(host));
      const text = `+${guests.length}`;
      const w = 6 + 6 * text.length;
      const { x: left, y: top } = leastCrowded(BADGE_WAYS.map(([right, down]) => ({
        x: x + right * (r + 2) - (right > 0 ? 4 : right < 0 ? w - 4 : w / 2), y: y + down * (r + 4) - 6.5, w, h: 13,
      })), obstacles);
      const badge = draw("g", {
        class: "count", role: "button", tabindex: -1, transform: `translate(${left.toFixed(1)} ${top.toFixed(1)})`,
        "aria-label": fillIn(this.tools.words.more_here, { count: guests.length + 1 }),
        "data-holds": guests.join(" "),
      },
        draw("title", {}, fillIn(this.tools.words.more_here, { count: guests.length + 1 })),
        draw("rect", { width: w, height: 13, rx: 6.5 }),
        draw("text", { x: w / 2, y: 10, "text-anchor": "middle" }, text));
      badge.style.color = ink(mark.look.ink);
      onPress(badge, () => this.tools.closer(at));
      obstacles.push({ x: left, y: top, w, h: 13 });
      return badge;
    });
    this.counts.replaceChildren(...badges);
  }

  /** @param {Drawn[]} named @param {number} scale @param {number} zoom @param {import("./labels.js").Rect[]} obstacles @param {{ rect: import("./labels.js").Rect, strict: boolean } | null} within */
  layNames(named, scale, zoom, obstacles, within) {
    const candidates = named.filter(({ mark }) => showsAt(mark, zoom) && !this.hidden.has(mark.layer));
    const labels = candidates.map(({ mark, at, size }) => {
      const [x, y] = [at.x * scale, at.y * scale];
      const places = mark.look.shape === "label" ? placesOn(x, y, size, reach(mark)) : [
        ...placesAround(x, y, mark.look.size / 2 + 2.5, size.w, size.h), ...placesAround(x, y, 14, size.w, size.h),
        ...placesAround(x, y, 24, size.w, size.h),
        // A capital is named, whatever crowds around it.
        ...(mark.rank === 1 ? [34, 46, 58].flatMap((r) => placesAround(x, y, r, size.w, size.h)) : []),
      ];
      return { id: mark.id, rank: nameRank(mark), places, wide: reach(mark) > 5 };
    });
    const dots = candidates.filter(({ mark }) => mark.look.shape === "glyph" && mark.rank < 3);
    if (within) for (const label of labels) label.places = keepInside(label.places, within, label.wide);
    const found = placeLabels(labels, [...obstacles, ...dots.map(({ mark, at }) => square(at, scale, mark.look.size / 2))]);
    const byId = new Map(labels.map((label) => [label.id, label]));
    for (const drawn of named) {
      const { mark, node, name, at, size } = drawn;
      const label = byId.get(mark.id);
      const number = found.get(mark.id);
      const isDot = mark.look.shape === "glyph";
      const shown = number !== undefined;
      node.classList.toggle("unseen", isDot ? !(shown || (label && mark.rank < 3)) : !shown);
      name?.classList.toggle("unseen", !shown);
      if (isDot) {
        /** @type {SVGElement} */ (node.lastElementChild).setAttribute("transform", `translate(${(at.x * scale).toFixed(1)} ${(at.y * scale).toFixed(1)})`);
      }
      if (shown && label && name) {
        const anchor = isDot ? /** @type {const} */ (["start", "start", "start", "end", "middle", "middle", "end", "end"])[number % 8] : "middle";
        writeName(name, label.places[number], size, anchor);
      }
    }
  }
}

const BADGE_WAYS = [[0.8, -0.9], [1, 0], [0.8, 0.9], [-0.8, -0.9], [-1, 0], [-0.8, 0.9], [0, -1.2], [0, 1.2]];

/**
 * Choose the rectangle that covers least of the others.
 * @param {import("./labels.js").Rect[]} choices @param {import("./labels.js").Rect[]} others
 */
function leastCrowded(choices, others) {
  const covered = (/** @type {import("./labels.js").Rect} */ one) => others.reduce((sum, other) => {
    const w = Math.min(one.x + one.w, other.x + other.w) - Math.max(one.x, other.x);
    const h = Math.min(one.y + one.h, other.y + other.h) - Math.max(one.y, other.y);
    return sum + (w > 0 && h > 0 ? w * h : 0);
  }, 0);
  return choices.reduce((best, one) => (covered(one) < covered(best) ? one : best));
}

/** Size of a sign by its rank. @param {number} rank */
function rankSize(rank) {
  return [1.12, 1, 0.9, 0.84][rank - 1] ?? 1;
}

/**
 * Prefer, or insist on, the places inside a part of the sheet.
 * @param {import("./labels.js").Rect[]} places
 * @param {{ rect: import("./labels.js").Rect, strict: boolean }} within
 * @param {boolean} wide whether the name may be moved far
 */
function keepInside(places, { rect, strict }, wide) {
  const isIn = places.map((place) => inside(place, rect));
  if (strict) return places.map((place, at) => (isIn[at] ? place : NOWHERE));
  // Only names that would be cut: a name beside a dot keeps its order.
  if (isIn[0] || !wide) return places;
  return [...places.filter((_, at) => isIn[at]), ...places.filter((_, at) => !isIn[at])];
}

/** @param {import("./labels.js").Rect} one @param {import("./labels.js").Rect} other */
function inside(one, other) {
  return one.x >= other.x && one.y >= other.y && one.x + one.w <= other.x + other.w && one.y + one.h <= other.y + other.h;
}

/** Names of states and seas come first, then towns by rank. @param {MarkData} mark */
function nameRank(mark) {
  const order = { state: 0, capital: 0.5, sea: 1.2, lake: 2.6, region: 2.8, island: 2.4, river: 3.2 };
  return (order[/** @type {keyof typeof order} */ (mark.kind)] ?? 1) + mark.rank;
}

/** How many steps a name may be moved on what it names: great states and seas have room. @param {MarkData} mark */
function reach(mark) {
  if (mark.kind === "state") return mark.rank === 1 ? 12 : 3;
  return mark.kind === "sea" ? 7 - mark.rank : 2;
}

/**
 * Places for a name that lies on what it names: there, or a little beside.
 * @param {number} x @param {number} y @param {{ w: number, h: number }} size
 * @param {number} free how many steps it may be moved
 */
function placesOn(x, y, { w, h }, free) {
  const places = [];
  for (let step = 0; step <= free; step += 1) {
    for (const [dx, dy] of step === 0 ? [[0, 0]] : [[0, -1], [0, 1], [-1, 0], [1, 0], [-1, -1], [1, -1], [-1, 1], [1, 1]]) {
      places.push({ x: x - w / 2 + dx * step * 9, y: y - h / 2 + dy * step * 8, w, h });
    }
  }
  return places;
}

/** @param {{ x: number, y: number }} at @param {number} scale @param {number} r */
function square(at, scale, r) {
  return { x: at.x * scale - r, y: at.y * scale - r, w: 2 * r, h: 2 * r };
}
