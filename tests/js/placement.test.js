import assert from "node:assert/strict";
import test from "node:test";
import { reserveLabels, square } from "../../src/baltic_map/web/static/labels/placement.js";

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
