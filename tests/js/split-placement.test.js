import assert from "node:assert/strict";
import test from "node:test";
import { fitsDivider, placeSplitLabels } from "../../src/baltic_map/web/static/labels/split-placement.js";

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

// Each label takes the first of its places that is not cut by its side, as the drawings do it.
function drawing(places) {
  return {
    labelViewport: () => ({ view: { x: 0 } }),
    placeLabels(_, { ids, from, to }) {
      this.placed = new Map(Object.entries(places).flatMap(([id, [at, ...rects]]) => {
        const isHere = at >= from && at <= to;
        const fits = (each) => !ids.has(id) || (isHere ? each.x >= from && each.x + each.w <= to : each.x + each.w <= from || each.x >= to);
        const found = rects.find(fits);
        return found ? [[id, found]] : [];
      }));
      return this.placed;
    },
  };
}

test("a name that would run over the divider stands beside it if it has room there", () => {
  const both = { roomy: [95, rect(80), rect(50)], narrow: [95, rect(80)] };
  const [left, right] = [drawing(both), drawing(both)];
  placeSplitLabels(left, right, { at: 100, width: 200, covers: [] }, false);
  assert.equal(left.placed.get("roomy").x, 50);
  assert.deepEqual([left.placed.get("narrow").x, right.placed.get("narrow").x], [80, 80], "it has no other place, and is seen whole");
});
