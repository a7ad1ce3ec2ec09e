import assert from "node:assert/strict";
import test from "node:test";
import { makeDiffView } from "../../src/baltic_map/web/static/panels/diff-view.js";
import { openDocument } from "./dom.mjs";

const MESSAGES = { changes_none: "Nothing", changes_began: "New", changes_ended: "Over", changes_land: "Land", changes_now: "now {standing}", changes_before: "before {standing}", count_range: "{least} to {most}", count_range_hint: "{least} certain, {most} in all" };
const feature = (name, more = {}) => ({ id: name, name, time: "", role: null, kindName: "Fight", symbol: { shape: "label" }, sure: "certain", certainFirst: 0, certainStop: 9, ...more });
const told = (diff, tools = {}) => {
  openDocument();
  const view = makeDiffView({ messages: MESSAGES }, { before: 3, after: 4, began: [], ended: [], land: [], ...diff }, { icons: {}, choose: () => {}, ...tools });
  return view.children.map((part) => [part.getAttribute("class"), part.children.map((each) => `${each.tagName} ${each.textContent}`)]);
};

test("what differs is told in three lists, of which none is empty", () => {
  const diff = { ended: [feature("siege")], land: [{ name: "West", before: "free", after: "occupied" }] };
  assert.deepEqual(told(diff), [["difference ended", ["h3 Over 1", "ul siege Fight"]], ["difference land", ["h3 Land 1", "ul West now occupied before free"]]]);
  assert.deepEqual(told({ began: [feature("a"), feature("b")] }, { level: 2 }), [["difference began", ["h2 New 2", "ul ab"]]]);
});

test("what is new is counted on the later day, what is over on the earlier one", () => {
  const late = feature("late", { certainFirst: 4 });
  const early = feature("early", { certainStop: 4 });
  const doubt = feature("doubt", { sure: "less-certain" });
  const heads = (diff) => told(diff).map(([, [head]]) => head);
  assert.deepEqual(heads({ began: [late, early, doubt], ended: [late, early, doubt] }), ["h3 New 1 to 3", "h3 Over 1 to 3"]);
  assert.deepEqual(heads({ began: [late, late], ended: [early, early] }), ["h3 New 2", "h3 Over 2"]);
  assert.deepEqual(heads({ began: [early], ended: [late] }), ["h3 New 0 to 1", "h3 Over 0 to 1"]);
});

test("a name that is no longer on the map is nothing that ended", () => {
  assert.deepEqual(told({ ended: [feature("Poland", { role: "places" })] }), [["muted", []]]);
});

test("nothing that differs is said so", () => {
  assert.deepEqual(told({}), [["muted", []]]);
});
