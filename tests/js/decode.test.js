import assert from "node:assert/strict";
import test from "node:test";
import { decodeLines } from "../../src/baltic_map/web/static/data/decode.js";

const steps = (...codes) => String.fromCodePoint(...codes);

test("zigzag: small steps of either sign are one character each, blank and quotation mark left out", () => {
  const [line] = decodeLines({ lengths: [3], points: "#$%&'(" }, 1);
  assert.deepEqual([...line], [0, -1, 1, -3, 3, -6]);
});

test("so is the backslash, and what is half a character", () => {
  const [line] = decodeLines({ lengths: [3], points: steps(91, 93, 0xd7ff, 0xe000, 0x10000, 0x10ffff) }, 1);
  const zigzag = (code) => (code >>> 1) ^ -(code & 1);
  const x = [56, 0xd7ff - 36, 0x10000 - 36 - 0x800].map(zigzag);
  const y = [57, 0xd800 - 36, 0x10ffff - 36 - 0x800].map(zigzag);
  const sum = (values, at) => values.slice(0, at + 1).reduce((all, each) => all + each, 0);
  assert.deepEqual([...line], x.flatMap((_, at) => [sum(x, at), sum(y, at)]));
});

test("lines go on counting from the line before, in units", () => {
  const [first, second] = decodeLines({ lengths: [2, 1], points: "-)%$#'" }, 8);
  assert.ok(first instanceof Int32Array);
  assert.deepEqual([...first], [40, 24, 48, 16]);
  assert.deepEqual([...second], [48, 32]);
});

test("nothing is nothing", () => {
  assert.deepEqual(decodeLines({ lengths: [], points: "" }, 8), []);
});

test("units of the smallest maps are parts of a pixel", () => {
  const [line] = decodeLines({ lengths: [2], points: "-)%$" }, 1 / 128);
  assert.deepEqual([...line], [5 / 128, 3 / 128, 6 / 128, 2 / 128]);
});
