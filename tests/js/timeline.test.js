import assert from "node:assert/strict";
import test from "node:test";
import { timeline } from "../../src/baltic_map/web/static/data/timeline.js";

const feature = (id, first, stop, more = {}) => ({ id, role: null, first, stop, certainFirst: first, certainStop: stop, ...more });
const daysOf = (features, more = {}) => timeline({ chronology: features, territories: [], changes: [], iso: Array(20).fill(""), ...more });
const lines = ({ days }) => Object.fromEntries(days.map(({ day, lines: all }) => [day, all.map((line) => `${line.how} ${line.feature?.id ?? line.lands}`)]));

test("a thing begins and ends; what was so before the atlas or is so after it does neither", () => {
  assert.deepEqual(lines(daysOf([feature("a", 3, 8)])), { 3: ["begins a"], 8: ["ends a"] });
  assert.deepEqual(lines(daysOf([feature("b", 0, 8), feature("c", 5, 20)])), { 5: ["begins c"], 8: ["ends b"] });
});

test("an event, and what is of one day, only happens", () => {
  const features = [feature("e", 4, 9, { role: "events" }), feature("day", 6, 7), feature("first", 0, 1, { role: "events" })];
  assert.deepEqual(lines(daysOf(features)), { 0: ["happens first"], 4: ["happens e"], 6: ["happens day"] });
});

test("an uncertain thing becomes certain, and merely possible again", () => {
  assert.deepEqual(lines(daysOf([feature("a", 3, 9, { certainFirst: 5, certainStop: 7 })])), { 3: ["begins a"], 5: ["certain a"], 7: ["possible a"], 9: ["ends a"] });
  assert.deepEqual(lines(daysOf([feature("never", 3, 9, { certainFirst: 6, certainStop: 6 })])), { 3: ["begins never"], 9: ["ends never"] });
});

test("what happens comes first, in the order of the scene; land before what begins and ends", () => {
  const features = [feature("end", 1, 5), feature("begin", 5, 9), feature("b", 5, 6, { role: "events" }), feature("a", 5, 6, { role: "events" }), feature("crossing", 5, 6)];
  const territories = [{ id: "n", name: "North", standings: [[0, 5, "free", "f"], [5, 20, "held", "h"]] }];
  assert.deepEqual(lines(daysOf(features, { territories }))[5], ["happens b", "happens a", "happens crossing", "land North", "begins begin", "ends end"]);
});

test("land that comes to stand alike on a day is one line; a row that changes nothing is none", () => {
  const territories = [["North", "held"], ["South", "held"], ["Isle", "leased"], ["Strip", "free"]]
    .map(([name, now]) => ({ id: name, name, standings: [[0, 5, "free", "free"], [5, 20, now, now]] }));
  const { days } = daysOf([], { territories });
  assert.deepEqual(days.map(({ day, lines: all }) => [day, all.map((line) => [line.lands, line.standing])]), [[5, [[["North", "South"], "held"], [["Isle"], "leased"]]]]);
});

test("each day of change is listed, with the quiet days before it and after the last", () => {
  const { days, quiet } = daysOf([feature("e", 4, 5, { role: "events" })], { changes: [4, 5, 9] });
  assert.deepEqual(days.map((each) => [each.day, each.quiet, each.lines[0].how]), [[4, 4, "happens"], [5, 0, "over"], [9, 3, "over"]]);
  assert.equal(quiet, 10);
});

test("a name of a place is listed on days on which nothing else is", () => {
  const features = [feature("town", 3, 6, { role: "places" }), feature("a", 6, 20)];
  assert.deepEqual(lines(daysOf(features, { changes: [3, 6] })), { 3: ["begins town"], 6: ["begins a"] });
});
