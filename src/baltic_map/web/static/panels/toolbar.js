// @ts-check
// The buttons beside the search: story, comparison, chronology, link, language.
import { el } from "../dom/elements.js";
import { copyButton } from "./card.js";

/**
 * @typedef {object} ToolbarActions those that are null have no button
 * @property {(() => void) | null} story
 * @property {(() => void) | null} compare
 * @property {(() => void) | null} timeline
 * @property {() => string} link
 * @property {(lang: string) => void} language
 */

/**
 * Make the buttons.
 * @param {import("../data/localize.js").Scene} scene @param {ToolbarActions} actions
 * @param {HTMLElement} status announces that a link has been copied
 */
export function makeToolbar({ messages, lang, langs }, { story, compare, timeline, link, language }, status) {
  const options = langs.map(([code, own]) => el("option", { value: code, lang: code, selected: code === lang }, own));
  const languages = /** @type {HTMLSelectElement} */ (el("select",
    { class: "language", "aria-label": messages.language }, ...options));
  languages.addEventListener("change", () => language(languages.value));
  return el("div", { class: "actions" },
    makeToolbarButton("to-story", messages.story_start, story),
    makeToolbarButton("to-compare", messages.compare_start, compare),
    makeToolbarButton("to-chronology", messages.chronology_open, timeline),
    copyButton(messages.copy_link, messages.link_copied, link, status),
    langs.length > 1 ? languages : null);
}

/** @param {string} name @param {string} text @param {(() => void) | null} act */
function makeToolbarButton(name, text, act) {
  if (!act) return null;
  const button = el("button", { type: "button", class: name }, text);
  button.addEventListener("click", act);
  return button;
}
