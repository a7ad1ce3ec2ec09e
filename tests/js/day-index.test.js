import assert from "node:assert/strict";
import test from "node:test";
import { DayIndex, inForce } from "../../src/baltic_map/web/static/data/day-index.js";

test("what is in force on a day, in its own order, however long it lasts", () => {
  const items = [["long", 0, 700], ["day", 15, 16], ["next", 16, 17], ["two", 15, 17], ["never", 20, 20]].map(([id, first, stop]) => ({ id, first, stop }));
  const index = new DayIndex(items);
  const on = (day) => index.on(day).map(({ id }) => id);
  assert.deepEqual([0, 15, 16, 17, 20, 699, 700].map(on), [["long"], ["long", "day", "two"], ["long", "next", "two"], ["long"], ["long"], ["long"], []]);
});

test("a day asks only what is near it, however many other things there are", () => {
  let asked = 0;
  const items = Array.from({ length: 1e4 }, (_, at) => ({ get first() { asked += 1; return at; }, stop: at + 2 }));
  const others = { on: (day) => inForce(items, day).map(({ first }) => first) };
  assert.deepEqual(others.on(5000), [4999, 5000]);
  asked = 0;
  assert.deepEqual(others.on(8000), [7999, 8000]);
  assert.ok(asked < 40, `${asked} asked`);
});
