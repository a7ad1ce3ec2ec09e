// @ts-check
// The features of a day: zones, lines, arrows, icons and labels, laid out anew at each zoom level and on each change.
import { Arrivals, letArrive } from "./arrivals.js";
import { Badges } from "../labels/badges.js";
import { chiefDiscs, groupSigns, moveSign, placeIcons, iconsAt } from "../labels/clusters.js";
import { svg, onActivate } from "../dom/elements.js";
import { cssColor } from "./colors.js";
import { isVisibleAt, measureLabel, createLabel } from "../labels/text.js";
import { byPriority, moveDot, placeNames, reserveLabels, square } from "../labels/placement.js";
import { inForce } from "../data/day-index.js";
import { DrawnFeature, placeOf } from "./drawn-feature.js";
import { intersects } from "../data/geometry.js";
import { HomeIndex } from "../labels/home-index.js";
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
 *
 * @typedef {object} FeatureTools
 * @property {string} prefix of ids
 * @property {import("../data/mercator.js").Projection} projection
 * @property {Record<string, string>} icons
 * @property {import("../contract.js").Symbology} symbology
 * @property {import("./hatches.js").Hatches} hatches
 * @property {Record<string, string>} messages
 * @property {() => import("../labels/land-index.js").LandIndex[]} lands of the states of the day
 * @property {() => import("../labels/land-index.js").LandIndex | null} coast all land as one, without its lakes
 * @property {import("../labels/displacement-area.js").LandAt} territoryAt what lies at a point on all days, world
 * @property {(territory: string) => string} stateOf the state of the day that a territory belongs to
 * @property {(feature: FeatureData, from: Element) => void} choose
 * @property {(cluster: import("../labels/badges.js").Cluster, from: Element) => void} open several signs of one place
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
// The same where there are more than so many things.
const [MUCH, BEYOND_OF_MUCH] = [800, 0.1];
// The same of what a divider hides.
const BEYOND_DIVIDER = 0.08;
// As broad as the broadest band beside a line, pixels.
const STROKE = 16;
// From this zoom level on the map is near: towns keep room for their names, before the signs.
const NEAR_FROM = 8;

// Names of states lie over the ways, as those of towns do: in a group of their own.
const LAND_NAMES = " names";

/** In which group a feature is drawn. @param {FeatureData} feature */
function groupKey({ layer, symbol, label }) {
  return symbol.shape === "label" && label.place === "land" ? layer + LAND_NAMES : layer;
}

/**
 * Make the groups of what is drawn, by their keys.
 * @param {{ id: string, name: string }[]} layers @param {FeatureData[]} features
 */
function makeLayerGroups(layers, features) {
  /** @type {Map<string, SVGElement>} */
  const groups = new Map();
  const keys = new Set(features.map(groupKey));
  for (const { id, name } of layers) {
    for (const key of [id, id + LAND_NAMES].filter((each) => each === id || keys.has(each))) {
      groups.set(key, svg("g", { class: "layer", role: "group", "aria-label": name, "data-layer": id }));
    }
  }
  return groups;
}

/** Whether an event is one of those a day is known by: it is never counted with others. @param {FeatureData} feature */
function isChief({ role, rank }) {
  return role === "events" && rank === 1;
}

/**
 * Whether a point or a room is seen, or will be when the map is moved a little.
 * @param {import("../labels/placement.js").LabelViewport | null} viewport @param {number} beyond the view, in views
 * @returns {(room: { x: number, y: number, w?: number, h?: number }) => boolean} pixels
 */
function seenIn(viewport, beyond) {
  if (!viewport) return () => true;
  const { x, y, w, h } = viewport.view;
  const seen = { x: x - beyond * w, y: y - beyond * h, w: (1 + 2 * beyond) * w, h: (1 + 2 * beyond) * h };
  return ({ x: left, y: top, w: wide = 0, h: high = 0 }) => intersects({ x: left, y: top, w: wide, h: high }, seen);
}

