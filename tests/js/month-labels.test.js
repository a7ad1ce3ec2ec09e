import assert from "node:assert/strict";
import test from "node:test";
import { fittingLabels, monthStarts } from "../../src/baltic_map/web/static/panels/month-labels.js";

const days = (from, count) => Array.from({ length: count }, (_, at) =>
  new Date(Date.parse(from) + at * 86_400_000).toISOString().slice(0, 10));
/** Labels 30 pixels wide, a day a pixel. */
const measured = (iso) => monthStarts(iso).map((label) => ({ ...label, left: label.day, right: label.day + 30 }));
const shown = (labels, room) => fittingLabels(labels, room).map(({ day }) => day);

test("the first of all days and the first of each month have a label; of January the year", () => {
  const labels = monthStarts(days("1939-11-20", 60));
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
