// @ts-check
// The features of a day: zones, lines, arrows, icons and labels, laid out anew at each zoom level and on each change.
import { Arrivals, letArrive } from "./arrivals.js";
import { chiefDiscs, groupSigns, moveSign, placeIcons, iconsAt } from "../labels/clusters.js";
import { svg, onActivate } from "../dom/elements.js";
import { cssColor } from "./colors.js";
import { isVisibleAt, measureLabel, createLabel } from "../labels/text.js";
import { byPriority, moveDot, placeNames, reserveLabels, square } from "../labels/placement.js";
import { DayIndex } from "../data/day-index.js";
import { intersects, linesOf } from "../data/geometry.js";
import { worldBox, worldLength } from "../data/mercator.js";
import { PrecisionCircles } from "./precision-circles.js";
import { reconcileChildren } from "../dom/reconcile.js";
import { drawIcon } from "./icons.js";
import { isOutline, Outlines } from "./outlines.js";
import { arrowRoom, Routes } from "./routes.js";
import { SideNames } from "./side-names.js";
import { Spotlight } from "./spotlight.js";
import { spokenEntry } from "./spoken-name.js";
import { isCertain } from "../data/localize.js";
import { isShown } from "../data/shown.js";

/**
 * @typedef {import("../data/localize.js").FeatureData} FeatureData
 * @typedef {import("../data/shown.js").Filter} Filter
 * @typedef {import("../contract.js").Geometry} Geometry
 *
 * @typedef {object} DrawnFeature
 * @property {FeatureData} feature
 * @property {SVGElement} node
 * @property {{ x: number, y: number }} at where it belongs, world
 * @property {import("../data/geometry.js").Rect} box the room of its lines, world
 * @property {number} reach how far from there its true place may lie, world
 * @property {SVGElement | null} label
 * @property {import("../labels/text.js").LabelVariant[]} variants of its label
 * @property {import("./routes.js").DrawnArrow | null} arrow as it was drawn last
 * @property {SVGElement | null} sign of an icon, drawn when it is first seen, taken away while it is a notch across an
 *     arrow
 * @property {object | null} look marks and highlights that it bears
 * @property {{ x: number, y: number, r: number } | null} stand where its sign is drawn, pixels; null: counted with
 *     another
 *
 * @typedef {object} FeatureTools
 * @property {string} prefix of ids
 * @property {import("../data/mercator.js").Projection} projection
 * @property {Record<string, string>} icons
 * @property {import("../contract.js").Symbology} symbology
 * @property {import("./hatches.js").Hatches} hatches
 * @property {Record<string, string>} messages
 * @property {() => import("../labels/land-index.js").LandIndex[]} lands of the states of the day
 * @property {() => import("../labels/land-index.js").LandIndex | null} coast all land as one
 * @property {import("../labels/displacement-area.js").LandAt} landAt the state of the day at a point, world
 * @property {(feature: FeatureData, from: Element) => void} choose
 * @property {(cluster: import("../labels/clusters.js").Cluster, from: Element) => void} open several signs of one place
 * @property {() => boolean} isClosest whether the map can be brought no closer
 * @property {(zoom: number) => number} mostSigns so many at most
 * @property {number} enlarged how many times larger signs are
 */

// What is new finds its place before what is not, if the reader wants to see only that.
const MARKED_RANK = 0.5;
// On a map far away up to so many things all stay in the page; of more, and nearer, those that are not seen are not
// there.
const MOST_KEPT = 400;
// What lies so far beyond the view, in views, is there when the map is moved; so many names at most.
const [BEYOND, MOST_NAMES] = [0.25, 120];
// The same of what a divider hides.
const BEYOND_DIVIDER = 0.08;
// As broad as the broadest band beside a line, pixels.
const STROKE = 16;
// From this zoom level on the map is near: towns keep room for their names, before the signs.
const NEAR_FROM = 8;

/** Whether an event is one of those a day is known by: it is never counted with others. @param {FeatureData} feature */
function isChief({ role, rank }) {
  return role === "events" && rank === 1;
}

