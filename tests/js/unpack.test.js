import assert from "node:assert/strict";
import test from "node:test";
import { deflateSync } from "node:zlib";
import { unpack } from "../../src/baltic_map/web/static/data/unpack.js";

const pack = (text) => deflateSync(Buffer.from(text)).toString("base64");

test("data comes out as it went in, in any script, past blanks around it", async () => {
  const data = { name: "Šiauliai – Шяуляй \u{1F600}", days: [0, -1, 2.5], empty: {}, markup: "</script>" };
  assert.deepEqual(await unpack(`\n ${pack(JSON.stringify(data))} \n`), data);
});

test("what is cut short, is not base64 or no JSON is refused", async () => {
  await assert.rejects(unpack(pack('{"a": [1, 2, 3, 4, 5, 6, 7]}').slice(0, -8)));
  await assert.rejects(unpack("no base64!"));
  await assert.rejects(unpack(pack("{")));
});
