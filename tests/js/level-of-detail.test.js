import assert from "node:assert/strict";
import test from "node:test";
import { LevelOfDetail } from "../../src/baltic_map/web/static/map/level-of-detail.js";

const GEOMETRIES = [{ name: "coarse", data: { minZoom: 0 } }, { name: "fine", data: { minZoom: 7 } }];

/** A path that lists what is drawn into it. */
function stub() {
  const drawn = [];
  return { drawn, setAttribute: (_, d) => drawn.push(d) };
}

test("a path follows the scale, drawn only when the scale changes", () => {
  const lod = new LevelOfDetail(GEOMETRIES);
  const path = stub();
  lod.track(path, ({ name }) => name);
  for (const zoom of [5, 6, 7, 9, 6]) lod.setZoom(zoom);
  assert.deepEqual(path.drawn, ["coarse", "fine", "coarse"]);
});

test("a path that is not on the map is drawn when it comes back; each scale is made once", () => {
  const lod = new LevelOfDetail(GEOMETRIES);
  const path = stub();
  let made = 0;
  const tracked = lod.track(path, ({ name }) => `${name} ${made += 1}`);
  lod.use(tracked, false);
  lod.setZoom(8);
  assert.deepEqual(path.drawn, ["coarse 1"]);
  lod.use(tracked, true);
  lod.setZoom(5);
  assert.deepEqual(path.drawn, ["coarse 1", "fine 2", "coarse 1"]);
});

test("a scale is that of its zoom level from that level on", () => {
  const lod = new LevelOfDetail(GEOMETRIES);
  const path = stub();
  lod.track(path, ({ name }) => name);
  lod.setZoom(6.99);
  assert.deepEqual(path.drawn, ["coarse"]);
  lod.setZoom(7);
  assert.deepEqual(path.drawn, ["coarse", "fine"]);
});
