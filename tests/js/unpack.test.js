import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { deflateSync } from "node:zlib";
import { unpack } from "../../src/baltic_map/web/static/data/unpack.js";

const bootstrap = readFileSync(new URL("../../src/baltic_map/web/static/app/bootstrap.js", import.meta.url), "utf8");

/** As packed_data.py writes it. */
function pack(text) {
  const bits = [...deflateSync(Buffer.from(text))].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  const letter = (value) => String.fromCharCode(value + (value >= 25 ? 36 : 35));
  return bits.match(/.{1,13}/g).map((group) => (group.length > 6
    ? [Math.floor(parseInt(group.padEnd(13, "0"), 2) / 91), parseInt(group.padEnd(13, "0"), 2) % 91]
    : [parseInt(group.padEnd(6, "0"), 2)]).map(letter).join("")).join("");
}

/** What the page's first script reads from an element with a text. */
function read(textContent) {
  const root = { hasAttribute: () => false, setAttribute: () => undefined };
  const document = { documentElement: root, addEventListener: () => undefined, getElementById: () => ({ textContent }) };
  const make = new Function("window", "document", `${bootstrap}; return balticBegin;`);
  return make({ addEventListener: () => undefined }, document).read("data");
}

test("data comes out as it went in, in any script, past blanks around it", async () => {
  const data = { name: "Šiauliai – Шяуляй \u{1F600}", days: [0, -1, 2.5], empty: {}, markup: "</script>" };
  assert.deepEqual(await read(`\n ${pack(JSON.stringify(data))} \n`), data);
});

test("any length comes back", async () => {
  for (let length = 1; length < 40; length += 1) {
    const data = Array.from({ length }, (_, at) => String.fromCharCode(33 + ((at * 57) % 90))).join("");
    assert.equal(await read(pack(JSON.stringify(data))), data);
  }
});

test("what is cut short, is nothing packed or no JSON is refused", async () => {
  await assert.rejects(read(pack('{"a": [1, 2, 3, 4, 5, 6, 7]}').slice(0, -8)));
  await assert.rejects(read("nothing packed!"));
  await assert.rejects(read(pack("{")));
});

test("what is not told twice is said again", () => {
  const packed = {
    scene: {
      works: { a: { name: 2 }, b: { name: 0 } },
      features: { "": ["title", "names"], columns: [[1, 2], { "": ["en", "lv", "de"], columns: [[0, 0], [0, null], [null, "Krieg"]] }] },
      locales: [
        { lang: "en", texts: ["Work B, seen", "reference of b", "Riga", "War", "reference of a"] },
        { lang: "lv", texts: [[4, 0, "skat."], "Rīga", null] },
      ],
      areas: [{ "": ["id"], columns: [["x", "y"]], there: [1, 0, 1] }, [1, null]],
    },
  };
  const { works, features, locales, areas } = unpack(packed).scene;
  assert.deepEqual(works, { a: { name: 2, reference: "reference of a" }, b: { name: 0, reference: "reference of b" } });
  assert.deepEqual(locales.map(({ texts }) => texts), [["Work B, seen", "Riga", "War"], ["Work B, skat.", "Rīga", null]]);
  assert.deepEqual(features, [{ title: 1, names: { en: "Riga", lv: "Rīga" } }, { title: 2, names: { en: "War", de: "Krieg" } }]);
  assert.deepEqual(areas, [[{ id: "x" }, null, { id: "y" }], [1, null]]);
});
