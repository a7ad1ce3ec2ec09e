import assert from "node:assert/strict";
import test from "node:test";
import { civilDate, dayNumber, formatDate, isoDate } from "../../src/baltic_map/web/static/data/calendar.js";

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
