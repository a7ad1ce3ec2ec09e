import assert from "node:assert/strict";
import test from "node:test";
import { CROWD, groupIcons, thinned, townsOfSigns } from "../../src/baltic_map/web/static/labels/grouping.js";

const icon = (id, x, more = {}) => ({ id, x, y: 100, r: 9, rank: 2, land: "A", ...more });
const told = (groups) => groups.map(({ host, guests, town }) => [host.id, guests.map(({ id }) => id).join(""), town]);

test("signs of one place are counted with the most important of them", () => {
  const icons = [icon("c", 104, { rank: 3 }), icon("a", 108, { rank: 1 }), icon("b", 100), icon("d", 300)];
  assert.deepEqual(told(groupIcons(icons, [], 20)), [["a", "cb", null], ["d", "", null]]);
  assert.deepEqual(told(groupIcons(icons.toReversed(), [], 20)), told(groupIcons(icons, [], 20)));
  assert.deepEqual(told(groupIcons(icons, [], 0)).map(([, guests]) => guests), ["", "", "", ""]);
});

test("those of a town come first, and are called by it", () => {
  const towns = [{ id: "town", x: 100, y: 100, land: "A" }, { id: "village", x: 140, y: 100, land: "A" }];
  const icons = [icon("a", 108, { rank: 1 }), icon("b", 100), icon("c", 127), icon("d", 141)];
  assert.deepEqual(told(groupIcons(icons, towns, 16)), [["a", "b", "town"], ["c", "d", "village"]]);
});

test("never across a border, nor over to a town of another state", () => {
  const icons = [icon("a", 100), icon("b", 101, { land: "B" }), icon("c", 102), icon("d", 103, { land: "" })];
  const groups = groupIcons(icons, [{ id: "town", x: 101, y: 100, land: "B" }], 20);
  assert.deepEqual(told(groups), [["a", "c", null], ["b", "", "town"], ["d", "", null]]);
});

test("what keeps to itself is counted with nothing; those of its own town may be counted with it", () => {
  const towns = [{ id: "town", x: 100, y: 100, land: "A" }];
  const icons = [icon("event", 100, { keeps: true }), icon("other", 101, { keeps: true }), icon("base", 102, { rank: 1 })];
  assert.deepEqual(told(groupIcons(icons, towns, 20)), [["event", "base", "town"], ["other", "", null]]);
  assert.deepEqual(told(groupIcons(icons, [], 20)), [["event", "", null], ["other", "", null], ["base", "", null]]);
});

test("a town has the signs that are nearer to it than to another of its state", () => {
  const towns = [{ id: "town", x: 100, y: 100, land: "A" }, { id: "village", x: 140, y: 100, land: "A" }, { id: "abroad", x: 101, y: 100, land: "B" }];
  const icons = [icon("a", 101), icon("b", 110), icon("c", 139), icon("d", 300)];
  assert.deepEqual([1, 2, 3].map((least) => townsOfSigns(icons, towns, 50, least)), [["town", "village"], ["town"], []]);
});

test("of a crowd those that share a square are one, whatever the land beside it and whatever keeps to itself", () => {
  const at = (id, x, more) => ({ host: icon(id, x, more), guests: [], town: null });
  const few = [at("a", 100), at("b", 101)];
  assert.equal(thinned(few, 10), few, "few are left to themselves");
  const many = [...few, at("c", 102, { land: "B" }), at("d", 103, { keeps: true }), at("e", 112), ...Array.from({ length: CROWD }, (_, n) => at(`f${n}`, 109))];
  assert.deepEqual(thinned(many, 10).map(({ host, guests }) => [host.id, guests.length]), [["a", CROWD + 1], ["c", 0], ["d", 0], ["e", 0]]);
});
