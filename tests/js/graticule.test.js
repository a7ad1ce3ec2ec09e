import assert from "node:assert/strict";
import test from "node:test";
import { degreePatterns, graticuleStep, linesBetween, writeDegrees } from "../../src/baltic_map/web/static/data/graticule.js";

const ENGLISH = degreePatterns({ north: "{degrees}\u00A0N", south: "{degrees}\u00A0S", east: "{degrees}\u00A0E", west: "{degrees}\u00A0W" });
const [MINUTE, DEGREE] = [60, 3600];

test("the lines keep their distance on any map", () => {
  // Pixels of a degree, and degrees of the map: the Baltic as it opens, close, Europe, the world, a battlefield, a street.
  const maps = [[64, 18], [118, 9], [512, 18], [16, 60], [2.2, 360], [1.4, 360], [3000, 0.5], [100, 0.5], [90_000, 0.02]];
  assert.deepEqual(maps.map(([pixels, span]) => graticuleStep(pixels, span)),
    [2 * DEGREE, DEGREE, DEGREE, 5 * DEGREE, 30 * DEGREE, 45 * DEGREE, 2 * MINUTE, DEGREE, 5]);
  for (let zoom = 0; zoom <= 22; zoom += 0.25) {
    const pixels = (256 * 2 ** zoom) / 360;
    const step = graticuleStep(pixels, 40);
    assert.ok((pixels * step) / DEGREE >= (step < 30 * DEGREE ? 72 : 56) || zoom < 1, `zoom ${zoom}`);
  }
});

test("lines stand at whole steps, west and south of zero and beyond 180 degrees too", () => {
  assert.deepEqual(linesBetween(-7.5, 4, 2 * DEGREE), [-6, -4, -2, 0, 2, 4].map((each) => each * DEGREE));
  assert.deepEqual(linesBetween(24.1, 24.9, 15 * MINUTE), [24.25 * DEGREE, 24.5 * DEGREE, 24.75 * DEGREE]);
  assert.deepEqual(linesBetween(10, 20, 10 * DEGREE), [36_000, 72_000]);
  assert.deepEqual(linesBetween(165, 200, 20 * DEGREE), [180 * DEGREE, 200 * DEGREE]);
});

test("degrees are written with the side of the globe", () => {
  assert.deepEqual([24, -20, 0, 180, -180, 200].map((each) => writeDegrees(each * DEGREE, ENGLISH.lon)),
    ["24°\u00A0E", "20°\u00A0W", "0°", "180°", "180°", "160°\u00A0W"]);
  assert.deepEqual([57 * DEGREE, -34.5 * DEGREE, 25 * DEGREE + 5 * MINUTE, -(17 * DEGREE + 10)].map((each) => writeDegrees(each, ENGLISH.lat)),
    ["57°\u00A0N", "34°30′\u00A0S", "25°05′\u00A0N", "17°00′10″\u00A0S"]);
});

test("and in the words of the language", () => {
  const { lon, lat } = degreePatterns({ north: "{degrees} š. pl.", south: "{degrees} P", east: "{degrees} R", west: "{degrees} V" });
  assert.deepEqual([writeDegrees(24 * DEGREE, lon), writeDegrees(-DEGREE, lon), writeDegrees(DEGREE, lat)], ["24° R", "1° V", "1° š. pl."]);
});
