import assert from "node:assert/strict";
import test from "node:test";
import { Areas, Borders, borderClass } from "../../src/baltic_map/web/static/map/areas.js";
import { Hatches } from "../../src/baltic_map/web/static/map/hatches.js";
import { LevelOfDetail } from "../../src/baltic_map/web/static/map/level-of-detail.js";
import { click, openDocument } from "./dom.mjs";
import { SYMBOLOGY } from "./symbology.mjs";

const COLOR = { day: "#000000", night: "#ffffff" };
const area = (id, spans, territories, symbol = {}) => ({ id, spans, territories, label: `${id}: free`, symbol: { fill: COLOR, ...symbol }, card: {} });
const GEOMETRY = { data: { minZoom: 0 }, outline: (ids) => `M${ids}`, outlinePieces: (ids) => ids.map((id) => `M${id}`), line: (id) => `L${id}` };

function open() {
  const document = openDocument();
  const [place, edges, defs] = ["g", "g", "defs"].map((tag) => document.createElement(tag));
  const chosen = [];
  const tools = { prefix: "map", hatches: new Hatches(defs, "map", SYMBOLOGY.hatches), lod: new LevelOfDetail([GEOMETRY]), choose: ({ id }) => chosen.push(id) };
  return { place, edges, defs, tools, chosen, ids: () => place.children.map((each) => each.getAttribute("data-id")) };
}

test("the areas of a day come and go in one order, however the day was reached", () => {
  const { place, edges, defs, tools, chosen, ids } = open();
  const areas = new Areas({ place, edges, defs }, [
    area("a", [[0, 2], [4, 5]], ["x"]), area("b", [[2, 4]], ["x"], { hatch: COLOR, edge: { color: COLOR, kind: "band" } }), area("c", [[0, 5]], ["y", "z"]),
  ], tools);
  const days = [0, 1, 3, 0, 4].map((day) => [areas.show(day), ids().join(" "), edges.children.length, areas.nameAt("x")]);
  assert.deepEqual(days, [[true, "a c", 0, "a"], [false, "a c", 0, "a"], [true, "b c", 1, "b"], [true, "a c", 0, "a"], [false, "a c", 0, "a"]]);
  assert.deepEqual([areas.nameAt("z"), areas.nameAt("nobody's")], ["c", "nobody's"]);
  click(place.children[1]);
  assert.deepEqual(chosen, ["c"]);
});

test("an area has a tint, and a hatch and an edge inside its outline if its symbol has", () => {
  const { place, edges, defs, tools } = open();
  const sides = { hatch: COLOR, edge: { color: COLOR, kind: "line" } };
  new Areas({ place, edges, defs }, [area("a", [[0, 1]], ["x"]), area("b", [[0, 1]], ["y"], sides)], tools).show(0);
  assert.deepEqual(place.children.map((each) => each.querySelectorAll("use").map((use) => use.getAttribute("class"))), [["fill"], ["fill", "hatch"]]);
  assert.deepEqual(edges.children.map((edge) => [edge.getAttribute("clip-path"), edge.getAttribute("class")]), [["url(#map-area-1-clip)", "inner-edge line"]]);
  assert.equal(defs.querySelector("path").getAttribute("d"), "Mx");
  assert.equal(place.children[1].querySelector("title").textContent, "b: free");
});

test("a border is drawn on its days, by its symbol", () => {
  const { place, tools, chosen, ids } = open();
  const line = (id, spans, symbol) => ({ id, spans, symbol, card: { title: id } });
  const borders = new Borders(place, [line("l", [[0, 2]], { stroke: "solid", inner: false }), line("m", [[1, 3]], { stroke: "dotted", inner: true })], tools);
  assert.deepEqual([0, 1, 2, 3].map((day) => [borders.show(day), ids().join(" ")]), [[1, "l"], [2, "l m"], [1, "m"], [0, ""]]);
  borders.show(1);
  assert.deepEqual(place.children.map((each) => each.getAttribute("class")), ["border solid", "border dotted inner"]);
  assert.deepEqual(place.children[0].querySelectorAll("path").map((path) => path.getAttribute("d")), ["Ll", "Ll", "Ll"]);
  click(place.children[1]);
  assert.deepEqual(chosen, ["m"]);
  assert.equal(borderClass({ stroke: "dashed", inner: false }), "border dashed");
});
