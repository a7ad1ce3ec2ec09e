import assert from "node:assert/strict";
import test from "node:test";
import { dissolve } from "../../src/baltic_map/web/static/data/topology.js";

// Two squares side by side: A|B share arc 0 (a to b); arc 1 closes A, arc 2 closes B; arc 3 is an island of B.
const ENDS = [["a", "b"], ["b", "a"], ["a", "b"], ["i", "i"]];
const ends = (arc) => ENDS[arc];
const A = [[[0, 1]]];
const B = [[[~0, 2]], [[3]]];

test("alone a polygon keeps its rings", () => {
  assert.deepEqual(sorted(dissolve([A], ends)), [[0, 1]]);
});

test("the arc between two polygons of a group vanishes", () => {
  assert.deepEqual(sorted(dissolve([A, B], ends)), [[1, 2], [3]]);
});

test("each ring is closed and walked in one direction", () => {
  for (const ring of dissolve([A, B], ends)) {
    const walked = ring.map((ref) => (ref >= 0 ? ends(ref) : [...ends(~ref)].reverse()));
    walked.forEach(([start], at) => assert.equal(start, walked.at(at - 1)[1]));
  }
});

test("an enclave that joins its surroundings leaves no hole", () => {
  const around = [[[1, 0], [~3]]];
  const enclave = [[[3]]];
  assert.deepEqual(sorted(dissolve([around], ends)), [[0, 1], [~3]].sort(byText));
  assert.deepEqual(sorted(dissolve([around, enclave], ends)), [[0, 1]]);
});

test("rings that touch in one point use each arc once", () => {
  const touching = [["p", "q"], ["q", "p"], ["p", "r"], ["r", "p"]];
  const rings = dissolve([[[[0, 1]], [[2, 3]]]], (arc) => touching[arc]);
  assert.deepEqual(rings.flat().sort(), [0, 1, 2, 3]);
});

function byText(one, other) {
  return String(one) < String(other) ? -1 : 1;
}

// A ring may begin anywhere.
function sorted(rings) {
  return rings.map((ring) => [...ring].sort((one, other) => one - other)).sort(byText);
}
