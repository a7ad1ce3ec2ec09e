import assert from "node:assert/strict";
import test from "node:test";
import { writtenDays } from "../../src/baltic_map/web/static/data/day-axis.js";
import { DateInput } from "../../src/baltic_map/web/static/panels/date-input.js";
import { click, openDocument, press } from "./dom.mjs";

const MONTHS = [["January", "Jan"], ["February", "Feb"], ...Array.from({ length: 10 }, (_, at) => [`Month${at}`])];
const MESSAGES = { time_not_read: "{text}? Write it as {example}", time_no_such_day: "No {text}", time_outside: "From {first} to {last}" };

function open(day = 1, hint = "{date}, {numeric} or {iso}") {
  openDocument();
  const chosen = [];
  const chapters = [{ first: 0, stop: 2, name: "Winter" }, { first: 2, stop: 367, name: "Spring" }];
  const data = { firstDay: "1900-01-30", total: 367, calendar: "gregorian", precision: "day" };
  const written = writtenDays(data, { first: 0, stop: 367 }, { datePattern: "d MMMM y", months: MONTHS, weekdays: [] });
  const scene = { messages: { ...MESSAGES, time_date_hint: hint }, ...written, months: MONTHS, eras: ["BC", "AD"], chapters };
  const box = new DateInput(scene, { id: "time", months: [], day: () => day, choose: (day) => chosen.push(day) });
  const type = (text) => {
    box.input.value = text;
    box.form.dispatch("submit");
    return [box.message.textContent, box.input.getAttribute("aria-invalid"), box.input.value];
  };
  return { box, chosen, type };
}

test("the box shows a date as its language writes it", () => {
  const shown = (hint) => ["placeholder", "title"].map((name) => open(1, hint).box.input.getAttribute(name));
  assert.deepEqual(shown("{date}, {numeric} or {iso}"), ["30.1.1900", "30 January 1900, 30.1.1900 or 1900-01-30"]);
  assert.deepEqual(shown("{date}, {iso} or {numeric}"), ["1900-01-30", "30 January 1900, 1900-01-30 or 30.1.1900"]);
});

test("a day that is typed is chosen and written out", () => {
  const { chosen, type } = open();
  assert.deepEqual(type("1.2.1900"), ["", "false", "1 February 1900"]);
  assert.deepEqual(type(" 30 Jan "), ["", "false", "30 January 1900"]);
  assert.deepEqual(chosen, [2, 0]);
});

test("a day without a year is the one nearest to the day that is shown", () => {
  assert.deepEqual([0, 366].map((day) => open(day).type("31 January")[2]), ["31 January 1900", "31 January 1901"]);
});

test("what is no day of the atlas is told, until something else is typed", () => {
  const { box, chosen, type } = open();
  assert.deepEqual(type("yesterday"), ["yesterday? Write it as 31 January 1900", "true", "yesterday"]);
  assert.deepEqual(type("30.2.1900"), ["No 30.2.1900", "true", "30.2.1900"]);
  assert.deepEqual(type("5.2.1901"), ["From 30 January 1900 to 31 January 1901", "true", "5.2.1901"]);
  box.input.dispatch("input");
  assert.deepEqual([box.message.textContent, box.input.getAttribute("aria-invalid"), chosen], ["", "false", []]);
});

test("the box unfolds, and folds on Escape and when a day is chosen", () => {
  const { box, type } = open();
  const state = () => [box.isOpen, box.toggle.getAttribute("aria-expanded")];
  click(box.toggle);
  assert.deepEqual(state(), [true, "true"]);
  press(box.input, "Escape");
  assert.deepEqual(state(), [false, "false"]);
  click(box.toggle);
  type("1.2.1900");
  assert.deepEqual(state(), [false, "false"]);
  assert.equal(document.activeElement, box.toggle);
});

test("unfolded it lists the chapters, and goes to them", () => {
  const { box, chosen } = open(1);
  const named = () => box.chapters.childNodes.map((each) => [each.textContent, each.getAttribute("aria-current")]);
  assert.deepEqual(named(), []);
  click(box.toggle);
  assert.deepEqual(named(), [["Winter", "true"], ["Spring", "false"]]);
  click(box.chapters.childNodes[1]);
  assert.deepEqual([chosen, box.isOpen], [[2], false]);
});

test("the box shows how the day is typed that is shown, and keeps what is being typed", () => {
  const { box, type } = open(0, "{date}, {iso} or {numeric}");
  type("1 Feb");
  box.input.focus();
  box.show(2);
  assert.deepEqual([box.input.placeholder, box.input.value], ["1900-02-01", "1 February 1900"]);
  box.toggle.focus();
  box.show(3);
  assert.deepEqual([box.input.placeholder, box.input.value], ["1900-02-02", ""]);
});
