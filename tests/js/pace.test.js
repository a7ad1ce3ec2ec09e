import assert from "node:assert/strict";
import test from "node:test";
import { LONGEST_PLAY, evenPace, paceOfEvents, passDays } from "../../src/baltic_map/web/static/data/pace.js";

const event = (rank, first, certainFirst = first) => ({ rank, first, certainFirst });

test("a great day is shown for long, a lesser one for less, and a quiet one hardly", () => {
  const told = [[], [event(3, 1), event(1, 1)], [event(1, 1)], [event(2, 3)], [event(4, 4)], [event(1, 2, 5)], []];
  const { length, shortest } = paceOfEvents({ axis: { total: 7, precision: "day" }, changes: [2, 3], events: (day) => told[day], chronology: told.flat() });
  // What goes on from the day before holds nobody up; what is certain from now on does.
  assert.deepEqual([[0, 1, 2, 3, 4, 5, 6].map(length), shortest], [[30, 2400, 150, 700, 250, 2400, 30], 30]);
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

/** How long a play of all days takes with a frame every 16 milliseconds. */
function played(total, { length, shortest }) {
  let [day, owed, frames] = [0, 0, 0];
  for (; day < total - 1 && frames < 1e5; frames += 1) [day, owed] = passDays(day, owed + 16, total - 1, length, shortest);
  return frames * 16;
}

test("a play of more than three years takes two minutes at most, whatever they are", () => {
  const changing = (count, every) => Array.from({ length: count }, (_, at) => (at + 1) * every);
  for (const [total, changes, precision] of [
    [255_000, changing(300, 800), "day"], [3_652_000, changing(12, 300_000), "day"], [40_000, changing(3000, 13), "day"],
    [1000, changing(999, 1), "year"], [9000, [], "month"],
  ]) {
    const pace = paceOfEvents({ axis: { total, precision }, changes, events: (day) => [event(1 + (day % 4), day)], chronology: [] });
    const time = played(total, pace);
    assert.ok(time <= LONGEST_PLAY * 1.05 && time > LONGEST_PLAY / 10, `${total} ${precision}: ${time}`);
  }
  assert.ok(played(255_000, evenPace(255_000)) <= LONGEST_PLAY * 1.05);
});

test("ten years are not over before they are seen", () => {
  const { length } = paceOfEvents({ axis: { total: 10, precision: "year" }, changes: [4], events: () => [], chronology: [] });
  assert.deepEqual([0, 4].map(length), [300, 300]);
});
