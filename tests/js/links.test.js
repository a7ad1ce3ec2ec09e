import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { addressOf, isEmbedded, readLink, writeLink } from "../../src/baltic_map/web/static/links.js";

// As the page opens.
const PLAIN_VIEW = { map: null, date: null, layers: null, lang: null, feature: null, compare: null, story: null, sure: "all", strength: 100 };
const view = (more) => ({ ...PLAIN_VIEW, ...more });

/** The same numbers in every run, all different: mulberry32. */
function dice(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const LETTERS = [..."ab-z09 _&=#%+/?;:,.'\"<>\\~äõŪЖ€😀\n"];
const any = (roll, list) => list[Math.floor(roll() * list.length)];
const text = (roll, letters = LETTERS) => Array.from({ length: Math.floor(roll() * 12) }, () => any(roll, letters)).join("");
const maybe = (roll, give) => (roll() < 0.4 ? null : give());
const within = (roll, least, most, places) => Number((least + roll() * (most - least)).toFixed(places)) + 0;

function someView(roll) {
  const iso = () => `${any(roll, ["1939", "1940", "1941"])}-${any(roll, ["01", "06", "12"])}-${any(roll, ["01", "16", "31"])}`;
  return {
    map: maybe(roll, () => ({ zoom: within(roll, 0, 12, 2), lat: within(roll, -85, 85, 4), lon: within(roll, -180, 180, 4) })),
    date: maybe(roll, iso),
    // A comma stands between layers, so none has one in its id, and none is without letters.
    layers: maybe(roll, () => Array.from({ length: Math.floor(roll() * 5) }, () => `x${text(roll, LETTERS.filter((letter) => letter !== ","))}`)),
    lang: maybe(roll, () => text(roll)), feature: maybe(roll, () => text(roll)), compare: maybe(roll, iso), story: maybe(roll, () => text(roll)),
    sure: any(roll, ["all", "likely", "certain"]), strength: Math.floor(roll() * 101),
  };
}

test("every view comes back from its link as it was", () => {
  const roll = dice(1940);
  for (let round = 0; round < 2000; round += 1) {
    const before = someView(roll);
    const link = writeLink(before);
    assert.deepEqual(readLink(link), before, link);
    assert.deepEqual(readLink(link.slice(1)), before, "without its #");
    assert.equal(writeLink(readLink(link)), link, "a link read and written again is the same link");
    assert.match(link, /^#[^#\s"<>]*$/, "a link can stand in a text and in an attribute");
  }
});

test("the form is that of OpenHistoricalMap, with slashes and commas as they are", () => {
  const link = "#map=7.25/57.8125/24.1&date=1940-06-16&layers=bases,events&lang=lt&feature=kaleva-shot-down&compare=1940-06-18&story=blockade&sure=likely&strength=40";
  const all = {
    map: { zoom: 7.25, lat: 57.8125, lon: 24.1 }, date: "1940-06-16", layers: ["bases", "events"], lang: "lt", feature: "kaleva-shot-down",
    compare: "1940-06-18", story: "blockade", sure: "likely", strength: 40,
  };
  assert.equal(writeLink(all), link);
  assert.deepEqual(readLink(link), all);
  assert.deepEqual(readLink("#map=6/57/24&date=1940-06-16&language=et"), view({ map: { zoom: 6, lat: 57, lon: 24 }, date: "1940-06-16", lang: "et" }));
});

test("the links that the README and the guide show are read whole", () => {
  for (const file of ["README.md", "docs/guide.md"]) {
    const text = readFileSync(new URL(`../../${file}`, import.meta.url), "utf-8");
    const links = [...text.matchAll(/index\.html(?:\?embed=1)?(#[^\s"]+)/g)].map(([, link]) => link);
    for (const [, part] of text.matchAll(/`((?:map|date|layers|lang|feature|compare|story|sure|strength)=[^`…]+)`/g)) links.push(`#${part}`);
    assert.ok(links.length > 0, file);
    for (const link of links) assert.equal(writeLink(readLink(link)), link, file);
  }
});

test("what is as the page opens is left out; coordinates are written no finer than they are seen", () => {
  assert.equal(writeLink(PLAIN_VIEW), "#");
  assert.equal(writeLink(view({ date: "1940-06-16" })), "#date=1940-06-16");
  assert.equal(writeLink(view({ map: { zoom: 7, lat: 57.000049, lon: -0.00001 } })), "#map=7/57/0");
});

test("no layer at all is not every layer", () => {
  assert.equal(writeLink(view({ layers: [] })), "#layers=");
  assert.deepEqual(readLink("#layers=").layers, []);
  assert.equal(readLink("#").layers, null);
  assert.deepEqual(readLink("#layers=,bases,,events,").layers, ["bases", "events"]);
});

test("strength is a whole number of percent, nothing included", () => {
  assert.equal(readLink("#strength=0").strength, 0);
  assert.equal(readLink("#strength=39.6").strength, 40);
  assert.equal(readLink("#strength=100").strength, 100);
});

test("what cannot be read is left as the page opens", () => {
  const broken = [
    "", "#", "##", "#&&&", "#=", "#map", "#map=", "#map=7", "#map=7/57", "#map=//", "#map=7//24", "#map=a/b/c", "#map=7/57/", "#map= /57/24",
    "#map=7/85.1/24", "#map=7/57/180.5", "#map=7/-90/0", "#map=Infinity/57/24", "#map=7/NaN/24", "#map=7,57,24",
    "#date=", "#date=16.6.1940", "#date=1940-6-16", "#date=1940-06-16T00:00", "#date=x1940-06-16", "#date=1940-06", "#compare=yesterday", "#date=١٩٤٠-٠٦-١٦",
    "#sure=", "#sure=perhaps", "#sure=Certain", "#strength=-1", "#strength=101", "#strength=half", "#strength=NaN", "#DATE=1940-06-16", "#%", "#%E0%A4%A",
  ];
  for (const hash of broken) assert.deepEqual(readLink(hash), PLAIN_VIEW, hash);
});

test("one broken part spoils no other", () => {
  assert.deepEqual(readLink("#map=north&date=1940-06-16&sure=no&feature=hanko"), view({ date: "1940-06-16", feature: "hanko" }));
  assert.deepEqual(readLink("#date=1940-06-16&feature=%E0%A4%A").date, "1940-06-16");
});

test("no text at all makes reading fail, nor gives what a page cannot show", () => {
  const roll = dice(1939);
  const parts = ["map=", "date=", "layers=", "strength=", "sure=", "/", "&", "=", "%", "7", "-", ".", "e9", "1940-06-16", "certain", "é", "\u0000", "\ud800"];
  for (let round = 0; round < 2000; round += 1) {
    const hash = `#${Array.from({ length: 8 }, () => any(roll, parts)).join("")}`;
    const { map, date, strength, sure } = readLink(hash);
    assert.ok(map === null || [map.zoom, map.lat, map.lon].every(Number.isFinite), hash);
    assert.ok(date === null || date === "1940-06-16", hash);
    assert.ok(Number.isInteger(strength) && strength >= 0 && strength <= 100, hash);
    assert.ok(["all", "likely", "certain"].includes(sure), hash);
  }
});

test("a link of a page leads to the whole page, from a frame and from a disk too", (context) => {
  context.after(() => { delete globalThis.window; });
  const at = (href) => { globalThis.window = { location: new URL(href) }; };
  at("https://atlas.example/baltic/index.html?embed=1#date=1939-09-01");
  assert.equal(addressOf(view({ date: "1940-06-16" })), "https://atlas.example/baltic/index.html#date=1940-06-16");
  assert.equal(isEmbedded(), true);
  at("file:///home/reader/index.html");
  assert.equal(addressOf(view({ feature: "hanko" })), "file:///home/reader/index.html#feature=hanko");
  for (const [search, embedded] of [["", false], ["?embed=0", false], ["?embed", false], ["?x=2&embed=1", true]]) {
    at(`https://atlas.example/${search}`);
    assert.equal(isEmbedded(), embedded, search);
  }
});
