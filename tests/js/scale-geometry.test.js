// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { ScaleGeometry } from "../../src/baltic_map/web/static/map/scale-geometry.js";

/** @param {number[]} counts points of each arc @returns {ScaleGeometry} whose coast they are, along the x axis */
function coastOf(counts) {
  const none = { n: [], d: "" };
  const data = { minZoom: 0, grid: 1, arcs: none, coast: counts.map((_, at) => at), polygons: {}, lines: {}, lakes: { ...none, rings: [] }, rivers: none };
  const geometry = new ScaleGeometry(data, { x: (lon) => lon, y: (lat) => lat, left: 0, top: 0 });
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