/** Where a feature belongs, or, of a zone, a point of its rim. @param {FeatureData} feature */
function placeOf({ geometry }) {
  return linesOf(/** @type {Geometry} */ (geometry)).flat().slice(-1)[0];
}

/**
 * Whether a point or a room is seen, or will be when the map is moved a little.
 * @param {import("../labels/placement.js").LabelViewport | null} viewport
 * @returns {(room: { x: number, y: number, w?: number, h?: number }) => boolean} pixels
 */
function seenIn(viewport) {
  if (!viewport) return () => true;
  const { x, y, w, h } = viewport.view;
  const seen = { x: x - BEYOND * w, y: y - BEYOND * h, w: (1 + 2 * BEYOND) * w, h: (1 + 2 * BEYOND) * h };
  return (room) => intersects({ w: 0, h: 0, ...room }, seen);
}

/**
 * Whether a room is seen on a side of a divider, or will be when the divider is moved a little.
 * @param {import("../labels/placement.js").LabelViewport | null} viewport
 * @returns {(room: { x: number, y: number, w?: number, h?: number }) => boolean} pixels
 */
function onSideOf(viewport) {
  const isSeen = seenIn(viewport);
  if (!viewport?.side) return isSeen;
  const { side: { from, to }, view: { w: width } } = viewport;
  const [left, right] = [from - BEYOND_DIVIDER * width, to + BEYOND_DIVIDER * width];
  return (room) => isSeen(room) && room.x < right && room.x + (room.w ?? 0) > left;
}

/** A room in pixels, with its strokes. @param {import("../data/geometry.js").Rect} box world @param {number} scale */
function grownBox({ x, y, w, h }, scale) {
  return { x: x * scale - STROKE, y: y * scale - STROKE, w: w * scale + 2 * STROKE, h: h * scale + 2 * STROKE };
}

/** @param {DrawnFeature[]} drawn */
function nodesOf(drawn) {
  return drawn.map(({ node }) => node);
}

/** Whether two lists differ. @param {DrawnFeature[]} some @param {DrawnFeature[]} others */
function areOthers(some, others) {
  return some.length !== others.length || some.some((drawn, at) => drawn !== others[at]);
}

