import assert from "node:assert/strict";
import test from "node:test";
import { offsetLine, placeSideNames, resample, sideNameRects } from "../../src/baltic_map/web/static/map/line-sides.js";

const free = () => 0;
const NAMES = { length: 60, height: 10, band: 6, most: 1000, cost: free };

test("a line is moved to its left, or to its right", () => {
  assert.deepEqual(offsetLine([[0, 0], [10, 0], [20, 0]], 3), [[0, -3], [10, -3], [20, -3]]);
  assert.deepEqual(offsetLine([[0, 10], [0, 0]], -3), [[3, 10], [3, 0]]);
  assert.deepEqual(offsetLine([[1, 1], [1, 1]], 3), [[1, 1], [1, 1]]);
});

test("a line is divided into steps of one length", () => {
  assert.deepEqual(resample([[0, 0], [3, 0], [10, 0]], 4), [[0, 0], [4, 0], [8, 0]]);
});

test("the left side is above on the way east, and below on the way west", () => {
  const east = placeSideNames([[0, 0], [200, 0]], NAMES);
  const west = placeSideNames([[200, 0], [0, 0]], NAMES);
  assert.deepEqual([east.turned, east.angle, east.y], [false, 0, 0]);
  assert.deepEqual([west.turned, west.angle], [true, 0]);
  const south = placeSideNames([[0, 0], [10, 200]], NAMES);
  assert.ok(south.angle > 80 && south.angle < 90 && !south.turned);
});

test("names stand clear of the line's own turns, and where it has fewest", () => {
  const bent = [[0, 0], [20, 30], [40, 0], [60, 30], [80, 0], [100, 30], [120, 0], [260, 0]];
  const names = placeSideNames(bent, NAMES);
  assert.ok(names.x > 140);
  assert.equal(names.above, 15);
  const hump = placeSideNames([[0, 0], [15, 0], [37, -20], [60, 0], [75, 0]], { ...NAMES, length: 70 });
  assert.ok(hump.above > 25 && hump.below < 25);
});

test("names avoid what lies there, and a line too short has none", () => {
  const names = placeSideNames([[0, 0], [300, 0]], { ...NAMES, cost: ({ x }) => (x < 150 ? 10 : 0) });
  assert.ok(names.x - 30 >= 140);
  const beyond = placeSideNames([[0, 0], [80, 0]], { ...NAMES, cost: ({ x }) => (x > 46 ? 9 : 0) });
  assert.ok(beyond.x - 30 < 0 && beyond.x - 30 >= -27);
  assert.equal(placeSideNames([[0, 0], [3, 0]], NAMES), null);
  assert.equal(placeSideNames([[0, 0], [300, 0]], { ...NAMES, most: 10, cost: () => 1 }), null);
  assert.equal(placeSideNames([[0, 0], [300, 0]], { ...NAMES, cost: () => Infinity }), null);
});

test("the room of the names lies on both sides", () => {
  const rects = sideNameRects({ x: 0, y: 0, angle: 0, above: 15, below: 15, turned: false }, 60, 10);
  assert.equal(rects.length, 12);
  assert.deepEqual(rects[0], { x: -30, y: -20, w: 10, h: 10 });
  assert.deepEqual([Math.round(rects[11].x), rects[11].y], [20, 10]);
});
