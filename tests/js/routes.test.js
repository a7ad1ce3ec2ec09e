import assert from "node:assert/strict";
import test from "node:test";
import { Routes } from "../../src/baltic_map/web/static/map/routes.js";
import { openDocument } from "./dom.mjs";

const SHAPE = {
  bow: 0, pieces: 24, step: 5, slight: 0.2, tail: 0.22, growth: 1.1, head: 2.75, neck: 0.84, spread: 2.5, notch: [2.4, 2.6], widths: [10],
};

/** Draw an arrow of 400 pixels to the east, its name 120 pixels long, and signs on its way: the hours that are written. */
function hoursAt(places, isSeen = () => true, signs = []) {
  const document = openDocument();
  const node = (tag) => document.createElementNS("", tag);
  Object.assign(Object.getPrototypeOf(node("g")), { getComputedTextLength: () => 120 });
  const geometry = { type: "LineString", coordinates: [[0, 0], [400, 0]] };
  const way = { id: "way", name: "To Šiauliai", layer: "ways", rank: 1, routes: [], geometry, symbol: { shape: "arrow", fill: "full" } };
  const there = [{ feature: way, node: node("g"), at: { x: 400, y: 0 }, ways: [[{ x: 0, y: 0 }, { x: 400, y: 0 }]], box: { x: 0, y: 0, w: 400, h: 0 }, arrow: null, sign: null }, ...places.map((x, at) => ({
    feature: { id: `f${at}`, time: `${10 + at}:00`, rank: 1, layer: "events", routes: ["way"], symbol: { shape: "icon", fill: "full" } },
    node: node("g"), at: { x, y: 0 }, arrow: null, sign: node("g"),
  })), ...signs.map((x) => ({
    feature: { id: `sign-${x}`, size: 20, routes: [], symbol: { shape: "icon", disc: "full" } }, node: node("g"), at: { x, y: -15 },
  }))];
  const routes = new Routes([], [way], { prefix: "a", shape: SHAPE, isOn: () => true, groupOf: () => node("g"), drawSign() {} });
  routes.show(there, 0);
  const rooms = routes.draw(1, isSeen).filter(({ w }) => w === 32);
  const hours = there.flatMap((drawn) => drawn.node.querySelectorAll(".notch-hour").map((each) => each.textContent));
  assert.equal(rooms.length, hours.length);
  const seen = there.filter((drawn) => drawn.node.querySelector(".notch")).map(({ feature }) => feature.id);
  return Object.assign(hours, { seen, there: [...routes.seen].map(({ feature }) => feature.id) });
}

test("an hour stands beside its notch, and none over the name along an arrow", () => {
  assert.deepEqual([...hoursAt([50, 200, 350])], ["10:00", "12:00"]);
  assert.deepEqual([...hoursAt([130, 270])], []);
});

test("no hour is written over another", () => {
  assert.deepEqual([...hoursAt([50, 60, 90])], ["10:00", "12:00"]);
});

test("no hour is written over a sign", () => {
  assert.deepEqual([...hoursAt([50, 350], () => true, [340])], ["10:00"]);
});

test("of notches that would lie on each other the farthest reached is seen", () => {
  assert.deepEqual(hoursAt([50, 51, 90]).seen, ["f1", "f2"]);
});

test("an arrow that is not seen is not drawn, nor what stands across it; a notch that is not seen is not there", () => {
  const hidden = hoursAt([50, 350], ({ x }) => x > 500);
  assert.deepEqual([hidden.seen, hidden.there], [[], []]);
  assert.deepEqual(hoursAt([50, 350], ({ x, w }) => x + w > 300).there, ["way", "f1"]);
});

test("of very many arrows the chief ones are drawn, the others are thin lines; no name lies over another", () => {
  const document = openDocument();
  const node = (tag) => document.createElementNS("", tag);
  Object.assign(Object.getPrototypeOf(node("g")), { getComputedTextLength: () => 120 });
  const ways = Array.from({ length: 90 }, (_, at) => {
    const y = 4 * at;
    const feature = { id: `w${at}`, name: `Way ${at}`, layer: "ways", rank: at === 80 ? 1 : 2, first: at, routes: [], symbol: { shape: "arrow", fill: "full", color: { day: "#ff0000", night: "#ff8080" } } };
    return { feature, node: node("g"), at: { x: 400, y }, ways: [[{ x: 0, y }, { x: 400, y }]], box: { x: 0, y, w: 400, h: 0 }, arrow: null, sign: null, isPointed: at === 3 };
  });
  const routes = new Routes([], ways.map(({ feature }) => feature), { prefix: "a", shape: { ...SHAPE, widths: [10, 8] }, isOn: () => true, groupOf: () => node("g"), drawSign() {}, choose() {} });
  routes.show(ways, 95);
  routes.draw(1, () => true);
  const drawn = [...routes.seen].map(({ feature }) => feature.id);
  assert.deepEqual(drawn.slice(0, 3), ["w3", "w80", "w89"], "what is pointed out, what is important, what is new");
  assert.equal(drawn.length + routes.crowd.all.length, 90);
  assert.ok(drawn.length < 60);
  const written = [...routes.seen].filter(({ arrow }) => arrow.text && !arrow.text.classList.contains("hidden-label"));
  const heights = written.map(({ at }) => at.y).toSorted((one, other) => one - other);
  assert.ok(written.length > 5 && heights.every((y, at) => at === 0 || y - heights[at - 1] >= 11), `${heights}`);
});
