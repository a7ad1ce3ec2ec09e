// @ts-check
// The first sentence of a text.

// A full stop after a word of some length ends a sentence; one after an initial, "gen." or "plkst." does
// not. As in text.py, but without looking behind, which older browsers cannot read.
const SENTENCE =
  /^.*?(?!lkst\.)[a-zõäöüāēģīķļņūčšžąęėįųа-яё0-9)-]{4}[.!?](?=\s+[A-ZÕÄÖÜĀĒĢĪĶĻŅŪČŠŽĄĘĖĮŲА-ЯЁ0-9“„«])/s;

/** @param {string} text */
export function firstSentence(text) {
  const whole = text.trim();
  return SENTENCE.exec(whole)?.[0] ?? whole;
}
