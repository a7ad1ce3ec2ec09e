import assert from "node:assert/strict";
import test from "node:test";
import { Playback } from "../../src/baltic_map/web/static/panels/playback.js";

const element = () => ({ setAttribute() {}, append() {}, addEventListener() {}, classList: { toggle() {} } });
const CHANGES = [3, 8];

/** A playback of so many days, from the first on; `run` lets milliseconds pass in frames. */
function open(last, { isStill = false, lengths } = {}) {
  const pace = lengths && { length: (day) => lengths[day], shortest: Math.min(...lengths) };
  let frame = null;
  let now = 0;
  const state = { day: 0 };
  globalThis.document = { createElement: element, createElementNS: element };
  globalThis.window = { matchMedia: () => ({ matches: isStill }) };
  globalThis.requestAnimationFrame = (act) => { frame = act; return 1; };
  globalThis.cancelAnimationFrame = () => { frame = null; };
  const playback = new Playback({ messages: {}, count: () => "", axis: { precision: "day" } }, {
    last, pace, day: () => state.day, onPlay: () => {},
    go: (day) => { state.day = Math.min(day, last); },
    nextChange: () => CHANGES.find((change) => change > state.day) ?? last,
  });
  playback.speed.value = "10";
  const run = (milliseconds, step = 20) => {
    for (const end = now + milliseconds; now < end && frame; now += step) frame(now);
  };
  return { playback, state, run };
}

test("the days run at the chosen speed and stop at the last", () => {
  const { playback, state, run } = open(20);
  playback.play();
  run(1000);
  assert.ok(Math.abs(state.day - 10) <= 1, String(state.day));
  run(2000);
  assert.deepEqual([state.day, playback.isPlaying], [20, false]);
});

test("from the last day it begins anew", () => {
  const { playback, state, run } = open(20);
  state.day = 20;
  playback.play();
  run(200);
  assert.ok(state.day < 5);
});

test("the time of a page that slept is not made up for", () => {
  const { playback, state, run } = open(1000);
  playback.play();
  run(40);
  run(60_000, 60_000);
  run(20);
  assert.ok(state.day <= 12, String(state.day));
});

test("with less motion it goes from change to change", () => {
  const { playback, state, run } = open(20, { isStill: true });
  playback.play();
  run(1300);
  assert.equal(state.day, 3);
  run(1300);
  assert.equal(state.day, 8);
});

test("one day alone is not played", () => {
  const { playback } = open(0);
  playback.play();
  assert.equal(playback.isPlaying, false);
});

test("it dwells where the pace says so, and as many times faster as the reader wants", () => {
  const lengths = [30, 30, 2400, 30, 30];
  for (const [speed, dwells] of [["1", 2400], ["4", 600]]) {
    const { playback, state, run } = open(4, { lengths });
    playback.speed.value = speed;
    playback.play();
    run(140);
    assert.equal(state.day, 2);
    run(dwells - 160);
    assert.equal(state.day, 2);
    run(180);
    assert.deepEqual([state.day, playback.isPlaying], [4, false]);
  }
});

test("a great day on which playing begins is left soon", () => {
  const { playback, state, run } = open(4, { lengths: [2400, 2400, 30, 30, 30] });
  playback.speed.value = "1";
  playback.play();
  run(340);
  assert.equal(state.day, 1);
});

test("a long run without a pace is over in two minutes at the usual speed, and lies before", () => {
  const { playback, state, run } = open(255_000);
  playback.speed.value = "1";
  playback.play();
  run(60_000);
  assert.ok(state.day > 100_000 && state.day < 150_000, String(state.day));
  run(62_000);
  assert.deepEqual([state.day, playback.isPlaying], [255_000, false]);
});
