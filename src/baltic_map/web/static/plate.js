// @ts-check
// One drawing of the atlas on the map: the ground, and the states, borders and features of a day.
import { Areas, Borders } from "./areas.js";
import { draw, whileIdle } from "./dom.js";
import { drawGraticule, drawSea, drawWater, sheetSize } from "./ground.js";
import { Hatches } from "./hatches.js";
import { Land } from "./lands.js";
import { Marks } from "./marks.js";
import { WORLD_ZOOM, projection } from "./projection.js";
import { rove } from "./roving.js";
import { ScaleGeometry } from "./scales.js";
import { laySheet } from "./sheet.js";
import { Tracker } from "./tracker.js";

/**
 * @typedef {import("./tell.js").MarkData} MarkData
 * @typedef {import("./areas.js").AreaData} AreaData
 * @typedef {import("./areas.js").LineData} LineData
 * @typedef {MarkData | AreaData | LineData} Thing
 * @typedef {object} PlateTools
 * @property {string} name keeps the ids of several plates apart
 * @property {number} level raises the plate over others
 * @property {(thing: Thing, from: Element) => void} choose
 * @property {(latlng: any) => void} closer zooms in on a place
 * @property {() => import("./naming.js").Cover[]} covers what lies over the map, pixels of the map
 * @property {AbortSignal} signal takes the plate off the map
 */

// Milliseconds.
const KEYS_PAUSE = 50;
const NAMES_AT_ONCE = 12;

/** What the scales hold, unpacked once for all plates of a page. @param {any} data @returns {ScaleGeometry[]} */
export function unpackScales(data) {
  const [west, south, east, north] = data.extent;
  const to = projection({ west, south, east, north });
  return data.scales.map((/** @type {any} */ scale) => new ScaleGeometry(scale, to));
}

/** A plate. */
export class Plate {
  /**
   * @param {any} map L.Map
   * @param {any} data what payload.py made
   * @param {import("./tell.js").Told} told the same in the reader's language
   * @param {ScaleGeometry[]} geometries
   * @param {PlateTools} tools
   */
  constructor(map, data, told, geometries, tools) {
    const [west, south, east, north] = data.extent;
    const box = { west, south, east, north };
    const to = projection(box);
    this.map = map;
    this.to = to;
    this.tools = tools;
    this.day = -1;
    this.timer = 0;
    this.tracker = new Tracker(geometries);
    /** @type {Map<string, Land>} */
    const lands = new Map();
    /** @type {Land | null} */
    let coast = null;
    /** Each land is cut into rows once. */
    this.landOf = (/** @type {AreaData} */ { territories }) => {
      const key = territories.join(" ");
      const land = lands.get(key) ?? new Land(geometries[0].outlineArcs(territories));
      lands.set(key, land);
      return land;
    };
    const choose = (/** @type {Thing} */ thing, /** @type {Element} */ from) => {
      // A drag that ends on a sign is no choice; Leaflet remembers the last drag, which a key press has nothing to do with.
      if (map.dragging?.moved() && this.pointed) return;
      tools.choose(thing, from);
    };
    this.pointed = false;
    const { signal } = tools;
    for (const kind of ["pointerdown", "keydown"]) {
      document.addEventListener(kind, () => { this.pointed = kind === "pointerdown"; }, { capture: true, signal });
    }

    const lay = (/** @type {string} */ sheet, /** @type {number} */ z, /** @type {(scale: number, zoom: number) => void} */ redraw) =>
      laySheet(map, to, { name: `${tools.name}-${sheet}`, z: z + tools.level, signal, redraw });
    // The sea lies on a sheet of its own: its many broad lines are not to be painted anew when a state changes.
    this.sea = lay("sea", 290, (_, zoom) => this.tracker.turn(zoom));
    this.ground = lay("ground", 300, (scale) => {
      hatches.rescale(scale);
      drawGraticule({ grid: graticule, neat }, box, to, scale);
    });
    const hatches = new Hatches(this.ground.defs, tools.name);
    const neat = draw("g", { class: "neat", "aria-hidden": "true" });
    this.ground.flat.append(neat);
    const follow = (/** @type {import("./ground.js").Shape} */ shape) => {
      const place = draw(shape === "land" ? "path" : "g");
      this.tracker.track(place, (geometry) => geometry[shape]());
      return place;
    };
    drawSea(this.sea, tools.name, data.palette, sheetSize(box, to), follow);
    this.ground.world.setAttribute("clip-path", /** @type {string} */ (this.sea.world.getAttribute("clip-path")));
    const [hatched, land, edges, waters, over, borders] = ["zones hatched", "land", "edges", "waters", "zones over", "borders"].map((name) => draw("g", { class: name }));
    const graticule = draw("g", { class: "grid", "aria-hidden": "true" });
    const bare = follow("land");
    bare.setAttribute("class", "bare-land");
    land.setAttribute("role", "group");
    land.setAttribute("aria-label", told.words.states);
    borders.setAttribute("role", "group");
    borders.setAttribute("aria-label", told.words.borders);
    for (const zones of [hatched, over]) {
      zones.setAttribute("role", "group");
      zones.setAttribute("aria-label", told.words.zones);
    }
    this.ground.world.append(bare, land, hatched, edges, graticule, waters, borders, over);
    drawWater(waters, follow);
    this.areas = new Areas({ place: land, edges, defs: this.ground.defs }, told.areas, { prefix: tools.name, hatches, tracker: this.tracker, choose });
    this.borders = new Borders(borders, told.lines, { tracker: this.tracker, choose });
    this.bordersGroup = borders;
    this.lineCount = 0;

    this.signs = lay("signs", 450, () => this.layOut());
    this.marks = new Marks({ hatched, over, signs: this.signs.flat }, told.layers, told.marks, {
      prefix: tools.name, to, glyphs: data.glyphs, hatches, words: told.words, choose,
      lands: () => this.areas.now.map(this.landOf),
      coast: () => (coast ??= geometries.length ? new Land(geometries[0].outlineArcs(Object.keys(geometries[0].data.polygons))) : null),
      landAt: (x, y) => {
        const territory = geometries[this.tracker.now]?.regions.at(x, y) ?? null;
        return territory && this.areas.nameAt(territory);
      },
      closer: (at) => tools.closer(this.latLng(at)),
    });
    this.roving = [land, borders, hatched, over, ...this.marks.groups.values(), this.marks.counts].map((group) => rove(group));
  }

