import assert from "node:assert/strict";
import test from "node:test";
import { placeTip } from "../../src/baltic_map/web/static/panels/feature-tip.js";

const ROOM = { left: 100, top: 50, right: 900, bottom: 700 };
const at = (x, y) => placeTip({ x, y, w: 20, h: 20 }, { w: 120, h: 40 }, ROOM);

test("a tooltip stands over its sign, and under it where there is no room", () => {
  assert.deepEqual(at(400, 300), { x: 350, y: 252 });
  assert.deepEqual(at(400, 60), { x: 350, y: 88 });
});

test("it never leaves the part of the map that is seen", () => {
  assert.deepEqual(at(95, 300).x, 104);
  assert.deepEqual(at(890, 300).x, 776);
  assert.deepEqual(at(400, 800).y, 656);
  assert.deepEqual(at(400, -300).y, 54);
});
