import assert from "node:assert/strict";
import test from "node:test";
import { fitsDivider } from "../../src/baltic_map/web/static/labels/split-placement.js";

const rect = (x, w = 40) => ({ x, y: 0, w, h: 10 });

test("a label that both days have at one place may run over the divider", () => {
  assert.equal(fitsDivider(rect(80), rect(80), 100), true);
});

test("one that the days have at different places may not", () => {
  assert.equal(fitsDivider(rect(80), rect(85), 100), false);
});

test("a label is seen on one side, not on both and not on none", () => {
  assert.equal(fitsDivider(rect(20), undefined, 100), true);
  assert.equal(fitsDivider(undefined, rect(120), 100), true);
  assert.equal(fitsDivider(rect(20), rect(30), 100), true, "the other day's is cut away");
  assert.equal(fitsDivider(rect(20), rect(120), 100), false);
  assert.equal(fitsDivider(rect(120), undefined, 100), false);
});

test("a name reaches a little beyond its room", () => {
  assert.equal(fitsDivider(rect(58), undefined, 100), false);
  assert.equal(fitsDivider(rect(57), undefined, 100), true);
});
