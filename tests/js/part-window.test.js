import assert from "node:assert/strict";
import test from "node:test";
import { PartWindow, partsAround, printParts } from "../../src/baltic_map/web/static/panels/part-window.js";
import { makeFeatureList } from "../../src/baltic_map/web/static/panels/lists.js";
import { openDocument } from "./dom.mjs";
import { SYMBOLOGY } from "./symbology.mjs";

/** A document in which nothing scrolls. */
function open() {
  const document = openDocument();
  globalThis.getComputedStyle = () => ({ overflowY: "visible" });
  return document;
}

test("as many rows as may be there, some before the wanted one", () => {
  const parts = Array.from({ length: 1000 }, () => ({ size: 4 }));
  assert.deepEqual(partsAround(parts, 0), [0, 20]);
  assert.deepEqual(partsAround(parts, 500), [494, 514]);
  assert.deepEqual(partsAround(parts, 999), [980, 1000]);
  assert.deepEqual(partsAround([{ size: 3 }], 0), [0, 1]);
  assert.deepEqual(partsAround([{ size: 50 }, { size: 500 }], 1), [1, 2], "the wanted one is always there");
  assert.deepEqual(partsAround([], 0), [0, 0]);
});

test("however many rows there are, few are in the page; on paper all are", () => {
  const document = open();
  const place = document.createElement("table");
  const make = () => document.createElement("tbody");
  const head = document.createElement("thead");
  const rows = new PartWindow(place, [head], () => document.createElement("tbody"), new AbortController().signal);
  rows.show(Array.from({ length: 6000 }, () => ({ size: 1, make })));
  assert.equal(place.children.length, 82, "the head, 80 rows and the room of the others");
  assert.equal(place.lastElementChild.style.height, `${5920 * 44}px`);
  const node = rows.go(3000);
  assert.ok(place.contains(node));
  assert.equal(place.children.length, 83);
  printParts(true);
  assert.equal(place.children.length, 6001);
  printParts(false);
  assert.ok(place.contains(node));
  assert.equal(place.children.length, 83);
});

test("before the focus leaves the last row that is there, more come", () => {
  const document = open();
  const place = document.createElement("ul");
  const make = () => { const row = document.createElement("li"); row.append(document.createElement("button")); return row; };
  const rows = new PartWindow(place, [], () => document.createElement("li"), new AbortController().signal);
  rows.show(Array.from({ length: 500 }, () => ({ size: 1, make })));
  const last = rows.parts[79].node.firstElementChild;
  rows.reach(last);
  assert.equal(document.activeElement, last);
  assert.ok(rows.to > 100 && rows.from < 79);
  const { from } = rows;
  rows.reach(rows.parts[from + 10].node.firstElementChild);
  assert.equal(rows.from, from, "in the middle nothing moves");
});

test("a line that stays is not taken out of the page while others come: a press of the mouse keeps its click", () => {
  const document = open();
  const place = document.createElement("ul");
  const make = () => document.createElement("li");
  const rows = new PartWindow(place, [], make, new AbortController().signal, () => {}, 40);
  rows.show(Array.from({ length: 500 }, () => ({ size: 1, make })));
  const pressed = rows.parts[35].node;
  let removals = 0;
  const { remove } = pressed;
  pressed.remove = () => { removals += 1; remove.call(pressed); };
  rows.go(40);
  assert.ok(rows.from > 20 && place.contains(pressed));
  assert.equal(removals, 0);
});

test("a long list says how long it is and where each line stands in it", () => {
  open();
  const symbol = { shape: "icon", icon: "burst", color: { day: "#000000", night: "#ffffff" }, disc: true, fill: "full", faint: false };
  const features = Array.from({ length: 6000 }, (_, at) => ({ id: `f${at}`, name: `Fight ${at}`, nameLang: "", time: "", kindName: "Fight", certainty: "", symbol }));
  const list = makeFeatureList(features, { drawings: { icons: {}, symbology: SYMBOLOGY }, choose() {} });
  assert.ok(list.querySelectorAll("*").length < 800);
  assert.deepEqual(["aria-setsize", "aria-posinset"].map((name) => list.children[9].getAttribute(name)), ["6000", "10"]);
  const short = makeFeatureList(features.slice(0, 9), { drawings: { icons: {}, symbology: SYMBOLOGY }, choose() {} });
  assert.equal(short.children[8].getAttribute("aria-setsize"), null);
});
