// @ts-check
// The features of a day: zones, lines, arrows, icons and labels, laid out anew at each zoom level and on each change.
import { Arrivals, letArrive } from "./arrivals.js";
import { arrowClass, arrowCurve, arrowOutline, notchOutline, pointsPath, shareAlong, shorten } from "./arrows.js";
import { chiefDiscs, groupSigns, placeIcons, iconsAt } from "../labels/clusters.js";
import { truncate, svg, onActivate, prefersReducedMotion } from "../dom/elements.js";
import { cssColor } from "./colors.js";
import { growingStops } from "./growth.js";
import { MAX_LABEL_LENGTH, isVisibleAt, measureLabel, createLabel } from "../labels/text.js";
import { byPriority, placeNames, reserveLabels, square } from "../labels/placement.js";
import { LandIndex } from "../labels/land-index.js";
import { DayIndex } from "../data/day-index.js";
import { intersects, linesOf } from "../data/geometry.js";
import { pathData, projectLine, worldLength } from "../data/mercator.js";
import { PrecisionCircles } from "./precision-circles.js";
import { reconcileChildren } from "../dom/reconcile.js";
import { drawIcon } from "./icons.js";
import { SideNames } from "./side-names.js";
import { Spotlight } from "./spotlight.js";
import { isPossible, isCertain } from "../data/localize.js";

/**
 * @typedef {import("./icons.js").FeatureSymbol} FeatureSymbol
 * @typedef {import("../data/localize.js").FeatureData} FeatureData
 * @typedef {import("../contract.js").Geometry} Geometry
 *
 * @typedef {object} DrawnFeature
 * @property {FeatureData} feature
 * @property {SVGElement} node
 * @property {{ x: number, y: number }} at where it belongs, world
 * @property {number} reach how far from there its true place may lie, world
 * @property {SVGElement | null} label
 * @property {import("../labels/text.js").LabelVariant[]} variants of its label
 * @property {DrawnArrow | null} arrow as it was drawn last
 * @property {SVGElement | null} sign of an icon, taken away while it is a notch across an arrow
 * @property {{ x: number, y: number, r: number } | null} stand where its sign is drawn, pixels; null: counted with
 *     another
 *
 * @typedef {object} DrawnArrow
 * @property {number} scale
 * @property {import("./arrows.js").Point[]} curve
 * @property {import("../data/geometry.js").Rect[]} obstacles
 *
 * @typedef {object} Filter
 * @property {Set<string>} hidden layers
 * @property {"all" | "likely" | "certain"} sure "likely" leaves out what is merely possible on the day, "certain" all
 *     that is not certain
 * @property {boolean} news whether what was there on the day before is pale
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
// From this zoom level on the map is near: towns keep room for their names, before the signs.
const NEAR_FROM = 8;
// What a rim under a name costs; a hatch costs 1.
const RIM_COST = 2;
// The room of an hour beside its notch, pixels.
const HOUR = { w: 32, h: 14 };
// Along a shorter arrow there is none.
const MIN_LENGTH_WITH_HOURS = 70;
// So many letters of a name are read out.
const MAX_SPOKEN_LENGTH = 300;
const MAX_SPOKEN_TIME = 60;

/**
 * Whether a feature is to be seen on a day.
 * @param {FeatureData} feature @param {number} day @param {Filter["sure"]} sure
 */
export function isShown(feature, day, sure) {
  if (!isPossible(feature, day)) return false;
  if (sure === "all" || (feature.symbol.shape === "label" && feature.role === "places")) return true;
  return isCertain(feature, day) && (sure === "likely" || feature.sure === "certain");
}

/**
 * Whether a feature is to be seen on a day and was not on the day before. On the first day nothing is new.
 * @param {FeatureData} feature @param {number} day @param {Filter["sure"]} sure
 */
export function isNew(feature, day, sure) {
  return day > 0 && isShown(feature, day, sure) && !isShown(feature, day - 1, sure);
}

/** What a feature is called by those who cannot see it. @param {FeatureData} feature */
export function spokenName(feature) {
  return [truncate(feature.name, MAX_SPOKEN_LENGTH), feature.kindName, feature.certainty].filter(Boolean).join(", ");
}

