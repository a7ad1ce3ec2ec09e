import assert from "node:assert/strict";
import test from "node:test";
import { paceOfEvents, passDays } from "../../src/baltic_map/web/static/data/pace.js";

const event = (rank, first, certainFirst = first) => ({ rank, first, certainFirst });

test("a great day is shown for long, a lesser one for less, and a quiet one hardly", () => {
  const told = [[], [event(3, 1), event(1, 1)], [event(1, 1)], [event(2, 3)], [event(4, 4)], [event(1, 2, 5)], []];
  const pace = paceOfEvents({ iso: { length: 7 }, changes: [2, 3], events: (day) => told[day] });
  // What goes on from the day before holds nobody up; what is certain from now on does.
  assert.deepEqual(pace, [30, 2400, 150, 700, 250, 2400, 30]);
});

test("a day is left when its time is over, or a moment earlier", () => {
  const length = (day) => [100, 2500, 30, 30, 30, 900, 30][day];
  assert.deepEqual(passDays(0, 91, 6, length, 30), [0, 91]);
  assert.deepEqual(passDays(0, 92, 6, length, 30), [1, -8]);
  assert.deepEqual(passDays(1, 2400, 6, length, 30), [1, 2400]);
  assert.deepEqual(passDays(6, 9000, 6, length, 30), [6, 9000]);
});

test("what was late is made up for on quiet days alone", () => {
  const length = (day) => [30, 30, 30, 900, 30][day];
  assert.deepEqual(passDays(0, 60, 4, length, 30), [1, 30]);
  assert.deepEqual(passDays(0, 1000, 4, length, 30), [3, 75]);
  assert.deepEqual(passDays(3, 1000, 4, length, 30), [4, 75]);
});
