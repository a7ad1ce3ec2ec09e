import assert from "node:assert/strict";
import test from "node:test";
import { arrowClass, arrowCurve, arrowOutline, notchOutline, pointsPath, shorten } from "../../src/baltic_map/web/static/map/arrows.js";

const SHAPE = { bow: 0.09, pieces: 24, step: 5, slight: 0.2, tail: 0.22, growth: 1.1, head: 2.75, neck: 0.84, spread: 2.5, notch: [2.4, 2.6] };
const rounded = (points) => points.map((point) => point.map((each) => Math.round(each * 1e3) / 1e3 + 0));

// The same points, with y upwards, are those of tests/unit/test_symbology.py.
test("a way of two points bends to its left", () => {
  assert.deepEqual(rounded(arrowCurve([[0, 0], [20, 0]], SHAPE)), [[0, 0], [4.966, -1.117], [10, -1.8], [15.034, -1.117], [20, 0]]);
});

const CURVE = [[0, 0], [4.423, -2.631], [8.69, -5.513], [13.057, -8.239], [17.838, -10.077], [22.488, -8.44], [25.338, -4.174], [27.56, 0.471], [30, 5]];
const RING = [
  [-0.422, -0.709], [3.688, -3.79], [7.601, -7.19], [11.869, -10.62], [17.477, -13.397], [21.94, -12.609], [26.695, -16.995], [30, 5],
  [11.055, -6.653], [19.45, -5.534], [18.2, -6.757], [14.244, -5.859], [9.779, -3.836], [5.159, -1.471], [0.422, 0.709],
];
test("a curve of three points, and the arrow along it", () => {
  const curve = arrowCurve([[0, 0], [20, -10], [30, 5]], SHAPE);
  assert.deepEqual(rounded(curve), CURVE);
  assert.deepEqual(rounded(arrowOutline(curve, 7.5, SHAPE)), RING);
});

test("points that are the same count once", () => {
  assert.deepEqual(arrowCurve([[0, 0], [0, 0], [20, 0]], SHAPE), arrowCurve([[0, 0], [20, 0]], SHAPE));
});

test("an arrow swells from the tail and ends in its tip", () => {
  const ring = arrowOutline(arrowCurve([[0, 0], [200, 0]], SHAPE), 7, SHAPE);
  const half = (ring.length - 1) / 2;
  const width = (at) => Math.hypot(ring[at][0] - ring.at(-1 - at)[0], ring[at][1] - ring.at(-1 - at)[1]);
  assert.deepEqual(ring[half], [200, 0]);
  assert.ok(Math.abs(width(0) - 0.22 * 7) < 1e-6);
  for (let at = 1; at < half; at += 1) assert.ok(width(at) > width(at - 1));
  assert.ok(Math.abs(width(half - 1) - 2.5 * 7) < 1e-6);
});

test("a short arrow is a small one", () => {
  const ring = arrowOutline(arrowCurve([[0, 0], [10, 0]], SHAPE), 7, SHAPE);
  assert.ok(Math.max(...ring.map(([, y]) => y)) - Math.min(...ring.map(([, y]) => y)) < 6);
});

test("a mark across an arrow stands where the arrow is nearest", () => {
  const curve = Array.from({ length: 21 }, (_, at) => [5 * at, 0]);
  const ring = notchOutline(curve, [51, 7], 10, { ...SHAPE, growth: 1 });
  assert.deepEqual(rounded(ring).sort(), [[48.8, -5.65], [48.8, 5.65], [51.2, -5.65], [51.2, 5.65]]);
  assert.deepEqual(notchOutline([[0, 0]], [0, 0], 10, SHAPE), []);
});

test("an arrow of no length has no outline", () => {
  assert.deepEqual(arrowOutline(arrowCurve([[5, 5], [5, 5]], SHAPE), 7, SHAPE), []);
  assert.equal(pointsPath([]), "");
});

test("a long curve ends before its goal, a short one does not", () => {
  const end = shorten(arrowCurve([[0, 0], [100, 0]], SHAPE), 10).at(-1);
  assert.ok(end[0] <= 90.5 && end[0] > 80);
  const short = arrowCurve([[0, 0], [12, 0]], SHAPE);
  assert.equal(shorten(short, 10), short);
});

test("what is short stays whole: of a curve at least seven points are left", () => {
  const curve = Array.from({ length: 12 }, (_, at) => [5 * at, 0]);
  assert.deepEqual(shorten(curve, 22).map(([x]) => x), [0, 5, 10, 15, 20, 25, 30]);
  assert.equal(shorten(curve, 28).length, 12);
  assert.equal(shorten(curve, 99).length, 12);
});

test("the rim of an arrow tells its dash", () => {
  assert.equal(arrowClass({ fill: "outline", dash: "dashed" }), "arrow-body outline rim-dashed");
  assert.equal(arrowClass({ fill: "full" }), "arrow-body full rim-solid");
});
