import assert from "node:assert/strict";
import test from "node:test";
import { DayAxis } from "../../src/baltic_map/web/static/data/day-axis.js";
import { CompareDay } from "../../src/baltic_map/web/static/panels/compare-day.js";
import { click, openDocument } from "./dom.mjs";

const MONTHS = [["January"], ["February"], ...Array.from({ length: 10 }, (_, at) => [`Month${at}`])];
const MESSAGES = new Proxy({ time_date_hint: "{date}" }, { get: (own, name) => own[name] ?? String(name) });
const DATES = ["30 January", "31 January", "1 February", "2 February", "3 February"];

function open(day) {
  openDocument();
  const now = { day };
  const scene = {
    messages: MESSAGES, eras: ["BC", "AD"], axis: new DayAxis({ firstDay: "1900-01-30", total: 5, calendar: "gregorian", precision: "day" }), changes: [1, 3], days: DATES.map((each) => `D, ${each}`), dates: DATES, months: MONTHS, allMonths: [],
    iso: ["1900-01-30", "1900-01-31", "1900-02-01", "1900-02-02", "1900-02-03"],
  };
  const side = new CompareDay(scene, { side: "left", day: () => now.day, choose: (to) => { now.day = to; side.show(to); } });
  side.show(day);
  const steps = side.steps.map(({ button }) => button);
  return { now, side, steps };
}

test("it is stepped by the change and by the day, and stops at the ends", () => {
  const { now, side, steps: [changeBack, dayBack, dayOn, changeOn] } = open(2);
  const after = (button) => { click(button); return now.day; };
  assert.deepEqual([after(changeOn), after(dayOn), after(changeOn), after(dayBack), after(changeBack), after(changeBack)], [3, 4, 4, 3, 1, 0]);
  assert.equal(after(dayBack), 0);
  assert.equal(dayBack.getAttribute("aria-disabled"), "true");
  assert.equal(dayOn.getAttribute("aria-disabled"), "false");
  assert.equal(side.dateText.textContent, "D, 30 January");
});

test("it is typed", () => {
  const { now, side } = open(0);
  side.input.input.value = "2.2.1900";
  side.input.form.dispatch("submit");
  assert.deepEqual([now.day, side.input.input.value, side.dateText.textContent], [3, "2 February", "D, 2 February"]);
  side.show(1);
  assert.equal(side.input.input.value, "", "what was typed is no longer the day");
});