/**
 * Whether a room is seen on a side of a divider, or will be when the divider is moved a little.
 * @param {import("../labels/placement.js").LabelViewport | null} viewport
 * @param {(room: { x: number, y: number, w?: number, h?: number }) => boolean} isSeen whether it is seen at all
 */
function onSideOf(viewport, isSeen) {
  if (!viewport?.side) return isSeen;
  const { side: { from, to }, view: { w: width } } = viewport;
  const [left, right] = [from - BEYOND_DIVIDER * width, to + BEYOND_DIVIDER * width];
  return (/** @type {{ x: number, y: number, w?: number, h?: number }} */ room) =>
    isSeen(room) && room.x < right && room.x + (room.w ?? 0) > left;
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
    this.leaders = svg("g", { class: "leaders", "aria-hidden": "true" });
    this.names = svg("g", { class: "names" });
    this.badges = new Badges(tools);
    this.homes = new HomeIndex(tools.territoryAt);
    this.measuringLayer = svg("g", { class: "names", visibility: "hidden", "aria-hidden": "true" });
    this.groups = makeLayerGroups(layers, features);
    /** @type {Map<string, DrawnFeature>} everything that was ever shown */
    this.known = new Map();
    /** @type {DrawnFeature[]} what is on the map */
    this.there = [];
    /** @type {DrawnFeature[]} of these icons and labels */
    this.points = [];
    /** @type {DrawnFeature[]} of what is on the map that which is in the page, as it is seen */
    this.attached = [];
    /** The number of the day's showing. */
    this.turn = 0;
    /** @type {DrawnFeature[]} and arrows, in drawing order */
    this.others = [];
    /** @type {DrawnFeature[]} zones and lines, in drawing order */
    this.outlined = [];
    /** @type {Filter} */
    this.filter = { hidden: new Set(), sure: "all", news: false };
    this.day = NaN;
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
      prefix: tools.prefix, shape: tools.symbology.arrow, choose: tools.choose,
      isOn: (drawn) => this.isOn(drawn),
      drawSign: (drawn) => this.drawSign(drawn),
      groupOf: ({ feature: { layer } }) => /** @type {Element} */ (this.groups.get(layer)),
    });
    // Ways lie over signs: where they lead is what a day of invasion tells.
    const isWays = (/** @type {string} */ id) => features.some(({ layer }) => layer === id) &&
      features.every(({ layer, symbol }) => layer !== id || symbol.shape === "arrow");
    const rank = (/** @type {string} */ id) => (isWays(id) ? 1 : id.endsWith(LAND_NAMES) ? 2 : 0);
    const ordered = [...this.groups].sort(([one], [other]) => rank(one) - rank(other)).map(([, group]) => group);
    const { arrivals, spotlight, routes } = this;
    places.circles.append(arrivals.world, spotlight.world);
    places.icons.append(routes.crowd.group, this.leaders, this.sideNames.group, ...ordered, arrivals.growing,
      routes.notches, this.names, this.badges.group, arrivals.flat, spotlight.flat, this.measuringLayer);
  }

  /**
   * Show the features of a day.
   * @param {number} day @param {Filter} filter
   * @returns {boolean} whether anything on the map has come or gone
   */
  show(day, filter) {
    this.filter = filter;
    this.turn += 1;
    this.day = day;
    /** @type {Record<"there" | "outlines" | "others" | "points", DrawnFeature[]>} */
    const { there, outlines, others, points } = { there: [], outlines: [], others: [], points: [] };
    for (const feature of inForce(this.features, day)) {
      if (!feature.geometry || !isShown(feature, day, filter.sure)) continue;
      const drawn = this.draw(feature);
      drawn.turn = this.turn;
      there.push(drawn);
      if (isOutline(feature)) outlines.push(drawn);
      else {
        others.push(drawn);
        if (feature.symbol.shape !== "arrow") points.push(drawn);
      }
    }
    this.arrivals.tell(there, this.attached, day, filter.sure, (drawn) => this.isOn(drawn));
    this.there = there;
    this.zones = outlines.filter((drawn) => drawn.feature.symbol.shape === "area" && this.isOn(drawn));
    this.sided = outlines.filter((drawn) => drawn.feature.symbol.sides && this.isOn(drawn));
    this.sideNames.settle(this.sided, day);
    this.routes.show(others, day);
    for (const group of this.groups.values()) {
      group.classList.toggle("off", filter.hidden.has(group.dataset.layer ?? ""));
    }
    const changed = areOthers(outlines, this.outlined) || areOthers(others, this.others);
    this.outlined = outlines;
    this.others = others;
    this.removeGone();
    if (!changed) this.dress();
    this.points = points;
    this.circles.show(() => points.filter((drawn) => drawn.feature.symbol.shape === "icon" && this.isOn(drawn)));
    return changed;
  }

  /** What is over goes at once; what has come is put into the page when all is laid out. */
  removeGone() {
    this.attached = this.attached.filter((drawn) => {
      const isThere = drawn.turn === this.turn;
      if (!isThere) drawn.node.remove();
      return isThere;
    });
  }

  /**
   * Put what is drawn into the page: all of it or, if there is much, what is seen.
   * @param {(room: { x: number, y: number, w?: number, h?: number }) => boolean} isSeen
   */
  attach(isSeen) {
    const areAll = this.keepsAll(this.labelContext.zoom);
    const { notches, notched, seen, boxes } = this.routes;
    const { scale } = this.labelContext;
    const isSign = (/** @type {DrawnFeature} */ drawn) => {
      const isIn = drawn.feature.symbol.disc ? drawn.stand !== null : !drawn.isNameless;
      return isIn && this.isOn(drawn) && isSeen(this.pixelOf(drawn));
    };
    const isKept = (/** @type {DrawnFeature} */ drawn) => (drawn.feature.symbol.shape === "arrow"
      ? seen.has(drawn) && (areAll || isSeen(arrowRoom(drawn, scale))) : areAll || isSign(drawn));
    /** @type {Map<string, DrawnFeature[]>} */
    const ofLayers = new Map([...this.groups.keys()].map((id) => [id, []]));
    for (const drawn of this.others) {
      if (!isKept(drawn) || notched.has(drawn)) continue;
      this.drawSign(drawn);
      moveDot(drawn, scale);
      ofLayers.get(groupKey(drawn.feature))?.push(drawn);
    }
    for (const [id, group] of this.groups) reconcileChildren(group, nodesOf(ofLayers.get(id) ?? []));
    const across = [...notched.keys()].filter((drawn) =>
      areAll || (seen.has(drawn) && isSeen(boxes.get(drawn) ?? this.pixelOf(drawn))));
    reconcileChildren(notches, nodesOf(across));
    const outlined = this.outlined.filter(({ box }) => areAll || isSeen(grownBox(box, scale)));
    reconcileChildren(this.places.hatched, nodesOf(outlined.filter(({ feature }) => feature.symbol.hatch)));
    reconcileChildren(this.places.over, nodesOf(outlined.filter(({ feature }) => !feature.symbol.hatch)));
    reconcileChildren(this.badges.group, [...this.badges.all.values()].filter(({ members: [first] }) =>
      isSeen(this.pixelOf(first))).map(({ node }) => node));
    this.attached = [...[...ofLayers.values()].flat(), ...across, ...outlined];
    this.dress();
    // The words of a name are there while they are seen.
    const written = this.points.filter((drawn) => drawn.label && drawn.isWritten && isSeen(this.pixelOf(drawn)));
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

  get beyond() {
    return this.others.length > MUCH ? BEYOND_OF_MUCH : BEYOND;
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
    for (const id of this.highlighted) this.point(id, false);
    this.highlighted = new Set(ids);
    for (const id of ids) this.point(id, true);
    this.pales = pales && ids.length > 0;
    this.places.icons.classList.toggle("pointing", this.pales);
    this.dress();
  }

  /** @param {string} id @param {boolean} isPointed */
  point(id, isPointed) {
    const drawn = this.known.get(id);
    if (!drawn) return;
    drawn.isPointed = isPointed;
    drawn.label?.classList.toggle("highlighted", isPointed);
  }

  /** What is in the page looks as it is now; all else when it is seen. */
  dress() {
    for (const drawn of this.attached) this.wear(drawn);
  }

  /** @param {DrawnFeature} drawn */
  wear(drawn) {
    const { feature, isPointed } = drawn;
    const { shape, disc, faint } = feature.symbol;
    const isChanged = this.marked?.has(feature.id) ?? false;
    const isSign = shape === "icon" || shape === "label";
    drawn.wear({
      faint: faint || !isCertain(feature, this.day), new: drawn.isNew, changed: isChanged,
      // Places are there to find one's way.
      same: this.marked !== null && !isChanged && feature.role !== "places",
      // Towns and names stay: by them the reader knows where the rest is.
      paled: this.pales && !isPointed && !(shape === "label" || (shape === "icon" && !disc)),
      highlighted: isPointed, settled: drawn.isSettled,
      clustered: isSign && disc && drawn.stand === null && !this.routes.notched.has(drawn),
      "hidden-label": isSign && !disc && drawn.isNameless, off: isOutline(feature) && !this.isOn(drawn),
    });
  }

  /** Put a halo around a feature that is on the map, or around the badge it is counted in. @param {string | null} id */
  lightUp(id) {
    if (id === null && this.lit === null) return;
    this.lit = id;
    this.circles.attend("listed", id);
    const drawn = this.there.find(({ feature }) => feature.id === id);
    const badge = drawn && [...this.badges.all.values()].find(({ members }) => members.indexOf(drawn) > 0);
    this.spotlight.show(badge?.node ?? drawn?.node ?? null);
  }

  /** Mark some features and pale the others, or treat all alike. @param {Set<string> | null} ids */
  mark(ids) {
    this.marked = ids;
    this.dress();
    this.markBadges();
  }

  /** A sign that is counted with others is marked by its badge. */
  markBadges() {
    for (const { node, members: [, ...counted] } of this.badges.all.values()) {
      const isChanged = counted.some(({ feature }) => this.marked?.has(feature.id));
      node.classList.toggle("new", counted.some(({ isNew }) => isNew));
      node.classList.toggle("changed", isChanged);
      node.classList.toggle("same", this.marked !== null && !isChanged);
    }
  }

  /** Draw a feature, once. @param {FeatureData} feature @returns {DrawnFeature} */
  draw(feature) {
    const there = this.known.get(feature.id);
    if (there) return there;
    const { known: { size }, tools: { projection } } = this;
    const drawn = new DrawnFeature(feature, size, projection, (made) => this.makeNode(made));
    drawn.isPointed = this.highlighted.has(feature.id);
    this.known.set(feature.id, drawn);
    return drawn;
  }

  /** @param {DrawnFeature} drawn */
  makeNode({ feature }) {
    const { shape, fill, color } = feature.symbol;
    const unsure = fill === "full" || shape === "label" ? "" : " less-certain";
    // Named by an attribute: the browser's own tooltip for a <title> would come late, over ours.
    const node = svg("g", {
      class: `feature ${shape}${unsure}`, "data-id": feature.id, role: "button", tabindex: -1,
      "aria-label": spokenEntry(feature),
    });
    node.style.color = cssColor(color);
    onActivate(node, () => this.tools.choose(feature, node));
    if (isOutline(feature)) this.outlines.draw(feature, node);
    return node;
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

  /** The fonts are there: whatever has been measured is measured anew when it is wanted. */
  measureLabels() {
    this.areLabelsMeasured = true;
    this.sideNames.forget();
    for (const drawn of this.known.values()) [drawn.variants, drawn.nameLength] = [[], 0];
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
        drawn.label.classList.toggle("highlighted", drawn.isPointed);
      }
      for (const each of [drawn.label, ...drawn.label.children]) each.classList.remove("hidden-label");
      drawn.isWritten = true;
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
    const { badges, homes, tools } = this;
    if (scale !== this.labelContext.scale) this.arrivals.clear();
    this.drawRoutes(scale, zoom, viewport);
    this.routes.grow(this.points, this.arrivals, scale);
    const on = this.points.filter((drawn) => drawn.feature.symbol.shape === "icon" && this.isOn(drawn));
    const all = on.filter((drawn) => drawn.feature.symbol.disc && !this.routes.notched.has(drawn));
    const discs = chiefDiscs(all, tools.mostSigns(zoom), this.highlighted);
    this.isThinned = discs.length < all.length;
    // What is pointed out finds its place before all else, the first before the others.
    const pointed = [...this.highlighted].reverse();
    const icons = iconsAt(discs, scale, zoom, tools.enlarged);
    homes.begin(scale, tools.stateOf);
    for (const icon of icons) {
      const { feature, isPointed } = icon.disc;
      icon.keeps = isPointed || isChief(feature);
      icon.rank = isPointed ? -pointed.indexOf(icon.id)
        : this.filter.news && this.marked?.has(icon.id) ? MARKED_RANK : feature.rank;
      icon.land = homes.landOf(icon) ?? "";
    }
    const towns = on.filter((drawn) => !drawn.feature.symbol.disc).sort(byPriority);
    const first = towns.filter(({ feature }) =>
      (feature.rank === 1 || zoom >= NEAR_FROM) && isVisibleAt(feature, zoom));
    this.measure(first);
    const landAt = (/** @type {number} */ x, /** @type {number} */ y) => {
      const territory = tools.territoryAt(x / scale, y / scale);
      return territory && tools.stateOf(territory);
    };
    const grouped = groupSigns(icons, towns, { zoom, scale, landAt });
    const crowd = grouped.groups.map(({ host: { x, y, r } }) => ({ x: x - r, y: y - r, w: 2 * r, h: 2 * r }));
    this.reserved = reserveLabels(first, scale, crowd);
    const rings = first.filter(({ feature }) => this.reserved.has(feature.id))
      .map(({ feature, at }) => square(at, scale, feature.size / 2));
    const blocked = [...this.reserved.values(), ...rings];
    this.rings = rings;
    const { rects, towns: named, tabs } = placeIcons(icons, grouped, this.leaders,
      { zoom, scale, blocked, towns, landAt, homeOf: (icon) => homes.of(icon) });
    this.signRooms = rects;
    const { focused } = badges;
    badges.lay(tabs);
    this.markBadges();
    for (const drawn of this.sided) this.sideNames.drawBands(drawn, scale);
    this.labelContext = { scale, zoom, lands: tools.lands(), coast: tools.coast(), obstacles: [], named,
      zoneCost: (rect) => this.outlines.cost(this.zones, rect, scale) };
    this.placeLabels(viewport);
    if (focused) badges.keepFocus(focused, this.known.get(focused)?.node);
    this.letArrive();
    this.lightUp(this.lit);
  }

  /** What has come with the day arrives where it is seen, by itself or in a badge. */
  letArrive() {
    const { coming } = this.arrivals;
    if (coming.size === 0) return;
    const badges = [...this.badges.all.values()].filter(({ members: [, ...counted] }) =>
      counted.some((drawn) => coming.has(drawn)));
    letArrive([...nodesOf(this.attached.filter((drawn) => coming.has(drawn))), ...badges.map(({ node }) => node)]);
    coming.clear();
  }

  /**
   * @param {number} scale @param {number} zoom
   * @param {import("../labels/placement.js").LabelViewport | null} viewport
   */
  drawRoutes(scale, zoom, viewport) {
    this.routesIn = JSON.stringify(viewport?.view);
    this.routeRooms = this.routes.draw(scale, seenIn(this.keepsAll(zoom) ? null : viewport, this.beyond));
  }

  /**
   * Lay out the labels alone: the map has been moved.
   * @param {import("../labels/placement.js").LabelViewport | null} viewport
   */
  placeLabels(viewport) {
    const { scale, zoom } = this.labelContext;
    const isSeen = seenIn(viewport, this.beyond);
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
    this.attach(this.keepsAll(zoom) ? isSeen : onSideOf(viewport, isSeen));
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
    const { hidden } = this.filter;
    return hidden.size === 0 || !hidden.has(feature.layer);
  }
}
