import assert from "node:assert/strict";
import test from "node:test";
import {
  candidatesAround, candidatesByLake, candidatesInLand, candidatesInWater, candidatesOn, uncutCandidates, uncutCandidatesOnSide,
} from "../../src/baltic_map/web/static/labels/candidates.js";
import { LandIndex } from "../../src/baltic_map/web/static/labels/land-index.js";

const square = (left, top, size) => [left, top, left + size, top, left + size, top + size, left, top + size, left, top];
const VARIANTS = [{ w: 90, h: 12, wide: true }, { w: 40, h: 12, wide: false }];
const at = (x, y) => ({ x, y });

test("the candidates around a dot keep clear of it", () => {
  for (const { x, y, w, h } of candidatesAround(100, 100, 8, 40, 12)) {
    const clear = x >= 103 || x + w <= 97 || y >= 103 || y + h <= 97;
    assert.ok(clear, `${x} ${y}`);
  }
});

test("a name on what it names stays there, or is moved by no more than its steps", () => {
  const candidates = candidatesOn(at(100, 100), 40, 10, 2);
  assert.deepEqual(candidates[0], { x: 80, y: 95, w: 40, h: 10 });
  assert.equal(candidates.length, 17);
  assert.ok(candidates.every(({ x, y }) => Math.abs(x - 80) <= 18 && Math.abs(y - 95) <= 16));
});

test("a state's name stays inside its land, in a variant that has room", () => {
  const land = new LandIndex([square(0, 0, 100_000)]);
  const scale = 0.001;
  const candidates = candidatesInLand(at(50, 50), VARIANTS, land, { scale, isTight: false });
  assert.deepEqual(candidates[0], { x: 2, y: 44, w: 96, h: 12, variant: 0 });
  assert.ok(candidates.some(({ variant }) => variant === 1));
  assert.ok(candidates.every(({ x, y, w, h }) => x >= 0 && y >= 0 && x + w <= 100 && y + h <= 100));
  const tight = candidatesInLand(at(50, 50), VARIANTS, land, { scale, isTight: true });
  assert.ok(tight.every(({ variant }) => variant === 1));
});

test("a great sea is named on open water only, a strait where it must be", () => {
  const coast = new LandIndex([square(40_000, 0, 100_000)]);
  const isWet = ({ x, w }) => x + w <= 40;
  const great = candidatesInWater(at(20, 50), VARIANTS, coast, 0.001, 1);
  assert.ok(great.length > 0 && great.every(isWet));
  const strait = candidatesInWater(at(20, 50), VARIANTS, coast, 0.001, 2);
  const firstDry = strait.findIndex((each) => !isWet(each));
  assert.ok(firstDry > 0 && strait.slice(firstDry).every((each) => !isWet(each)));
});

test("a sea is not named beyond land", () => {
  // A tongue of land, 20 pixels broad, and islets on both sides of it.
  const coast = new LandIndex([[40_000, 0, 60_000, 0, 60_000, 100_000, 40_000, 100_000, 40_000, 0], square(20_000, 40_000, 5_000)]);
  const gulf = candidatesInWater(at(15, 50), [{ w: 10, h: 12 }], coast, 0.001, 2);
  assert.ok(gulf.some(({ x }) => x + 5 > 25));
  assert.ok(gulf.every(({ x }) => x + 5 <= 40));
});

test("a state's name is small only where it can be nothing else", () => {
  const variants = [...VARIANTS, { w: 25, h: 9, wide: false, small: true }];
  const named = (size) => candidatesInLand(at(50, 50), variants, new LandIndex([square(0, 0, size)]), { scale: 0.001 });
  const all = named(100_000).map(({ variant }) => variant);
  assert.ok(all.includes(2) && all.indexOf(2) > all.lastIndexOf(1) && all.indexOf(2) > all.lastIndexOf(0));
  assert.deepEqual([...new Set(named(40_000).map(({ variant }) => variant))], [2]);
});

test("the name of a lake lies on it, else beside its shore, else nowhere", () => {
  const lakeOf = (size) => new LandIndex([square(-200_000, -200_000, 600_000), square(100_000 - size / 2, 100_000 - size / 2, size)]);
  const names = (size) => candidatesByLake(at(100, 100), VARIANTS, lakeOf(size), 0.001);
  assert.deepEqual(names(100_000)[0], { x: 55, y: 94, w: 90, h: 12, variant: 0 });
  assert.deepEqual(names(60_000)[0], { x: 80, y: 94, w: 40, h: 12, variant: 1 });
  const isBeside = ({ x, y, w, h }) => x + w <= 85 || x >= 115 || y + h <= 85 || y >= 115;
  const isNear = ({ x, y, w, h }) => x + w > 73 && x < 127 && y + h > 73 && y < 127;
  const small = names(30_000);
  assert.deepEqual(small[0], { x: 55, y: 70, w: 90, h: 12, variant: 0 });
  assert.ok(small.every(isBeside) && small.every(isNear));
  const islet = new LandIndex([square(0, 0, 80_000), square(35_000, 35_000, 10_000)]);
  assert.deepEqual(candidatesByLake(at(40, 40), [VARIANTS[0]], islet, 0.001), []);
});

test("no candidate is cut by an edge or by what covers the map", () => {
  const viewport = { view: { x: 0, y: 0, w: 200, h: 100 }, covers: [{ x: 0, y: 0, w: 60, h: 100 }] };
  const candidates = [70, 55, 10, 170, 300].map((x) => ({ x, y: 40, w: 40, h: 10 }));
  assert.deepEqual(uncutCandidates(candidates, at(100, 45), viewport, true).map(({ x }) => x), [70]);
  assert.deepEqual(uncutCandidates(candidates, at(100, 45), viewport, false).map(({ x }) => x), [70, 10, 300]);
});

test("beyond the divider a name is left to the other side", () => {
  const side = { ids: new Set(), from: 0, to: 100, covers: [] };
  const viewport = { view: { x: 0, y: 0, w: 200, h: 100 }, covers: [], side };
  const candidates = [20, 80, 120].map((x) => ({ x, y: 40, w: 40, h: 10 }));
  assert.deepEqual(uncutCandidatesOnSide(candidates, at(40, 45), viewport, true).map(({ x }) => x), [20]);
  assert.deepEqual(uncutCandidatesOnSide(candidates, at(140, 45), viewport, true).map(({ x }) => x), [120]);
});