/** The features of an atlas, of which those of one day are shown. */
export class FeatureLayers {
  /**
   * @param {{ hatched: Element, over: Element, circles: Element, icons: Element }} places hatched zones, over land
   *     and sea and under all lines; other zones and lines, over them; circles around icons; icons
   * @param {{ id: string, name: string }[]} layers
   * @param {FeatureData[]} features in drawing order
   * @param {FeatureTools} tools
   */
  constructor(places, layers, features, tools) {
    this.tools = tools;
    this.places = places;
    this.features = features;
    this.index = new DayIndex(features.filter(({ geometry }) => geometry));
    this.leaders = svg("g", { class: "leaders", "aria-hidden": "true" });
    this.names = svg("g", { class: "names" });
    this.badges = svg("g", { class: "clusters" });
    this.measuringLayer = svg("g", { class: "names", visibility: "hidden", "aria-hidden": "true" });
    /** @type {Map<string, Element>} */
    this.groups = new Map(layers.map(({ id, name }) =>
      [id, svg("g", { class: "layer", role: "group", "aria-label": name, "data-layer": id })]));
    /** @type {Map<string, DrawnFeature>} everything that was ever shown */
    this.known = new Map();
    /** @type {DrawnFeature[]} what is on the map */
    this.there = [];
    /** @type {DrawnFeature[]} of these icons and labels */
    this.points = [];
    /** @type {Element[]} badges, on the map if they are seen */
    this.clusters = [];
    /** @type {DrawnFeature[]} and arrows, in drawing order */
    this.others = [];
    /** @type {DrawnFeature[]} zones and lines, in drawing order */
    this.outlined = [];
    /** @type {Filter} */
    this.filter = { hidden: new Set(), sure: "all", news: false };
    /** @type {Set<string>} */
    this.highlighted = new Set();
    /** @type {Set<string> | null} what differs from another day, if one is compared */
    this.marked = null;
    this.pales = false;
    /** Another one whenever other features are marked or pointed out: what is shown puts on the latest. */
    this.look = {};
    this.areLabelsMeasured = false;
    /** Whether there is no room for all signs. */
    this.isThinned = false;
    this.circles = new PrecisionCircles(places.circles, places.icons);
    this.arrivals = new Arrivals(tools.symbology.arrow);
    this.spotlight = new Spotlight();
    /** @type {string | null} id of what is pointed at in a list */
    this.lit = null;
    this.outlines = new Outlines(tools.projection, tools.hatches);
    this.sideNames = new SideNames(tools.symbology.side, tools.projection);
    /** @type {DrawnFeature[]} zones that are on the map */
    this.zones = [];
    /** @type {DrawnFeature[]} lines with two sides that are on the map */
    this.sided = [];
    /** @type {import("../data/geometry.js").Rect[]} room that icons take */
    this.signRooms = [];
    /** @type {import("../data/geometry.js").Rect[]} and arrows */
    this.routeRooms = [];
    /** The view for which the arrows are drawn. */
    this.routesIn = "";
    /** @type {import("../data/geometry.js").Rect[]} and the chief towns */
    this.rings = [];
    /** @type {import("../labels/placement.js").LabelContext} */
    this.labelContext = { scale: 1, zoom: 0, lands: [], coast: null, obstacles: [], named: new Set(),
      zoneCost: () => 0 };
    /** @type {Map<string, import("../data/geometry.js").Rect>} */
    this.reserved = new Map();
    this.routes = new Routes(layers, features, {
      prefix: tools.prefix, projection: tools.projection, shape: tools.symbology.arrow,
      isOn: (drawn) => this.isOn(drawn),
      drawSign: (drawn) => this.drawSign(drawn),
      groupOf: ({ feature: { layer } }) => /** @type {Element} */ (this.groups.get(layer)),
    });
    // Ways lie over signs: where they lead is what a day of invasion tells.
    const isWays = (/** @type {string} */ id) => features.some(({ layer }) => layer === id) &&
      features.every(({ layer, symbol }) => layer !== id || symbol.shape === "arrow");
    const groups = [...this.groups].sort(([one], [other]) => Number(isWays(one)) - Number(isWays(other)));
    const ordered = groups.map(([, group]) => group);
    const { arrivals, spotlight, routes } = this;
    places.circles.append(arrivals.world, spotlight.world);
    places.icons.append(this.leaders, this.sideNames.group, ...ordered, arrivals.growing, routes.notches, this.names,
      this.badges, arrivals.flat, spotlight.flat, this.measuringLayer);
  }

  /**
   * Show the features of a day.
   * @param {number} day @param {Filter} filter
   * @returns {boolean} whether anything on the map has come or gone
   */
  show(day, filter) {
    this.filter = filter;
    const there = this.index.on(day).filter((feature) => isShown(feature, day, filter.sure))
      .map((feature) => this.draw(feature));
    for (const { feature, node } of there) {
      node.classList.toggle("faint", feature.symbol.faint || !isCertain(feature, day));
    }
    for (const drawn of there) this.putOn(drawn);
    this.arrivals.tell(there, day, filter.sure, (drawn) => this.isOn(drawn));
    this.there = there;
    const outlines = there.filter(({ feature }) => isOutline(feature));
    for (const { feature, node } of outlines) node.classList.toggle("off", filter.hidden.has(feature.layer));
    this.zones = outlines.filter((drawn) => drawn.feature.symbol.shape === "area" && this.isOn(drawn));
    this.sided = outlines.filter((drawn) => drawn.feature.symbol.sides && this.isOn(drawn));
    this.sideNames.settle(this.sided, day);
    const others = there.filter(({ feature }) => !isOutline(feature));
    this.routes.show(others, day);
    for (const [id, group] of this.groups) {
      group.classList.toggle("off", filter.hidden.has(id));
    }
    const changed = areOthers(outlines, this.outlined) || areOthers(others, this.others);
    this.outlined = outlines;
    this.others = others;
    this.removeGone();
    this.points = others.filter(({ feature }) => feature.symbol.shape !== "arrow");
    this.circles.show(this.points.filter((drawn) => drawn.feature.symbol.shape === "icon" && this.isOn(drawn)));
    return changed;
  }

