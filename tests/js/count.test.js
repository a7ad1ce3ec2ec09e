import assert from "node:assert/strict";
import test from "node:test";
import { countEach, countOf, makeCount, writeCount } from "../../src/baltic_map/web/static/panels/count.js";
import { openDocument } from "./dom.mjs";

const feature = (more = {}) => ({ layer: "bases", kind: "base", sure: "certain", certainFirst: 2, certainStop: 5, ...more });
const SURE = feature();
const LESS = feature({ sure: "less-certain", kind: "camp" });
const NEVER = feature({ layer: "events", certainFirst: 5, certainStop: 5 });
const MESSAGES = { count_range: "{least} kuni {most}", count_range_hint: "{least} / {most}" };

test("certain is what is certain and certainly was so on the day", () => {
  assert.deepEqual(countOf([], 3), { certain: 0, possible: 0 });
  assert.deepEqual(countOf([SURE, SURE, LESS, NEVER], 3), { certain: 2, possible: 4 });
  assert.deepEqual([1, 2, 4, 5].map((day) => countOf([SURE], day).certain), [0, 1, 1, 0]);
});

test("layers and kinds are counted apart", () => {
  const { layers, kinds } = countEach([SURE, LESS, NEVER].map((each) => ({ ...each, geometry: each === NEVER ? undefined : {} })), 3, () => true);
  assert.deepEqual([...layers], [["bases", { certain: 1, possible: 2 }], ["events", { certain: 0, possible: 1 }]]);
  assert.deepEqual([...kinds], [["base", { certain: 1, possible: 1 }], ["camp", { certain: 0, possible: 1 }]]);
  assert.equal(countEach([SURE], 3, () => false).layers.size, 0);
});

test("two numbers are written if they differ, else one", () => {
  openDocument();
  const written = ([certain, possible]) => {
    const { textContent, title } = makeCount("number", { certain, possible }, MESSAGES);
    return [textContent, title];
  };
  assert.deepEqual([[41, 46], [0, 1]].map(written), [["41 kuni 46", "41 / 46"], ["0 kuni 1", "0 / 1"]]);
  assert.deepEqual([[12, 12], [0, 0]].map(written), [["12", undefined], ["0", undefined]]);
});

test("a number that is written anew has the hint that goes with it", () => {
  openDocument();
  const element = makeCount("number", { certain: 1, possible: 2 }, MESSAGES);
  writeCount(element, { certain: 2, possible: 2 }, MESSAGES, "2 in force");
  assert.deepEqual([element.textContent, element.title], ["2", "2 in force"]);
});
