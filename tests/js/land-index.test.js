import assert from "node:assert/strict";
import test from "node:test";
import { LandIndex } from "../../src/baltic_map/web/static/labels/land-index.js";

// A square of 10 000 units with a bay cut into it from the right, in two lines of any order.
const land = new LandIndex([
  [10_000, 4_000, 5_000, 4_000, 5_000, 6_000, 10_000, 6_000, 10_000, 10_000, 0, 10_000, 0, 0],
  [0, 0, 10_000, 0, 10_000, 4_000],
]);

test("what lies inside is held", () => {
  assert.equal(land.holds({ x: 1_000, y: 1_000, w: 8_000, h: 2_000 }), true);
  assert.equal(land.holds({ x: 1_000, y: 4_500, w: 3_000, h: 500 }), true);
});

test("what crosses the shore or lies beyond is not", () => {
  assert.equal(land.holds({ x: 4_000, y: 4_500, w: 3_000, h: 500 }), false);
  assert.equal(land.holds({ x: 1_000, y: 1_000, w: 9_500, h: 500 }), false);
  assert.equal(land.holds({ x: 7_000, y: 4_600, w: 100, h: 100 }), false);
  assert.equal(land.holds({ x: 1_000, y: 9_800, w: 100, h: 900 }), false);
});

test("a rectangle on both sides of a bay is not in one piece", () => {
  assert.equal(land.holds({ x: 6_000, y: 3_000, w: 1_000, h: 4_000 }), false);
});

test("no land holds nothing", () => {
  assert.equal(new LandIndex([]).holds({ x: 0, y: 0, w: 0, h: 0 }), false);
});

test("a rectangle on the water touches no land, but for islets too narrow to count", () => {
  const islet = [12_000, 0, 13_000, 0, 13_000, 10_000, 12_000, 10_000, 12_000, 0];
  const both = new LandIndex([[10_000, 4_000, 5_000, 4_000, 5_000, 6_000, 10_000, 6_000, 10_000, 10_000, 0, 10_000, 0, 0, 10_000, 0, 10_000, 4_000], islet]);
  const bay = { x: 6_000, y: 4_700, w: 3_000, h: 300 };
  assert.equal(both.touches(bay, 500), false);
  assert.equal(both.touches({ ...bay, x: 4_000 }, 500), true);
  assert.equal(both.touches({ ...bay, x: 10_500 }, 500), true);
  assert.equal(both.touches({ ...bay, x: 10_500 }, 2_000), false);
});
