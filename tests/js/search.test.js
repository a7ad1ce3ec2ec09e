import assert from "node:assert/strict";
import test from "node:test";
import { searchIndex, foldText, extendIndex } from "../../src/baltic_map/web/static/data/search.js";

const feature = (id, name, more = {}) => ({ id, name, rank: 2, first: 0, names: {}, today: "", todays: [], kindName: "Town", description: "", ...more });
const buildIndex = ({ features }) => extendIndex({ entries: [] }, features);
const ids = (features, query, limit) => searchIndex(buildIndex({ features }), query, limit).map((each) => each.feature.id);

test("diacritics, strokes through them and ligatures do not count", () => {
  assert.equal(foldText("Šiauliai, PETSERĪ Žuguri Õ"), "siauliai petseri zuguri o");
  assert.equal(foldText("Orzeł Tromsø Weißensee Đ ı æ œ ð þ"), "orzel tromso weissensee d i ae oe d th");
  assert.equal(foldText("Masļenki Ģ ņ ų ė"), "maslenki g n u e");
});

test("Cyrillic stays: a letter with a breve is its own, a letter with two dots is not", () => {
  assert.equal(foldText("Таллинн, ЙОГЕВА, Орёл"), "таллинн йогева орел");
});

test("what stands between words is one space", () => {
  assert.equal(foldText("  Molotov–Ribbentrop  (Shch-301, d’Or) "), "molotov ribbentrop shch 301 d or");
  assert.equal(foldText("…"), "");
});

test("every word of the query begins a word", () => {
  const features = [feature("a", "Blockade of Tallinn"), feature("b", "Tallinn"), feature("c", "Blockade of Riga")];
  assert.deepEqual(ids(features, "tallinn block"), ["a"]);
  assert.deepEqual(ids(features, "allinn"), []);
  assert.deepEqual(ids(features, "of ta"), ["a"]);
});

test("the nearer the name, the higher", () => {
  const features = [
    // Ids in the other order, which decides nothing here.
    feature("a-description", "Ultimatum", { description: "Delivered to Narva." }),
    feature("b-kind", "A river", { kindName: "Narva waters" }),
    feature("c-other", "Rugodiv", { names: { et: "Narva" } }),
    feature("d-word", "Entry at Narva"), feature("e-begins", "Narva bridge"), feature("f-whole", "Narva"),
  ];
  assert.deepEqual(ids(features, "Narva"), ["f-whole", "e-begins", "d-word", "c-other", "b-kind", "a-description"]);
});

test("of those that answer alike the more important, then the earlier, then the id comes first", () => {
  const features = [feature("e", "Base 5", { first: 2 }), feature("d", "Base 4", { first: 3 }), feature("c", "Base 3", { first: 3 }), feature("b", "Base 2", { first: 9, rank: 1 }), feature("a", "Base 1", { first: 1, rank: 3 })];
  assert.deepEqual(ids(features, "base"), ["b", "e", "c", "d", "a"]);
  assert.deepEqual(ids([...features].reverse(), "base"), ["b", "e", "c", "d", "a"]);
  assert.deepEqual(ids(features, "base", 2), ["b", "e"]);
});

test("the name that was found is given if it is not the shown one", () => {
  const index = buildIndex({ features: [feature("k", "Kaunas", { names: { en: "Kaunas", pl: "Kowno", ru: "Ковно" }, today: "Kauen", todays: ["Kauen", "Covna"] })] });
  const matched = (query) => searchIndex(index, query).map((each) => each.matched);
  assert.deepEqual(matched("kaun"), [""]);
  assert.deepEqual(matched("kown"), ["Kowno"]);
  assert.deepEqual(matched("ковно"), ["Ковно"]);
  assert.deepEqual(matched("kauen"), ["Kauen"]);
  assert.deepEqual(matched("covna"), ["Covna"], "today's name in another language");
});

test("words may be found in different texts; the worst place counts", () => {
  const features = [feature("a", "Orzeł", { kindName: "Submarine" }), feature("b", "Submarine chase", { description: "Of the Orzeł." })];
  assert.deepEqual(ids(features, "orzel sub"), ["a", "b"]);
  const worse = feature("c", "Patrol", { names: { pl: "Orzeł" }, description: "A submarine." });
  const better = feature("d", "Patrol", { kindName: "Submarine Orzeł" });
  assert.deepEqual(ids([worse, better], "orzel submarine"), ["d", "c"]);
  const [found] = searchIndex(buildIndex({ features: [feature("t", "Tartu", { names: { de: "Dorpat" }, kindName: "Town" })] }), "dorpat town");
  assert.deepEqual([found.feature.id, found.matched], ["t", "Dorpat"]);
});

test("nothing is found for nothing", () => {
  assert.deepEqual(ids([feature("a", "Riga")], " – "), []);
});

test("features are made ready in parts, each once, in their order", () => {
  let made = 0;
  const all = Array.from({ length: 100 }, (_, at) => ({ ...feature(`f${at}`, `Town ${at}`), get name() { made += 1; return `Town ${at}`; } }));
  const index = { entries: [] };
  for (const number of [50, 50, 30]) extendIndex(index, all, number);
  assert.deepEqual([index.entries.length, made], [50, 50]);
  extendIndex(index, all, 1000);
  assert.deepEqual([index.entries.length, made, index.entries[70].feature.id], [100, 100, "f70"]);
});
