import assert from "node:assert/strict";
import test from "node:test";
import { holds, isPossible, isSure, latest, tell } from "../../src/baltic_map/web/static/tell.js";

// Texts by number, in two languages; 0: the same as in English. "Old town" (3) and its description (9) are not translated.
const ENGLISH = ["Fight", "", "What", "Old town", "When", "5 January", "How sure", "Certain", "Where", "They fight.", "Exact", "Events", "Land", "Aland, free", "West", "Pact", "The story", "First", "Then night."];
const LITHUANIAN = ["Kova", 0, "Kas", 0, "Kada", "sausio 5 d.", "Patikimumas", "Tikra", "Kur", 0, "Tiksli", "Įvykiai", "Žemė", "Alija, laisva", 0, "Paktas", "Pasakojimas", "Pirma", ""];

const CARD = { title: 3, parts: 1, rows: [[2, 0], [4, 5], [6, 7], [8, 10]], description: 9, note: 1, sources: [1, 0] };
const tongue = (own, texts, foreign, plurals) => ({
  own, texts, foreign, plurals, title: `${own} war`, subtitle: `${own} days`, credits: [`${own} map`], words: { close: own },
  days: ["Monday", "Tuesday", "Wednesday"], dates: ["1", "2", "3"], months: [[`${own} January`]],
});
const data = (more = {}) => ({
  window: [0, 3], total: 3, retired: { brawl: "fight" }, iso: ["1900-01-01", "1900-01-02", "1900-01-03"], changes: [1], ticks: [[1, 2]],
  chapters: [{ first: 0, stop: 2, name: 15 }], layers: [{ id: "events", name: 11 }], sources: [[14], [15, 1, 13]],
  looks: [{ shape: "label" }, { shape: "glyph" }],
  marks: [{ id: "fight", layer: "events", kind: "fight", rank: 1, sure: "certain", time: "04:30", span: [0, 3, 1, 2], names: { en: "Old town", de: "Altstadt" }, today: 15, geometry: null, look: 1, card: CARD }],
  areas: [{ id: "west", territories: ["w"], fill: ["#000000", "#ffffff"], label: 13, card: { ...CARD, title: 14 }, spans: [[0, 1], [2, 3]] }],
  lines: [{ id: "line", stroke: "solid", inner: false, card: CARD, spans: [[0, 3]] }],
  territories: [{ id: "w", name: 14, standings: [[0, 3, 13]] }],
  events: [[0, ["fight"]], [2, []]],
  legend: { items: [{ label: 13 }, { label: 0, kind: "fight" }], groups: [{ title: 12, layer: null, items: [0] }, { title: 11, layer: "events", items: [1] }], days: [[0, [0]], [1, [0, 1]], [2, []]] },
  story: { title: 16, steps: [
    { id: "one", title: 17, day: 1, view: [0, 0, 1, 1], highlight: ["fight"], paragraphs: [0, 1, 5, 18], sources: [0] },
    { id: "two", title: 3, day: 2, view: [0, 0, 1, 1], highlight: [], paragraphs: [0, 9], sources: [] },
  ] },
  tongues: {
    en: tongue("English", ENGLISH, [], { rule: "1011", forms: { lines: ["{number} line", "{number} lines"] } }),
    lt: tongue("lietuvių", LITHUANIAN, [3, 9], { rule: "1022", forms: { lines: ["{number} eilutė", "{number} eilučių", "{number} eilutės"] } }),
  },
  ...more,
});

test("numbers become the texts of the language; 0 stands for what reads the same in the first", () => {
  const [english, lithuanian] = ["en", "lt"].map((lang) => tell(data(), lang));
  assert.deepEqual([0, 1, 2].map((day) => english.events(day).map(({ name }) => name)), [["Old town"], ["Old town"], []]);
  assert.deepEqual(english.layers, [{ id: "events", name: "Events" }]);
  assert.deepEqual(["brawl", "fight", "constructor"].map((id) => english.retired.get(id)), ["fight", undefined, undefined]);
  assert.deepEqual(lithuanian.layers, [{ id: "events", name: "Įvykiai" }]);
  assert.deepEqual(lithuanian.territories, [{ id: "w", name: "West", standings: [[0, 3, "Alija, laisva"]] }]);
  assert.equal(lithuanian.areas[0].label, "Alija, laisva");
  assert.deepEqual(lithuanian.chapters, [{ first: 0, stop: 2, name: "Paktas" }]);
  // The text with the number 0 is a text like any other, and an empty text is one too.
  assert.equal(lithuanian.marks[0].kindName, "Kova");
  assert.equal(lithuanian.marks[0].note, "");
});

test("the first language of the page, not English, is what 0 stands for", () => {
  const { en, lt } = data().tongues;
  const told = tell(data({ tongues: { lt: { ...lt, texts: LITHUANIAN.map((text, at) => text || ENGLISH[at]) }, en: { ...en, texts: ENGLISH.map((text, at) => (at === 5 ? 0 : text)) } } }), "en");
  assert.equal(told.marks[0].when, "sausio 5 d.");
  assert.deepEqual(told.langs, [["lt", "lietuvių"], ["en", "English"]]);
});

