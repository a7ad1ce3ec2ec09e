import assert from "node:assert/strict";
import test from "node:test";
import { paddingOf } from "../../src/baltic_map/web/static/app/viewport.js";

const box = (left, top, width, height) => ({ left, top, width, height, right: left + width, bottom: top + height });

test("a narrow panel covers a side, a broad one the top or the bottom", () => {
  const padding = paddingOf(box(0, 0, 1000, 800), [box(10, 10, 200, 780), box(0, 700, 1000, 100), box(0, 0, 0, 50)]);
  assert.deepEqual(padding, { left: 210, top: 0, right: 0, bottom: 100 });
});

test("panels that leave no room are looked past", () => {
  const padding = paddingOf(box(0, 0, 160, 160), [box(0, 0, 160, 90), box(0, 108, 160, 52)]);
  assert.deepEqual(padding, { left: 0, top: 0, right: 0, bottom: 0 });
});

test("panels at the sides leave the middle free, on a phone the part between top and bottom", () => {
  const panels = [box(14, 14, 296, 170), box(14, 200, 296, 680), box(1090, 14, 296, 400), box(0, 0, 0, 0)];
  const desk = paddingOf(box(0, 0, 1400, 900), panels);
  assert.deepEqual(desk, { left: 310, top: 0, right: 310, bottom: 0 });
  const phone = paddingOf(box(0, 0, 360, 740), [box(0, 0, 360, 90), box(0, 690, 360, 50)]);
  assert.deepEqual(phone, { left: 0, top: 90, right: 0, bottom: 50 });
});

test("a panel covers a side up to three fifths of the map's width, and the top or bottom if it is broader", () => {
  const sides = (width) => paddingOf(box(0, 0, 1000, 800), [box(0, 0, width, 300)]);
  assert.deepEqual(sides(400), { left: 400, top: 0, right: 0, bottom: 0 });
  assert.deepEqual(sides(600), { left: 600, top: 0, right: 0, bottom: 0 });
  assert.deepEqual(sides(640), { left: 0, top: 300, right: 0, bottom: 0 });
});

test("where the panels leave just enough the map keeps clear of them", () => {
  const room = (left) => paddingOf(box(0, 0, 148, 800), [box(0, 0, 50, 300), box(148 - left, 0, left, 300)]);
  assert.deepEqual(room(50), { left: 50, top: 0, right: 50, bottom: 0 });
  assert.deepEqual(room(51), { left: 0, top: 0, right: 0, bottom: 0 });
});