/** Whether an event is one of those a day is known by: it is never counted with others. @param {FeatureData} feature */
function isChief({ role, rank }) {
  return role === "events" && rank === 1;
}

/** Whether a feature is drawn by its outline, on the basemap. @param {FeatureData} feature */
function isOutline({ symbol: { shape } }) {
  return shape === "area" || shape === "line";
}

/** The same of what has an hour: the hour first. @param {FeatureData} feature */
export function spokenEntry(feature) {
  return [truncate(feature.time, MAX_SPOKEN_TIME), spokenName(feature)].filter(Boolean).join(" ");
}

/**
 * Path data of a zone or line.
 * @param {Geometry} geometry @param {boolean} closed @param {import("../data/mercator.js").Projection} projection
 */
function outlinePath(geometry, closed, projection) {
  return linesOf(geometry).map((line) => pathData(projectLine(line.flat(), projection), { closed })).join("");
}

/** Where a feature belongs, or, of a zone, a point of its rim. @param {FeatureData} feature */
function placeOf({ geometry }) {
  return linesOf(/** @type {Geometry} */ (geometry)).flat().slice(-1)[0];
}

/** Draw a feature anew behind its title. @param {SVGElement} node @param {Element[]} parts */
function redraw(node, parts) {
  node.replaceChildren(/** @type {Node} */ (node.firstChild), ...parts);
}

/**
 * Whether a point is seen, or will be when the map is moved a little.
 * @param {import("../labels/placement.js").LabelViewport | null} viewport
 * @returns {(point: { x: number, y: number }) => boolean}
 */
