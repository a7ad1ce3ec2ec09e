import assert from "node:assert/strict";
import test from "node:test";
import { chronicle } from "../../src/baltic_map/web/static/chronicle.js";

const mark = (id, first, stop, more = {}) => ({ id, role: null, rank: 2, time: "", first, stop, sureFirst: first, sureStop: stop, ...more });
const tell = (marks, more = {}) => chronicle({ marks, territories: [], changes: [], iso: Array(20).fill(""), ...more });
const lines = ({ days }) => Object.fromEntries(days.map(({ day, lines: all }) => [day, all.map((line) => `${line.how} ${line.mark?.id ?? line.lands}`)]));

test("a thing begins and ends; what was so before the atlas or is so after it does neither", () => {
  assert.deepEqual(lines(tell([mark("a", 3, 8)])), { 3: ["begins a"], 8: ["ends a"] });
  assert.deepEqual(lines(tell([mark("b", 0, 8), mark("c", 5, 20)])), { 5: ["begins c"], 8: ["ends b"] });
});

test("an event, and what is of one day, only happens", () => {
  const marks = [mark("e", 4, 9, { role: "events" }), mark("day", 6, 7), mark("first", 0, 1, { role: "events" })];
  assert.deepEqual(lines(tell(marks)), { 0: ["happens first"], 4: ["happens e"], 6: ["happens day"] });
});

test("an uncertain thing becomes certain, and merely possible again", () => {
  assert.deepEqual(lines(tell([mark("a", 3, 9, { sureFirst: 5, sureStop: 7 })])), { 3: ["begins a"], 5: ["certain a"], 7: ["possible a"], 9: ["ends a"] });
  assert.deepEqual(lines(tell([mark("never", 3, 9, { sureFirst: 6, sureStop: 6 })])), { 3: ["begins never"], 9: ["ends never"] });
});

test("events come first, by the clock, then by importance; land before what begins and ends", () => {
  const event = (id, more) => mark(id, 5, 6, { role: "events", ...more });
  const marks = [mark("end", 1, 5), mark("begin", 5, 9), mark("crossing", 5, 6, { time: "03:00" }), event("b", { rank: 3 }), event("a", { rank: 1 }), event("late", { time: "23:50", rank: 1 }), event("early", { time: "04:30", rank: 4 })];
  const territories = [{ id: "n", name: "North", standings: [[0, 5, "free"], [5, 20, "held"]] }];
  assert.deepEqual(lines(tell(marks, { territories }))[5], ["happens early", "happens late", "happens a", "happens b", "happens crossing", "land North", "begins begin", "ends end"]);
});

test("land that comes to stand alike on a day is one line; a row that changes nothing is none", () => {
  const territories = [["North", "held"], ["South", "held"], ["Isle", "leased"], ["Strip", "free"]]
    .map(([name, now]) => ({ id: name, name, standings: [[0, 5, "free"], [5, 20, now]] }));
  const { days } = tell([], { territories });
  assert.deepEqual(days.map(({ day, lines: all }) => [day, all.map((line) => [line.lands, line.standing])]), [[5, [[["North", "South"], "held"], [["Isle"], "leased"]]]]);
});

test("each day of change is listed, with the quiet days before it and after the last", () => {
  const { days, quiet } = tell([mark("e", 4, 5, { role: "events" })], { changes: [4, 5, 9] });
  assert.deepEqual(days.map((each) => [each.day, each.quiet, each.lines[0].how]), [[4, 4, "happens"], [5, 0, "over"], [9, 3, "over"]]);
  assert.equal(quiet, 10);
});

test("a name of a place is told on days of which nothing else is", () => {
  const marks = [mark("town", 3, 6, { role: "places" }), mark("a", 6, 20)];
  assert.deepEqual(lines(tell(marks, { changes: [3, 6] })), { 3: ["begins town"], 6: ["begins a"] });
});
