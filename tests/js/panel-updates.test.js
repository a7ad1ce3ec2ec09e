import assert from "node:assert/strict";
import test, { mock } from "node:test";
import { PanelUpdates } from "../../src/baltic_map/web/static/app/panel-updates.js";

/** Updates that list their parts and ends. */
function open() {
  mock.timers.reset();
  mock.restoreAll();
  mock.timers.enable({ apis: ["setTimeout"] });
  globalThis.requestAnimationFrame = (act) => setTimeout(act, 16);
  const state = { day: 1 };
  const done = [];
  const life = new AbortController();
  const updates = new PanelUpdates(() => {
    const { day } = state;
    return {
      parts: ["a", "b"].map((part) => () => done.push(`${part}${day}`)),
      finish: () => done.push(`end${day}`),
      isCurrent: () => day === state.day,
    };
  }, life.signal);
  const run = (frames) => { for (let frame = 0; frame < frames; frame += 1) mock.timers.tick(16); };
  // Since when the page is open.
  const pass = (ms) => mock.method(performance, "now", () => ms);
  return { state, done, updates, life, run, pass };
}

test("the parts come one a frame, after the map", () => {
  const { done, updates, run } = open();
  updates.schedule();
  updates.schedule();
  assert.deepEqual(done, []);
  run(20);
  assert.deepEqual(done, ["a1", "b1", "end1"]);
});

test("of a day that has gone by nothing more is told", () => {
  const { state, done, updates, run } = open();
  updates.schedule();
  while (done.length === 0) run(1);
  state.day = 2;
  updates.schedule();
  run(60);
  assert.deepEqual(done, ["a1", "a2", "b2", "end2"]);
});

test("while the days run on, one of them is told to its end", () => {
  const { state, done, updates, run, pass } = open();
  pass(1000);
  updates.schedule();
  while (done.length === 0) run(1);
  state.day = 2;
  pass(1400);
  updates.schedule();
  run(60);
  assert.deepEqual(done, ["a1", "b1", "end1", "a2", "b2", "end2"]);
});

test("at once ends what is under way", () => {
  const { done, updates, run } = open();
  updates.schedule();
  updates.flush();
  run(20);
  assert.deepEqual(done, ["a1", "b1", "end1"]);
});

test("nothing is updated any more when it is taken away", () => {
  const { done, updates, life, run } = open();
  updates.schedule();
  life.abort();
  updates.flush();
  run(20);
  assert.deepEqual(done, []);
});
