// @ts-check
// The ways of a day: arrows with their names along them, and the notches across them of what was entered on the way.
import {
  arrowClass, arrowCurve, arrowOutline, notchOutline, pointBeside, pointsPath, shareAlong, shorten,
} from "./arrows.js";
import { MOST_FADING, isStill } from "./arrivals.js";
import { growingStops } from "./growth.js";
import { ArrowCrowd, DENSE } from "./arrow-crowd.js";
import { intersects } from "../data/geometry.js";
import { GridIndex } from "../labels/grid-index.js";
import { square } from "../labels/placement.js";
import { svg, truncate } from "../dom/elements.js";
import { MAX_LABEL_LENGTH } from "../labels/text.js";

/**
 * @typedef {import("./arrows.js").Point} Point
 * @typedef {import("./drawn-feature.js").DrawnFeature} DrawnFeature
 * @typedef {import("../data/geometry.js").Rect} Rect
 * @typedef {import("../data/localize.js").FeatureData} FeatureData
 *
 * @typedef {object} DrawnArrow
 * @property {number} scale
 * @property {Point[]} curve the longest of its parts
 * @property {Point[][]} curves all of them
 * @property {Rect[]} obstacles
 * @property {Rect[]} name the room of its letters
 * @property {SVGElement | null} text its letters
 *
 * @typedef {object} RouteTools
 * @property {string} prefix of ids
 * @property {import("../contract.js").Arrow} shape
 * @property {(drawn: DrawnFeature) => boolean} isOn
 * @property {(drawn: DrawnFeature) => Element} groupOf where it is drawn
 * @property {(feature: FeatureData, from: Element) => void} choose
 * @property {(drawn: DrawnFeature) => void} drawSign in the place of the notch that it was
 */

// An arrow swells beyond the box of its way, by a share of the box and by pixels.
const [SWELLS_BY, SWELLS] = [0.2, 30];
// Pixels: how far the name of an arrow is from its shaft, and the height of its letters.
const [NAME_GAP, NAME_HEIGHT] = [3, 11];
// The room of an hour beside its notch, pixels.
const HOUR = { w: 32, h: 14 };
// Along a shorter arrow there is none.
const MIN_LENGTH_WITH_HOURS = 70;
// Of more signs it is not known which will be drawn.
const MANY_SIGNS = 400;
// Of more arrows in what is seen the lesser ones are a crowd, which leaves room for fewer where it is dense; of many,
// names keep clear of every third piece.
const [MOST_ARROWS, MOST_OVER_DENSE, MANY_ARROWS] = [45, 25, 30];
// Of many no name is measured: a letter takes so many pixels at most.
const LETTER = 6.6;

/** The arrows of a day, and what stands across them. */
export class Routes {
  /** @param {{ id: string, name: string }[]} layers @param {FeatureData[]} features @param {RouteTools} tools */
  constructor(layers, features, tools) {
    this.tools = tools;
    this.notches = svg("g", { class: "notches", role: "group",
      "aria-label": layers.find(({ id }) => features.some((each) => each.layer === id && each.routes.length))?.name });
    this.crowd = new ArrowCrowd(({ feature }, from) => tools.choose(feature, from));
    /** @type {DrawnFeature[]} */
    this.arrows = [];
    /** @type {DrawnFeature[]} */
    this.signs = [];
    /** @type {Map<DrawnFeature, DrawnFeature>} what was entered on the way, with the arrow it is a notch across */
    this.notched = new Map();
    /** @type {Set<DrawnFeature>} arrows and notches that are in what is seen */
    this.seen = new Set();
    /** @type {Map<DrawnFeature, Rect>} the room of each notch that is seen */
    this.boxes = new Map();
  }

