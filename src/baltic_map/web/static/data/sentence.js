// @ts-check
// The first sentence of a text.

// A full stop after a word of some length ends a sentence; one after an initial or "gen." does not. As in text.py.
const SENTENCE_END = /(?<=[a-zõäöüāēīūčšž0-9)-]{4}[.!?])\s+(?=[A-ZÕÄÖÜĀČŠŽ0-9“„])/;

/** @param {string} text */
export function firstSentence(text) {
  return text.trim().split(SENTENCE_END)[0];
}