function seenIn(viewport) {
  if (!viewport) return () => true;
  const { x, y, w, h } = viewport.view;
  const share = 0.5 + BEYOND;
  return (point) => Math.abs(point.x - x - w / 2) < share * w && Math.abs(point.y - y - h / 2) < share * h;
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
    this.day = NaN;
    /** @type {DrawnFeature[]} what is on the map */
    this.there = [];
    /** @type {DrawnFeature[]} of these icons and labels */
    this.points = [];
    /** @type {Element[]} badges, on the map if they are seen */
    this.clusters = [];
    /** @type {DrawnFeature[]} and arrows, in drawing order */
    this.others = [];
    /** @type {DrawnFeature[]} */
    this.arrows = [];
    /** @type {Map<DrawnFeature, DrawnFeature>} what was entered on the way, with the arrow it is a notch across */
    this.notched = new Map();
    /** @type {Filter} */
    this.filter = { hidden: new Set(), sure: "all", news: false };
    /** @type {Set<string>} */
    this.highlighted = new Set();
    /** @type {Set<string> | null} what differs from another day, if one is compared */
    this.marked = null;
    this.pales = false;
    this.areLabelsMeasured = false;
    /** Whether there is no room for all signs. */
    this.isThinned = false;
    this.circles = new PrecisionCircles(places.circles, places.icons);
    this.arrivals = new Arrivals(tools.symbology.arrow);
    /** @type {Set<DrawnFeature>} what has come with the day and has not been laid out yet */
    this.coming = new Set();
    this.spotlight = new Spotlight();
    /** @type {string | null} id of what is pointed at in a list */
    this.lit = null;
    /** @type {WeakMap<DrawnFeature, LandIndex>} zones cut into rows */
    this.zoneIndexes = new WeakMap();
    this.sideNames = new SideNames(tools.symbology.side, tools.projection);
    /** @type {DrawnFeature[]} zones that are on the map */
    this.zones = [];
    /** @type {DrawnFeature[]} lines with two sides that are on the map */
    this.sided = [];
    /** @type {import("../data/geometry.js").Rect[]} room that icons and arrows take */
    this.obstacles = [];
    /** @type {import("../data/geometry.js").Rect[]} and the chief towns */
    this.rings = [];
    /** @type {import("../labels/placement.js").LabelContext} */
    this.labelContext = { scale: 1, zoom: 0, lands: [], coast: null, obstacles: [], named: new Set(),
      zoneCost: () => 0 };
    /** @type {Map<string, import("../data/geometry.js").Rect>} */
    this.reserved = new Map();
    // Ways lie over signs: where they lead is what a day of invasion tells.
    this.notches = svg("g", { class: "notches", role: "group",
      "aria-label": layers.find(({ id }) => features.some((each) => each.layer === id && each.routes.length))?.name });
    const isWays = (/** @type {string} */ id) => features.some(({ layer }) => layer === id) &&
      features.every(({ layer, symbol }) => layer !== id || symbol.shape === "arrow");
    const groups = [...this.groups].sort(([one], [other]) => Number(isWays(one)) - Number(isWays(other)));
    const ordered = groups.map(([, group]) => group);
    const { arrivals, spotlight } = this;
    places.circles.append(arrivals.world, spotlight.world);
    places.icons.append(this.leaders, this.sideNames.group, ...ordered, arrivals.growing, this.notches, this.names,
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
    this.tellNews(there, day);
    const outlines = there.filter(({ feature }) => isOutline(feature));
    for (const { feature, node } of outlines) node.classList.toggle("off", filter.hidden.has(feature.layer));
    this.zones = outlines.filter((drawn) => drawn.feature.symbol.shape === "area" && this.isOn(drawn));
    this.sided = outlines.filter((drawn) => drawn.feature.symbol.sides && this.isOn(drawn));
    this.sideNames.settle(this.sided, day);
    const nodes = (/** @type {DrawnFeature[]} */ drawn) => drawn.map(({ node }) => node);
    const { hatched, over } = this.places;
    let changed = reconcileChildren(hatched, nodes(outlines.filter(({ feature }) => feature.symbol.hatch)));
    changed = reconcileChildren(over, nodes(outlines.filter(({ feature }) => !feature.symbol.hatch))) || changed;
    const others = there.filter(({ feature }) => !isOutline(feature));
    this.arrows = others.filter(({ feature }) => feature.symbol.shape === "arrow");
    for (const { feature, node } of this.arrows) node.classList.toggle("settled", feature.first < day);
    this.findNotches(others);
    for (const [id, group] of this.groups) {
      group.classList.toggle("off", filter.hidden.has(id));
      // What is over goes at once; an arrow is there before it is drawn, for its name is measured then.
      reconcileChildren(group, nodes(others.filter(({ feature, node }) =>
        feature.layer === id && (feature.symbol.shape === "arrow" || node.parentNode === group))));
    }
    changed = reconcileChildren(this.notches, nodes([...this.notched.keys()])) || changed;
    changed ||= others.length !== this.others.length || others.some((drawn, at) => drawn !== this.others[at]);
    this.others = others;
    this.points = others.filter(({ feature }) => feature.symbol.shape !== "arrow");
    this.circles.show(this.points.filter((drawn) => drawn.feature.symbol.shape === "icon" && this.isOn(drawn)));
    return changed;
  }

  /**
   * Let what is new on the day arrive, and what has ended leave. Names of places are no news.
   * @param {DrawnFeature[]} there @param {number} day
   */
  tellNews(there, day) {
    const { sure } = this.filter;
    const isOther = !Number.isNaN(this.day) && day !== this.day;
    const coming = there.filter(({ feature, node }) => {
      const isNews = feature.role !== "places" && isNew(feature, day, sure);
      node.classList.toggle("new", isNews);
      return isNews && isOther;
    });
    const isGone = (/** @type {FeatureData} */ feature) => feature.role !== "places" &&
      !isShown(feature, day, sure) && isShown(feature, day - 1, sure);
    if (isOther) this.arrivals.depart(this.there.filter((drawn) => isGone(drawn.feature) && this.isOn(drawn)));
    letArrive(coming.map(({ node }) => node));
    this.coming = new Set(coming);
    [this.there, this.day] = [there, day];
  }

  /** Let the arrows that have come grow between the points whose hours are known. @param {number} scale */
  growArrows(scale) {
    if (prefersReducedMotion()) return;
    for (const drawn of this.coming) {
      if (drawn.feature.symbol.shape !== "arrow" || !this.isOn(drawn)) continue;
      const { feature: { id, time }, arrow } = drawn;
      const { curve } = /** @type {DrawnArrow} */ (arrow);
      const passed = this.points.filter(({ feature }) => feature.routes.includes(id))
        .map(({ feature, at }) => ({ share: shareAlong(curve, [at.x * scale, at.y * scale]), time: feature.time }));
      const stops = growingStops([{ share: 0, time }, ...passed]);
      if (stops.length > 0) this.arrivals.grow(drawn, stops);
    }
  }

  /**
   * Put what is drawn into the page: all of it or, if there is much, what is seen.
   * @param {(point: { x: number, y: number }) => boolean} isSeen
   */
  attach(isSeen) {
    const areAll = this.others.length <= MOST_KEPT && this.labelContext.zoom < NEAR_FROM;
    const isKept = (/** @type {DrawnFeature} */ drawn) => areAll || drawn.feature.symbol.shape === "arrow"
      || (this.isOn(drawn) && !drawn.node.matches(".clustered, .hidden-label") && isSeen(this.pixelOf(drawn)));
    /** @type {Map<string, Element[]>} */
    const ofLayers = new Map([...this.groups.keys()].map((id) => [id, []]));
    for (const drawn of this.others) {
      if (!this.notched.has(drawn) && isKept(drawn)) ofLayers.get(drawn.feature.layer)?.push(drawn.node);
    }
    for (const [id, group] of this.groups) reconcileChildren(group, ofLayers.get(id) ?? []);
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

  /**
   * How ill a name of water can be read there: on a rim less well than on a hatch.
   * @param {import("../data/geometry.js").Rect} rect pixels @param {number} scale
   */
  zoneCost({ x, y, w, h }, scale) {
    const rect = { x: x / scale, y: y / scale, w: w / scale, h: h / scale };
    return this.zones.reduce((sum, drawn) => {
      const { geometry, symbol } = drawn.feature;
      const { projection } = this.tools;
      const zone = this.zoneIndexes.get(drawn) ?? new LandIndex(linesOf(/** @type {Geometry} */ (geometry))
        .map((line) => projectLine(line.flat(), projection)));
      this.zoneIndexes.set(drawn, zone);
      if (!zone.touches(rect, 0)) return sum;
      return sum + (zone.holds(rect) ? Number(symbol.hatch !== null) : RIM_COST);
    }, 0);
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
    for (const drawn of this.known.values()) this.showHighlight(drawn);
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
    for (const drawn of this.known.values()) this.showMark(drawn);
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
      feature, node, at: this.anchor(feature), reach, label: null, variants: [], arrow: null, sign: null, stand: null,
    };
    if (isOutline(feature)) this.addOutline(feature, node);
    else if (shape === "icon") node.append(drawn.sign = drawIcon(feature.symbol, this.tools, feature.size));
    this.showMark(drawn);
    this.showHighlight(drawn);
    this.known.set(feature.id, drawn);
    return drawn;
  }

  /**
   * Zones and lines keep to the land and water, and scale with them.
   * @param {FeatureData} feature @param {SVGElement} node
   */
  addOutline({ geometry, symbol, layer }, node) {
    const d = outlinePath(/** @type {any} */ (geometry), symbol.shape === "area", this.tools.projection);
    for (const color of symbol.sides ?? []) {
      const band = svg("path", { class: "side-band" });
      band.style.color = cssColor(color);
      node.append(band);
    }
    if (symbol.hatch) {
      const fill = svg("path", { class: "zone-fill", d, "fill-rule": "evenodd" });
      fill.style.fill = this.tools.hatches.paint(symbol.color, symbol.hatch);
      node.append(svg("path", { class: `zone-tint ${symbol.hatch}`, d, "fill-rule": "evenodd" }), fill);
    }
    const outline = `zone-outline ${symbol.dash ?? "solid"}`;
    node.append(svg("path", { class: "hit-area", d }), svg("path", { class: outline, d }));
    node.dataset.layer = layer;
    node.classList.add("scaled");
  }

  /** Where a feature belongs, world. @param {FeatureData} feature */
  anchor(feature) {
    const [lon, lat] = placeOf(feature);
    return { x: this.tools.projection.x(lon), y: this.tools.projection.y(lat) };
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
    const obstacles = this.arrows.flatMap((drawn) => {
      const drawnObstacles = this.drawArrow(drawn, scale);
      return this.isOn(drawn) ? drawnObstacles : [];
    });
    this.growArrows(scale);
    obstacles.push(...this.drawNotches(scale));
    const all = this.points.filter((drawn) =>
      drawn.feature.symbol.disc && this.isOn(drawn) && !this.notched.has(drawn));
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
    obstacles.push(...rects);
    this.clusters = [...badges.children];
    this.markBadges();
    letArrive(this.clusters.filter((badge) => this.countedIn(badge).some((drawn) => this.coming.has(drawn))));
    this.coming.clear();
    for (const drawn of this.sided) this.sideNames.drawBands(drawn, scale);
    this.obstacles = obstacles;
    this.labelContext = { scale, zoom, lands: tools.lands(), coast: tools.coast(), obstacles, named,
      zoneCost: (rect) => this.zoneCost(rect, scale) };
    this.placeLabels(viewport);
    this.lightUp(this.lit);
  }

  /**
   * Lay out the labels alone: the map has been moved.
   * @param {import("../labels/placement.js").LabelViewport | null} viewport
   */
  placeLabels(viewport) {
    const { scale, zoom } = this.labelContext;
    const isSeen = seenIn(viewport);
    const wanted = this.points.filter((drawn) => this.wantsName(drawn) && isSeen(this.pixelOf(drawn)))
      .sort(byPriority).slice(0, MOST_NAMES);
    this.measure(wanted);
    const kept = [...this.obstacles, ...this.reserved.values(), ...this.rings];
    const sides = this.sideNames.place(this.sided, scale, zoom, viewport, kept);
    this.labelContext.obstacles = [...this.obstacles, ...sides];
    const placed = placeNames(wanted, this.points, this.labelContext, this.reserved, viewport);
    this.attach(isSeen);
    return placed;
  }

  /** Whether a name is to be written if there is room. @param {DrawnFeature} drawn */
  wantsName(drawn) {
    const { feature, stand } = drawn;
    const { zoom, named } = this.labelContext;
    if (!this.isOn(drawn) || (feature.symbol.disc && (!stand || this.notched.has(drawn)))) return false;
    // Another is named however far away only if it is on the ground: a sign is pointed out by itself.
    return isVisibleAt(feature, zoom) || named.has(feature.id)
      || (!feature.symbol.disc && this.highlighted.has(feature.id));
  }

  /** @param {DrawnFeature} drawn */
  isOn({ feature }) {
    return !this.filter.hidden.has(feature.layer);
  }

  /**
   * Draw an arrow, unless it has been drawn at this scale.
   * @param {DrawnFeature} drawn @param {number} scale
   * @returns {import("../data/geometry.js").Rect[]} the room it takes
   */
  drawArrow(drawn, scale) {
    if (drawn.arrow?.scale === scale) return drawn.arrow.obstacles;
    const { feature, node } = drawn;
    const { projection, symbology: { arrow } } = this.tools;
    const points = linesOf(/** @type {Geometry} */ (feature.geometry)).flat()
      .map(([lon, lat]) => /** @type {[number, number]} */ ([projection.x(lon) * scale, projection.y(lat) * scale]));
    const curve = shorten(arrowCurve(points, arrow), 10);
    const d = pointsPath(arrowOutline(curve, arrow.widths[feature.rank - 1], arrow), true);
    const body = svg("path", { class: arrowClass(feature.symbol), d });
    const casing = svg("path", { class: "arrow-casing", d });
    node.replaceChildren(casing, svg("path", { class: "hit-area", d }), body);
    const half = arrow.widths[feature.rank - 1] / 2;
    const obstacles = curve.filter((_, at) => at % 2 === 0)
      .map(([x, y]) => ({ x: x - half, y: y - half, w: 2 * half, h: 2 * half }));
    this.labelArrow(feature, node, curve, half, obstacles);
    drawn.arrow = { scale, curve, obstacles };
    return obstacles;
  }

  /**
   * What was entered on the way is a notch across its arrow, and a sign while there is no arrow.
   * @param {DrawnFeature[]} others
   */
  findNotches(others) {
    const arrows = new Map(this.arrows.filter((arrow) => this.isOn(arrow)).map((arrow) => [arrow.feature.id, arrow]));
    this.notched.clear();
    for (const drawn of others) {
      if (!drawn.sign || !drawn.feature.routes.length) continue;
      const arrow = drawn.feature.routes.map((id) => arrows.get(id)).find(Boolean);
      if (arrow && this.isOn(drawn)) this.notched.set(drawn, arrow);
      else if (drawn.node.lastElementChild !== drawn.sign) drawn.node.replaceChildren(drawn.sign);
    }
  }

  /**
   * Draw the notches, with their hours.
   * @param {number} scale
   * @returns {import("../data/geometry.js").Rect[]} the room of the hours
   */
  drawNotches(scale) {
    /** @type {import("../data/geometry.js").Rect[]} */
    const hours = [];
    for (const [drawn, arrow] of this.notched) {
      drawn.node.replaceChildren(...this.notch(drawn, arrow, scale, hours));
      drawn.node.classList.remove("clustered");
    }
    return hours;
  }

  /**
   * @param {DrawnFeature} drawn @param {DrawnFeature} across the arrow @param {number} scale
   * @param {import("../data/geometry.js").Rect[]} hours that are written: none is written over another
   */
  notch({ feature, at }, across, scale, hours) {
    const { arrow } = this.tools.symbology;
    const { curve } = /** @type {DrawnArrow} */ (across.arrow);
    const ring = notchOutline(curve, [at.x * scale, at.y * scale], arrow.widths[across.feature.rank - 1], arrow);
    const d = pointsPath(ring, true);
    const parts = [svg("path", { class: "arrow-casing", d }), svg("path", { class: "hit-area", d }),
      svg("path", { class: `notch ${feature.symbol.fill}`, d })];
    const [x, y] = ring.reduce((least, point) => (point[1] < least[1] ? point : least), ring[0] ?? [0, 0]);
    const room = { x: x - HOUR.w / 2, y: y - HOUR.h, ...HOUR };
    const isShort = curve.length * arrow.step < MIN_LENGTH_WITH_HOURS;
    if (!feature.time || isShort || hours.some((other) => intersects(other, room))) return parts;
    hours.push(room);
    return [...parts, svg("text", { class: "notch-hour", x: x.toFixed(1), y: (y - 3).toFixed(1) }, feature.time)];
  }

  /**
   * Write an arrow's name along it, if it is long enough.
   * @param {FeatureData} feature @param {SVGElement} node @param {import("./arrows.js").Point[]} curve
   * @param {number} half of the width of its shaft @param {import("../data/geometry.js").Rect[]} obstacles
   */
  labelArrow(feature, node, curve, half, obstacles) {
    const forward = curve[curve.length - 1][0] >= curve[0][0];
    const id = `${this.tools.prefix}-way-${this.features.indexOf(feature)}`;
    const d = pointsPath(forward ? curve : [...curve].reverse());
    const baseline = svg("path", { id, class: "arrow-baseline", d });
    const name = truncate(feature.name, MAX_LABEL_LENGTH);
    const above = { class: "arrow-name", dy: -half - 3, "aria-hidden": "true" };
    const text = /** @type {SVGTextElement} */ (svg("text", above,
      svg("textPath", { href: `#${id}`, startOffset: "50%", "text-anchor": "middle" }, name)));
    node.append(baseline, text);
    const length = /** @type {SVGPathElement} */ (baseline).getTotalLength();
    if (text.getComputedTextLength() > 0.86 * length) {
      baseline.remove();
      text.remove();
      return;
    }
    for (const [x, y] of curve) obstacles.push({ x: x - 4, y: y - half - 14, w: 8, h: 14 });
  }
}
