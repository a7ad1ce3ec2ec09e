import assert from "node:assert/strict";
import test from "node:test";
import { SYMBOLOGY } from "./symbology.mjs";
import { firstDay, holds, isCertain, isPossible, localize } from "../../src/baltic_map/web/static/data/localize.js";

// Texts by number in two languages; null: as in the first. "Old town" (3) and its description (9) are not translated.
const ENGLISH = ["Fight", "", "Tiny war", "Old town", "5 January", "Certain", "Exact", "Events", "Land", "They fight.", "Aland: free", "West", "Pact", "The story", "First", "Then night.", "A Book", ", p. 7", "."];
const LITHUANIAN = ["Kova", null, "Mažas karas", null, "sausio 5 d.", "Patikima", "Tiksli", "Įvykiai", "Žemė", null, "Alija: laisva", null, "Paktas", "Pasakojimas", "Pirma", "", null, ", p. 7 (lt)", null];

const COLOR = { day: "#000000", night: "#ffffff" };
const ICON = { shape: "icon", color: COLOR, icon: "burst", size: 16, disc: true, fill: "full", hatch: false, faint: false };
const LABEL = { shape: "label", color: COLOR, size: 16, disc: false, fill: "full", hatch: false, faint: false };
const FREE = { state: "AAA", controller: "AAA", recognised: "AAA", status: "free" };
const span = (first, stop) => ({ first, stop });

