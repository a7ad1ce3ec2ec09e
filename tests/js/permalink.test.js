import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { formatPermalink, parsePermalink, readableUrls, urlOf } from "../../src/baltic_map/web/static/app/permalink.js";

// As the page opens.
const PLAIN_VIEW = { map: null, date: null, layers: null, lang: null, reading: null, feature: null, compare: null, beside: false, story: null, news: false, sure: "all", opacity: 100, projector: false, panels: null, kiosk: null };
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
    lang: maybe(roll, () => text(roll)), reading: maybe(roll, () => text(roll)), feature: maybe(roll, () => text(roll)), compare: maybe(roll, iso), beside: roll() < 0.4, story: maybe(roll, () => text(roll)),
    news: roll() < 0.5, sure: any(roll, ["all", "likely", "certain"]), opacity: Math.floor(roll() * 101),
    projector: roll() < 0.4, panels: maybe(roll, () => ["events", "time"].filter(() => roll() < 0.5)), kiosk: maybe(roll, () => 1 + Math.floor(roll() * 4000)),
  };
}

test("every view comes back from its link as it was", () => {
  const roll = dice(1940);
  for (let round = 0; round < 2000; round += 1) {
    const before = someView(roll);
    const link = formatPermalink(before);
    assert.deepEqual(parsePermalink(link), before, link);
    assert.deepEqual(parsePermalink(link.slice(1)), before, "without its #");
    assert.equal(formatPermalink(parsePermalink(link)), link, "a link read and written again is the same link");
    assert.match(link, /^#[^#\s"<>]*$/, "a link can stand in a text and in an attribute");
  }
});

test("the form is that of OpenHistoricalMap, with slashes and commas as they are", () => {
  const link = "#map=7.25/57.8125/24.1&date=1940-06-16&layers=bases,events&lang=lt&reading=arms&feature=kaleva-shot-down&compare=1940-06-18&beside=1&story=blockade&new=1&certainty=likely&opacity=40&mode=projector&panels=events,time&kiosk=90";
  const all = {
    map: { zoom: 7.25, lat: 57.8125, lon: 24.1 }, date: "1940-06-16", layers: ["bases", "events"], lang: "lt", reading: "arms", feature: "kaleva-shot-down",
    compare: "1940-06-18", beside: true, story: "blockade", news: true, sure: "likely", opacity: 40, projector: true, panels: ["events", "time"], kiosk: 90,
  };
  assert.equal(formatPermalink(all), link);
  assert.deepEqual(parsePermalink(link), all);
  assert.deepEqual(parsePermalink("#map=6/57/24&date=1940-06-16&language=et"), view({ map: { zoom: 6, lat: 57, lon: 24 }, date: "1940-06-16", lang: "et" }));
});

test("the links that the README and the guide show are read whole", () => {
  for (const file of ["README.md", "docs/guide.md"]) {
    const text = readFileSync(new URL(`../../${file}`, import.meta.url), "utf-8");
    const links = [...text.matchAll(/index\.html(?:\?embed=1)?(#[^\s"`]+)/g)].map(([, link]) => link);
    for (const [, part] of text.matchAll(/`((?:map|date|layers|lang|reading|feature|compare|story|new|certainty|opacity|mode|panels|kiosk)=[^`…]+)`/g)) links.push(`#${part}`);
    assert.ok(links.length > 0, file);
    for (const link of links) assert.equal(formatPermalink(parsePermalink(link)), link, file);
  }
});

test("what is as the page opens is left out; coordinates are written no finer than they are seen", () => {
  assert.equal(formatPermalink(PLAIN_VIEW), "#");
  assert.equal(formatPermalink(view({ date: "1940-06-16" })), "#date=1940-06-16");
  for (const date of ["-0057-03-28", "0060", "-0057", "0793-06"]) {
    assert.equal(formatPermalink(view({ date })), `#date=${date}`);
    assert.equal(parsePermalink(`#date=${date}`).date, date);
  }
  assert.equal(formatPermalink(view({ map: { zoom: 7, lat: 57.000049, lon: -0.00001 } })), "#map=7/57/0");
});

test("no layer at all is not every layer", () => {
  assert.equal(formatPermalink(view({ layers: [] })), "#layers=");
  assert.deepEqual(parsePermalink("#layers=").layers, []);
  assert.equal(parsePermalink("#").layers, null);
  assert.deepEqual(parsePermalink("#layers=,bases,,events,").layers, ["bases", "events"]);
});

test("strength is a whole number of percent, nothing included", () => {
  assert.equal(parsePermalink("#opacity=0").opacity, 0);
  assert.equal(parsePermalink("#opacity=39.6").opacity, 40);
  assert.equal(parsePermalink("#opacity=100").opacity, 100);
});

test("what cannot be read is left as the page opens", () => {
  const broken = [
    "", "#", "##", "#&&&", "#=", "#map", "#map=", "#map=7", "#map=7/57", "#map=//", "#map=7//24", "#map=a/b/c", "#map=7/57/", "#map= /57/24",
    "#map=7/85.1/24", "#map=7/57/180.5", "#map=7/-90/0", "#map=Infinity/57/24", "#map=7/NaN/24", "#map=7,57,24",
    "#date=", "#date=16.6.1940", "#date=1940-6-16", "#date=1940-06-16T00:00", "#date=x1940-06-16", "#date=1940-6", "#compare=yesterday", "#date=١٩٤٠-٠٦-١٦",
    "#certainty=", "#certainty=perhaps", "#certainty=Certain", "#opacity=-1", "#opacity=101", "#opacity=half", "#opacity=NaN", "#DATE=1940-06-16", "#%", "#%E0%A4%A",
    "#mode=", "#mode=kiosk", "#kiosk=", "#kiosk=0", "#kiosk=-5", "#kiosk=soon", "#kiosk=Infinity",
  ];
  for (const hash of broken) assert.deepEqual(parsePermalink(hash), PLAIN_VIEW, hash);
});

test("one broken part spoils no other", () => {
  assert.deepEqual(parsePermalink("#map=north&date=1940-06-16&certainty=no&feature=hanko"), view({ date: "1940-06-16", feature: "hanko" }));
  assert.deepEqual(parsePermalink("#date=1940-06-16&feature=%E0%A4%A").date, "1940-06-16");
});

test("no text at all makes reading fail, nor gives what a page cannot show", () => {
  const roll = dice(1939);
  const parts = ["map=", "date=", "layers=", "opacity=", "certainty=", "/", "&", "=", "%", "7", "-", ".", "e9", "1940-06-16", "certain", "é", "\u0000", "\ud800"];
  for (let round = 0; round < 2000; round += 1) {
    const hash = `#${Array.from({ length: 8 }, () => any(roll, parts)).join("")}`;
    const { map, date, opacity, sure } = parsePermalink(hash);
    assert.ok(map === null || [map.zoom, map.lat, map.lon].every(Number.isFinite), hash);
    assert.ok(date === null || date === "1940-06-16", hash);
    assert.ok(Number.isInteger(opacity) && opacity >= 0 && opacity <= 100, hash);
    assert.ok(["all", "likely", "certain"].includes(sure), hash);
  }
});

test("a link of a page leads to the whole page, from a frame and from a disk too", (context) => {
  context.after(() => { delete globalThis.window; });
  const at = (href) => { globalThis.window = { location: new URL(href) }; };
  at("https://atlas.example/baltic/index.html?embed=1#date=1939-09-01");
  assert.equal(urlOf(view({ date: "1940-06-16" })), "https://atlas.example/baltic/index.html#date=1940-06-16");
  at("file:///home/reader/index.html");
  assert.equal(urlOf(view({ feature: "hanko" })), "file:///home/reader/index.html#feature=hanko");
  assert.equal(urlOf(view({ feature: "hanko" }), "https://school.example/atlas/index.html"), "https://school.example/atlas/index.html#feature=hanko", "opened from a disk, it is still that of the web");
});

test("an address is written in letters where it has letters", () => {
  const encoded = "In: https://ru.wikipedia.org/wiki/%D0%AD%D1%81%D1%82%D0%BE%D0%BD%D0%B8%D1%8F_(1940).";
  assert.equal(readableUrls(encoded), "In: https://ru.wikipedia.org/wiki/Эстония_(1940).");
  assert.equal(readableUrls("https://a.ee/okup%C4%81cija and 50%D0%90"), "https://a.ee/okupācija and 50%D0%90");
});

test("what would change the address, or is no letter, stays as it is", () => {
  for (const address of [
    "https://a.ee/a%20b%2Fc%3Fd%25D0", // blank, slash, question mark, percent sign
    "https://a.ee/%E8%F1", // bytes of another code page
    "https://a.ee/%E2%80%AEgnp", // turns the writing round
    "https://a.ee/%E2%80%8B%C2%A0", // without width; a blank
    "https://a.ee/%", "https://a.ee/%D0",
  ]) assert.equal(readableUrls(address), address);
});
