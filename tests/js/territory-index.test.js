import assert from "node:assert/strict";
import test from "node:test";
import { TerritoryIndex } from "../../src/baltic_map/web/static/data/territory-index.js";

// Two squares side by side, a common edge between them, and an island with a lake of the other within it.
const arcs = [
  [1_000, 0, 1_000, 1_000], // the common edge
  [1_000, 1_000, 0, 1_000, 0, 0, 1_000, 0], // the rest of the left
  [1_000, 0, 2_000, 0, 2_000, 1_000, 1_000, 1_000], // the rest of the right
  [3_000, 0, 4_000, 0, 4_000, 1_000, 3_000, 1_000, 3_000, 0], // the island
  [3_400, 400, 3_600, 400, 3_600, 600, 3_400, 600, 3_400, 400], // what another holds of it
];
const index = new TerritoryIndex({ left: [[[0, 1]], [[4]]], right: [[[~0, 2]]], island: [[[3], [~4]]] }, arcs, 8);

test("a point lies in one territory, or in none at sea", () => {
  const spots = [[-50, 500], [50, 500], [990, 20], [1_010, 980], [1_990, 500], [2_500, 500], [3_100, 500], [3_500, 500], [3_700, 500], [4_100, 500]];
  assert.deepEqual(spots.map(([x, y]) => index.at(x, y)), [null, "left", "left", "right", "right", null, "island", "left", "island", null]);
});

test("above and below there is nothing", () => {
  assert.deepEqual([index.at(500, -60), index.at(500, 1_060), index.at(3_500, 99_999)], [null, null, null]);
});

test("no answer is off by more than half a row", () => {
  assert.deepEqual([index.at(500, -5), index.at(500, 5), index.at(500, 995), index.at(500, 1_005)], [null, "left", "left", null]);
});

test("a map without land has no territories", () => {
  assert.equal(new TerritoryIndex({}, [], 8).at(0, 0), null);
});
