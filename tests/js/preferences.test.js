import assert from "node:assert/strict";
import test from "node:test";
import { Folding, keepPreferences, readPreferences } from "../../src/baltic_map/web/static/app/preferences.js";

const NOTHING = { projector: false, panels: {} };

/** A browser that keeps what it is told, after something that it knows already. */
function keepIn(known = null) {
  const kept = new Map(known === null ? [] : [["baltic-map", known]]);
  globalThis.window = { localStorage: { getItem: (key) => kept.get(key) ?? null, setItem: (key, text) => kept.set(key, text) } };
  return kept;
}

const mode = (name, isKept = true) => ({ name, seconds: 0, isKept });

test("what is kept comes back, each thing for itself, under one key", () => {
  const kept = keepIn();
  assert.deepEqual(readPreferences(), NOTHING);
  keepPreferences({ projector: true });
  keepPreferences({ panels: { events: false } });
  assert.deepEqual(readPreferences(), { projector: true, panels: { events: false } });
  assert.deepEqual([...kept.keys()], ["baltic-map"]);
});

test("what another page or a hand has written there is as nothing", () => {
  for (const text of ["", "{", "null", "7", "[]", '"projector"', '{"projector":"yes","panels":{"events":"open"}}', '{"panels":7}', '{"panels":null}']) {
    keepIn(text);
    assert.deepEqual(readPreferences(), NOTHING, text);
  }
});

test("where the browser keeps nothing, nothing changes and nothing fails", () => {
  const refuse = () => { throw new Error("SecurityError"); };
  for (const storage of [{ getItem: refuse, setItem: refuse }, { getItem: () => null, setItem: refuse }]) {
    globalThis.window = { localStorage: storage };
    keepPreferences({ projector: true });
    assert.deepEqual(readPreferences(), NOTHING);
  }
  globalThis.window = Object.defineProperty({}, "localStorage", { get: refuse });
  const folding = new Folding(mode("atlas"), null);
  folding.set("events", false);
  assert.deepEqual([readPreferences(), folding.isOpen("events", true)], [NOTHING, true]);
});

test("a panel is as the link says, else as it was left, else as is usual", () => {
  keepIn();
  const first = new Folding(mode("atlas"), null);
  assert.deepEqual([first.isOpen("events", true), first.isOpen("days", false)], [true, false]);
  first.set("events", false);
  assert.deepEqual(first.names(), []);
  assert.equal(new Folding(mode("atlas"), ["events"]).isOpen("events", true), false, "only a projector's link lists panels");
  // For a projector all are folded, and remembered apart.
  const wide = new Folding(mode("projector"), null);
  assert.deepEqual([wide.isOpen("events", true), wide.isOpen("key", true)], [false, false]);
  wide.set("key", true);
  assert.deepEqual(wide.names(), ["key"]);
  assert.equal(new Folding(mode("projector"), null).isOpen("key", true), true);
  assert.equal(new Folding(mode("projector"), []).isOpen("key", true), false);
  assert.equal(new Folding(mode("projector"), ["events"]).isOpen("events", true), true);
  assert.equal(new Folding(mode("atlas"), null).isOpen("key", false), false);
});

test("of a kiosk and a frame nothing is kept, nor do they follow what was", () => {
  const kept = keepIn('{"panels":{"events":false}}');
  let changes = 0;
  for (const name of ["kiosk", "embed"]) {
    const folding = new Folding(mode(name, false), null);
    folding.onChange = () => { changes += 1; };
    assert.equal(folding.isOpen("events", true), true, name);
    folding.set("key", false);
  }
  assert.deepEqual([[...kept.values()], changes], [['{"panels":{"events":false}}'], 2]);
});