  /**
   * What was entered on the way is a notch across its arrow, and a sign while there is no arrow.
   * @param {DrawnFeature[]} there @param {number} day
   */
  show(there, day) {
    const { isOn, drawSign } = this.tools;
    this.arrows = there.filter(({ feature }) => feature.symbol.shape === "arrow");
    this.signs = there.filter(({ feature }) => feature.symbol.disc);
    for (const drawn of this.arrows) drawn.isSettled = drawn.feature.first < day;
    const arrows = new Map(this.arrows.filter(isOn).map((arrow) => [arrow.feature.id, arrow]));
    this.notched.clear();
    for (const drawn of there) {
      if (drawn.feature.symbol.shape !== "icon" || !drawn.feature.routes.length) continue;
      const arrow = drawn.feature.routes.map((id) => arrows.get(id)).find(Boolean);
      if (arrow && isOn(drawn)) {
        this.notched.set(drawn, arrow);
        continue;
      }
      if (!drawn.wasNotch) continue;
      drawn.wasNotch = false;
      drawn.node.classList.remove("no-room");
      drawSign(drawn);
    }
  }

  /**
   * Draw the arrows in what is seen, then the notches with their hours.
   * @param {number} scale pixels per world unit @param {(rect: Rect) => boolean} isSeen
   * @returns {Rect[]} the room that arrows, their names and the hours take
   */
  draw(scale, isSeen) {
    const inView = this.arrows.filter((drawn) => this.tools.isOn(drawn) && isSeen(arrowRoom(drawn, scale)));
    const shown = chiefArrows(inView);
    this.seen = new Set(shown);
    this.crowd.show(inView.filter((drawn) => !this.seen.has(drawn)), scale);
    this.boxes.clear();
    const fresh = shown.filter(({ arrow }) => arrow?.scale !== scale);
    for (const drawn of fresh) this.drawArrow(drawn, scale);
    if (inView.length <= MANY_ARROWS) this.measureNames(fresh);
    for (const drawn of fresh) this.fitName(drawn);
    const signs = this.notched.size === 0 || this.signs.length > MANY_SIGNS ? [] : this.signs.filter((drawn) =>
      this.tools.isOn(drawn) && !this.notched.has(drawn)).map(({ feature, at }) => square(at, scale, feature.size / 2));
    const written = [...writtenNames(shown), ...signs];
    const names = written.length;
    /** @type {Rect[]} */
    const notches = [];
    // Where the map is too far away for all of them, the farthest reached are seen.
    const latest = [...this.notched].filter(([, arrow]) => this.seen.has(arrow))
      .sort(([one], [other]) => other.feature.time.localeCompare(one.feature.time));
    for (const [drawn, arrow] of latest) {
      const ring = this.ringOf(drawn, arrow, scale);
      const box = boxOf(ring);
      const isHidden = notches.some((other) => intersects(other, box));
      if (!isHidden) notches.push(box);
      drawn.wasNotch = true;
      drawn.node.classList.toggle("no-room", isHidden);
      drawn.node.replaceChildren(...(isHidden ? [] : this.notch(drawn, arrow, ring, written)));
      if (isHidden || !isSeen(box)) continue;
      this.seen.add(drawn);
      this.boxes.set(drawn, box);
    }
    const obstacles = shown.flatMap(({ arrow }) => arrow?.obstacles ?? []);
    const coarse = shown.length > MANY_ARROWS ? obstacles.filter((_, at) => at % 3 === 0) : obstacles;
    return [...coarse, ...written.slice(names)];
  }

  /**
   * Let the arrows that have come grow between the points whose hours are known.
   * @param {DrawnFeature[]} points @param {import("./arrivals.js").Arrivals} arrivals @param {number} scale
   */
  grow(points, arrivals, scale) {
    const coming = [...arrivals.coming].filter((drawn) =>
      drawn.feature.symbol.shape === "arrow" && this.seen.has(drawn) && drawn.ways.length === 1);
    if (coming.length > MOST_FADING || isStill()) return;
    for (const drawn of coming) {
      const { feature: { id, time }, arrow } = drawn;
      const { curve } = /** @type {DrawnArrow} */ (arrow);
      const passed = points.filter(({ feature }) => feature.routes.includes(id))
        .map(({ feature, at }) => ({ share: shareAlong(curve, [at.x * scale, at.y * scale]), time: feature.time }));
      const stops = growingStops([{ share: 0, time }, ...passed]);
      if (stops.length > 0) arrivals.grow(drawn, stops);
    }
  }

