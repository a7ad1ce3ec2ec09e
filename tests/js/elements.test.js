import assert from "node:assert/strict";
import test from "node:test";
import { format, setAttr, tooltip, truncate } from "../../src/baltic_map/web/static/dom/elements.js";

test("the braces of a text are filled; unknown ones stay", () => {
  assert.equal(format("{a} of {b}, {c}", { a: 1, b: "two" }), "1 of two, {c}");
});

test("a long text is cut between letters", () => {
  assert.equal(truncate("short", 5), "short");
  assert.equal(truncate("longer", 5), "long…");
  assert.equal(truncate("🚢🚢🚢🚢", 3), "🚢🚢…");
});

test("only a text that may be cut has a tooltip", () => {
  assert.equal(tooltip("x".repeat(120)), null);
  assert.equal(tooltip("x".repeat(121)), "x".repeat(121));
  assert.equal(tooltip("x".repeat(2000)).length, 1000);
});

test("an attribute is not set to what it is", () => {
  const sets = [];
  const element = { getAttribute: () => "1", setAttribute: (name, value) => sets.push([name, value]) };
  setAttr(element, "x", "1");
  setAttr(element, "x", "2");
  assert.deepEqual(sets, [["x", "2"]]);
});
