import assert from "node:assert/strict";
import test from "node:test";
import { Story } from "../../src/baltic_map/web/static/panels/story.js";
import { click, openDocument, press } from "./dom.mjs";

const MESSAGES = { story_step: "Step {number} of {total}", story_back: "Back", story_on: "On", story_play: "Play", story_pause: "Pause", story_leave: "Leave", story_resume: "Resume", story_print: "Print", story_sources: "Sources", untranslated: "In English" };
const step = (id, day, more = {}) => ({ id, day, title: id, paragraphs: [`About ${id}.`], sources: [], translated: true, highlight: [], view: null, ...more });

/** An open story of three steps that lists where it went. */
function open() {
  openDocument();
  const shown = [];
  const turns = [];
  const steps = [step("one", 0), step("two", 1, { sources: ["A Book."] }), step("three", 2, { translated: false })];
  const story = new Story({ title: "The story", steps }, { messages: MESSAGES, days: ["Monday", "Tuesday", "Wednesday"] }, {
    go: ({ id }) => shown.push(id), onClose: () => shown.push("closed"), onStep: (number) => shown.push(number),
    turn: (act) => { turns.push(shown.length); act(); }, signal: new AbortController().signal,
  });
  story.open(0);
  return { story, shown, turns, text: (selector) => story.element.querySelector(selector).textContent };
}

test("every step can be reached, the last too, and none beyond", () => {
  const { story, shown, text } = open();
  for (const title of ["two", "three", "three"]) {
    click(story.on);
    assert.equal(text("h2"), title);
  }
  assert.deepEqual(shown, ["one", 0, "two", 1, "three", 2]);
  assert.deepEqual([text(".story-count"), text(".story-day"), text(".story-prose")], ["Step 3 of 3", "Wednesday", "About three."]);
  assert.deepEqual([story.back.disabled, story.on.disabled], [false, true]);
  for (const title of ["two", "one", "one"]) {
    click(story.back);
    assert.equal(text("h2"), title);
  }
  assert.deepEqual([story.back.disabled, story.on.disabled], [true, false]);
});

test("a step is reached by its dot, by the keys and by a link", () => {
  const { story, text } = open();
  click(story.dots[2]);
  assert.equal(text("h2"), "three");
  press(story.text, "PageUp");
  assert.equal(text("h2"), "two");
  press(story.text, "ArrowRight");
  assert.equal(text("h2"), "three");
  for (const [number, title] of [[2, "three"], [99, "three"], [-1, "one"], [1.7, "two"], [NaN, "one"]]) {
    story.open(number);
    assert.equal(text("h2"), title, String(number));
  }
});

test("a step that is not translated says so, and its sources are told if it has any", () => {
  const { story } = open();
  const told = () => [story.untranslated.hidden, story.heading.getAttribute("lang"), story.cited.hidden, story.sources.textContent];
  assert.deepEqual(told(), [true, null, true, ""]);
  click(story.on);
  assert.deepEqual(told(), [true, null, false, "A Book."]);
  click(story.on);
  assert.deepEqual(told(), [false, "en", true, ""]);
});

test("a reader who has strayed may come back to the step", () => {
  const { story, shown } = open();
  story.stray();
  assert.equal(story.resume.hidden, false);
  click(story.resume);
  assert.equal(story.resume.hidden, true);
  assert.deepEqual(shown, ["one", 0, "one"]);
});

test("Escape leaves the story and gives the focus back", () => {
  const { story, shown } = open();
  story.opener = globalThis.document.createElement("button");
  press(story.text, "Escape");
  assert.equal(story.isOpen, false);
  assert.equal(shown.at(-1), "closed");
  assert.equal(globalThis.document.activeElement.tagName, "button");
});

test("what the reader turns to can be gone back from; what is opened or tells itself is no turn", () => {
  const { story, turns } = open();
  assert.deepEqual(turns, []);
  click(story.on);
  press(story.text, "PageUp");
  assert.equal(turns.length, 2);
  story.advance();
  assert.equal(turns.length, 2);
});

test("Page Down goes on from the page and the map, but not from a list or where a modifier is held", () => {
  const { story, text } = open();
  const { document } = globalThis;
  document.body = document.createElement("body");
  const at = (target, key, more = {}) => document.dispatch("keydown", { key, target, preventDefault() {}, ...more });
  at(document.body, "PageDown");
  assert.equal(text("h2"), "two");
  const map = document.createElement("div");
  map.setAttribute("class", "leaflet-container");
  at(map, "PageDown");
  assert.equal(text("h2"), "three");
  at(document.createElement("ul"), "PageUp");
  at(map, "PageUp", { shiftKey: true });
  at(map, "PageUp", { defaultPrevented: true });
  assert.equal(text("h2"), "three");
  at(map, "PageUp");
  assert.equal(text("h2"), "two");
  story.close();
  at(map, "PageDown");
  assert.equal(text("h2"), "two");
});

test("to attract, the story tells itself without end until somebody touches the page", (context) => {
  const { story, text } = open();
  context.mock.timers.enable({ apis: ["setTimeout"] });
  story.close();
  story.attract();
  assert.deepEqual([story.isOpen, text("h2"), story.autoplay.isPlaying], [true, "one", true]);
  story.stray();
  const titles = [1, 2, 3, 4].map(() => {
    context.mock.timers.tick(8000);
    return text("h2");
  });
  assert.deepEqual(titles, ["two", "three", "one", "two"]);
  globalThis.document.dispatch("pointerdown", { target: globalThis.document.createElement("div") });
  assert.equal(story.autoplay.isPlaying, false);
  // Told by the reader's wish, it has an end.
  story.startAutoplay();
  for (let step = 0; step < 4; step += 1) context.mock.timers.tick(8000);
  assert.deepEqual([text("h2"), story.autoplay.isPlaying], ["three", false]);
});
