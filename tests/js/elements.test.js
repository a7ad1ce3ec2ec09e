import assert from "node:assert/strict";
import test from "node:test";
import { el, format, setAttr, tooltip, truncate } from "../../src/baltic_map/web/static/dom/elements.js";
import { openDocument } from "./dom.mjs";

test("dates in a text are not broken over lines", () => {
  openDocument();
  const written = (text) => el("p", {}, text).outerHTML.replaceAll(/<span class="unbroken">(.*?)<\/span>/g, "[$1]");
  assert.equal(written("Go to 14 June 1940"), "<p><span>Go to [14 June 1940]</span></p>");
  assert.equal(written("14. juuni 1940"), "<p>[14. juuni 1940]</p>");
  assert.equal(written("22–23 June 1941"), "<p>[22–23 June 1941]</p>");
  assert.equal(written("1939-10-01/1939-10-05 (?)"), "<p><span>[1939-10-01]/[1939-10-05] (?)</span></p>");
  assert.equal(written("1940 m. birželio 14 d."), "<p><span>[1940 m. birželio 14] d.</span></p>");
  assert.equal(written("1940. gada 14. jūnijs"), "<p>[1940. gada 14. jūnijs]</p>");
  assert.equal(written("14 июня 1940 года"), "<p><span>[14 июня 1940] года</span></p>");
  assert.equal(written("https://a.example/1940-06-14-x and June 1940"), "<p>https://a.example/1940-06-14-x and June 1940</p>");
  assert.equal(written("1940 metais. https://a.example"), "<p>1940 metais. https://a.example</p>");
  assert.equal(el("option", {}, "14 June 1940").outerHTML, "<option>14 June 1940</option>");
});

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
