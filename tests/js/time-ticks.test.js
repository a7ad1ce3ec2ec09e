import assert from "node:assert/strict";
import test from "node:test";
import { DayAxis } from "../../src/baltic_map/web/static/data/day-axis.js";
import { monthTicks, unitsOf, yearIntervals, yearTicks } from "../../src/baltic_map/web/static/data/time-ticks.js";

const axis = (firstDay, total, precision = "day") => new DayAxis({ firstDay, total, calendar: "gregorian", precision });

test("years are counted as people do on both sides of the year 1", () => {
  const years = yearTicks(axis("-0249", 500, "year"), 100);
  assert.deepEqual(years.map(({ day, year }) => [day, year]), [[50, -199], [150, -99], [250, 1], [349, 100], [449, 200]]);
});

test("a year stands where its 1 January does; one that began before the first day is left out", () => {
  assert.deepEqual(yearTicks(axis("1939-08-23", 679), 1).map(({ day, year }) => [day, year]), [[131, 1940], [497, 1941]]);
  assert.deepEqual(yearTicks(axis("1900-01-01", 255_000), 500).map(({ year }) => year), [2000, 2500]);
});

test("years are so far apart that there are not too many", () => {
  assert.deepEqual(yearIntervals(axis("1900-01-01", 255_669), 40), [20, 50, 100, 200, 500, 1000, 2000, 5000]);
  assert.equal(yearIntervals(axis("-4999", 10_000, "year"), 40)[0], 500);
});

test("months begin within the days; an axis of years has none", () => {
  assert.deepEqual(monthTicks(axis("0000-12-30", 40)).map(({ day, year, month }) => [day, year, month]), [[0, 0, 12], [2, 1, 1], [33, 1, 2]]);
  assert.deepEqual(unitsOf(axis("0060", 3, "year")), { years: 3, months: Infinity });
});
