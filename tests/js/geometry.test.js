import assert from "node:assert/strict";
import test from "node:test";
import { distanceToRect, crosses, distanceToSegment, inside, intersects, overlapArea } from "../../src/baltic_map/web/static/data/geometry.js";

const rect = (x, y, w, h) => ({ x, y, w, h });
const at = (x, y) => ({ x, y });

test("rectangles that share an edge do not meet", () => {
  assert.equal(intersects(rect(0, 0, 10, 10), rect(10, 0, 10, 10)), false);
  assert.equal(intersects(rect(0, 0, 10, 10), rect(9, 9, 10, 10)), true);
});

test("a rectangle lies in itself", () => {
  assert.equal(inside(rect(0, 0, 10, 10), rect(0, 0, 10, 10)), true);
  assert.equal(inside(rect(0, 0, 10, 11), rect(0, 0, 10, 10)), false);
});

test("the area two rectangles share", () => {
  assert.equal(overlapArea(rect(0, 0, 10, 10), rect(5, 8, 10, 10)), 10);
  assert.equal(overlapArea(rect(0, 0, 10, 10), rect(20, 20, 1, 1)), 0);
});

test("distances from a rectangle and from a way", () => {
  assert.equal(distanceToRect(rect(0, 0, 10, 10), 13, 14), 5);
  assert.equal(distanceToRect(rect(0, 0, 10, 10), 5, 5), 0);
  assert.equal(distanceToSegment(at(5, 3), at(0, 0), at(10, 0)), 3);
  assert.equal(distanceToSegment(at(13, 4), at(0, 0), at(10, 0)), 5);
  assert.equal(distanceToSegment(at(3, 4), at(0, 0), at(0, 0)), 5);
});

test("ways cross, or only touch", () => {
  assert.equal(crosses(at(0, 0), at(10, 10), at(0, 10), at(10, 0)), true);
  assert.equal(crosses(at(0, 0), at(10, 0), at(5, 0), at(5, 9)), false);
});
