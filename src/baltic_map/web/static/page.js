// @ts-check
// The page of a day: data in, plate out.
import { drawAreas, drawBorders } from "./areas.js";
import { draw } from "./dom.js";
import { flyInto, keepView } from "./frame.js";
import { layPage } from "./furniture.js";
import { drawGraticule, drawNeatLine, drawSea, drawWater, sheetSize } from "./ground.js";
import { Hatches } from "./hatches.js";
import { startInks } from "./inks.js";
import { Land } from "./lands.js";
import { makeLegend } from "./legend.js";
import { Marks } from "./marks.js";
import { makeList } from "./panels.js";
import { printPlate } from "./print.js";
import { projection } from "./projection.js";
import { rove } from "./roving.js";
import { ScaleGeometry, scaleAt } from "./scales.js";
import { laySheet } from "./sheet.js";

const CLOSE_UP = 8;

/**
 * Draw a plate on a map.
 * @param {any} map L.Map
 * @param {any} data what payload.py made
 */
export function start(map, data) {
  const { words, palette } = data;
  for (const card of data.cards) card.sources = card.sources.map((/** @type {number} */ number) => data.sources[number]);
  for (const mark of data.marks) mark.look = data.looks[mark.look];
  startInks(palette);
  document.documentElement.classList.add("plate");
  const [west, south, east, north] = data.extent;
  const box = { west, south, east, north };
  const to = projection(box);
  const inks = new Set(Object.values(palette).map(([day]) => day));
  const page = layPage(map, data);
  const choose = (/** @type {number} */ card, /** @type {Element} */ from) => {
    // A drag that ends on a sign is no choice.
    if (map.dragging?.moved() && from.closest(".leaflet-container") && !page.byKeyboard()) return;
    page.openCard(card, from);
  };

  // ------------------------------------------------------------------ ground
  const geometries = data.scales.map((/** @type {any} */ scale) => new ScaleGeometry(scale, data.grid, to));
  /** @type {{ path: Element, data: (geometry: ScaleGeometry) => string | string[], made: (string | string[])[] }[]} */
  const tracked = [];
  let scaleNow = -1;
  const track = (/** @type {Element} */ path, /** @type {(geometry: ScaleGeometry) => string | string[]} */ data_) => {
    tracked.push({ path, data: data_, made: [] });
    return path;
  };
  const follow = (/** @type {"land" | "coast" | "shore" | "lakes" | "rivers"} */ shape) => track(draw(shape === "shore" ? "g" : "path"), (geometry) => shapeOf(geometry, shape));
  const ground = laySheet(map, to, {
    name: "atlas-ground",
    z: 300,
    redraw: (scale, zoom) => {
      const wanted = scaleAt(data.scales, zoom);
      if (wanted !== scaleNow && geometries.length > 0) {
        scaleNow = wanted;
        for (const each of tracked) {
          each.made[wanted] ??= each.data(geometries[wanted]);
          const made = each.made[wanted];
          if (typeof made === "string") each.path.setAttribute("d", made);
          else each.path.replaceChildren(...made.map((d) => draw("path", { d })));
        }
      }
      hatches.rescale(scale);
      drawNeatLine(neat, box, to, scale);
    },
  });
  const hatches = new Hatches(ground.defs, "atlas");
  const neat = draw("g", { class: "neat", "aria-hidden": "true" });
  ground.flat.append(neat);
  drawSea(ground, palette, sheetSize(box, to), follow);
  const [under, land, edges, waters, over, borders] = ["zones under", "land", "edges", "waters", "zones over", "borders"].map((name) => draw("g", { class: name }));
  const graticule = draw("g", { class: "grid", "aria-hidden": "true" });
  drawGraticule(graticule, box, to);
  const bare = follow("land");
  bare.setAttribute("class", "bare-land");
  land.setAttribute("role", "group");
  ground.world.append(under, bare, land, edges, graticule, waters, borders, over);
  drawAreas({ place: land, edges, defs: ground.defs }, data.areas, { hatches, track, choose, inks });
  drawWater(waters, follow);
  drawBorders(borders, data.lines, { track, choose });

  // ------------------------------------------------------------------ marks
  const signs = laySheet(map, to, {
    name: "atlas-signs",
    z: 450,
    redraw: () => layOut(false),
  });
  const nameOf = (/** @type {import("./marks.js").MarkData} */ mark) => {
    const rows = data.cards[mark.card].rows;
    return [mark.name, rows[0]?.[1], rows[2]?.[1]].filter(Boolean).join(", ");
  };
  const latLng = (/** @type {{ x: number, y: number }} */ at) => map.unproject([at.x + to.left, at.y + to.top], 14);
  /** @type {Land[] | null} */
  let lands = null;
  const marks = new Marks({ under, over, signs: signs.flat }, data.layers, data.marks, {
    to, glyphs: data.glyphs, hatches, words, nameOf, choose,
    lands: () => (lands ??= geometries.length === 0 ? [] : data.areas.map((/** @type {any} */ area) => new Land(geometries[0].outlineArcs(area.territories)))),
    closer: (at) => flyInto(map, latLng(at), Math.min(map.getMaxZoom(), map.getZoom() + 1.5), page.margins()),
  });
  const windowNow = (/** @type {boolean} */ bare_) => {
    const scale = 2 ** (map.getZoom() - 14);
    const { min, max } = map.getPixelBounds();
    const [left, top] = [min.x - to.left * scale, min.y - to.top * scale];
    const frame = map.getContainer().getBoundingClientRect();
    const covers = (bare_ ? [] : page.covers()).map((box) => ({ x: box.left - frame.left + left, y: box.top - frame.top + top, w: box.width, h: box.height }));
    return { view: { x: left, y: top, w: max.x - min.x, h: max.y - min.y }, covers };
  };
  const refreshRoving = () => {
    for (const refresh of roving) refresh();
  };
  const layOut = (/** @type {boolean} */ bare_) => {
    marks.layOut(2 ** (map.getZoom() - 14), map.getZoom(), windowNow(bare_));
    refreshRoving();
  };
  const layNames = () => {
    if (isPrinting()) return;
    marks.layNames(windowNow(false));
    refreshRoving();
  };
  const groups = [land, borders, under, over, ...marks.groups.values(), marks.counts];
  const roving = groups.map((group) => rove(group));

  // ------------------------------------------------------------------ panels
  const show = (/** @type {import("./marks.js").MarkData} */ mark, /** @type {Element} */ from) => {
    page.openCard(mark.card, from);
    if (!mark.geometry) return;
    const at = marks.anchor(mark);
    flyInto(map, latLng(at), Math.max(map.getZoom(), CLOSE_UP), page.margins());
  };
  const toggle = (/** @type {string} */ id, /** @type {boolean} */ shown) => {
    if (id === "borders") borders.classList.toggle("off", !shown);
    else {
      marks.toggle(id, shown);
      layOut(false);
    }
    refreshRoving();
    for (const group of document.querySelectorAll(".legend-group")) {
      if (/** @type {HTMLElement} */ (group).dataset.layer === id) group.classList.toggle("off", !shown);
    }
  };
  page.fill({
    legend: makeLegend(data.legend, { hatches: new Hatches(page.defs, "legend"), glyphs: data.glyphs, inks }),
    list: (some) => makeList(some, { glyphs: data.glyphs, nameOf, choose: show }),
    toggle,
  });

  // ------------------------------------------------------------------ view
  const view = L.latLngBounds([data.view[1], data.view[0]], [data.view[3], data.view[2]]);
  const extent = L.latLngBounds([south, west], [north, east]);
  const { home, resized } = keepView(map, view, extent, page.margins);
  map.options.maxBoundsViscosity = 0.9;
  home();
  // So far beyond the sheet that a card never has to cover what it tells of.
  map.setMaxBounds(extent.pad(0.75));
  page.onHome(home);
  if (window.parent !== window && map.scrollWheelZoom) {
    // In a frame the wheel belongs to the page around it until the reader has chosen the map.
    map.scrollWheelZoom.disable();
    map.on("focus", () => map.scrollWheelZoom.enable());
    map.on("blur", () => map.scrollWheelZoom.disable());
  }
  const told = data.marks.filter((/** @type {any} */ mark) => mark.layer === "events").map((/** @type {any} */ mark) => mark.card);
  const cited = [...told, ...data.areas.map((/** @type {any} */ area) => area.card)].flatMap((card) => data.cards[card].sources);
  printPlate(map, view, { credits: data.credits, sources: [...new Set(cited)], heading: words.card_sources, from: `${data.title}. ${data.subtitle}.` }, layOut);
  ground.settle();
  const letter = () => {
    // A page in a frame that is not shown has no letters to measure; it is lettered when it is.
    if (map.getSize().x === 0) return;
    marks.letter();
    signs.settle(true);
  };
  fontsLoaded().then(() => {
    home();
    ground.settle();
    letter();
    map.on("moveend", layNames);
    page.onCovered(layNames);
    new ResizeObserver(() => {
      if (!isPrinting() && resized()) letter();
    }).observe(map.getContainer());
    document.documentElement.dataset.ready = "true";
  });
}

/** Wait for the fonts, but not for ever. */
function fontsLoaded() {
  const faces = ["600 16px 'Atlas Serif'", "400 16px 'Atlas Serif'", "italic 16px 'Atlas Serif'", "400 16px 'Atlas Sans'", "600 16px 'Atlas Sans'"];
  const patience = new Promise((resolve) => { setTimeout(resolve, 3000); });
  return Promise.race([patience, Promise.allSettled(faces.map((face) => document.fonts.load(face)))]);
}

function isPrinting() {
  return document.documentElement.classList.contains("printing");
}

/** @param {ScaleGeometry} geometry @param {"land" | "coast" | "shore" | "lakes" | "rivers"} shape */
function shapeOf(geometry, shape) {
  return geometry[shape]();
}
