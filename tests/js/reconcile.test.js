import assert from "node:assert/strict";
import test from "node:test";
import { reconcileChildren } from "../../src/baltic_map/web/static/dom/reconcile.js";

/** As much of an element as is needed; it counts how often it is put somewhere or taken away. */
class Stub {
  constructor(name) {
    this.name = name;
    this.children = [];
    this.parent = null;
    this.moves = 0;
  }

  get firstElementChild() {
    return this.children[0] ?? null;
  }

  get nextElementSibling() {
    return this.parent?.children[this.parent.children.indexOf(this) + 1] ?? null;
  }

  remove() {
    this.parent.children = this.parent.children.filter((child) => child !== this);
    this.parent = null;
    this.moves += 1;
  }

  insertBefore(node, before) {
    if (node === before) throw new Error("the stub keeps to the simple cases");
    if (before && before.parent !== this) throw new Error("NotFoundError");
    if (node.parent) node.parent.children = node.parent.children.filter((child) => child !== node);
    const at = before ? this.children.indexOf(before) : this.children.length;
    this.children.splice(at, 0, node);
    node.parent = this;
    node.moves += 1;
  }
}

const ALL = [..."abcdefgh"].map((name) => new Stub(name));
const [a, b, c, d] = ALL;

/** Fill an element by hand. */
function parentOf(nodes) {
  const place = new Stub("parent");
  for (const node of ALL) node.parent = null;
  for (const node of nodes) place.insertBefore(node, null);
  for (const node of ALL) node.moves = 0;
  return place;
}

const names = (place) => place.children.map(({ name }) => name).join("");
const subsetOf = (bits) => ALL.filter((_, at) => bits & (1 << at));

test("what is wanted comes, what is not goes, and it says whether anything did", () => {
  const place = parentOf([a, b]);
  assert.equal(reconcileChildren(place, [b, c]), true);
  assert.equal(names(place), "bc");
  assert.equal(reconcileChildren(place, [b, c]), false);
  assert.equal(names(place), "bc");
  assert.equal(reconcileChildren(place, []), true);
  assert.equal(names(place), "");
  assert.equal(reconcileChildren(place, []), false);
});

test("from any days to any other: the order is the one wanted, and what stays is not touched", () => {
  for (let before = 0; before < 256; before += 1) {
    for (let after = 0; after < 256; after += 5) {
      const wanted = subsetOf(after);
      const place = parentOf(subsetOf(before));
      const changed = reconcileChildren(place, wanted);
      assert.deepEqual(place.children, wanted);
      assert.equal(changed, before !== after);
      const kept = subsetOf(before & after);
      assert.ok(kept.every(({ moves }) => moves === 0), `${before} to ${after}`);
      assert.ok(subsetOf(before ^ after).every(({ moves }) => moves === 1), `${before} to ${after}`);
    }
  }
});

test("a day looks the same however it was reached", () => {
  const direct = parentOf([]);
  reconcileChildren(direct, subsetOf(0b10110101));
  const wanted = names(direct);
  for (const way of [[0b1], [0b11111111, 0b0], [0b01001010, 0b10000001, 0b11111111], [0b10110100, 0b00110101]]) {
    const place = parentOf([]);
    for (const stop of way) reconcileChildren(place, subsetOf(stop));
    reconcileChildren(place, subsetOf(0b10110101));
    assert.equal(names(place), wanted);
  }
});

test("even what stood in another order is put right", () => {
  for (const before of [[b, a], [d, c, b, a], [c, a, d, b], [d, a]]) {
    const place = parentOf(before);
    assert.equal(reconcileChildren(place, [a, b, c, d]), true);
    assert.equal(names(place), "abcd");
  }
});