  /** Draw an arrow, with its name along it. @param {DrawnFeature} drawn @param {number} scale */
  drawArrow(drawn, scale) {
    const { feature, node } = drawn;
    const { shape } = this.tools;
    const curves = drawn.ways.map((way) =>
      shorten(arrowCurve(way.map(({ x, y }) => /** @type {Point} */ ([x * scale, y * scale])), shape), 10));
    const outline = (/** @type {Point[]} */ each) => arrowOutline(each, shape.widths[feature.rank - 1], shape);
    const d = curves.map((each) => pointsPath(outline(each), true)).join("");
    const curve = curves.reduce((longest, each) => (each.length > longest.length ? each : longest));
    const body = svg("path", { class: arrowClass(feature.symbol), d });
    const casing = svg("path", { class: "arrow-casing", d });
    node.replaceChildren(casing, svg("path", { class: "hit-area", d }), body);
    const half = shape.widths[feature.rank - 1] / 2;
    const obstacles = curves.flat().filter((_, at) => at % 2 === 0)
      .map(([x, y]) => ({ x: x - half, y: y - half, w: 2 * half, h: 2 * half }));
    drawn.arrow = { scale, curve, curves, obstacles, name: [], text: null };
    const baseline = svg("path", {
      id: this.wayId(drawn), class: "arrow-baseline", d: pointsPath(forwards(curve)),
    });
    const text = svg("text", { class: "arrow-name", dy: -half - NAME_GAP, "aria-hidden": "true" },
      truncate(feature.name, MAX_LABEL_LENGTH));
    node.append(baseline, text);
  }

  /** Measure the names of arrows, all at once: that is to lay out all that is new. @param {DrawnFeature[]} arrows */
  measureNames(arrows) {
    for (const drawn of arrows) if (!drawn.node.isConnected) this.tools.groupOf(drawn).append(drawn.node);
    for (const drawn of arrows) drawn.nameLength ||= measuredName(drawn);
  }

  /** @param {DrawnFeature} drawn */
  wayId({ number }) {
    return `${this.tools.prefix}-way-${number}`;
  }

  /** Lay a name along its arrow, or leave it out where the arrow is too short for it. @param {DrawnFeature} drawn */
  fitName(drawn) {
    const arrow = /** @type {DrawnArrow} */ (drawn.arrow);
    const [baseline, text] = [...drawn.node.children].slice(-2);
    const letters = Math.min(drawn.feature.name.length, MAX_LABEL_LENGTH);
    const way = forwards(arrow.curve);
    const share = (drawn.nameLength || letters * LETTER) / lengthOfWay(way);
    if (share > 0.86) {
      baseline.remove();
      text.remove();
      return;
    }
    text.replaceChildren(svg("textPath", {
      href: `#${this.wayId(drawn)}`, startOffset: "50%", "text-anchor": "middle",
    }, ...text.childNodes));
    const half = this.tools.shape.widths[drawn.feature.rank - 1] / 2;
    // Labels keep clear of the whole length along which a name could lie.
    for (const [x, y] of arrow.curve) arrow.obstacles.push({ x: x - 4, y: y - half - 14, w: 8, h: 14 });
    const isNamed = (/** @type {number} */ at) => Math.abs(at / (way.length - 1) - 0.5) <= share / 2;
    const size = { w: NAME_HEIGHT, h: NAME_HEIGHT };
    arrow.text = /** @type {SVGElement} */ (text);
    arrow.name = way.flatMap((_, at) => (isNamed(at) ? [pointBeside(way, at, half + NAME_GAP + NAME_HEIGHT / 2)] : []))
      .map(([x, y]) => ({ x: x - NAME_HEIGHT / 2, y: y - NAME_HEIGHT / 2, ...size }));
  }

  /** The outline of a notch. @param {DrawnFeature} drawn @param {DrawnFeature} across @param {number} scale */
  ringOf({ at }, across, scale) {
    const { shape } = this.tools;
    const { curves } = /** @type {DrawnArrow} */ (across.arrow);
    const place = /** @type {Point} */ ([at.x * scale, at.y * scale]);
    const curve = curves.length > 1 ? nearestCurve(curves, place) : curves[0];
    return notchOutline(curve, place, shape.widths[across.feature.rank - 1], shape);
  }

