import assert from "node:assert/strict";
import test from "node:test";
import { Legend, legendOfAll, makeLegendLine } from "../../src/baltic_map/web/static/panels/legend.js";
import { openDocument } from "./dom.mjs";

const land = (label, fill) => ({ label, area: { fill: [fill, fill], hatch: null, inner: null, edge: null } });
const first = [
  { title: "How the land stood", layer: null, items: [land("Latvia: under blockade", "#aaaaaa"), land("Sweden: independent", "#eeeeee")] },
  { title: "Bases", layer: "bases", items: [{ label: "Naval base", kind: "naval-base" }] },
];
const last = [
  { title: "How the land stood", layer: null, items: [land("Latvia: occupied", "#bbbbbb"), land("Sweden: independent", "#eeeeee")] },
  { title: "Crossings", layer: "crossings", items: [{ label: "Town entered", kind: "town-entered" }] },
  { title: "Bases", layer: "bases", items: [{ label: "Naval base", kind: "naval-base" }, { label: "Garrison", kind: "garrison" }] },
];

test("the legend of two days tells what each was like, and the symbols of both", () => {
  const groups = legendOfAll([first, last], ["14 June 1940", "18 June 1940"], "both days");
  assert.deepEqual(groups.map(({ title, items }) => [title, items.map(({ label }) => label)]), [
    ["How the land stood: 14 June 1940", ["Latvia: under blockade"]],
    ["How the land stood: 18 June 1940", ["Latvia: occupied"]],
    ["How the land stood: both days", ["Sweden: independent"]],
    ["Crossings", ["Town entered"]],
    ["Bases", ["Naval base", "Garrison"]],
  ]);
});

test("two days alike have one legend", () => {
  const groups = legendOfAll([first, first], ["14 June 1940", "15 June 1940"], "both days");
  assert.deepEqual(groups.map(({ title, items }) => [title, items.length]), [["How the land stood: both days", 2], ["Bases", 1]]);
});

test("of a kind of which there is more than one, the legend tells how many", () => {
  openDocument();
  const items = ["a", "b", "c"].map((kind) => ({ label: kind.toUpperCase(), kind }));
  const counts = new Map([["a", { certain: 1, possible: 1 }], ["b", { certain: 3, possible: 3 }], ["c", { certain: 0, possible: 2 }]]);
  const messages = { count_range: "{least}–{most}", count_range_hint: "{least} of {most}" };
  const legend = new Legend({ drawings: {}, hatches: null }, messages);
  const lines = () => legend.element.querySelectorAll("li");
  legend.show([{ title: "Bases", layer: "bases", items }], counts);
  assert.deepEqual(lines().map(({ textContent }) => textContent), ["A", "B3", "C0–2"]);
  // On another day what is the same is not made anew.
  const [first, second] = lines();
  legend.show([{ title: "Bases", layer: "bases", items: items.slice(0, 2) }], new Map([["b", { certain: 4, possible: 4 }]]));
  assert.deepEqual(lines().map(({ textContent }) => textContent), ["A", "B4"]);
  assert.deepEqual([lines()[0] === first, lines()[1] === second], [true, true]);
});

test("a legend of one line tells each status once, with all its looks", () => {
  openDocument();
  const color = (letter) => ({ day: `#${letter.repeat(6)}`, night: "#000000" });
  const items = [["Estonia: occupied", "a"], ["Latvia: occupied", "b"], ["Lithuania: annexed: in part", "c"]].map(([label, letter]) => ({ label, area: { fill: color(letter), hatch: null, edge: null } }));
  const line = makeLegendLine([{ title: "Bases", items: [{ label: "Naval base", kind: "naval-base" }] }, { title: "Land", items }], { drawings: {}, hatches: null });
  const told = line.querySelectorAll("li").map((item) => [item.querySelectorAll(".sample").length, item.textContent.trim()]);
  assert.deepEqual(told, [[2, "occupied"], [1, "annexed: in part"]]);
});
