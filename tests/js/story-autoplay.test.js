import assert from "node:assert/strict";
import test from "node:test";
import { readingSeconds } from "../../src/baltic_map/web/static/panels/story-autoplay.js";

const step = (words, paragraphs = 1) => ({
  title: "A title", paragraphs: Array.from({ length: paragraphs }, () => Array(words).fill("word").join(" ")),
});

test("a step is shown as long as its words take to read, the title and all paragraphs counted", () => {
  assert.equal(readingSeconds(step(43)), 15);
  assert.equal(readingSeconds(step(44, 2)), 30);
});

test("a short step is not hurried away", () => {
  assert.equal(readingSeconds(step(3)), 8);
  assert.equal(readingSeconds({ title: "", paragraphs: [] }), 8);
});
