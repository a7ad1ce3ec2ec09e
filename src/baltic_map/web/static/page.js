// @ts-check
// The page of a day: data in, plate out.
import { drawAreas, drawBorders } from "./areas.js";
import { makeCardPanel } from "./card.js";
import { draw, fillIn, make } from "./dom.js";
import { flyInto, marginsOf, showBox, uncover } from "./frame.js";
import { drawGraticule, drawNeatLine, drawSea, drawWater, sheetSize } from "./ground.js";
import { Hatches } from "./hatches.js";
import { startInks } from "./inks.js";
import { makeLegend } from "./legend.js";
import { Marks } from "./marks.js";
import { makeDays, makeHeadline, makeLayers, makeList, makeSection } from "./panels.js";
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
    redraw: () => {
      layOut(false);
      for (const refresh of roving) refresh();
    },
  });
  const nameOf = (/** @type {import("./marks.js").MarkData} */ mark) => {
    const rows = data.cards[mark.card].rows;
    return [mark.name, rows[0]?.[1], rows[2]?.[1]].filter(Boolean).join(", ");
  };
  const latLng = (/** @type {{ x: number, y: number }} */ at) => map.unproject([at.x + to.left, at.y + to.top], 14);
  const marks = new Marks({ under, over, signs: signs.flat }, data.layers, data.marks, {
    to, glyphs: data.glyphs, hatches, words, nameOf, choose,
    closer: (at) => flyInto(map, latLng(at), Math.min(map.getMaxZoom(), map.getZoom() + 1.5), page.margins()),
  });
  const layOut = (/** @type {boolean} */ strict) => {
    const scale = 2 ** (map.getZoom() - 14);
    const { min, max } = map.getPixelBounds();
    const cover = strict ? { left: 0, top: 0, right: 0, bottom: 0 } : page.margins();
    const rect = {
      x: min.x + cover.left - to.left * scale, y: min.y + cover.top - to.top * scale,
      w: max.x - min.x - cover.left - cover.right, h: max.y - min.y - cover.top - cover.bottom,
    };
    marks.layOut(scale, map.getZoom(), { rect, strict });
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
    for (const refresh of roving) refresh();
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
  const home = () => showBox(map, view, page.margins());
  map.options.maxBoundsViscosity = 0.9;
  map.setMinZoom(Math.min(map.getBoundsZoom(extent), map.getBoundsZoom(view)) - 0.25);
  home();
  map.setMaxBounds(extent.pad(0.45));
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
  const faces = ["600 16px 'Atlas Serif'", "400 16px 'Atlas Serif'", "italic 16px 'Atlas Serif'", "400 16px 'Atlas Sans'", "600 16px 'Atlas Sans'"];
  Promise.allSettled(faces.map((face) => document.fonts.load(face))).then(() => {
    home();
    ground.settle();
    marks.letter();
    signs.settle(true);
    for (const refresh of roving) refresh();
    document.documentElement.dataset.ready = "true";
  });
}

/** @param {ScaleGeometry} geometry @param {"land" | "coast" | "shore" | "lakes" | "rivers"} shape */
function shapeOf(geometry, shape) {
  return geometry[shape]();
}

/**
 * Lay the sheets of paper around the map.
 * @param {any} map @param {any} data
 */
