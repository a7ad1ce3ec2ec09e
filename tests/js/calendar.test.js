import assert from "node:assert/strict";
import test from "node:test";
import { civilDate, dayNumber, formatDate, isoDate, monthLength } from "../../src/baltic_map/web/static/data/calendar.js";

test("days are counted from 1 March of the year 0", () => {
  const numbers = { "0000-03-01": 0, "0000-03-02": 1, "0000-02-29": -1, "1970-01-01": 719468, "2000-03-01": 730485, "1940-06-16": 708677 };
  for (const [iso, number] of Object.entries(numbers)) assert.equal(dayNumber(iso), number, iso);
});

test("a number is a day of the calendar, with its day of the week from Monday", () => {
  assert.deepEqual(civilDate(708677), { year: 1940, month: 6, day: 16, weekday: 6 });
  assert.deepEqual(civilDate(0), { year: 0, month: 3, day: 1, weekday: 2 });
  assert.deepEqual(civilDate(-1), { year: 0, month: 2, day: 29, weekday: 1 });
});

test("leap days are those of the Gregorian calendar, centuries and all", () => {
  const next = (iso) => isoDate(civilDate(dayNumber(iso) + 1));
  const days = { "1940-02-28": "1940-02-29", "1900-02-28": "1900-03-01", "2000-02-28": "2000-02-29", "1939-12-31": "1940-01-01", "0099-12-31": "0100-01-01" };
  for (const [day, following] of Object.entries(days)) assert.equal(next(day), following);
});

test("every day of four centuries comes back, a weekday after the other", () => {
  let weekday = civilDate(dayNumber("1600-02-28")).weekday;
  for (let number = dayNumber("1600-02-29"); number < dayNumber("2000-03-02"); number += 1) {
    const date = civilDate(number);
    if (dayNumber(isoDate(date)) !== number || date.weekday !== (weekday + 1) % 7) assert.fail(isoDate(date));
    ({ weekday } = date);
  }
});

test("a date is written in the pattern of a language", () => {
  const date = civilDate(dayNumber("1940-06-06"));
  const names = (weekday, june) => ({ weekdays: [...Array(3).fill(""), weekday], months: [...Array(5).fill([]), [june, "x"]] });
  assert.equal(formatDate("EEEE, d MMMM y", date, names("Thursday", "June")), "Thursday, 6 June 1940");
  assert.equal(formatDate("EEEE, y. 'gada' d. MMMM", date, names("ceturtdiena", "jūnijs")), "ceturtdiena, 1940. gada 6. jūnijs");
  assert.equal(formatDate("y 'm'. MMMM d 'd'., EEEE", date, names("ketvirtadienis", "birželio")), "1940 m. birželio 6 d., ketvirtadienis");
});

test("Julian days are numbered as they were written, in one row of weekdays with the others", () => {
  // The battle of Crécy, a Saturday; the last Julian day of Rome was a Thursday, and a Friday followed it.
  assert.deepEqual(civilDate(dayNumber("1346-08-26", "julian"), "julian"), { year: 1346, month: 8, day: 26, weekday: 5 });
  assert.equal(isoDate(civilDate(dayNumber("1346-08-26", "julian"))), "1346-09-03");
  assert.equal(dayNumber("1582-10-04", "julian") + 1, dayNumber("1582-10-15"));
  assert.equal(civilDate(dayNumber("1582-10-04", "julian"), "julian").weekday, 3);
  assert.equal(isoDate(civilDate(dayNumber("1300-02-28", "julian") + 1, "julian")), "1300-02-29");
  assert.deepEqual([monthLength(1300, 2, "julian"), monthLength(1300, 2), monthLength(-4, 2), monthLength(1301, 4)], [29, 28, 29, 30]);
});

test("a year before the year 1 is written as people count, with its era", () => {
  const names = { weekdays: [], months: [...Array(2).fill([""]), ["March", "march"]], eras: ["BC", "AD"] };
  const ides = civilDate(dayNumber("-0043-03-15", "julian"), "julian");
  assert.equal(formatDate("d MMMM y G", ides, names), "15 March 44 BC");
  assert.equal(formatDate("LLLL y G", { ...ides, year: 60 }, names), "march 60 AD");
  assert.deepEqual(["day", "month", "year"].map((precision) => isoDate(ides, precision)), ["-0043-03-15", "-0043-03", "-0043"]);
});
