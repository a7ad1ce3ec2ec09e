import assert from "node:assert/strict";
import test from "node:test";
import { LandIndex } from "../../src/baltic_map/web/static/labels/land-index.js";
import { placeNames, reserveLabels, square } from "../../src/baltic_map/web/static/labels/placement.js";
import { openDocument } from "./dom.mjs";

const town = (id, x, y, more = {}) => ({
  feature: { id, rank: 1, size: 7, label: { place: "beside", priority: 1, zooms: [4.6, 6.3] }, symbol: { shape: "icon" }, ...more },
  at: { x, y }, label: null, stand: null, variants: [{ w: 40, h: 12 }],
});

test("a capital keeps the room right of its dot", () => {
  const { anchor, x } = reserveLabels([town("a", 1000, 1000)], 0.1, []).get("a");
  assert.deepEqual([anchor, x], ["start", 106]);
});

test("it gives way to a crowd of icons, and to the capital before it", () => {
  const crowd = [{ x: 104, y: 85, w: 60, h: 40 }];
  assert.equal(reserveLabels([town("a", 1000, 1000)], 0.1, crowd).get("a").anchor, "end");
  const reserved = reserveLabels([town("a", 1000, 1000), town("b", 1000, 1000)], 0.1, []);
  assert.notDeepEqual(reserved.get("a"), reserved.get("b"));
});

test("the more important town keeps its room before the others", () => {
  const [low, high] = [town("a", 1000, 1000, { rank: 2 }), town("b", 1000, 1000)];
  const reserved = reserveLabels([low, high], 0.1, []);
  assert.equal(reserved.get("b").anchor, "start");
  assert.notDeepEqual(reserved.get("a"), reserved.get("b"));
});

test("a square around a point", () => {
  assert.deepEqual(square({ x: 100, y: 200 }, 0.1, 4), { x: 6, y: 16, w: 8, h: 8 });
});

const context = { scale: 0.1, zoom: 7, lands: [], coast: null, obstacles: [], named: new Set(), zoneCost: () => 0 };

/** A name on the ground, 100 pixels wide. */
function named(document, place, role, x, y) {
  const [label, node, form, text] = Array.from({ length: 4 }, () => document.createElement("g"));
  form.append(text);
  label.append(form);
  return {
    feature: { id: role, rank: 2, size: 0, label: { place, priority: 1, zooms: [4, 4] }, symbol: { shape: "label", label: role, disc: false } },
    at: { x, y }, node, label, stand: null, arrow: null, variants: [{ node: form, w: 100, h: 10, line: 10, wide: false }],
  };
}

test("the name of a region stays inside its state, or is not written", () => {
  const document = openDocument();
  const land = new LandIndex([[0, 0, 2000, 0, 2000, 4000, 0, 4000, 0, 0]]);
  const at = (x) => {
    const region = named(document, "on", "region", x, 2000);
    return placeNames([region], [region], { ...context, lands: [land] }, new Map(), null).get("region")?.x;
  };
  assert.equal(at(1000), 50);
  assert.equal(at(1700), 120 - 45 + 18, "moved by three steps to the west");
  const narrow = new LandIndex([[0, 0, 900, 0, 900, 4000, 0, 4000, 0, 0]]);
  const region = named(document, "on", "region", 450, 2000);
  assert.equal(placeNames([region], [region], { ...context, lands: [narrow] }, new Map(), null).size, 0);
});

test("the name of a water keeps off rims and hatch, and off the land", () => {
  const document = openDocument();
  const coast = new LandIndex([[0, 21000, 40000, 21000, 40000, 40000, 0, 40000, 0, 21000]]);
  const water = named(document, "water", "sea", 20000, 20000);
  const rect = (zoneCost) => placeNames([water], [water], { ...context, scale: 0.01, coast, zoneCost }, new Map(), null).get("sea");
  assert.equal(rect(() => 0).y, 195);
  // A hatch to the west, a rim there: it goes east, not to the land in the south.
  assert.deepEqual(rect(({ x, y }) => (x < 150 ? 1 : x === 150 && y === 195 ? 2 : x === 150 ? 1 : 0)).x > 150, true);
});

test("a town with no room beside it is named a little off, on a small map only a capital", () => {
  const document = openDocument();
  const isNamed = (label, zoom) => {
    const each = named(document, "beside", label, 1000, 1000);
    Object.assign(each.variants[0], { w: 40, h: 12 });
    Object.assign(each.feature, { size: 7, symbol: { shape: "icon", label, disc: false } });
    const obstacles = [{ x: 92, y: 92, w: 16, h: 16 }];
    return placeNames([each], [each], { ...context, zoom, obstacles }, new Map(), null).size === 1;
  };
  assert.deepEqual([isNamed("town", 7), isNamed("town", 5), isNamed("capital", 5)], [true, false, true]);
});
