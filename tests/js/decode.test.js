import assert from "node:assert/strict";
import test from "node:test";
import { decodeLines, decodeVarints } from "../../src/baltic_map/web/static/data/decode.js";

const base64 = (...bytes) => Buffer.from(bytes).toString("base64");

test("zigzag: small numbers of either sign in one byte", () => {
  assert.deepEqual(decodeVarints(base64(0, 1, 2, 3, 126, 127)), [0, -1, 1, -2, 63, -64]);
});

test("varints of several bytes, up to the largest step a map has", () => {
  assert.deepEqual(decodeVarints(base64(0x80, 0x01, 0xff, 0x01)), [64, -128]);
  assert.deepEqual(decodeVarints(base64(0x80, 0x8e, 0xce, 0x03)), [3_785_600]);
  assert.deepEqual(decodeVarints(base64(0xff, 0xff, 0xff, 0xff, 0x0f)), [-2_147_483_648]);
});

test("lines go on counting from the line before", () => {
  // (24.7535, 59.4370) (24.7536, 59.4369) | (24.7536, 59.4370)
  const points = base64(...zigzag(247_535), ...zigzag(594_370), 2, 1, 0, 2);
  const [first, second] = decodeLines({ lengths: [2, 1], points }, 10_000);
  assert.deepEqual([...first], [24.7535, 59.437, 24.7536, 59.4369]);
  assert.deepEqual([...second], [24.7536, 59.437]);
});

test("nothing is nothing", () => {
  assert.deepEqual(decodeLines({ lengths: [], points: "" }, 10_000), []);
});

function zigzag(value) {
  const bytes = [];
  let rest = value * 2;
  while (rest > 127) {
    bytes.push((rest & 127) | 128);
    rest >>>= 7;
  }
  return [...bytes, rest];
}