  /** What is over goes at once; what has come is put into the page when all is laid out. */
  removeGone() {
    const now = new Set(this.there.map(({ node }) => /** @type {Element} */ (node)));
    const { hatched, over } = this.places;
    for (const place of [hatched, over, this.routes.notches, ...this.groups.values()]) {
      for (const node of [...place.children]) if (!now.has(node)) node.remove();
    }
  }

  /**
   * Put what is drawn into the page: all of it or, if there is much, what is seen.
   * @param {(room: { x: number, y: number, w?: number, h?: number }) => boolean} isSeen
   */
  attach(isSeen) {
    const areAll = this.keepsAll(this.labelContext.zoom);
    const { notches, notched, seen, boxes } = this.routes;
    const { scale } = this.labelContext;
    const isSign = (/** @type {DrawnFeature} */ drawn) =>
      this.isOn(drawn) && !drawn.node.matches(".clustered, .hidden-label") && isSeen(this.pixelOf(drawn));
    const isKept = (/** @type {DrawnFeature} */ drawn) => areAll || (drawn.feature.symbol.shape !== "arrow"
      ? isSign(drawn) : seen.has(drawn) && isSeen(arrowRoom(drawn, scale)));
    /** @type {Map<string, Element[]>} */
    const ofLayers = new Map([...this.groups.keys()].map((id) => [id, []]));
    for (const drawn of this.others) {
      if (notched.has(drawn) || !isKept(drawn)) continue;
      this.drawSign(drawn);
      ofLayers.get(drawn.feature.layer)?.push(drawn.node);
    }
    for (const [id, group] of this.groups) reconcileChildren(group, ofLayers.get(id) ?? []);
    reconcileChildren(notches, nodesOf([...notched.keys()].filter((drawn) =>
      areAll || (seen.has(drawn) && isSeen(boxes.get(drawn) ?? this.pixelOf(drawn))))));
    const outlined = this.outlined.filter(({ box }) => areAll || isSeen(grownBox(box, scale)));
    reconcileChildren(this.places.hatched, nodesOf(outlined.filter(({ feature }) => feature.symbol.hatch)));
    reconcileChildren(this.places.over, nodesOf(outlined.filter(({ feature }) => !feature.symbol.hatch)));
    reconcileChildren(this.badges, this.clusters.filter((badge) => {
      const first = this.known.get(badge.getAttribute("data-of") ?? "");
      return first && isSeen(this.pixelOf(first));
    }));
    // The words of a name are there while they are seen.
    const isWritten = (/** @type {DrawnFeature} */ { label }) => label && !label.classList.contains("hidden-label");
    const written = this.points.filter((drawn) => isWritten(drawn) && isSeen(this.pixelOf(drawn)));
    const isOwn = (/** @type {DrawnFeature} */ { feature }) => feature.symbol.shape === "label";
    reconcileChildren(this.names, written.flatMap((drawn) => (drawn.label && !isOwn(drawn) ? drawn.label : [])));
    const own = new Set(written.filter(isOwn));
    for (const drawn of this.points) {
      if (!drawn.label || !isOwn(drawn)) continue;
      if (!own.has(drawn)) drawn.label.remove();
      else if (drawn.label.parentNode !== drawn.node) drawn.node.append(drawn.label);
    }
  }

  /** Whether there is so little on a map far away that all of it stays in the page. @param {number} zoom */
  keepsAll(zoom) {
    return this.others.length <= MOST_KEPT && zoom < NEAR_FROM;
  }

  /** Where a feature is drawn, pixels. @param {DrawnFeature} drawn */
  pixelOf({ stand, at }) {
    const { scale } = this.labelContext;
    return stand ?? { x: at.x * scale, y: at.y * scale };
  }

