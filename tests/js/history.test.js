import assert from "node:assert/strict";
import test, { mock } from "node:test";
import { UrlHistory } from "../../src/baltic_map/web/static/app/history.js";

/** A history over a window that lists what is written. */
function open(isFixed = false) {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  const written = [];
  const write = (how) => (_, __, hash) => written.push([how, hash]);
  globalThis.window = {
    addEventListener: () => {}, setTimeout,
    history: { replaceState: write("replace"), pushState: write("push") },
  };
  const state = { hash: "#a" };
  return { state, written, history: new UrlHistory(() => state.hash, () => {}, new AbortController().signal, isFixed) };
}

test("small steps are written once, when they have come to rest", () => {
  const { state, written, history } = open();
  for (const hash of ["#b", "#c"]) {
    state.hash = hash;
    history.replaceSoon();
    mock.timers.tick(200);
  }
  assert.deepEqual(written, []);
  mock.timers.tick(100);
  assert.deepEqual(written, [["replace", "#c"]]);
});

test("a choice is an entry to go back to, unless nothing changes", () => {
  const { state, written, history } = open();
  history.push(() => { state.hash = "#b"; });
  history.push(() => {});
  assert.deepEqual(written, [["replace", "#a"], ["push", "#b"], ["replace", "#b"]]);
});

test("a page inside a page has no address of its own", () => {
  const { history } = open();
  globalThis.window.history.replaceState = () => { throw new Error("SecurityError"); };
  history.push(() => {});
});

test("a kiosk leaves no way back", () => {
  const { state, written, history } = open(true);
  history.push(() => { state.hash = "#b"; });
  history.replaceSoon();
  mock.timers.tick(1000);
  assert.deepEqual([state.hash, written], ["#b", []]);
});