test("what is not translated is known for it, each text by itself", () => {
  const [{ marks: [english] }, { marks: [lithuanian], areas: [area] }] = ["en", "lt"].map((lang) => tell(data(), lang));
  const marks = ({ card }) => [card.titleLang, card.descriptionLang, card.noteLang];
  assert.deepEqual(marks(english), ["", "", ""]);
  assert.deepEqual(marks(lithuanian), ["en", "en", ""]);
  assert.equal(english.nameLang, "");
  assert.equal(lithuanian.nameLang, "en");
  // The same text in both languages is not foreign.
  assert.deepEqual([area.card.title, area.card.titleLang], ["West", ""]);
});

test("a feature is told whole: its span by name, its rows by what they say, its look and its works", () => {
  const { marks: [mark] } = tell(data(), "lt");
  assert.deepEqual([mark.first, mark.stop, mark.sureFirst, mark.sureStop], [0, 3, 1, 2]);
  assert.deepEqual([mark.name, mark.kindName, mark.when, mark.certainty, mark.position], ["Old town", "Kova", "sausio 5 d.", "Tikra", "Tiksli"]);
  assert.deepEqual(mark.card.rows, [["Kas", "Kova"], ["Kada", "sausio 5 d."], ["Patikimumas", "Tikra"], ["Kur", "Tiksli"]]);
  assert.deepEqual(mark.look, { shape: "glyph" });
  assert.deepEqual(mark.sources, ["PaktasAlija, laisva", "West"], "a citation is its parts put together");
  assert.deepEqual([mark.id, mark.time, mark.sure, mark.names, mark.geometry], ["fight", "04:30", "certain", { en: "Old town", de: "Altstadt" }, null]);
  assert.equal(mark.description, "They fight.");
  assert.deepEqual([mark.today, mark.todays], ["Paktas", ["Pact", "Paktas"]]);
});

test("the data is not changed by being told", () => {
  const given = data();
  const before = JSON.stringify(given);
  tell(given, "lt");
  tell(given, "en");
  assert.equal(JSON.stringify(given), before);
});

test("a number is counted in the form the language has for it", () => {
  const [english, lithuanian] = ["en", "lt"].map((lang) => tell(data(), lang).count);
  assert.deepEqual([0, 1, 2, 3].map((number) => english("lines", number)), ["0 lines", "1 line", "2 lines", "3 lines"]);
  assert.deepEqual([0, 1, 2, 3].map((number) => lithuanian("lines", number)), ["0 eilučių", "1 eilutė", "2 eilutės", "3 eilutės"]);
});

test("the days and months are the language's own, those of the others follow", () => {
  const { allMonths, months, words, title, subtitle, credits, langs } = tell(data(), "lt");
  assert.deepEqual(months, [["lietuvių January"]]);
  assert.deepEqual(allMonths, [[["lietuvių January"]], [["English January"]]]);
  assert.deepEqual(langs, [["en", "English"], ["lt", "lietuvių"]]);
  assert.deepEqual([words.close, title, subtitle, credits], ["lietuvių", "lietuvių war", "lietuvių days", ["lietuvių map"]]);
});

test("the legend of a day is that of the last day on which it changed", () => {
  const { legend } = tell(data(), "lt");
  assert.deepEqual(legend(0), [{ title: "Žemė", layer: null, items: [{ label: "Alija, laisva" }] }]);
  assert.deepEqual(legend(1).map(({ title, layer }) => [title, layer]), [["Žemė", null], ["Įvykiai", "events"]]);
  assert.deepEqual(legend(1)[1].items, [{ label: "Kova", kind: "fight" }]);
  assert.deepEqual(legend(2), []);
});

test("a step of the story says whether its prose is translated; empty paragraphs are none", () => {
  // A translation of fewer paragraphs has an empty one, which is not the same as 0.
  const steps = (lang) => tell(data(), lang).story.steps.map(({ title, paragraphs, translated, sources }) => [title, paragraphs, translated, sources]);
  assert.deepEqual(steps("en"), [["First", ["Fight", "5 January", "Then night."], true, ["West"]], ["Old town", ["Fight", "They fight."], true, []]]);
  assert.deepEqual(steps("lt"), [["Pirma", ["Kova", "sausio 5 d."], true, ["West"]], ["Old town", ["Kova", "They fight."], false, []]]);
  assert.equal(tell(data(), "lt").story.title, "Pasakojimas");
  assert.equal(tell(data({ story: null }), "en").story, null);
});

test("of dated things the last that has begun holds, before the first the first", () => {
  const dated = [[3, "a"], [5, "b"], [6, "c"]];
  assert.deepEqual([0, 3, 4, 5, 6, 99].map((day) => latest(dated, day)), ["a", "a", "a", "b", "c", "c"]);
});

test("a half-open span holds its first day and not its stop", () => {
  const mark = { first: 3, stop: 6, sureFirst: 4, sureStop: 5 };
  const days = [2, 3, 4, 5, 6];
  assert.deepEqual(days.map((day) => isPossible(mark, day)), [false, true, true, true, false]);
  assert.deepEqual(days.map((day) => isSure(mark, day)), [false, false, true, false, false]);
  assert.deepEqual(days.map((day) => holds([[3, 4], [5, 6]], day)), [false, true, false, true, false]);
  assert.equal(holds([], 3), false);
  // What is never certain, and what lies outside the atlas, has a span without days.
  assert.equal(isSure({ sureFirst: 4, sureStop: 4 }, 4), false);
  assert.equal(isPossible({ first: 0, stop: 0 }, 0), false);
});