  /**
   * Point out some features, and no others.
   * @param {string[]} ids @param {boolean} [pales] whether the signs, arrows and zones beside them are pale
   */
  highlight(ids, pales = false) {
    this.highlighted = new Set(ids);
    this.pales = pales && ids.length > 0;
    this.places.icons.classList.toggle("pointing", this.pales);
    this.changeLook();
  }

  /** What is on the map is marked at once, all else when it is shown. */
  changeLook() {
    this.look = {};
    for (const drawn of this.there) this.putOn(drawn);
  }

  /** @param {DrawnFeature} drawn */
  putOn(drawn) {
    if (drawn.look === this.look) return;
    drawn.look = this.look;
    this.showMark(drawn);
    this.showHighlight(drawn);
  }

  /** @param {DrawnFeature} drawn */
  showHighlight({ feature, node, label }) {
    const isHighlighted = this.highlighted.has(feature.id);
    const { shape, disc } = feature.symbol;
    // Towns and names stay: by them the reader knows where the rest is.
    const isGround = shape === "label" || (shape === "icon" && !disc);
    node.classList.toggle("paled", this.pales && !isHighlighted && !isGround);
    for (const each of [node, label]) each?.classList.toggle("highlighted", isHighlighted);
  }

  /** Put a halo around a feature that is on the map, or around the badge it is counted in. @param {string | null} id */
  lightUp(id) {
    if (id === null && this.lit === null) return;
    this.lit = id;
    this.circles.attend("listed", id);
    const drawn = this.there.find(({ feature }) => feature.id === id);
    const badge = drawn && this.clusters.find((each) => this.countedIn(each).includes(drawn));
    this.spotlight.show(badge ?? drawn?.node ?? null);
  }

  /** Mark some features and pale the others, or treat all alike. @param {Set<string> | null} ids */
  mark(ids) {
    this.marked = ids;
    this.changeLook();
    this.markBadges();
  }

  /** @param {DrawnFeature} drawn */
  showMark({ feature, node }) {
    const isChanged = this.marked?.has(feature.id) ?? false;
    node.classList.toggle("changed", isChanged);
    // Places are there to find one's way.
    node.classList.toggle("same", this.marked !== null && !isChanged && feature.role !== "places");
  }

  /** The signs that a badge counts. @param {Element} badge */
  countedIn(badge) {
    return (badge.getAttribute("data-holds") ?? "").split(" ").flatMap((id) => this.known.get(id) ?? []);
  }

  /** A sign that is counted with others is marked by its badge. */
  markBadges() {
    for (const badge of this.clusters) {
      const counted = this.countedIn(badge);
      const isChanged = counted.some(({ feature }) => this.marked?.has(feature.id));
      badge.classList.toggle("new", counted.some(({ node }) => node.classList.contains("new")));
      badge.classList.toggle("changed", isChanged);
      badge.classList.toggle("same", this.marked !== null && !isChanged);
    }
  }

  /** Draw a feature, once. @param {FeatureData} feature @returns {DrawnFeature} */
  draw(feature) {
    const known = this.known.get(feature.id);
    if (known) return known;
    const { shape, fill, color } = feature.symbol;
    const unsure = fill === "full" || shape === "label" ? "" : " less-certain";
    // Named by an attribute: the browser's own tooltip for a <title> would come late, over ours.
    const node = svg("g", {
      class: `feature ${shape}${unsure}`, "data-id": feature.id, role: "button", tabindex: -1,
      "aria-label": spokenEntry(feature),
    });
    node.style.color = cssColor(color);
    onActivate(node, () => this.tools.choose(feature, node));
    const reach = worldLength(feature.precisionKm, placeOf(feature)[1]);
    /** @type {DrawnFeature} */
    const drawn = {
      feature, node, at: this.anchor(feature), box: this.boxOf(feature), reach, label: null, variants: [],
      arrow: null, sign: null, look: null, stand: null,
    };
    if (isOutline(feature)) this.outlines.draw(feature, node);
    this.known.set(feature.id, drawn);
    return drawn;
  }

