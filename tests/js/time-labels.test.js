import assert from "node:assert/strict";
import test from "node:test";
import { DayAxis } from "../../src/baltic_map/web/static/data/day-axis.js";
import { monthTicks } from "../../src/baltic_map/web/static/data/time-ticks.js";
import { fittingLabels, separateLabels } from "../../src/baltic_map/web/static/panels/time-labels.js";

const days = (firstDay, total) => new DayAxis({ firstDay, total, calendar: "gregorian", precision: "day" });
/** Labels 30 pixels wide, a day a pixel. */
const measured = (axis) => monthTicks(axis).map((label) => ({ ...label, left: label.day, right: label.day + 30 }));
const shown = (labels, room) => fittingLabels(labels, room).map(({ day }) => day);

test("the first of all days and the first of each month have a label; of January the year", () => {
  const labels = monthTicks(days("1939-11-20", 60));
  assert.deepEqual(labels.map(({ day, month, isYear }) => [day, month, isYear]),
    [[0, 11, true], [11, 12, false], [42, 1, true]]);
});

test("the label at the left end gives no way, but what follows it at once does", () => {
  assert.deepEqual(shown(measured(days("1939-11-20", 90)), 200), [0, 42, 73]);
});

test("a January that follows at once takes the place of the part of a year before it", () => {
  assert.deepEqual(shown(measured(days("1939-12-20", 60)), 200), [12, 43]);
});

test("where months have no room, every second, third or sixth is shown, or the years alone", () => {
  const year = measured(days("1940-01-01", 366));
  const scaled = (by) => year.map((label) => ({ ...label, left: label.left * by, right: label.left * by + 30 }));
  assert.equal(shown(scaled(1.1), 450).length, 12);
  assert.equal(shown(scaled(0.5), 400).length, 6);
  assert.equal(shown(scaled(0.34), 400).length, 4);
  assert.equal(shown(scaled(0.18), 400).length, 2);
  assert.equal(shown(scaled(0.05), 400).length, 1);
});

test("no label runs over the right end", () => {
  assert.deepEqual(shown(measured(days("1940-01-01", 75)), 70), [0, 31]);
});

test("years are written if none touches another and they end before the right end", () => {
  const labels = [0, 40, 80].map((left) => ({ day: left, year: 0, month: 1, isYear: true, left, right: left + 35 }));
  assert.deepEqual(separateLabels(labels, 120).map(({ day }) => day), [0, 40, 80]);
  assert.deepEqual(separateLabels(labels, 100).map(({ day }) => day), [0, 40]);
  assert.deepEqual(separateLabels([...labels.slice(0, 1), { ...labels[1], left: 20 }], 120), []);
});
