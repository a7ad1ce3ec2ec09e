import assert from "node:assert/strict";
import test from "node:test";
import { diffDays } from "../../src/baltic_map/web/static/data/diff.js";

// Ten days; half-open spans. A territory that one row leaves out is as if it were not there.
const scene = {
  features: [
    { id: "always", first: 0, stop: 10 },
    { id: "event", first: 4, stop: 5 },
    { id: "base", first: 2, stop: 7 },
    { id: "later", first: 5, stop: 10 },
    { id: "doubtful", first: 4, stop: 6, certainFirst: 6, certainStop: 6 },
  ],
  territories: [
    { id: "north", name: "North", standings: [[0, 5, "free", "A"], [5, 10, "held", "B"]] },
    { id: "south", name: "South", standings: [[0, 3, "free", "A"], [3, 6, "held", "B"], [6, 10, "free", "A"]] },
    { id: "isle", name: "Isle", standings: [[5, 10, "leased", "C"]] },
    { id: "strip", name: "Strip", standings: [[0, 5, "free", "A"], [5, 10, "free", "A"]] },
  ],
};
const between = (before, after) => {
  const { began, ended, land } = diffDays(scene, before, after);
  return { began: began.map(({ id }) => id), ended: ended.map(({ id }) => id), land: land.map((each) => `${each.name}: ${each.before}, ${each.after}`) };
};

test("what begins, what is over, which land stands differently, in the atlas's order", () => {
  assert.deepEqual(between(4, 5), { began: ["later"], ended: ["event"], land: ["North: free, held"] });
  assert.deepEqual(between(1, 4), { began: ["event", "base", "doubtful"], ended: [], land: ["South: free, held"] });
});

test("to compare two days asks only what is near them", () => {
  let asked = 0;
  const features = Array.from({ length: 1e4 }, (_, at) => ({ get first() { asked += 1; return at; }, stop: at + 2 }));
  diffDays({ features, territories: [] }, 10, 20);
  asked = 0;
  assert.equal(diffDays({ features, territories: [] }, 7000, 7001).began.length, 1);
  assert.ok(asked < 120, `${asked} asked`);
});

test("a change of the land names the territory", () => {
  assert.deepEqual(diffDays(scene, 4, 5).land.map(({ id }) => id), ["north"]);
});

test("the other way round it is the other way round", () => {
  assert.deepEqual(between(5, 4), { began: ["event"], ended: ["later"], land: ["North: held, free"] });
});

test("the day of the stop is no longer in it; what is possible counts", () => {
  assert.deepEqual(between(6, 7).ended, ["base"]);
  assert.deepEqual(between(5, 6).ended, ["doubtful"]);
});

test("what changes and changes back differs on neither day", () => {
  assert.deepEqual(between(1, 8), { began: ["later"], ended: [], land: ["North: free, held"] });
  assert.deepEqual(between(3, 3), { began: [], ended: [], land: [] });
});
