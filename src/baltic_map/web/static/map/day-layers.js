// @ts-check
// One drawing of the atlas on the map: the basemap, and the states, borders and features of a day.
import { Areas, Borders } from "./areas.js";
import { ChangeMarks } from "./change-marks.js";
import { svg, runWhenIdle } from "../dom/elements.js";
import { drawGraticule, drawSea, drawWater, extentSize } from "./basemap.js";
import { Hatches } from "./hatches.js";
import { ReadingMark } from "./reading-mark.js";
import { inForce } from "../data/day-index.js";
import { LandIndex } from "../labels/land-index.js";
import { FeatureLayers } from "./features.js";
import { WORLD_ZOOM, projection, zoomShift } from "../data/mercator.js";
import { rovingTabindex } from "../dom/roving-tabindex.js";
import { ScaleGeometry } from "./scale-geometry.js";
import { addSvgOverlay } from "./svg-overlay.js";
import { LevelOfDetail } from "./level-of-detail.js";

/**
 * @typedef {import("../data/localize.js").FeatureData} FeatureData
 * @typedef {import("./areas.js").AreaData} AreaData
 * @typedef {import("./areas.js").BorderData} BorderData
 * @typedef {FeatureData | AreaData | BorderData} AnyItem
 * @typedef {object} DayLayersTools
 * @property {string} name keeps the ids of several drawings apart
 * @property {number} level raises the drawing over others
 * @property {(item: AnyItem, from: Element) => void} choose
 * @property {(cluster: import("../labels/badges.js").Cluster, latlng: any, from: Element) => void} open several signs
 *     of one place
 * @property {(zoom: number) => number} mostSigns so many at most
 * @property {number} enlarged how many times larger signs are
 * @property {(isThinned: boolean) => void} onThinned whether there was no room for all
 * @property {() => import("../labels/placement.js").Cover[]} covers what lies over the map, pixels of the map
 * @property {AbortSignal} signal takes the drawing off the map
 */

// A second drawing is half hidden: of its coasts so many pieces are one path.
const TOGETHER = 5;
// Milliseconds.
const KEYS_PAUSE = 50;
const LABELS_AT_ONCE = 12;
// So many features are made ready.
const MOST_PREPARED = 1500;

/**
 * What the scales hold, unpacked once for all drawings of a page.
 * @param {import("../contract.js").Page} page @returns {ScaleGeometry[]}
 */
export function decodeScales({ basemap }) {
  return basemap.map((scale) => new ScaleGeometry(scale));
}

/** The layers of one day at a time. */
export class DayLayers {
  /**
   * @param {any} map L.Map
   * @param {import("../contract.js").Scene} data
   * @param {import("../data/localize.js").Scene} scene the same in the reader's language
   * @param {ScaleGeometry[]} geometries
   * @param {DayLayersTools} tools
   */
  constructor(map, data, scene, geometries, tools) {
    const box = data.extent;
    this.map = map;
    this.projection = projection(box);
    this.zoomShift = zoomShift(data.view);
    this.geometries = geometries;
    this.tools = tools;
    this.day = -1;
    this.timer = 0;
    this.lod = new LevelOfDetail(geometries, tools.level > 0 ? TOGETHER : 1);
    /** @type {Map<string, LandIndex>} */
    this.landIndexes = new Map();
    /** @type {LandIndex | null} */
    this.knownCoast = null;
    const groups = makeGroups(scene.messages);
    const neat = svg("g", { class: "neat", "aria-hidden": "true" });
    // Sea, land and waters never change: on overlays of their own they are not painted anew when a state does. What
    // changes over the waters lies with the icons, on one surface: each further one is put together with the others.
    this.sea = this.addOverlay("sea", 290, (_, zoom) => this.lod.setZoom(zoom));
    this.basemap = this.addOverlay("basemap", 300, (scale) => hatches.rescale(scale));
    this.waters = this.addOverlay("waters", 305, (scale) => {
      drawGraticule({ grid: groups.graticule, neat }, box, this.projection, scale, scene.messages);
    });
    this.icons = this.addOverlay("icons", 450, (scale) => {
      this.mark?.rescale(scale);
      this.layout();
    });
    const hatches = new Hatches(this.basemap.defs, tools.name, data.symbology.hatches);
    this.waters.flat.append(neat);
    this.waters.pane.setAttribute("aria-hidden", "true");
    this.mark = scene.reading.mark ? new ReadingMark(this.icons, tools.name, scene.reading.mark,
      extentSize(box, this.projection)) : null;
    const { world, flat: icons } = this.icons;
    const circles = svg("g");
    this.drawBasemap(groups, data);
    world.append(circles);
    const choose = this.chooser();
    const { name: prefix } = tools;
    this.areas = new Areas({ place: groups.land, edges: groups.edges, defs: this.basemap.defs }, scene.areas,
      { prefix, hatches, lod: this.lod, choose });
    this.borders = new Borders(groups.borders, scene.lines, { lod: this.lod, choose });
    this.bordersGroup = groups.borders;
    this.lineCount = 0;
    const places = { hatched: groups.hatched, over: groups.over, circles, icons };
    this.features = new FeatureLayers(places, scene.layers, scene.features, {
      prefix, projection: this.projection, icons: data.icons, symbology: data.symbology, hatches,
      messages: scene.messages, choose,
      lands: () => this.areas.now.map(({ territories }) => this.landIndex(territories)),
      coast: () => (geometries.length ? this.coast : null),
      territoryAt: (x, y) => geometries[this.lod.now]?.territoryIndex.at(x, y) ?? null,
      stateOf: (territory) => this.areas.nameAt(territory),
      open: (cluster, from) => tools.open(cluster, this.latLng(cluster.members[0].at), from),
      isClosest: () => map.getZoom() >= map.getMaxZoom(), mostSigns: tools.mostSigns, enlarged: tools.enlarged,
    });
    this.marks = new ChangeMarks(this);
    this.roving = [groups.land, groups.borders, groups.hatched, groups.over,
      ...this.features.groups.values(), this.features.routes.notches, this.features.badges.group,
    ].map((group) => rovingTabindex(group));
  }

