import assert from "node:assert/strict";
import test from "node:test";
import { isEmbedded } from "../../src/baltic_map/web/static/app/embed.js";

test("only embed=1 makes a page for a frame", () => {
  const addresses = [["", false], ["?embed=0", false], ["?embed", false], ["?embed=1", true], ["?x=2&embed=1", true]];
  for (const [search, embedded] of addresses) {
    globalThis.window = { location: { search } };
    assert.equal(isEmbedded(), embedded, search);
  }
});
