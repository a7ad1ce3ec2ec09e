import assert from "node:assert/strict";
import test from "node:test";
import { isNew, isShown } from "../../src/baltic_map/web/static/data/shown.js";

const feature = (more) =>
  ({ first: 2, stop: 9, certainFirst: 4, certainStop: 6, sure: "certain", symbol: { shape: "icon" }, ...more });
const shown = (each, sure) => [1, 3, 5, 8, 9].filter((day) => isShown(each, day, sure));

test("a feature is shown while it is possible, or only while it is certain", () => {
  assert.deepEqual(shown(feature(), "all"), [3, 5, 8]);
  assert.deepEqual(shown(feature(), "likely"), [5]);
  assert.deepEqual(shown(feature(), "certain"), [5]);
  assert.deepEqual(shown(feature({ sure: "uncertain" }), "likely"), [5]);
  assert.deepEqual(shown(feature({ sure: "uncertain" }), "certain"), []);
});

test("no filter takes the name of a place, but one that says how many men there were", () => {
  const label = { sure: "uncertain", symbol: { shape: "label" } };
  assert.deepEqual(shown(feature({ ...label, role: "places" }), "certain"), [3, 5, 8]);
  assert.deepEqual(shown(feature({ ...label, role: null }), "certain"), []);
});

test("new is what was not to be seen on the day before, and nothing on the first day", () => {
  const news = (each, sure) => [0, 1, 2, 3, 4, 5].filter((day) => isNew(each, day, sure));
  assert.deepEqual(news(feature(), "all"), [2]);
  assert.deepEqual(news(feature(), "likely"), [4]);
  assert.deepEqual(news(feature({ first: 0 }), "all"), []);
});