  /** @param {string} name @param {number} z @param {(scale: number, zoom: number) => void} redraw */
  addOverlay(name, z, redraw) {
    const { name: prefix, level, signal } = this.tools;
    return addSvgOverlay(this.map, this.projection, { name: `${prefix}-${name}`, z: z + level, signal, redraw });
  }

  /**
   * @param {ReturnType<typeof makeGroups>} groups @param {import("../contract.js").Scene} data
   */
  drawBasemap({ land, hatched, edges, graticule, waters, borders, over }, data) {
    const track = (/** @type {import("./basemap.js").Shape} */ shape) => {
      const place = svg(shape === "land" ? "path" : "g");
      this.lod.track(place, (geometry) => geometry[shape]());
      return place;
    };
    drawSea(this.sea, this.tools.name, data, extentSize(data.extent, this.projection), track);
    const clip = this.sea.world.getAttribute("clip-path");
    this.basemap.world.append(svg("g", { "clip-path": clip }, land, hatched, edges));
    this.waters.world.append(svg("g", { "clip-path": clip }, graticule, waters));
    this.icons.world.append(svg("g", { "clip-path": clip }, borders, over, this.mark?.node));
    drawWater(waters, track);
  }

  /** A drag that ends on an icon is no choice; but Leaflet remembers it when a key is pressed later. */
  chooser() {
    let isPointed = false;
    const { signal, choose } = this.tools;
    for (const kind of ["pointerdown", "keydown"]) {
      document.addEventListener(kind, () => { isPointed = kind === "pointerdown"; }, { capture: true, signal });
    }
    return (/** @type {AnyItem} */ item, /** @type {Element} */ from) => {
      if (!this.map.dragging?.moved() || !isPointed) choose(item, from);
    };
  }

  /** All land as one, without its lakes. */
  get coast() {
    const [geometry] = this.geometries;
    this.knownCoast ??= new LandIndex([...geometry.outlineArcs(Object.keys(geometry.data.polygons)),
      ...geometry.lakeLines().map((line) => [...line, line[0], line[1]])]);
    return this.knownCoast;
  }

  /** Each land is cut into rows once. @param {string[]} territories */
  landIndex(territories) {
    const key = territories.join(" ");
    const index = this.landIndexes.get(key) ?? new LandIndex(this.geometries[0].outlineArcs(territories));
    this.landIndexes.set(key, index);
    return index;
  }

  /**
   * Show a day.
   * @param {number} day
   * @param {import("../data/shown.js").Filter} filter
   */
  show(day, filter) {
    this.day = day;
    const changed = this.areas.show(day);
    this.lineCount = this.borders.show(day);
    this.bordersGroup.classList.toggle("off", filter.hidden.has("borders"));
    if (this.features.show(day, filter) || changed || this.filterKey !== keyOf(filter)) this.layout();
    this.filterKey = keyOf(filter);
  }

  /** Make ready, while nothing else is to be done, what other days will show: no step is to be slow. */
  prepare() {
    const features = this.nextFeatures();
    const tasks = [
      ...this.areas.all.map(({ area }, number) => () => {
        this.areas.prepare(number);
        this.landIndex(area.territories);
      }),
      ...features.flatMap((feature) => (feature.geometry
        ? () => this.features.drawSign(this.features.draw(feature)) : [])),
      ...Array.from({ length: Math.ceil(features.length / LABELS_AT_ONCE) }, (_, part) => () =>
        this.features.measureAhead(features.slice(part * LABELS_AT_ONCE, (part + 1) * LABELS_AT_ONCE))),
    ];
    runWhenIdle(tasks, this.tools.signal);
  }

