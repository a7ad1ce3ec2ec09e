import assert from "node:assert/strict";
import test from "node:test";
import { graticuleStep, linesBetween, writeDegrees } from "../../src/baltic_map/web/static/data/graticule.js";

test("the lines keep their distance on any map", () => {
  // Pixels of a degree, and degrees of the map: the Baltic as it opens, close, Europe, the world, a battlefield.
  assert.deepEqual([[64, 18], [118, 9], [512, 18], [16, 60], [1.4, 360], [3000, 0.5], [100, 0.5]].map(([pixels, span]) => graticuleStep(pixels, span)), [120, 60, 60, 300, 5400, 2, 60]);
  for (let zoom = 0; zoom <= 18; zoom += 0.25) {
    const pixels = (256 * 2 ** zoom) / 360;
    assert.ok(pixels * graticuleStep(pixels, 40) >= 72 * 60 || zoom < 1, `zoom ${zoom}`);
  }
});

test("lines stand at whole steps, west and south of zero too", () => {
  assert.deepEqual(linesBetween(-7.5, 4, 120), [-360, -240, -120, 0, 120, 240]);
  assert.deepEqual(linesBetween(24.1, 24.9, 15), [1455, 1470, 1485]);
  assert.deepEqual(linesBetween(10, 20, 600), [600, 1200]);
});

test("degrees are written with the side of the globe", () => {
  assert.deepEqual([1440, -1200, 0, 10800, -10800].map((each) => writeDegrees(each, "EW")), ["24°\u00A0E", "20°\u00A0W", "0°", "180°", "180°"]);
  assert.deepEqual([3420, -2070, 1505].map((each) => writeDegrees(each, "NS")), ["57°\u00A0N", "34°30′\u00A0S", "25°05′\u00A0N"]);
});
