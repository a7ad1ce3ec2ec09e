import assert from "node:assert/strict";
import test from "node:test";
import { DayAxis, writtenDays } from "../../src/baltic_map/web/static/data/day-axis.js";

const LANGUAGE = {
  weekdays: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"], months: Array.from({ length: 12 }, (_, at) => [`M${at + 1}`]), eras: ["BC", "AD"],
  dayPattern: "EEEE, d MMMM y", datePattern: "d MMMM y", eraDayPattern: "EEEE, d MMMM y G", eraDatePattern: "d MMMM y G",
};
const YEARS = { ...LANGUAGE, dayPattern: "y", datePattern: "y", eraDayPattern: "y G", eraDatePattern: "y G" };
const data = (firstDay, total, precision = "day", calendar = "gregorian") => ({ firstDay, total, calendar, precision });

test("days are written when they are read, those of the page alone", () => {
  const { iso, days, dates } = writtenDays(data("1346-07-01", 427, "day", "julian"), { first: 56, stop: 58 }, LANGUAGE);
  assert.deepEqual([iso.length, iso[55], iso[56], iso[57], iso[58]], [58, undefined, "1346-08-26", "1346-08-27", undefined]);
  assert.deepEqual([days[56], dates[56]], ["Sat, 26 M8 1346", "26 M8 1346"]);
});

test("years before the year 1 have their era, and then the others have it too", () => {
  const { iso, dates, axis } = writtenDays(data("-0001", 4, "year"), { first: 0, stop: 4 }, YEARS);
  assert.deepEqual(Array.from(iso), ["-0001", "0000", "0001", "0002"]);
  assert.deepEqual(Array.from(dates), ["2 BC", "1 BC", "1 AD", "2 AD"]);
  assert.equal(axis.year(1, ["BC", "AD"]), "1 AD");
  assert.equal(new DayAxis(data("0060", 2, "year")).year(60, ["BC", "AD"]), "60");
});

test("months are counted over the turn of the years", () => {
  const axis = new DayAxis(data("-0001-11", 15, "month"));
  assert.deepEqual([0, 1, 2, 14].map((at) => axis.iso(at)), ["-0001-11", "-0001-12", "0000-01", "0001-01"]);
  assert.equal(axis.position({ year: 0, month: 1, day: 31 }), 2);
});

test("a day is found as links write it, and nothing else is", () => {
  const axis = new DayAxis(data("-0057-01-01", 800));
  assert.equal(axis.indexOf("-0057-03-28"), 86);
  for (const iso of ["-0057-02-29", "-0058-12-31", "-0057", "x", "-0057-13-01", "0001-01-01"]) assert.equal(axis.indexOf(iso), -1, iso);
  assert.equal(new DayAxis(data("0060", 3, "year")).indexOf("0062"), 2);
});