  nextFeatures() {
    const { features } = this.features;
    // Of more, most are never seen by themselves.
    return features.length <= MOST_PREPARED ? features : inForce(features, this.day).slice(0, LABELS_AT_ONCE ** 2);
  }

  get overlays() {
    return [this.sea, this.basemap, this.waters, this.icons];
  }

  /** Point out some features, and no others. @param {string[]} ids @param {boolean} [pales] the others are pale */
  highlight(ids, pales = false) {
    this.features.highlight(ids, pales);
    this.layout();
  }

  /** Draw it where the map stands. */
  update() {
    for (const overlay of this.overlays) overlay.update();
  }

  /** Measure and place the labels, once the fonts are there. */
  measureLabels() {
    this.features.measureLabels();
    this.layout();
  }

  /** Lay out all icons and labels. @param {boolean} [isBare] nothing lies over the map */
  layout(isBare = false) {
    // Without its letters nothing knows how much room it takes.
    if (this.day < 0 || !this.features.areLabelsMeasured) return;
    const zoom = this.map.getZoom();
    this.features.layout(2 ** (zoom - WORLD_ZOOM), zoom + this.zoomShift, this.labelViewport(isBare));
    this.tools.onThinned(this.features.isThinned);
    this.refreshTabindex();
  }

  /**
   * Lay out the labels alone.
   * @param {boolean} [isBare] nothing lies over the map
   * @param {import("../labels/placement.js").Side | null} [side] of the map, in its pixels
   * @returns where each stands, pixels of the overlay
   */
  placeLabels(isBare = false, side = null) {
    const viewport = this.labelViewport(isBare);
    if (side) {
      // The view begins at the map's corner.
      const { x: left, y: top } = viewport.view;
      viewport.side = { ...side, from: side.from + left, to: side.to + left };
      viewport.covers.push(...side.covers.map(({ x, y, w, h }) => ({ x: x + left, y: y + top, w, h })));
    }
    const placed = this.features.placeLabels(viewport);
    this.refreshTabindex();
    return placed;
  }

  /** Let the keys know what there is now; nobody presses one before it is seen. */
  refreshTabindex() {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => {
      for (const refresh of this.roving) refresh();
    }, KEYS_PAUSE);
  }

  /**
   * What is seen of the overlay, in its pixels.
   * @param {boolean} isBare
   * @returns {import("../labels/placement.js").LabelViewport}
   */
  labelViewport(isBare) {
    const scale = 2 ** (this.map.getZoom() - WORLD_ZOOM);
    const { min, max } = this.map.getPixelBounds();
    const [left, top] = [min.x - this.projection.left * scale, min.y - this.projection.top * scale];
    const covers = (isBare ? [] : this.tools.covers()).map((each) => ({ ...each, x: each.x + left, y: each.y + top }));
    return { view: { x: left, y: top, w: max.x - min.x, h: max.y - min.y }, covers };
  }

  /** @param {{ x: number, y: number }} at world */
  latLng(at) {
    return this.map.unproject([at.x + this.projection.left, at.y + this.projection.top], WORLD_ZOOM);
  }

  /** Where a feature belongs. @param {FeatureData} feature */
  latLngOf(feature) {
    return this.latLng(this.features.anchor(feature));
  }

  /** The drawing of an item, if it is on the map. @param {string} id @returns {Element | null} */
  nodeOf(id) {
    const places = [this.icons.flat, this.icons.world, this.basemap.world];
    const all = places.flatMap((place) => [...place.querySelectorAll("[data-id]")]);
    return all.find((node) => /** @type {SVGElement} */ (node).dataset.id === id) ?? null;
  }
}

/** The groups of the basemap's overlay. @param {Record<string, string>} messages */
function makeGroups(messages) {
  const group = (/** @type {string} */ name, /** @type {string | null} */ label = null) =>
    svg("g", { class: name, role: label === null ? null : "group", "aria-label": label });
  return {
    land: group("land", messages.states),
    hatched: group("zones hatched", messages.zones),
    edges: group("edges"),
    graticule: svg("g", { class: "grid", "aria-hidden": "true" }),
    waters: group("waters"),
    borders: group("borders", messages.borders),
    over: group("zones over", messages.zones),
  };
}

/** @param {import("../data/shown.js").Filter} filter */
function keyOf({ hidden, sure, news }) {
  return `${sure} ${news} ${[...hidden].sort().join(" ")}`;
}
