import assert from "node:assert/strict";
import test from "node:test";
import { canMoveTo, homeOf, landsAround } from "../../src/baltic_map/web/static/labels/displacement-area.js";

// The sea to the west of x = 0; on land A above y = 0 and B below it.
const landAt = (x, y) => (x < 0 ? null : y < 0 ? "A" : "B");
const homeStateOf = (lands, spot) => homeOf(landsAround(lands, spot));
const may = (from, to) => canMoveTo(landAt, homeStateOf(landAt, from), from, to);
const at = (x, y) => ({ x, y });

test("what an icon stands on, and whether water is at hand", () => {
  assert.deepEqual(homeStateOf(landAt, at(30, -30)), { own: "A", wet: false });
  assert.deepEqual(homeStateOf(landAt, at(3, -30)), { own: "A", wet: true });
  assert.deepEqual(homeStateOf(landAt, at(-3, 30)), { own: "B", wet: true });
  assert.deepEqual(homeStateOf(landAt, at(-30, 30)), { own: null, wet: true });
});

test("inland an icon stays in its state", () => {
  assert.equal(may(at(30, -10), at(40, -2)), true);
  assert.equal(may(at(30, -10), at(30, 10)), false);
  assert.equal(may(at(30, -10), at(-10, -10)), false, "not into the sea either");
});

test("from the shore it may go to the water before its own land only", () => {
  assert.equal(may(at(2, -20), at(-15, -20)), true);
  assert.equal(may(at(2, -4), at(-8, 12)), false);
  assert.equal(may(at(2, -4), at(-8, -12)), true);
});

test("a harbour on the water may go ashore, to its own land", () => {
  assert.equal(may(at(-2, -12), at(10, -12)), true);
  assert.equal(may(at(-2, -12), at(10, 12)), false);
});

test("a ship at sea stays at sea", () => {
  assert.equal(may(at(-40, -10), at(-30, 20)), true);
  assert.equal(may(at(-40, -10), at(4, -10)), false);
});
