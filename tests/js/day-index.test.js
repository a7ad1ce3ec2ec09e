import assert from "node:assert/strict";
import test from "node:test";
import { DayIndex } from "../../src/baltic_map/web/static/data/day-index.js";

test("what is in force on a day, in its own order, however long it lasts", () => {
  const items = [["long", 0, 700], ["day", 15, 16], ["next", 16, 17], ["two", 15, 17], ["never", 20, 20]].map(([id, first, stop]) => ({ id, first, stop }));
  const index = new DayIndex(items);
  const on = (day) => index.on(day).map(({ id }) => id);
  assert.deepEqual([0, 15, 16, 17, 20, 699, 700].map(on), [["long"], ["long", "day", "two"], ["long", "next", "two"], ["long"], ["long"], ["long"], []]);
});
