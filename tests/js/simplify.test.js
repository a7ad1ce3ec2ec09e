import assert from "node:assert/strict";
import test from "node:test";
import { pieces, reachOf, simplify } from "../../src/baltic_map/web/static/data/simplify.js";

test("what lies near the straight line goes, what sticks out stays", () => {
  assert.deepEqual(simplify([0, 0, 5, 1, 10, 0], 2), [0, 0, 10, 0]);
  assert.deepEqual(simplify([0, 0, 5, 3, 10, 0], 2), [0, 0, 5, 3, 10, 0]);
});

test("a closed line does not collapse", () => {
  assert.deepEqual(simplify([0, 0, 10, 0, 10, 10, 0, 10, 0, 0], 2), [0, 0, 10, 0, 10, 10, 0, 10, 0, 0]);
});

test("pieces hang together and lose nothing", () => {
  const line = Array.from({ length: 22 }, (_, at) => at);
  const parts = pieces(line, 4);
  assert.deepEqual(parts.map((part) => part.length / 2), [4, 4, 4, 2]);
  parts.slice(1).forEach((part, at) => assert.deepEqual(part.slice(0, 2), parts[at].slice(-2)));
  assert.deepEqual(parts.at(-1).slice(-2), [20, 21]);
});

test("the reach of a line is the diagonal of its box", () => {
  assert.equal(reachOf([3, 4, 0, 0, 3, 0]), 5);
});
