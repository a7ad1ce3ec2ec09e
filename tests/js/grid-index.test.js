import assert from "node:assert/strict";
import test from "node:test";
import { GridIndex } from "../../src/baltic_map/web/static/labels/grid-index.js";

test("what is near is found once, and what is far is not looked at", () => {
  const index = new GridIndex(10);
  index.add({ x: 0, y: 0, w: 25, h: 5 }, "wide");
  index.add({ x: -3, y: -3, w: 0, h: 0 }, "corner");
  index.add({ x: 95, y: 95, w: 1, h: 1 }, "far");
  assert.deepEqual(index.around({ x: 2, y: 2 }, 6), ["corner", "wide"]);
  assert.deepEqual(index.near({ x: 50, y: 50, w: 1, h: 1 }), []);
  const asked = [];
  assert.equal(index.some({ x: 1, y: 1, w: 1, h: 1 }, (item) => { asked.push(item); return false; }), false);
  assert.deepEqual(asked, ["wide"]);
});
