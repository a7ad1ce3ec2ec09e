import assert from "node:assert/strict";
import test from "node:test";
import { find, foldText, makeIndex } from "../../src/baltic_map/web/static/finding.js";

const mark = (id, name, more = {}) => ({ id, name, rank: 2, first: 0, names: {}, today: "", todays: [], kindName: "Town", description: "", ...more });
const ids = (marks, query, limit) => find(makeIndex({ marks }), query, limit).map((each) => each.mark.id);

test("marks over letters, strokes through them and ligatures do not count", () => {
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
  const marks = [mark("a", "Blockade of Tallinn"), mark("b", "Tallinn"), mark("c", "Blockade of Riga")];
  assert.deepEqual(ids(marks, "tallinn block"), ["a"]);
  assert.deepEqual(ids(marks, "allinn"), []);
  assert.deepEqual(ids(marks, "of ta"), ["a"]);
});

test("the nearer the name, the higher", () => {
  const marks = [
    // Ids in the other order, which decides nothing here.
    mark("a-told", "Ultimatum", { description: "Delivered to Narva." }),
    mark("b-kind", "A river", { kindName: "Narva waters" }),
    mark("c-other", "Rugodiv", { names: { et: "Narva" } }),
    mark("d-word", "Entry at Narva"), mark("e-begins", "Narva bridge"), mark("f-whole", "Narva"),
  ];
  assert.deepEqual(ids(marks, "Narva"), ["f-whole", "e-begins", "d-word", "c-other", "b-kind", "a-told"]);
});

test("of those that answer alike the more important, then the earlier, then the id comes first", () => {
  const marks = [mark("e", "Base 5", { first: 2 }), mark("d", "Base 4", { first: 3 }), mark("c", "Base 3", { first: 3 }), mark("b", "Base 2", { first: 9, rank: 1 }), mark("a", "Base 1", { first: 1, rank: 3 })];
  assert.deepEqual(ids(marks, "base"), ["b", "e", "c", "d", "a"]);
  assert.deepEqual(ids([...marks].reverse(), "base"), ["b", "e", "c", "d", "a"]);
  assert.deepEqual(ids(marks, "base", 2), ["b", "e"]);
});

test("the name that was found is told if it is not the shown one", () => {
  const index = makeIndex({ marks: [mark("k", "Kaunas", { names: { en: "Kaunas", pl: "Kowno", ru: "Ковно" }, today: "Kauen", todays: ["Kauen", "Covna"] })] });
  const matched = (query) => find(index, query).map((each) => each.matched);
  assert.deepEqual(matched("kaun"), [""]);
  assert.deepEqual(matched("kown"), ["Kowno"]);
  assert.deepEqual(matched("ковно"), ["Ковно"]);
  assert.deepEqual(matched("kauen"), ["Kauen"]);
  assert.deepEqual(matched("covna"), ["Covna"], "today's name in another language");
});

test("words may be found in different texts; the worst place counts", () => {
  const marks = [mark("a", "Orzeł", { kindName: "Submarine" }), mark("b", "Submarine chase", { description: "Of the Orzeł." })];
  assert.deepEqual(ids(marks, "orzel sub"), ["a", "b"]);
  const worse = mark("c", "Patrol", { names: { pl: "Orzeł" }, description: "A submarine." });
  const better = mark("d", "Patrol", { kindName: "Submarine Orzeł" });
  assert.deepEqual(ids([worse, better], "orzel submarine"), ["d", "c"]);
  const [found] = find(makeIndex({ marks: [mark("t", "Tartu", { names: { de: "Dorpat" }, kindName: "Town" })] }), "dorpat town");
  assert.deepEqual([found.mark.id, found.matched], ["t", "Dorpat"]);
});

test("nothing is found for nothing", () => {
  assert.deepEqual(ids([mark("a", "Riga")], " – "), []);
});
