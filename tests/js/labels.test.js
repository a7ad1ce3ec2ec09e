import assert from "node:assert/strict";
import test from "node:test";
import { placeLabels, placesAround } from "../../src/baltic_map/web/static/labels.js";

const label = (id, rank, ...places) => ({ id, rank, places: places.map(([x, y]) => ({ x, y, w: 40, h: 10 })) });

test("the more important name takes its best place, the other its next", () => {
  const found = placeLabels([label("low", 3, [10, 0], [10, 50]), label("high", 1, [0, 0])], []);
  assert.deepEqual([...found], [["high", 0], ["low", 1]]);
});

test("a name without room is left out", () => {
  assert.equal(placeLabels([label("a", 1, [0, 0]), label("b", 2, [5, 5])], []).has("b"), false);
});

test("no name crosses a sign", () => {
  assert.equal(placeLabels([label("a", 1, [0, 0])], [{ x: 38, y: 8, w: 6, h: 6 }]).size, 0);
  assert.equal(placeLabels([label("a", 1, [0, 0])], [{ x: 40, y: 0, w: 6, h: 6 }]).size, 1, "touching is not crossing");
});

test("a name that may run beneath signs does so where they cover least, but never across another name", () => {
  const name = { ...label("a", 2, [0, 0], [0, 20], [0, 40]), under: true };
  const signs = [{ x: 0, y: 0, w: 20, h: 10 }, { x: 0, y: 20, w: 5, h: 10 }, { x: 0, y: 40, w: 2, h: 10 }];
  const other = { ...label("b", 1, [20, 40]), under: true };
  assert.equal(placeLabels([name], signs).get("a"), 2);
  assert.equal(placeLabels([name, other], signs).get("a"), 1);
});

test("names far from the first square of the plane are seen too", () => {
  const far = [-5_000, 7_000];
  assert.equal(placeLabels([label("a", 1, far), label("b", 2, far)], []).size, 1);
});

test("equal rank: the id decides, not the order", () => {
  const one = label("a", 1, [0, 0]);
  const other = label("b", 1, [1, 1]);
  assert.deepEqual([...placeLabels([other, one], []).keys()], ["a"]);
});

test("the places around a dot keep clear of it", () => {
  for (const { x, y, w, h } of placesAround(100, 100, 8, 40, 12)) {
    const clear = x >= 103 || x + w <= 97 || y >= 103 || y + h <= 97;
    assert.ok(clear, `${x} ${y}`);
  }
});
