import assert from "node:assert/strict";
import test from "node:test";
import { beginningOf, shareAlong } from "../../src/baltic_map/web/static/map/arrows.js";
import { growingStops, minuteOf, shareReached } from "../../src/baltic_map/web/static/map/growth.js";

test("only an hour is an hour", () => {
  assert.deepEqual(["15:25", "24:00", "", "evening", "about 9:00"].map(minuteOf), [925, 1440, null, null, null]);
});

test("an arrow grows between points with hours, and not at all if there are no two", () => {
  assert.deepEqual(growingStops([{ share: 0, time: "10:00" }, { share: 1, time: "" }]), []);
  assert.deepEqual(growingStops([{ share: 0.5, time: "12:00" }, { share: 0, time: "10:00" }, { share: 1, time: "" }]),
    [{ share: 0, minute: 600 }, { share: 0.5, minute: 720 }]);
});

test("who comes after others were farther on has no part in it", () => {
  const points = [{ share: 0, time: "17:30" }, { share: 0.6, time: "24:00" }, { share: 1, time: "23:00" }];
  assert.deepEqual(growingStops(points).map(({ share }) => share), [0, 1]);
});

test("it grows as fast as the hours tell", () => {
  const stops = [{ share: 0.2, minute: 0 }, { share: 0.4, minute: 30 }, { share: 1, minute: 120 }];
  assert.deepEqual([-1, 0, 0.125, 0.25, 1, 2].map((part) => Number(shareReached(stops, part).toFixed(3))),
    [0.2, 0.2, 0.3, 0.4, 1, 1]);
});

test("the beginning of a curve ends where it is cut, and a place is found along it", () => {
  const curve = [[0, 0], [10, 0], [20, 0]];
  assert.deepEqual(beginningOf(curve, 0.75), [[0, 0], [10, 0], [15, 0]]);
  assert.deepEqual([[-5, 3], [11, 2], [30, 1]].map((place) => shareAlong(curve, place)), [0, 0.5, 1]);
});