  /**
   * Show a day.
   * @param {number} day
   * @param {import("./marks.js").Filter} filter
   */
  show(day, filter) {
    this.day = day;
    const changed = this.areas.show(day);
    this.lineCount = this.borders.show(day);
    this.bordersGroup.classList.toggle("off", filter.hidden.has("borders"));
    if (this.marks.show(day, filter) || changed || this.filterKey !== keyOf(filter)) this.layOut();
    this.filterKey = keyOf(filter);
  }

  /** Make ready, while nothing else is to be done, what other days will show: no step is to be slow. */
  prepare() {
    const { signal } = this.tools;
    const tasks = [
      ...this.areas.all.map(({ area }, number) => () => {
        this.areas.prepare(number);
        this.landOf(area);
      }),
      ...this.marks.marks.flatMap((mark) => (mark.geometry ? () => this.marks.drawn(mark) : [])),
      ...Array.from({ length: Math.ceil(this.marks.marks.length / NAMES_AT_ONCE) }, (_, part) => () =>
        this.marks.measure(this.marks.marks.slice(part * NAMES_AT_ONCE, (part + 1) * NAMES_AT_ONCE))),
    ];
    whileIdle(tasks, signal);
  }

  get sheets() {
    return [this.sea, this.ground, this.signs];
  }

  /** Draw it where the map stands. */
  settle() {
    for (const sheet of this.sheets) sheet.settle();
  }

  /** Set the names, once the fonts are there. */
  letter() {
    this.marks.letter(true);
    this.layOut();
  }

  /** Lay out all signs and names. @param {boolean} [isBare] nothing lies over the map */
  layOut(isBare = false) {
    // Without its letters nothing knows how much room it takes.
    if (this.day < 0 || !this.marks.lettered) return;
    const zoom = this.map.getZoom();
    this.marks.layOut(2 ** (zoom - WORLD_ZOOM), zoom, this.window(isBare));
    this.refresh();
  }

  /**
   * Lay out the names alone.
   * @param {boolean} [isBare] nothing lies over the map
   * @param {import("./naming.js").Side | null} [side] of the map, in its pixels
   * @returns where each stands, pixels of the sheet
   */
  layNames(isBare = false, side = null) {
    const window = this.window(isBare);
    if (side) {
      // The view begins at the map's corner.
      const { x: left, y: top } = window.view;
      window.side = { ...side, from: side.from + left, to: side.to + left };
      window.covers.push(...side.covers.map(({ x, y, w, h }) => ({ x: x + left, y: y + top, w, h })));
    }
    const stand = this.marks.layNames(window);
    this.refresh();
    return stand;
  }

  /** Let the keys know what there is now; nobody presses one before it is seen. */
  refresh() {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => {
      for (const refresh of this.roving) refresh();
    }, KEYS_PAUSE);
  }

  /** What is seen of the sheet, in its pixels. @param {boolean} isBare @returns {import("./naming.js").Window} */
  window(isBare) {
    const scale = 2 ** (this.map.getZoom() - WORLD_ZOOM);
    const { min, max } = this.map.getPixelBounds();
    const [left, top] = [min.x - this.to.left * scale, min.y - this.to.top * scale];
    const covers = (isBare ? [] : this.tools.covers()).map((each) => ({ ...each, x: each.x + left, y: each.y + top }));
    return { view: { x: left, y: top, w: max.x - min.x, h: max.y - min.y }, covers };
  }

  /** @param {{ x: number, y: number }} at */
  latLng(at) {
    return this.map.unproject([at.x + this.to.left, at.y + this.to.top], WORLD_ZOOM);
  }

  /** Where a feature belongs. @param {MarkData} mark */
  placeOf(mark) {
    return this.latLng(this.marks.anchor(mark));
  }

  /** The drawing of a thing, if it is on the map. @param {string} id @returns {Element | null} */
  nodeOf(id) {
    const all = [this.signs.flat, this.ground.world].flatMap((place) => [...place.querySelectorAll("[data-id]")]);
    return all.find((node) => /** @type {SVGElement} */ (node).dataset.id === id) ?? null;
  }
}

/** @param {import("./marks.js").Filter} filter */
function keyOf({ hidden, sure }) {
  return `${sure} ${[...hidden].sort().join(" ")}`;
}
