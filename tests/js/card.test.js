import assert from "node:assert/strict";
import test from "node:test";
import { makeCardPanel } from "../../src/baltic_map/web/static/panels/card.js";
import { click, openDocument, press } from "./dom.mjs";

const MESSAGES = {
  close: "Close", card_copy: "Copy", card_copied: "Copied", card_note: "Note", card_sources: "Sources", card_no_sources: "No source.", card_fly: "Show", card_link: "Link", card_via: "quoted from {work}", card_class_press: "press", "card_class_web-page": "web page", card_translation: "Our translation", card_stance_claims: "claims this", link_copied: "Linked", untranslated: "In English", card_quoted: "„{text}“", translated_draft: "A draft",
  card_life: "In force", card_out_of_force: "Not in force on {day}. In force: {span}.", card_go_there: "Go to {day}", card_report: "Is this wrong?", card_report_ask: "What?", card_report_version: "{title}, version {version}", card_today: "today {name}", search_also: "also {name}", language_de: "German",
};
const DATES = Array.from({ length: 10 }, (_, day) => `${day + 1} January`);
const CARD = { title: "West", titleLang: "", parts: "", rows: [["Status", "Free"]], description: "", descriptionLang: "", note: "", noteLang: "", sources: [], passages: [], links: [] };
const AREA = { id: "west", territories: ["w"], card: CARD, spans: [[2, 5], [7, 8]] };
const FIGHT = { id: "fight", name: "Old town", names: {}, today: "", when: "about 3 January", first: 2, stop: 6, certainFirst: 3, certainStop: 5, card: { ...CARD, title: "Old town" } };

/** A panel for cards that lists what is done. */
function open(item, day, more = {}) {
  const document = openDocument();
  const done = [];
  const scene = { messages: MESSAGES, lang: "en", total: 10, dates: DATES, days: DATES, window: [0, 10], ...more };
  const tools = { goTo: (to) => done.push(to), linkTo: () => "#x", fly: () => done.push("fly"), onClose: () => done.push("closed"), signal: new AbortController().signal };
  const cards = makeCardPanel(scene, tools);
  cards.open(item, null, day, true);
  const text = (selector) => cards.panel.querySelector(selector)?.textContent ?? null;
  return { cards, done, text, document };
}

test("an area that is not in force says on which days it is, the last day included", () => {
  const { text, done, cards } = open(AREA, 0);
  assert.equal(text(".out-of-force"), "Not in force on 1 January. In force: 3 January – 5 January; 8 January. Go to 3 January");
  click(cards.panel.querySelector(".out-of-force").querySelector("button"));
  assert.deepEqual(done, [2]);
});

test("a feature says when it is in its own words, and leads to its first certain day", () => {
  const { text, done, cards } = open(FIGHT, 8);
  assert.equal(text(".out-of-force"), "Not in force on 9 January. In force: about 3 January. Go to 4 January");
  click(cards.panel.querySelector(".out-of-force").querySelector("button"));
  assert.deepEqual(done, [3]);
});

test("what is in force says nothing but its lifespan, and follows the day", () => {
  const { cards, text } = open(AREA, 2);
  assert.equal(text(".out-of-force"), null);
  const told = [4, 5, 6, 7, 8].map((day) => {
    cards.show(day);
    return text(".out-of-force") !== null;
  });
  assert.deepEqual(told, [false, true, true, false, true]);
});

test("the lifespan is a bar of possible and certain days", () => {
  const { cards } = open(FIGHT, 4);
  const bars = (name) => cards.panel.querySelectorAll(name).map((bar) => [bar.getAttribute("x"), bar.getAttribute("width")]);
  assert.deepEqual(bars(".lifespan-possible"), [["20", "40"]]);
  assert.deepEqual(bars(".lifespan-certain"), [["30", "20"]]);
  assert.deepEqual(bars(".lifespan-day"), [["40", "0.6"]]);
  assert.equal(cards.panel.querySelector(".lifespan").getAttribute("aria-label"), "In force: about 3 January");
});

test("a card without sources says so", () => {
  assert.equal(open(FIGHT, 4).text(".no-sources"), "No source.");
  const cited = { ...FIGHT, card: { ...FIGHT.card, sources: [{ text: "A Book.", workClass: "", via: "", reference: "" }] } };
  assert.equal(open(cited, 4).text(".no-sources"), null);
});

test("on a page of one day there is no lifespan", () => {
  assert.equal(open(AREA, 0, { window: [0, 1] }).text(".lifespan"), null);
});

test("a card tells names, facts, note and sources, and in which language", () => {
  const card = { ...CARD, description: "They fight.", descriptionLang: "en", note: "Some doubt.", sources: [{ text: "A Book.", workClass: "", via: "" }, { text: "A Paper.", workClass: "press", via: "" }] };
  const { text, cards } = open({ ...FIGHT, names: { de: "Altstadt", en: "Old town", other: "Vana" }, today: "New town", card, geometry: {} }, 4);
  assert.equal(text(".card-names"), "German: Altstadt\u00a0· also Vana\u00a0· today New town");
  assert.equal(text("dl"), "StatusFree");
  assert.deepEqual([text(".untranslated"), text(".card-text"), text(".card-note")], ["In English", "They fight.", "NoteSome doubt."]);
  assert.deepEqual(cards.panel.querySelectorAll(".citation").map(({ textContent }) => textContent), ["A Book.", "A Paper."]);
  assert.equal(cards.panel.querySelector(".card-text").getAttribute("lang"), "en");
  assert.equal(text(".card-actions"), "ShowLink");
  assert.equal(text(".translated"), null);
  const translated = open({ ...FIGHT, card: { ...card, descriptionLang: "", translated: "draft" } }, 4);
  assert.deepEqual([translated.text(".untranslated"), translated.text(".translated")], [null, "A draft"]);
});

