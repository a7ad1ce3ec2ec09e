import assert from "node:assert/strict";
import test from "node:test";
import { scalePosition, tickPath } from "../../src/baltic_map/web/static/panels/time-scale.js";

test("days stand from the left to the right end; the only day of an atlas at the left", () => {
  assert.deepEqual([0, 5, 10].map((day) => scalePosition(day, 10)), ["0.0000%", "50.0000%", "100.0000%"]);
  assert.equal(scalePosition(0, 0), "0.0000%");
});

test("the day of most changes has the highest tick; twice as much is not twice as high", () => {
  const tops = tickPath([[1, 1], [2, 2], [3, 40]]).split("M").slice(1).map((tick) => Number(tick.split("V")[1]));
  assert.equal(tops[2], 0);
  assert.ok(100 - tops[1] < 2 * (100 - tops[0]));
  assert.equal(tickPath([]), "");
});
