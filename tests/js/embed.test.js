import assert from "node:assert/strict";
import test from "node:test";
import { isEmbedded, signsOfFrame } from "../../src/baltic_map/web/static/app/embed.js";

test("only embed=1 makes a page for a frame", () => {
  const addresses = [["", false], ["?embed=0", false], ["?embed", false], ["?embed=1", true], ["?x=2&embed=1", true]];
  for (const [search, embedded] of addresses) {
    globalThis.window = { location: { search } };
    assert.equal(isEmbedded(), embedded, search);
  }
});

test("a frame shows a dozen signs, a larger one more, and more as the reader zooms in", () => {
  assert.equal(signsOfFrame({ x: 600, y: 400 }, 0), 12);
  assert.equal(signsOfFrame({ x: 1200, y: 800 }, 0), 48);
  assert.equal(signsOfFrame({ x: 600, y: 400 }, 1), 48);
  assert.equal(signsOfFrame({ x: 600, y: 400 }, -0.4), 12);
  assert.equal(signsOfFrame({ x: 90, y: 60 }, 0), 4);
});
