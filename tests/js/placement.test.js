import assert from "node:assert/strict";
import test from "node:test";
import { reserveLabels, square } from "../../src/baltic_map/web/static/labels/placement.js";

const town = (id, x, y, more = {}) => ({
  feature: { id, rank: 1, size: 7, label: { place: "beside", order: 1, zooms: [4.6, 6.3] }, symbol: { shape: "icon" }, ...more },
  at: { x, y }, variants: [{ w: 40, h: 12 }],
});

test("a capital keeps the room right of its dot", () => {
  const { anchor, x } = reserveLabels([town("a", 1000, 1000)], 0.1, 6, []).get("a");
  assert.deepEqual([anchor, x], ["start", 106]);
});

test("it gives way to a crowd of icons, and to the capital before it", () => {
  const crowd = [{ x: 104, y: 85, w: 60, h: 40 }];
  assert.equal(reserveLabels([town("a", 1000, 1000)], 0.1, 6, crowd).get("a").anchor, "end");
  const reserved = reserveLabels([town("a", 1000, 1000), town("b", 1000, 1000)], 0.1, 6, []);
  assert.notDeepEqual(reserved.get("a"), reserved.get("b"));
});

test("lesser towns, and what is no town, keep no room", () => {
  const others = [town("a", 0, 0, { rank: 2 }), town("b", 0, 0, { symbol: { shape: "label" } })];
  assert.equal(reserveLabels(others, 0.1, 9, []).size, 0);
  assert.equal(reserveLabels([town("a", 0, 0)], 0.1, 3, []).size, 0, "nor any where it is not named");
});

test("a square around a point", () => {
  assert.deepEqual(square({ x: 100, y: 200 }, 0.1, 4), { x: 6, y: 16, w: 8, h: 8 });
});
