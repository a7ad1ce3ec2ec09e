import assert from "node:assert/strict";
import test from "node:test";
import { Outlines, isOutline } from "../../src/baltic_map/web/static/map/outlines.js";

const PROJECTION = { x: (lon) => 1000 * lon, y: (lat) => -1000 * lat, left: 0, top: 0 };
const zone = (hatch) => ({
  box: { x: 0, y: 0, w: 100000, h: 100000 },
  feature: { symbol: { shape: "area", hatch }, geometry: { type: "Polygon", coordinates: [[[0, 0], [100, 0], [100, -100], [0, -100], [0, 0]]] } },
});

test("zones and lines are drawn by their outlines", () => {
  assert.deepEqual(["area", "line", "arrow", "icon", "label"].filter((shape) => isOutline({ symbol: { shape } })), ["area", "line"]);
});

test("a name is read less well on the rim of a zone than on its hatch", () => {
  const outlines = new Outlines(PROJECTION, null);
  const cost = (x, zones) => outlines.cost(zones, { x, y: 80, w: 40, h: 20 }, 0.002);
  assert.deepEqual([60, 190, 300].map((x) => cost(x, [zone("zone")])), [1, 2, 0]);
  assert.equal(cost(60, [zone(null)]), 0);
  assert.equal(cost(190, [zone("zone"), zone(null)]), 4);
});
