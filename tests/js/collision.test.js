import assert from "node:assert/strict";
import test from "node:test";
import { placeLabels } from "../../src/baltic_map/web/static/labels/collision.js";

const label = (id, priority, ...corners) =>
  ({ id, priority, candidates: corners.map(([x, y]) => ({ x, y, w: 40, h: 10 })) });

test("the more important name takes its best place, the other its next", () => {
  const found = placeLabels([label("low", 3, [10, 0], [10, 50]), label("high", 1, [0, 0])], []);
  assert.deepEqual([...found], [["high", 0], ["low", 1]]);
});

test("a name without room is left out", () => {
  assert.equal(placeLabels([label("a", 1, [0, 0]), label("b", 2, [5, 5])], []).has("b"), false);
});

test("no name crosses an icon", () => {
  assert.equal(placeLabels([label("a", 1, [0, 0])], [{ x: 38, y: 8, w: 6, h: 6 }]).size, 0);
  assert.equal(placeLabels([label("a", 1, [0, 0])], [{ x: 40, y: 0, w: 6, h: 6 }]).size, 1, "touching is not crossing");
});

test("a name that may run beneath icons does so where they cover least, but never across another name", () => {
  const name = { ...label("a", 2, [0, 0], [0, 20], [0, 40]), under: true };
  const icons = [{ x: 0, y: 0, w: 20, h: 10 }, { x: 0, y: 20, w: 5, h: 10 }, { x: 0, y: 40, w: 2, h: 10 }];
  const other = { ...label("b", 1, [20, 40]), under: true };
  assert.equal(placeLabels([name], icons).get("a"), 2);
  assert.equal(placeLabels([name, other], icons).get("a"), 1);
});

test("names far from the first square of the plane are seen too", () => {
  const far = [-5_000, 7_000];
  assert.equal(placeLabels([label("a", 1, far), label("b", 2, far)], []).size, 1);
});

test("equal priority: the id decides, not the order", () => {
  const one = label("a", 1, [0, 0]);
  const other = label("b", 1, [1, 1]);
  assert.deepEqual([...placeLabels([other, one], []).keys()], ["a"]);
});

test("of places where icons cover a name equally, and of free ones, the first is taken", () => {
  const name = { ...label("a", 1, [0, 0], [0, 20], [0, 40]), under: true };
  const icons = [0, 20, 40].map((y) => ({ x: 0, y, w: 5, h: 10 }));
  assert.equal(placeLabels([name], icons).get("a"), 0);
  assert.equal(placeLabels([name], icons.slice(0, 1)).get("a"), 1);
});

test("a name to which places cost something takes the cheapest that is free, the first of them", () => {
  const name = { ...label("a", 1, [0, 0], [0, 20], [0, 40], [0, 60]), cost: ({ y }) => (y === 20 ? 0 : y === 0 ? 2 : 1) };
  assert.equal(placeLabels([name], []).get("a"), 1);
  assert.equal(placeLabels([name], [{ x: 0, y: 20, w: 5, h: 5 }]).get("a"), 2);
  assert.equal(placeLabels([name], [0, 20, 40, 60].map((y) => ({ x: 0, y, w: 5, h: 5 }))).has("a"), false);
});