  /** Draw the sign of an icon, unless it is there or is a notch. @param {DrawnFeature} drawn */
  drawSign(drawn) {
    const { feature, node } = drawn;
    if (feature.symbol.shape !== "icon" || this.routes.notched.has(drawn)) return;
    drawn.sign ??= drawIcon(feature.symbol, this.tools, feature.size);
    if (node.lastElementChild === drawn.sign) return;
    node.replaceChildren(drawn.sign);
    if (feature.symbol.disc) moveSign(drawn);
    else moveDot(drawn, this.labelContext.scale);
  }

  /** Where a feature belongs, world. @param {FeatureData} feature */
  anchor(feature) {
    const [lon, lat] = placeOf(feature);
    return { x: this.tools.projection.x(lon), y: this.tools.projection.y(lat) };
  }

  /** @param {FeatureData} feature */
  boxOf({ geometry }) {
    return worldBox(linesOf(/** @type {Geometry} */ (geometry)), this.tools.projection);
  }

  /** The fonts are there: whatever has been measured is measured anew when it is wanted. */
  measureLabels() {
    this.areLabelsMeasured = true;
    this.sideNames.forget();
    for (const drawn of this.known.values()) drawn.variants = [];
  }

  /**
   * Make labels and measure them, unless that is done; their room does not change with the zoom.
   * @param {DrawnFeature[]} wanted
   */
  measure(wanted) {
    const fresh = wanted.filter(({ variants }) => variants.length === 0);
    if (fresh.length === 0) return;
    for (const drawn of fresh) {
      if (!drawn.label) {
        drawn.label = createLabel(drawn.feature);
        drawn.label.classList.toggle("highlighted", this.highlighted.has(drawn.feature.id));
      }
      for (const each of [drawn.label, ...drawn.label.children]) each.classList.remove("hidden-label");
    }
    this.measuringLayer.replaceChildren(...fresh.map(({ label }) => /** @type {SVGElement} */ (label)));
    for (const drawn of fresh) drawn.variants = measureLabel(/** @type {SVGElement} */ (drawn.label));
    this.measuringLayer.replaceChildren();
  }

  /** Measure labels before they are wanted. @param {FeatureData[]} features */
  measureAhead(features) {
    this.measure(features.filter(({ geometry, symbol: { shape, disc } }) => geometry && !disc && shape !== "area"
      && shape !== "line" && shape !== "arrow").map((feature) => this.draw(feature)));
  }

