// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { ScaleGeometry } from "../../src/baltic_map/web/static/map/scale-geometry.js";

/** @param {number[]} counts points of each arc @returns {ScaleGeometry} whose coast they are, along the x axis */
function coastOf(counts, minZoom = 0) {
  const none = { n: [], d: "" };
  const data = { minZoom, grid: 1, arcs: none, coast: counts.map((_, at) => at), polygons: {}, lines: {}, lakes: { ...none, rings: [] }, rivers: none };
  const geometry = new ScaleGeometry(data);
  geometry.unpacked = counts.map((count, line) => Int32Array.from({ length: 2 * count }, (_, at) => (at % 2 ? line : at / 2)));
  return geometry;
}

/** @param {string} path @returns {{ from: number, to: number }[]} where each line of a path begins and ends */
function runs(path) {
  return path.split("M").slice(1).map((line) => {
    const [start, steps] = line.split("l");
    const from = Number(start.split(" ")[0]);
    return { from, to: steps.trim().split(" ").reduce((at, step, place) => (place % 2 ? at : at + Number(step)), from) };
  });
}

test("a long coast is cut into pieces that hang together", () => {
  const pieces = coastOf([300]).coast().flatMap(runs);
  assert.equal(pieces.length, 3);
  assert.deepEqual([pieces[0].from, pieces[2].to], [0, 299]);
  for (const at of [1, 2]) assert.equal(pieces[at].from, pieces[at - 1].to);
});

test("short coasts share a path, and none is lost", () => {
  const paths = coastOf(Array.from({ length: 40 }, () => 10)).coast();
  assert.deepEqual(paths.map((path) => runs(path).length), [12, 12, 12, 4]);
});

test("a scale for a near map has fewer pieces", () => {
  const counts = Array.from({ length: 300 }, (_, at) => 4 + (at % 60) * 9);
  const [far, near] = [coastOf(counts), coastOf(counts, 8.5)].map((scale) => scale.coast());
  assert.ok(near.length < far.length / 3, `${near.length} and ${far.length}`);
});

test("what shares a path lies together, whatever the order of the data", () => {
  const geometry = coastOf(Array.from({ length: 400 }, () => 10), 8.5);
  // Every second line lies far away.
  geometry.unpacked.forEach((line, at) => { for (let x = 0; x < line.length; x += 2) line[x] += (at % 2) * 1e6; });
  const paths = geometry.coast();
  const near = paths.map((path) => runs(path).filter(({ from }) => from < 5e5).length / runs(path).length);
  assert.ok(near.filter((share) => share > 0 && share < 1).length <= 1, near.join());
});

test("far away a state is filled with fewer points, and no line lies a pixel beside its border", () => {
  const [far, near] = [0, 8.5].map((minZoom) => {
    const geometry = coastOf([1], minZoom);
    geometry.data.polygons = { a: [[[0]]] };
    // 181 units are a pixel: a line with small steps, a cape, and back.
    const steps = Array.from({ length: 200 }, (_, at) => [100 * at, (at % 2) * 40]).flat();
    geometry.unpacked = [Int32Array.from([...steps, 20_000, 4000, 10_000, 9000, 0, 4000, 0, 0])];
    return geometry;
  });
  const count = (path) => path.split("l")[1].replace(" Z", "").split(" ").length / 2;
  assert.deepEqual([count(far.outline(["a"])), count(near.outline(["a"])), count(far.land())], [6, 203, 203]);
});