test("a source says what it is, and in which work it was seen", () => {
  const sources = [["press", ""], ["web-page", "Old page"], ["", "Old page"], ["", ""]].map(([workClass, via]) => ({ text: "A Book.", workClass, via }));
  const { cards } = open({ ...FIGHT, card: { ...CARD, sources } }, 4);
  assert.deepEqual(cards.panel.querySelectorAll("li").map((each) => each.querySelector(".work-class")?.textContent ?? null), ["press", "web page · quoted from Old page", "quoted from Old page", null]);
  assert.deepEqual(cards.panel.querySelectorAll(".citation").map(({ textContent }) => textContent), Array(4).fill("A Book."));
});

const PASSAGE = { words: "«Было <b>тихо</b>»", lang: "ru", address: "https://example.org/a", place: "A Book, p. 7", stance: "claims", speaker: "A clerk", speakerLang: "en", translation: "It was quiet", translationLang: "en" };

test("a passage is told in its words, with its translation, whose words they are, and where they stand", () => {
  const { cards, text } = open({ ...FIGHT, card: { ...CARD, description: "They fight.", passages: [PASSAGE, { ...PASSAGE, lang: "en", speaker: "", translation: "" }] } }, 4);
  const [first, second] = cards.panel.querySelectorAll("figure");
  assert.equal(first.outerHTML, '<figure class="passage"><blockquote lang="ru" dir="auto" cite="https://example.org/a">«Было <b>тихо</b>»</blockquote>'
    + '<p class="translation">Our translation: <span lang="en">“It was quiet”</span></p>'
    + '<figcaption><span lang="en">A clerk</span> · <a href="https://example.org/a" target="_blank" rel="noopener">A Book, p. 7</a> · <span class="stance claims">claims this</span></figcaption></figure>');
  assert.equal(first.querySelector("b"), null, "words are text");
  assert.equal(second.textContent, "«Было <b>тихо</b>»A Book, p. 7 · claims this");
  assert.equal(text(".card-text"), "They fight.");
  // What it is and when comes first.
  const order = cards.panel.children.map((each) => each.getAttribute("class") ?? each.tagName.toLowerCase());
  assert.equal(order.indexOf("passage"), order.indexOf("dl") + 1);
});

test("a card leads to what others know of a place", () => {
  const links = [["GeoNames 588409", "https://www.geonames.org/588409"], ["Wikidata Q1770", "https://www.wikidata.org/wiki/Q1770"]];
  const { cards, text } = open({ ...FIGHT, card: { ...CARD, links } }, 4);
  assert.equal(text(".card-links"), "GeoNames 588409 · Wikidata Q1770");
  assert.deepEqual(cards.panel.querySelectorAll("a").map((each) => [each.getAttribute("href"), each.getAttribute("rel")]), links.map(([, address]) => [address, "noopener"]));
  assert.equal(open(FIGHT, 4).text(".card-links"), null);
});

test("Escape closes the card", () => {
  const { cards, done, document } = open(AREA, 2);
  assert.equal(document.activeElement.getAttribute("aria-label"), "Close");
  press(document, "Escape");
  assert.deepEqual([cards.panel.hidden, cards.item(), done], [true, null, ["closed"]]);
});

test("a card leads to where something wrong is told, if that is known and nobody is kept from leaving", () => {
  const report = { address: "https://a.example/?b={text}", version: "1.2" };
  const link = (item, more) => open(item, 4, more).cards.panel.querySelector(".card-report");
  const described = { ...FIGHT, card: { ...FIGHT.card, description: "They fight." } };
  const attributes = ["href", "target", "rel"].map((name) => link(described, { report, title: "Atlas" }).getAttribute(name));
  assert.deepEqual(attributes, ["https://a.example/?b=What%3F%0A%0A%0A%0AOld%20town%20(fight)%0Aabout%203%20January%0AThey%20fight.%0AAtlas%2C%20version%201.2", "_blank", "noopener"]);
  const mail = { address: "mailto:", version: "" };
  assert.equal(link(AREA, { report: mail, title: "Atlas" }).getAttribute("href"), "mailto:?subject=West%20(west)&body=What%3F%0D%0A%0D%0A%0D%0A%0D%0AWest%20(west)%0D%0AStatus%3A%20Free%0D%0AAtlas");
  assert.equal(link(AREA, { report: mail, title: "Atlas" }).getAttribute("target"), null);
  assert.equal(link(FIGHT, { report: null }), null);
  const { document, cards } = open(FIGHT, 4, { report, title: "Atlas" });
  document.documentElement.classList.add("kiosk");
  cards.open(FIGHT, null, 4, false);
  assert.equal(cards.panel.querySelector(".card-report"), null);
});
