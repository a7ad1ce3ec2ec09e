import assert from "node:assert/strict";
import test from "node:test";
import { chiefDiscs, iconsAt, placeIcons } from "../../src/baltic_map/web/static/labels/clusters.js";
import { click, openDocument } from "./dom.mjs";

const disc = (id, rank, size = 20) => ({ feature: { id, rank, size }, at: { x: 1000, y: 2000 } });

test("icons stand where they belong and grow with the zoom", () => {
  const [icon] = iconsAt([disc("a", 2)], 0.01, 8);
  assert.deepEqual(icon, { id: "a", x: 10, y: 20, rank: 2, r: 10 });
  const radii = [5, 7, 8, 9].map((zoom) => iconsAt([disc("a", 2)], 1, zoom)[0].r);
  assert.deepEqual(radii, [...radii].sort((one, other) => one - other));
});

test("no icon is too small to be hit", () => {
  assert.equal(iconsAt([disc("a", 4, 4)], 1, 3)[0].r, 7.5);
});

test("a badge counts the icons that are not drawn, and says how many there are with its own", () => {
  const document = openDocument();
  const [leaders, badges] = [document.createElement("g"), document.createElement("g")];
  const discs = Array.from({ length: 40 }, (_, at) => ({
    feature: { id: `s${at}`, rank: 2, size: 20, symbol: { color: { day: "#000000", night: "#ffffff" } } }, at: { x: 100, y: 100 }, node: document.createElement("g"),
  }));
  const closer = [];
  const tools = { zoom: 5, blocked: [], landAt: () => null, messages: { more_here: "{count} here" }, closer: (at) => closer.push(at) };
  placeIcons(discs, iconsAt(discs, 1, 5), { leaders, badges }, tools);
  const hidden = discs.filter(({ node }) => node.classList.contains("clustered")).map(({ feature }) => feature.id);
  assert.ok(hidden.length > 10);
  const held = badges.children.flatMap((badge) => badge.getAttribute("data-holds").split(" "));
  assert.deepEqual(held.toSorted(), hidden.toSorted());
  for (const badge of badges.children) {
    const count = badge.getAttribute("data-holds").split(" ").length;
    assert.equal(badge.querySelector("text").textContent, `+${count}`);
    // A reader who hears it hears of the icon that is drawn, too.
    assert.equal(badge.querySelector("title").textContent, `+${count}: ${count + 1} here`);
  }
  click(badges.children[0]);
  assert.deepEqual(closer, [{ x: 100, y: 100 }]);
});

test("for those who stand far away icons are larger", () => {
  assert.equal(iconsAt([disc("a", 2)], 1, 8, 1.25)[0].r, 12.5);
});

test("where there is room for few, what is pointed out stays, then the chief ones, the newest first", () => {
  const document = openDocument();
  const discs = [["old", 1, 3], ["slight", 3, 9], ["new", 1, 8], ["told", 4, 1]].map(([id, rank, first]) => ({ feature: { id, rank, first }, node: document.createElement("g") }));
  const left = (most, told = []) => chiefDiscs(discs, most, new Set(told)).map(({ feature }) => feature.id);
  assert.deepEqual(left(4), ["old", "slight", "new", "told"]);
  assert.deepEqual(left(1), ["new"]);
  assert.deepEqual(left(2, ["told"]), ["new", "told"]);
  assert.deepEqual(discs.map(({ node }) => node.classList.contains("clustered")), [true, true, false, true]);
});