  /**
   * Lay everything out for a zoom level.
   * @param {number} scale pixels per world unit @param {number} zoom
   * @param {import("../labels/placement.js").LabelViewport | null} viewport what is seen: no label is cut by its edges
   */
  layout(scale, zoom, viewport) {
    const { leaders, badges, tools } = this;
    if (scale !== this.labelContext.scale) this.arrivals.clear();
    this.drawRoutes(scale, zoom, viewport);
    this.routes.grow(this.points, this.arrivals, scale);
    const all = this.points.filter((drawn) =>
      drawn.feature.symbol.disc && this.isOn(drawn) && !this.routes.notched.has(drawn));
    const discs = chiefDiscs(all, tools.mostSigns(zoom), this.highlighted);
    this.isThinned = discs.length < all.length;
    // What is pointed out finds its place before all else, the first before the others.
    const pointed = [...this.highlighted].reverse();
    const icons = iconsAt(discs, scale, zoom, tools.enlarged).map((icon, at) => {
      const keeps = this.highlighted.has(icon.id) || isChief(discs[at].feature);
      if (this.highlighted.has(icon.id)) return { ...icon, keeps, rank: -pointed.indexOf(icon.id) };
      return this.filter.news && this.marked?.has(icon.id) ? { ...icon, keeps, rank: MARKED_RANK } : { ...icon, keeps };
    });
    const towns = this.points.filter((drawn) =>
      drawn.feature.symbol.shape === "icon" && !drawn.feature.symbol.disc && this.isOn(drawn)).sort(byPriority);
    const first = towns.filter(({ feature }) =>
      (feature.rank === 1 || zoom >= NEAR_FROM) && isVisibleAt(feature, zoom));
    this.measure(first);
    const landAt = (/** @type {number} */ x, /** @type {number} */ y) => tools.landAt(x / scale, y / scale);
    const grouped = groupSigns(icons, towns, { zoom, scale, landAt });
    const crowd = grouped.groups.map(({ host: { x, y, r } }) => ({ x: x - r, y: y - r, w: 2 * r, h: 2 * r }));
    this.reserved = reserveLabels(first, scale, crowd);
    const rings = this.points.filter(({ feature }) => this.reserved.has(feature.id))
      .map(({ feature, at }) => square(at, scale, feature.size / 2));
    const blocked = [...this.reserved.values(), ...rings];
    this.rings = rings;
    const { rects, towns: named } = placeIcons(discs, icons, grouped, { leaders, badges }, {
      zoom, scale, blocked, messages: tools.messages, open: tools.open, isClosest: tools.isClosest(), towns, landAt,
    });
    this.signRooms = rects;
    this.clusters = [...badges.children];
    this.markBadges();
    const { coming } = this.arrivals;
    letArrive(this.clusters.filter((badge) => this.countedIn(badge).some((drawn) => coming.has(drawn))));
    coming.clear();
    for (const drawn of this.sided) this.sideNames.drawBands(drawn, scale);
    this.labelContext = { scale, zoom, lands: tools.lands(), coast: tools.coast(), obstacles: [], named,
      zoneCost: (rect) => this.outlines.cost(this.zones, rect, scale) };
    this.placeLabels(viewport);
    this.lightUp(this.lit);
  }

  /**
   * @param {number} scale @param {number} zoom
   * @param {import("../labels/placement.js").LabelViewport | null} viewport
   */
  drawRoutes(scale, zoom, viewport) {
    this.routesIn = JSON.stringify(viewport?.view);
    this.routeRooms = this.routes.draw(scale, seenIn(this.keepsAll(zoom) ? null : viewport));
  }

  /**
   * Lay out the labels alone: the map has been moved.
   * @param {import("../labels/placement.js").LabelViewport | null} viewport
   */
  placeLabels(viewport) {
    const { scale, zoom } = this.labelContext;
    const isSeen = seenIn(viewport);
    if (this.routesIn !== JSON.stringify(viewport?.view)) this.drawRoutes(scale, zoom, viewport);
    const wanted = this.points.filter((drawn) => this.wantsName(drawn) && isSeen(this.pixelOf(drawn)))
      .sort(byPriority).slice(0, MOST_NAMES);
    this.measure(wanted);
    const obstacles = [...this.routeRooms, ...this.signRooms];
    const kept = [...obstacles, ...this.reserved.values(), ...this.rings];
    const sided = this.sided.filter(({ box }) => isSeen(grownBox(box, scale)));
    const sides = this.sideNames.place(sided, scale, zoom, viewport, kept);
    this.labelContext.obstacles = [...obstacles, ...sides];
    const placed = placeNames(wanted, this.points, this.labelContext, this.reserved, viewport);
    this.attach(this.keepsAll(zoom) ? isSeen : onSideOf(viewport));
    return placed;
  }

  /** Whether a name is to be written if there is room. @param {DrawnFeature} drawn */
  wantsName(drawn) {
    const { feature, stand } = drawn;
    const { zoom, named } = this.labelContext;
    if (!this.isOn(drawn) || (feature.symbol.disc && (!stand || this.routes.notched.has(drawn)))) return false;
    // Another is named however far away only if it is on the ground: a sign is pointed out by itself.
    return isVisibleAt(feature, zoom) || named.has(feature.id)
      || (!feature.symbol.disc && this.highlighted.has(feature.id));
  }

  /** @param {DrawnFeature} drawn */
  isOn({ feature }) {
    return !this.filter.hidden.has(feature.layer);
  }
}