  /**
   * @param {DrawnFeature} drawn @param {DrawnFeature} across the arrow @param {Point[]} ring its outline
   * @param {Rect[]} written names along arrows, signs, and hours: none is written over another
   */
  notch({ feature }, across, ring, written) {
    const { shape } = this.tools;
    const { curve } = /** @type {DrawnArrow} */ (across.arrow);
    const d = pointsPath(ring, true);
    const parts = [svg("path", { class: "arrow-casing", d }), svg("path", { class: "hit-area", d }),
      svg("path", { class: `notch ${feature.symbol.fill}`, d })];
    const [x, y] = ring.reduce((least, point) => (point[1] < least[1] ? point : least), ring[0] ?? [0, 0]);
    const room = { x: x - HOUR.w / 2, y: y - HOUR.h, ...HOUR };
    const isShort = curve.length * shape.step < MIN_LENGTH_WITH_HOURS;
    if (!feature.time || isShort || written.some((other) => intersects(other, room))) return parts;
    written.push(room);
    return [...parts, svg("text", { class: "notch-hour", x: x.toFixed(1), y: (y - 3).toFixed(1) }, feature.time)];
  }
}

/** The length of a name. On a way that is too short Firefox tells only what has room. @param {DrawnFeature} drawn */
function measuredName({ node }) {
  return /** @type {SVGTextElement} */ (node.lastElementChild).getComputedTextLength();
}

/** Of many arrows those that are pointed out, are important, are new. @param {DrawnFeature[]} arrows */
function chiefArrows(arrows) {
  if (arrows.length <= MOST_ARROWS) return arrows;
  const most = arrows.length > DENSE ? MOST_OVER_DENSE : MOST_ARROWS;
  const order = [...arrows].sort((one, other) => Number(other.isPointed) - Number(one.isPointed) ||
    one.feature.rank - other.feature.rank || other.feature.first - one.feature.first);
  return order.slice(0, most);
}

/**
 * Write the names along arrows, none over another.
 * @param {DrawnFeature[]} arrows
 * @returns {Rect[]} the room they take
 */
function writtenNames(arrows) {
  /** @type {GridIndex<Rect>} */
  const index = new GridIndex();
  return arrows.flatMap(({ arrow }) => {
    if (!arrow?.text) return [];
    const isOver = arrow.name.some((rect) => index.some(rect, (other) => intersects(other, rect)));
    arrow.text.classList.toggle("hidden-label", isOver);
    if (isOver) return [];
    for (const rect of arrow.name) index.add(rect, rect);
    return arrow.name;
  });
}

/** A way as its name is read. @param {Point[]} curve */
function forwards(curve) {
  return curve[curve.length - 1][0] >= curve[0][0] ? curve : [...curve].reverse();
}

/** The curve that passes nearest to a point. @param {Point[][]} curves @param {Point} point */
function nearestCurve(curves, [x, y]) {
  const away = curves.map((curve) => Math.min(...curve.map((each) => Math.hypot(each[0] - x, each[1] - y))));
  return curves[away.indexOf(Math.min(...away))];
}

/** @param {Point[]} way */
function lengthOfWay(way) {
  return way.slice(1).reduce((sum, [x, y], at) => sum + Math.hypot(x - way[at][0], y - way[at][1]), 0);
}

/** The room in which an arrow can be drawn, pixels. @param {DrawnFeature} drawn @param {number} scale */
export function arrowRoom({ box }, scale) {
  const more = SWELLS_BY * (box.w + box.h) * scale + SWELLS;
  return { x: box.x * scale - more, y: box.y * scale - more, w: box.w * scale + 2 * more, h: box.h * scale + 2 * more };
}

/** The room of an outline. @param {Point[]} ring @returns {Rect} */
function boxOf(ring) {
  const [xs, ys] = [ring.map(([x]) => x), ring.map(([, y]) => y)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, w: Math.max(...xs) - x, h: Math.max(...ys) - y };
}
