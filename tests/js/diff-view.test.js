import assert from "node:assert/strict";
import test from "node:test";
import { makeDiffView } from "../../src/baltic_map/web/static/panels/diff-view.js";
import { openDocument } from "./dom.mjs";

const MESSAGES = { changes_none: "Nothing", changes_began: "New", changes_ended: "Over", changes_land: "Land", changes_now: "now {standing}", changes_before: "before {standing}" };
const feature = (name) => ({ id: name, name, time: "", symbol: { shape: "label" } });
const told = (diff, tools = {}) => {
  openDocument();
  const view = makeDiffView({ messages: MESSAGES }, { began: [], ended: [], land: [], ...diff }, { icons: {}, choose: () => {}, ...tools });
  return view.children.map((part) => [part.getAttribute("class"), part.children.map((each) => `${each.tagName} ${each.textContent}`)]);
};

test("what differs is told in three lists, of which none is empty", () => {
  const diff = { ended: [feature("siege")], land: [{ name: "West", before: "free", after: "occupied" }] };
  assert.deepEqual(told(diff), [["difference ended", ["h3 Over 1", "ul siege"]], ["difference land", ["h3 Land 1", "ul West now occupied before free"]]]);
  assert.deepEqual(told({ began: [feature("a"), feature("b")] }, { level: 2 }), [["difference began", ["h2 New 2", "ul ab"]]]);
});

test("nothing that differs is said so", () => {
  assert.deepEqual(told({}), [["muted", []]]);
});
