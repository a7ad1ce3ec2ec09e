import assert from "node:assert/strict";
import test from "node:test";
import { makeLayerSwitches } from "../../src/baltic_map/web/static/panels/layer-switches.js";
import { check, openDocument } from "./dom.mjs";

const MESSAGES = { borders: "Borders", filter_title: "How sure", filter_possible: "Possible", filter_certain: "Only certain", filter_opacity: "Opacity", filter_new: "Only new", filter_percent: "{number} percent", count_range: "{least} to {most}", count_range_hint: "{least} certain, {most} in all" };

/** Switches of a layer that list what they are set to. */
function open(lines = [{}]) {
  openDocument();
  const changes = [];
  const scene = { messages: MESSAGES, layers: [{ id: "events", name: "Events" }], lines, count: (key, number) => `${key} ${number}` };
  const switches = makeLayerSwitches(scene, { hidden: new Set(), news: false, sure: "all", opacity: 100 }, ({ hidden, sure, opacity }) => changes.push([[...hidden], sure, opacity]));
  const box = (value) => switches.element.querySelector(`[data-toggles="${value}"],[data-sure="${value}"]`);
  return { switches, changes, box, slider: switches.element.querySelector(".opacity-slider") };
}

test("a layer is put away and comes back, borders too", () => {
  const { changes, box } = open();
  assert.deepEqual([box("events").checked, box("borders").checked], [true, true]);
  check(box("events"), false);
  check(box("borders"), false);
  check(box("events"), true);
  assert.deepEqual(changes, [[["events"], "all", 100], [["events", "borders"], "all", 100], [["borders"], "all", 100]]);
});

test("an atlas without borders has no switch for them", () => {
  const { box } = open([]);
  assert.equal(box("events").checked, true);
  assert.equal(box("borders"), null);
});

test("only what is certain is shown, and all again when that is left", () => {
  const { changes, box } = open();
  assert.deepEqual([box("possible").checked, box("certain").checked, box("possible").disabled], [true, false, false]);
  check(box("certain"), true);
  assert.deepEqual([box("possible").checked, box("certain").checked, box("possible").disabled], [false, true, true]);
  check(box("certain"), false);
  assert.deepEqual([box("possible").checked, box("certain").checked, box("possible").disabled], [true, false, false]);
  assert.deepEqual(changes.map(([, sure]) => sure), ["certain", "all"]);
});

test("what is merely possible is left out and comes back", () => {
  const { changes, box } = open();
  check(box("possible"), false);
  check(box("possible"), true);
  assert.deepEqual(changes.map(([, sure]) => sure), ["likely", "all"]);
});

test("only what is new is in full ink, and all again", () => {
  openDocument();
  const changes = [];
  const settings = { hidden: new Set(), news: true, sure: "all", opacity: 100 };
  const switches = makeLayerSwitches({ messages: MESSAGES, layers: [], lines: [], count: () => "" }, settings, ({ news }) => changes.push(news));
  const box = switches.news.querySelector("[data-news]");
  assert.equal(box.checked, true);
  check(box, false);
  check(box, true);
  assert.deepEqual(changes, [false, true]);
  switches.set({ ...settings, news: false });
  assert.equal(box.checked, false);
});

test("the opacity is told in words", () => {
  const { switches, changes, slider } = open();
  slider.value = "30";
  slider.dispatch("input");
  assert.deepEqual(changes, [[[], "all", 30]]);
  assert.equal(slider.getAttribute("aria-valuetext"), "30 percent");
  switches.set({ hidden: new Set(["events"]), sure: "certain", opacity: 70 });
  assert.equal(slider.value, "70");
});

test("a layer says how much of it is in force", () => {
  const { switches, box } = open();
  const number = box("events").closest("li").querySelector(".layer-count");
  switches.show(new Map([["events", { certain: 41, possible: 46 }]]));
  assert.deepEqual([number.textContent, number.title], ["41 to 46", "41 certain, 46 in all"]);
  switches.show(new Map([["events", { certain: 2, possible: 2 }]]));
  assert.deepEqual([number.textContent, number.title], ["2", "in_force 2"]);
  assert.deepEqual(["events", "borders"].map((id) => box(id).closest("li").classList.contains("empty")), [false, true]);
});
