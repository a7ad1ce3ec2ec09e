// @ts-check
import assert from "node:assert/strict";
import test, { mock } from "node:test";
import { Arrivals, letArrive } from "../../src/baltic_map/web/static/map/arrivals.js";
import { openDocument } from "./dom.mjs";

/** How many of some nodes arrive. @param {Record<string, number>} counts by class */
function arriving(counts) {
  const document = openDocument();
  window.matchMedia = () => ({ matches: false });
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  const nodes = Object.entries(counts).flatMap(([name, count]) => Array.from({ length: count }, () => {
    const node = document.createElement("g");
    node.classList.add(name);
    return node;
  }));
  letArrive(nodes);
  return nodes.filter((node) => node.classList.contains("arriving")).length;
}

test("what comes arrives, unless it is more than can be followed", () => {
  assert.equal(arriving({ icon: 30, arrow: 10 }), 40);
  assert.equal(arriving({ icon: 31, arrow: 10 }), 0);
});

test("nothing moves where many would fade", () => {
  assert.equal(arriving({ icon: 1, cluster: 1, arrow: 11 }), 0);
});

test("nothing moves where there is very much", () => {
  openDocument();
  const drawn = { feature: { role: "events", first: 5, stop: 9, symbol: {} } };
  const coming = [2000, 2001].map((count) => {
    const arrivals = new Arrivals({});
    for (const day of [4, 5]) arrivals.tell(day === 5 ? Array(count).fill(drawn) : [], [], day, "all", () => true);
    return arrivals.coming.size;
  });
  assert.deepEqual(coming, [1, 0]);
  assert.equal(drawn.isNew, true);
});
