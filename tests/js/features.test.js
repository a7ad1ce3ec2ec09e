import assert from "node:assert/strict";
import test from "node:test";
import { FeatureLayers } from "../../src/baltic_map/web/static/map/features.js";
import { openDocument } from "./dom.mjs";
import { SYMBOLOGY } from "./symbology.mjs";

/** Features of all kinds, spread over ten degrees, all in force on one day. */
function manyFeatures(count) {
  let seed = 1;
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  const color = { day: "#000000", night: "#ffffff" };
  return Array.from({ length: count }, (_, at) => {
    const disc = at % 4 > 0;
    const symbol = { shape: at % 8 ? "icon" : "label", icon: "town", color, disc, fill: "full", faint: false, label: disc ? null : "town" };
    return {
      id: `f${at}`, layer: disc ? "bases" : "places", role: disc ? null : "places", rank: 1 + (at % 4), size: 18, kindName: "", certainty: "", today: "",
      name: `Place ${at}`, first: 0, stop: 9, certainFirst: 0, certainStop: 9, sure: "certain", routes: [], time: "", precisionKm: 0, symbol,
      label: disc ? { place: "beside", priority: 6, zooms: [9, 9, 9, 9] } : { place: at % 8 ? "beside" : "on", priority: 1, zooms: [4, 6, 7, 8] },
      geometry: { type: "Point", coordinates: [20 + 10 * random(), 54 + 6 * random()] },
    };
  });
}

/** Lay out so many features in a window of 1400 x 900: elements in the page, and how often two places were compared. */
function layOutMany(count, zoom) {
  const document = openDocument();
  const made = document.createElement("g");
  Object.getPrototypeOf(made).getBBox = () => ({ width: 60, height: 14 });
  Object.assign(Object.getPrototypeOf(made), { getNumberOfChars: () => 0, getComputedTextLength: () => 60 });
  const [hatched, over, circles, icons] = Array.from({ length: 4 }, () => document.createElement("g"));
  const world = 2 ** 14 * 256 / 360;
  const project = { x: (lon) => (lon - 20) * world, y: (lat) => (60 - lat) * 2 * world, left: 0, top: 0 };
  const layers = new FeatureLayers({ hatched, over, circles, icons }, ["bases", "places"].map((id) => ({ id, name: id })), manyFeatures(count), {
    prefix: "a", projection: project, icons: { town: "" }, symbology: SYMBOLOGY, hatches: null, choose() {}, open() {}, isClosest: () => false, mostSigns: () => Infinity, enlarged: 1,
    messages: { signs_here: "{place}: {count}", zoom_in: "", list_signs: "" }, lands: () => [], coast: () => null, territoryAt: () => "A", stateOf: (id) => id,
  });
  layers.measureLabels();
  layers.show(3, { hidden: new Set(), sure: "all" });
  const { hypot, min } = Math;
  let compared = 0;
  Math.hypot = (...sides) => { compared += 1; return hypot(...sides); };
  Math.min = (...numbers) => { compared += 1; return min(...numbers); };
  const middle = (2 ** zoom * 256 / 360) * 5;
  layers.layout(2 ** (zoom - 14), zoom, { view: { x: middle - 700, y: middle - 450, w: 1400, h: 900 }, covers: [] });
  Object.assign(Math, { hypot, min });
  const signs = icons.querySelectorAll(".icon").filter((each) => each.querySelector(".disc"));
  return { elements: icons.querySelectorAll("*").length, signs: signs.length, compared };
}

test("however many features an atlas has, the page has few elements", () => {
  for (const zoom of [5.5, 6.75, 8, 9.5, 12]) {
    const { elements, signs } = layOutMany(6000, zoom);
    assert.ok(elements < 2400, `${elements} at ${zoom}`);
    assert.ok(signs < 300, `${signs} at ${zoom}`);
  }
});

test("to place twice as much takes about twice as long", () => {
  for (const zoom of [6.75, 9.5]) {
    const [half, whole] = [3000, 6000].map((count) => layOutMany(count, zoom).compared);
    assert.ok(whole < 3 * half, `${half} and ${whole} comparisons at ${zoom}`);
  }
});