const feature = (more = {}) => ({
  id: "fight", layer: "events", kind: "fight", role: "events", rank: 1, certainty: "certain", time: "04:30", start: 4,
  span: { first: 0, stop: 3, certainFirst: 1, certainStop: 2 }, names: { en: "Old town", de: "Altstadt" }, title: 3, nameToday: 12,
  facts: { kind: 0, dates: 4, certainty: 5, position: 6 }, description: 9, note: 1, precisionKm: 2.5, symbol: 1, sources: [1, 0], ...more,
});
const reading = (more = {}) => ({
  id: "first", name: 12, description: 9, mark: 1, sources: [1],
  areas: [{ id: "aaa", territories: ["w"], standing: FREE, symbol: { fill: COLOR }, label: 10, title: 11, parts: 1, facts: [{ name: "dates", text: 4 }], note: 1, sources: [0], spans: [span(0, 1), span(2, 3)] }],
  borders: [{ id: "line", symbol: { stroke: "solid", inner: false }, title: 11, facts: [{ name: "position", text: 6 }], note: 9, sources: [], spans: [span(0, 3)] }],
  territories: [{ id: "w", name: 11, tenures: [{ span: span(0, 3), standing: FREE, text: 10 }] }],
  legend: [{ title: 8, order: 1, items: [{ label: 10, area: { fill: COLOR }, spans: [span(0, 1), span(2, 3)] }] }],
  changes: [1], ticks: [{ day: 1, count: 2 }], ...more,
});
const scene = (more = {}) => ({
  version: 1, firstDay: "1900-01-01", total: 3, calendar: "gregorian", precision: "day", symbology: SYMBOLOGY, title: 2, subtitle: 1, credits: [3, 1], symbols: [LABEL, ICON], features: [feature()],
  readings: [reading(), reading({ id: "second", name: 14, mark: 13, areas: [], legend: [], changes: [2], ticks: [] })],
  events: [{ span: span(0, 2), features: ["fight"] }], chronology: [0],
  legend: [
    { title: 7, layer: "events", order: 0, items: [{ label: 0, kind: "fight", feature: ICON, spans: [span(1, 3)] }] },
  ],
  chapters: [{ span: span(0, 2), name: 12 }], layers: [{ id: "events", name: 7 }],
  story: { title: 13, steps: [
    { id: "one", title: 14, day: 1, view: { west: 0, south: 0, east: 1, north: 1 }, highlight: ["fight"], paragraphs: [0, 1, 4, 15], sources: [0] },
    { id: "two", title: 3, day: 2, view: { west: 0, south: 0, east: 1, north: 1 }, highlight: [], paragraphs: [0, 9], sources: [] },
  ] },
  citations: [{ work: "book", parts: [16, 18] }, { work: "book", parts: [16, 17, 18] }], passages: [], works: { book: { name: 16 } }, retired: { brawl: "fight" },
  locales: [{ lang: "en", texts: ENGLISH, untranslated: [] }, { lang: "lt", texts: LITHUANIAN, untranslated: [3, 9] }], ...more,
});
const WHAT = { card_kind: "What", card_dates: "When", card_certainty: "How sure", card_position: "Where", close: "Close" };
const KAS = { card_kind: "Kas", card_dates: "Kada", card_certainty: "Patikimumas", card_position: "Kur", close: "Uždaryti" };
const LANGUAGES = [
  { lang: "en", ownName: "English", messages: WHAT, plurals: { lines: { one: "{number} line", other: "{number} lines" } }, dayPattern: "EEEE, d MMMM y", datePattern: "d MMMM y",
    weekdays: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"], months: [["January", "Jan"]] },
  { lang: "lt", ownName: "Lietuvių", messages: KAS, plurals: { lines: { one: "{number} eilutė", few: "{number} eilutės", other: "{number} eilučių" } }, dayPattern: "y 'm'. MMMM d 'd'., EEEE", datePattern: "MMMM d 'd'.",
    weekdays: ["pirmadienis", "antradienis", "trečiadienis", "", "", "", ""], months: [["sausio", "sausis"]] },
];
const page = (more = {}, days = span(0, 3)) => ({ scene: scene(more), days, opening: 0, reading: "first", languages: LANGUAGES, basemap: [] });
const both = (given = page()) => ["en", "lt"].map((lang) => localize(given, lang));

test("a card is made when it is asked for, once", () => {
  let asked = 0;
  const many = Array.from({ length: 50 }, (_, at) => feature({ id: `f${at}` }));
  const passages = new Proxy([], { get: (own, name) => { if (name === "filter") asked += 1; return own[name]; } });
  const { features } = localize(page({ features: many, passages }), "en");
  assert.equal(features[7].card, features[7].card);
  assert.equal(asked, 0);
});

test("numbers become the texts of the language; null stands for what reads as in the first", () => {
  const [english, lithuanian] = both();
  assert.deepEqual([english.title, english.subtitle, english.credits], ["Tiny war", "", ["Old town"]]);
  assert.deepEqual([lithuanian.title, lithuanian.subtitle, lithuanian.credits], ["Mažas karas", "", ["Old town"]]);
  assert.deepEqual(english.layers, [{ id: "events", name: "Events" }]);
  assert.deepEqual(lithuanian.layers, [{ id: "events", name: "Įvykiai" }]);
  assert.deepEqual(lithuanian.chapters, [{ first: 0, stop: 2, name: "Paktas" }]);
  assert.deepEqual(lithuanian.territories, [{ id: "w", name: "West", standings: [[0, 3, "Alija: laisva", "AAA AAA AAA free"]] }]);
  // The text with the number 0 is a text like any other.
  assert.equal(lithuanian.features[0].kindName, "Kova");
});

test("the first language of the page, not English, is what null stands for", () => {
  const locales = [
    { lang: "lt", texts: LITHUANIAN.map((text, at) => text ?? ENGLISH[at]), untranslated: [3, 9] },
    { lang: "en", texts: ENGLISH.map((text, at) => (at === 4 ? null : text)), untranslated: [] },
  ];
  const turned = { ...page({ locales }), languages: [LANGUAGES[1], LANGUAGES[0]] };
  const english = localize(turned, "en");
  assert.equal(english.features[0].when, "sausio 5 d.");
  assert.equal(english.features[0].kindName, "Fight");
  assert.deepEqual(english.langs, [["lt", "Lietuvių"], ["en", "English"]]);
});

test("what is not translated is known for it, each text by itself", () => {
  const [{ features: [english] }, { features: [lithuanian], areas: [area], lines: [line] }] = both();
  const langs = ({ card }) => [card.titleLang, card.descriptionLang, card.noteLang];
  assert.deepEqual(langs(english), ["", "", ""]);
  assert.deepEqual(langs(lithuanian), ["en", "en", ""]);
  assert.deepEqual([english.nameLang, lithuanian.nameLang], ["", "en"]);
  // The same text in both languages is not foreign.
  assert.deepEqual([area.card.title, area.card.titleLang], ["West", ""]);
  assert.deepEqual([line.card.note, line.card.noteLang], ["They fight.", "en"]);
});

test("what a feature does not say has no row on its card; further columns of its file have theirs", () => {
  const { kind, dates } = feature({}).facts;
  const nothing = page().scene.locales[0].texts.length;
  const silent = page({ features: [feature({ facts: { kind, dates, certainty: nothing, position: nothing }, others: [["unit", "<b>45"], ["men", "57"]] })] });
  silent.scene.locales.forEach(({ texts }) => texts.push(""));
  assert.deepEqual(localize(silent, "lt").features[0].card.rows, [["Kas", "Kova"], ["Kada", "sausio 5 d."], ["unit", "<b>45"], ["men", "57"]]);
});

test("a feature is told whole: its span, its facts by name, its symbol and its works", () => {
  const { features: [fight] } = localize(page(), "lt");
  assert.deepEqual([fight.first, fight.stop, fight.certainFirst, fight.certainStop], [0, 3, 1, 2]);
  assert.deepEqual([fight.name, fight.kindName, fight.when, fight.certainty, fight.position], ["Old town", "Kova", "sausio 5 d.", "Patikima", "Tiksli"]);
  assert.deepEqual(fight.card.rows, [["Kas", "Kova"], ["Kada", "sausio 5 d."], ["Patikimumas", "Patikima"], ["Kur", "Tiksli"]]);
  assert.deepEqual(fight.sources, ["A Book, p. 7 (lt).", "A Book."], "a citation is its parts put together");
  assert.deepEqual([fight.id, fight.layer, fight.kind, fight.role, fight.rank, fight.sure, fight.time], ["fight", "events", "fight", "events", 1, "certain", "04:30"]);
  assert.deepEqual([fight.symbol, fight.names, fight.geometry], [ICON, { en: "Old town", de: "Altstadt" }, undefined]);
  assert.deepEqual([fight.today, fight.todays], ["Paktas", ["Pact", "Paktas"]]);
  assert.equal(fight.precisionKm, 2.5);
  assert.equal(localize(page({ features: [feature({ precisionKm: undefined })] }), "en").features[0].precisionKm, 0);
  assert.deepEqual([fight.description, fight.note], ["They fight.", ""]);
});

test("a citation says what its work is, and the name of the one that was seen", () => {
  const works = { book: { name: 16, workClass: "press", via: "page", reference: "BOOK" }, page: { name: 12 } };
  const { features: [fight], areas: [area] } = localize(page({ works }), "lt");
  assert.deepEqual(fight.card.sources, [{ text: "A Book, p. 7 (lt).", workClass: "press", via: "Paktas", reference: "BOOK" }, { text: "A Book.", workClass: "press", via: "Paktas", reference: "BOOK" }]);
  assert.deepEqual(area.card.sources, [{ text: "A Book.", workClass: "press", via: "Paktas", reference: "BOOK" }]);
});

test("a passage stands in its language and its marks, with the place in the work; what is prose knows its language", () => {
  const quiet = { features: ["brawl", "fight"], words: "Было тихо", language: "ru", marks: ["«", "»"], citation: 1, address: "https://example.org/a", stance: "claims", speaker: 3, translation: 9 };
  const given = page({ passages: [quiet, { ...quiet, features: ["brawl"] }, { ...quiet, citation: 0, speaker: 1 }] });
  const [lithuanian, english] = ["lt", "en"].map((lang) => localize(given, lang).features[0].card.passages);
  const told = { words: "«Было тихо»", lang: "ru", address: "https://example.org/a", stance: "claims", translation: "They fight." };
  assert.deepEqual(lithuanian, [{ ...told, place: "A Book, p. 7 (lt)", speaker: "Old town", speakerLang: "en", translationLang: "en" }, { ...told, place: "A Book", speaker: "", speakerLang: "", translationLang: "en" }]);
  assert.deepEqual(english, [{ ...told, place: "A Book, p. 7", speaker: "Old town", speakerLang: "", translationLang: "" }, { ...told, place: "A Book", speaker: "", speakerLang: "", translationLang: "" }]);
});

test("a card says how far its translation has been read, where there is one", () => {
  const locales = [{ lang: "en", texts: ENGLISH, untranslated: [], state: null }, { lang: "lt", texts: LITHUANIAN, untranslated: [3], state: "draft" }];
  const states = (more) => ["en", "lt"].map((lang) => localize({ ...page(more), scene: { ...page(more).scene, locales } }, lang).features[0].card.translated);
  assert.deepEqual(states({ features: [feature({ description: 9 })] }), ["", "draft"]);
  assert.deepEqual(states({ features: [feature({ description: 3 })] }), ["", ""]);
});

test("identifiers are links", () => {
  const links = (more) => localize(page({ features: [feature(more)] }), "en").features[0].card.links;
  assert.deepEqual(links({ geonames: 588409, wikidata: "Q1770" }), [["GeoNames 588409", "https://www.geonames.org/588409"], ["Wikidata Q1770", "https://www.wikidata.org/wiki/Q1770"]]);
  assert.deepEqual([links({ wikidata: "Q1" }), links({})], [[["Wikidata Q1", "https://www.wikidata.org/wiki/Q1"]], []]);
});

test("facts are told by name, in whatever order they come and however many they are", () => {
  const facts = { position: 6, certainty: 5, kind: 0, dates: 4 };
  const { features: [fight] } = localize(page({ features: [feature({ facts, role: undefined, time: undefined })] }), "en");
  assert.deepEqual([fight.kindName, fight.when, fight.certainty, fight.position], ["Fight", "5 January", "Certain", "Exact"]);
  assert.deepEqual([fight.role, fight.time], [null, ""]);
});

test("areas and lines have their days and a card", () => {
  const { areas: [area], lines: [line] } = localize(page(), "en");
  assert.deepEqual([area.id, area.label, area.territories, area.spans], ["aaa", "Aland: free", ["w"], [[0, 1], [2, 3]]]);
  assert.deepEqual(area.card, { title: "West", titleLang: "", parts: "", rows: [["When", "5 January"]], description: "", descriptionLang: "", note: "", noteLang: "", translated: "", sources: [{ text: "A Book.", workClass: "", via: "", reference: undefined }], passages: [], links: [] });
  assert.deepEqual([line.id, line.symbol, line.card.rows, line.spans], ["line", { stroke: "solid", inner: false }, [["Where", "Exact"]], [[0, 3]]]);
});

test("the events of a day are features; a day without any has none", () => {
  const { events } = localize(page(), "en");
  assert.deepEqual([0, 1, 2].map((day) => events(day).map(({ name }) => name)), [["Old town"], ["Old town"], []]);
});

test("the legend of a day holds what is there on it, without headings of nothing", () => {
  const { legend } = localize(page(), "lt");
  const titles = (day) => legend(day).map(({ title, layer, items }) => [title, layer, items.map(({ label }) => label)]);
  assert.deepEqual(titles(0), [["Žemė", null, ["Alija: laisva"]]]);
  assert.deepEqual(titles(1), [["Įvykiai", "events", ["Kova"]]]);
  assert.deepEqual(titles(2), [["Įvykiai", "events", ["Kova"]], ["Žemė", null, ["Alija: laisva"]]]);
  assert.deepEqual(legend(1)[0].items, [{ label: "Kova", kind: "fight", feature: ICON }]);
});

test("days are written by the language, those of the page by their position", () => {
  const [english, lithuanian] = both();
  assert.deepEqual(Array.from(english.iso), ["1900-01-01", "1900-01-02", "1900-01-03"]);
  assert.deepEqual(Array.from(english.days), ["Monday, 1 January 1900", "Tuesday, 2 January 1900", "Wednesday, 3 January 1900"]);
  assert.deepEqual(lithuanian.days[0], "1900 m. sausio 1 d., pirmadienis");
  assert.deepEqual(Array.from(lithuanian.dates), ["sausio 1 d.", "sausio 2 d.", "sausio 3 d."]);
  const one = localize(page({}, span(1, 2)), "en");
  assert.deepEqual([one.window, one.total, Array.from(one.iso)], [[1, 2], 3, [undefined, "1900-01-02"]]);
});

test("months are the language's own, those of the others follow", () => {
  const { allMonths, months, messages, langs } = localize(page(), "lt");
  assert.deepEqual(months, [["sausio", "sausis"]]);
  assert.deepEqual(allMonths, [[["sausio", "sausis"]], [["January", "Jan"]]]);
  assert.deepEqual(langs, [["en", "English"], ["lt", "Lietuvių"]]);
  assert.equal(messages.close, "Uždaryti");
});

test("a number is counted in the form the language has for it, however large", () => {
  const [english, lithuanian] = both().map(({ count }) => count);
  const counted = (count, numbers) => numbers.map((number) => count("lines", number));
  assert.deepEqual(counted(english, [0, 1, 2, 101]), ["0 lines", "1 line", "2 lines", "101 lines"]);
  assert.deepEqual(counted(lithuanian, [0, 1, 2, 10, 11, 21, 22, 111, 121, 1002, 1011]), [
    "0 eilučių", "1 eilutė", "2 eilutės", "10 eilučių", "11 eilučių", "21 eilutė", "22 eilutės", "111 eilučių", "121 eilutė", "1002 eilutės", "1011 eilučių",
  ]);
});

test("changes, ticks and retired ids are as they were", () => {
  const { changes, ticks, retired } = localize(page(), "en");
  assert.deepEqual([changes, ticks], [[1], [[1, 2]]]);
  assert.deepEqual(["brawl", "fight", "constructor"].map((id) => retired.get(id)), ["fight", undefined, undefined]);
});

test("a step of the story says whether its prose is translated; empty paragraphs are none", () => {
  const steps = (lang) => localize(page(), lang).story.steps.map(({ title, paragraphs, translated, sources }) => [title, paragraphs, translated, sources]);
  assert.deepEqual(steps("en"), [["First", ["Fight", "5 January", "Then night."], true, ["A Book."]], ["Old town", ["Fight", "They fight."], true, []]]);
  assert.deepEqual(steps("lt"), [["Pirma", ["Kova", "sausio 5 d."], true, ["A Book."]], ["Old town", ["Kova", "They fight."], false, []]]);
  assert.equal(localize(page(), "lt").story.title, "Pasakojimas");
  assert.equal(localize(page({ story: undefined }), "en").story, null);
});

test("the page is not changed by being told", () => {
  const given = page();
  const before = JSON.stringify(given);
  both(given);
  assert.equal(JSON.stringify(given), before);
});

test("a half-open span holds its first day and not its stop", () => {
  const uncertain = { first: 3, stop: 6, certainFirst: 4, certainStop: 5 };
  const days = [2, 3, 4, 5, 6];
  assert.deepEqual(days.map((day) => isPossible(uncertain, day)), [false, true, true, true, false]);
  assert.deepEqual(days.map((day) => isCertain(uncertain, day)), [false, false, true, false, false]);
  assert.deepEqual(days.map((day) => holds([[3, 4], [5, 6]], day)), [false, true, false, true, false]);
  assert.equal(holds([], 3), false);
  // What is never certain, and what lies outside the atlas, has a span without days.
  assert.equal(isCertain({ certainFirst: 4, certainStop: 4 }, 4), false);
  assert.equal(isPossible({ first: 0, stop: 0 }, 0), false);
});

test("a reading has its own land, legend and days of change; an unknown one is the first", () => {
  const first = localize(page(), "lt");
  assert.deepEqual([first.reading, first.readings, first.changes], [
    { id: "first", name: "Paktas", description: "They fight.", mark: "", sources: ["A Book, p. 7 (lt)."] },
    [["first", "Paktas"], ["second", "Pirma"]], [1],
  ]);
  const second = localize(page(), "en", "second");
  assert.deepEqual([second.reading.id, second.reading.mark, second.areas, second.changes, second.ticks], ["second", "The story", [], [2], []]);
  assert.deepEqual(second.legend(2).map(({ title }) => title), ["Events"]);
  assert.equal(localize(page(), "en", "nosuch").reading.id, "first");
});

test("a feature may be there in some readings only", () => {
  const given = page({ features: [feature({ id: "claim", readings: ["second"] }), feature()], chronology: [1, 0], events: [{ span: span(0, 2), features: ["claim", "fight"] }] });
  const ids = (reading) => {
    const { features, chronology, events } = localize(given, "en", reading);
    return [features, chronology, events(1)].map((list) => list.map(({ id }) => id));
  };
  assert.deepEqual(ids("first"), [["fight"], ["fight"], ["fight"]]);
  assert.deepEqual(ids("second"), [["claim", "fight"], ["fight", "claim"], ["claim", "fight"]]);
});

test("a feature begins on the first day on which it is certain, if there is one", () => {
  assert.equal(firstDay({ first: 2, certainFirst: 4, certainStop: 6 }), 4);
  assert.equal(firstDay({ first: 2, certainFirst: 4, certainStop: 4 }), 2);
});
