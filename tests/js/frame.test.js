import assert from "node:assert/strict";
import test from "node:test";
import { marginsOf } from "../../src/baltic_map/web/static/frame.js";

const box = (left, top, width, height) => ({ left, top, width, height, right: left + width, bottom: top + height });

test("a narrow sheet covers a side, a broad one the top or the bottom", () => {
  const margins = marginsOf(box(0, 0, 1000, 800), [box(10, 10, 200, 780), box(0, 700, 1000, 100), box(0, 0, 0, 50)]);
  assert.deepEqual(margins, { left: 210, top: 0, right: 0, bottom: 100 });
});

test("sheets that leave no room are looked past", () => {
  const margins = marginsOf(box(0, 0, 160, 160), [box(0, 0, 160, 90), box(0, 108, 160, 52)]);
  assert.deepEqual(margins, { left: 0, top: 0, right: 0, bottom: 0 });
});
