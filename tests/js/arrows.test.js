import assert from "node:assert/strict";
import test from "node:test";
import { arrowOutline, pointsPath, shorten, smooth } from "../../src/baltic_map/web/static/arrows.js";

const SHAPE = { tail: 2, neck: 7, head: 19, reach: 18 };

test("a curve goes through all its points", () => {
  const points = [[0, 0], [50, 10], [90, 60], [40, 120]];
  const curve = smooth(points);
  for (const [x, y] of points) assert.ok(curve.some((at) => Math.hypot(at[0] - x, at[1] - y) < 1e-9));
});

test("an arrow swells from the tail and ends in its tip", () => {
  const curve = smooth([[0, 0], [200, 0]]);
  const ring = arrowOutline(curve, SHAPE);
  const half = (ring.length - 1) / 2;
  const width = (at) => Math.hypot(ring[at][0] - ring.at(-1 - at)[0], ring[at][1] - ring.at(-1 - at)[1]);
  assert.deepEqual(ring[half], [200, 0]);
  assert.ok(Math.abs(width(0) - 2) < 1e-6);
  for (let at = 1; at < half - 1; at += 1) assert.ok(width(at) > width(at - 1));
  assert.ok(Math.abs(width(half - 1) - 19) < 1);
});

test("a short arrow is a small one", () => {
  const ring = arrowOutline(smooth([[0, 0], [10, 0]]), SHAPE);
  const width = Math.max(...ring.map(([, y]) => y)) - Math.min(...ring.map(([, y]) => y));
  assert.ok(width < 12);
});

test("an arrow of no length has no outline", () => {
  assert.deepEqual(arrowOutline([[5, 5], [5, 5]], SHAPE), []);
  assert.equal(pointsPath([]), "");
});

test("a long curve ends before its goal, a short one does not", () => {
  const end = shorten(smooth([[0, 0], [100, 0]]), 10).at(-1);
  assert.ok(end[0] <= 90.5 && end[0] > 80);
  const short = smooth([[0, 0], [12, 0]]);
  assert.equal(shorten(short, 10), short);
});