function layPage(map, data) {
  const { words } = data;
  const container = map.getContainer();
  container.id ||= "map";
  container.setAttribute("role", "region");
  container.setAttribute("aria-label", fillIn(words.map, { day: data.day.text }));
  const skip = make("a", { class: "skip", href: `#${container.id}` }, words.skip);
  skip.addEventListener("click", (event) => {
    event.preventDefault();
    container.focus();
  });
  const headline = makeHeadline(data);
  const left = make("div", { class: "column left" });
  const right = make("div", { class: "column right" });
  const handle = make("button", { type: "button", class: "handle", "aria-expanded": "false" }, make("span", {}, [words.events, words.layers, words.legend].join(" · ")));
  const folio = make("div", { class: "folio" }, handle, left, right);
  handle.addEventListener("click", () => {
    // Only the reader's own touch moves the sheet; otherwise it is where it is at once.
    folio.classList.add("moving");
    const open = folio.classList.toggle("open");
    handle.setAttribute("aria-expanded", String(open));
  });
  folio.addEventListener("transitionend", () => folio.classList.remove("moving"));
  const controls = makeControls(map, words);
  const card = makeCardPanel(data.cards, words, () => document.documentElement.classList.remove("with-card"));
  const defs = draw("defs");
  container.before(skip, headline);
  container.after(controls.element, card.panel, folio, card.said, draw("svg", { class: "said", width: 0, height: 0, "aria-hidden": "true" }, defs));

  let keyboard = false;
  document.addEventListener("keydown", () => { keyboard = true; }, true);
  document.addEventListener("pointerdown", () => { keyboard = false; }, true);
  const phone = window.matchMedia("(max-width: 640px)");
  const covers = () => [headline, folio, left, right, card.panel].filter((each) => !(each === card.panel && card.panel.hidden));
  const margins = () => marginsOf(container.getBoundingClientRect(), covers().map((each) => each.getBoundingClientRect()));
  const measure = () => {
    const style = document.documentElement.style;
    const head = headline.getBoundingClientRect();
    style.setProperty("--head-bottom", `${Math.ceil(head.bottom)}px`);
    const free = marginsOf(container.getBoundingClientRect(), [headline, folio, left, right].map((each) => each.getBoundingClientRect()));
    style.setProperty("--free-left", `${free.left}px`);
    style.setProperty("--free-right", `${free.right}px`);
    style.setProperty("--free-bottom", `${phone.matches ? 64 : 0}px`);
  };
  new ResizeObserver(measure).observe(headline);
  window.addEventListener("resize", measure);
  measure();

  return {
    defs,
    margins,
    byKeyboard: () => keyboard,
    openCard: (/** @type {number} */ number, /** @type {Element} */ from) => {
      document.documentElement.classList.add("with-card");
      card.open(number, from);
      if (from.matches(".mark.glyph, .mark.label")) uncover(map, from, margins());
    },
    onHome: controls.onHome,
    /** @param {{ legend: HTMLElement, list: (marks: any[]) => HTMLElement, toggle: (id: string, shown: boolean) => void }} parts */
    fill({ legend, list, toggle }) {
      const events = data.marks.filter((/** @type {any} */ mark) => mark.layer === "events");
      const unplaced = data.marks.filter((/** @type {any} */ mark) => mark.layer !== "events" && !mark.geometry);
      const layers = [...data.layers, { id: "borders", name: words.borders, count: data.lines.length }];
      const wide = !phone.matches;
      right.append(
        makeSection("events", words.events, true, events.length ? list(events) : make("p", { class: "quiet" }, words.no_events)),
      );
      if (unplaced.length) right.append(makeSection("unplaced", words.in_force, false, list(unplaced)));
      right.append(
        makeSection("layer-switches", words.layers, wide, makeLayers(layers, words, toggle)),
        makeSection("credits", words.credits, false, ...data.credits.map((/** @type {string} */ text) => make("p", {}, text))),
      );
      if (data.days.length) left.append(makeSection("days", words.all_days, wide, makeDays(data.days)));
      left.append(makeSection("key", words.legend, wide, legend));
      measure();
    },
  };
}

/** @param {any} map @param {Record<string, string>} words */
function makeControls(map, words) {
  const button = (/** @type {string} */ name, /** @type {string} */ word, /** @type {Element} */ sign, /** @type {() => void} */ act) => {
    const element = make("button", { type: "button", class: name, "aria-label": word, title: word }, sign);
    element.addEventListener("click", act);
    return element;
  };
  const icon = (/** @type {string} */ d) => draw("svg", { width: 16, height: 16, viewBox: "0 0 16 16", "aria-hidden": "true" }, draw("path", { d }));
  let goHome = () => {};
  const scale = L.control.scale({ imperial: false, maxWidth: 110 }).addTo(map);
  const element = make("div", { class: "controls", role: "group", "aria-label": words.controls },
    make("div", { class: "buttons paper" },
      button("closer", words.zoom_in, icon("M8 3v10M3 8h10"), () => map.zoomIn()),
      button("farther", words.zoom_out, icon("M3 8h10"), () => map.zoomOut()),
      button("home", words.home, icon("M3 6V3h3M10 3h3v3M13 10v3h-3M6 13H3v-3"), () => goHome())),
    scale.getContainer());
  return { element, onHome: (/** @type {() => void} */ act) => { goHome = act; } };
}
