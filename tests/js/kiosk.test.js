import assert from "node:assert/strict";
import test from "node:test";
import { nearestTo } from "../../src/baltic_map/web/static/app/kiosk.js";

const box = (left, top, width = 20, height = 20) => ({ left, top, width, height });

test("a touch beside a sign is one of the nearest sign, if it is as near as a finger is broad", () => {
  const boxes = [box(0, 0), box(40, 0), box(30, 0, 0, 0)];
  assert.equal(nearestTo(33, 10, boxes), 1);
  assert.equal(nearestTo(28, 10, boxes), 0, "what is not seen is not touched");
  assert.equal(nearestTo(50, 34, boxes), 1);
  assert.equal(nearestTo(50, 35, boxes), null);
  assert.equal(nearestTo(5, 5, []), null);
});
