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
 * @property {((lang: string) => void) | null} language
 * @property {() => void} projector turns the page for a projector on or off
 */

/**
 * Make the buttons.
 * @param {import("../data/localize.js").Scene} scene @param {ToolbarActions} actions
 * @param {HTMLElement} status announces that a link has been copied
 * @param {(HTMLElement | null)[] | null} ofProjector buttons for a projector, if the page is for one
 */
export function makeToolbar(scene, { story, compare, timeline, link, language, projector }, status, ofProjector) {
  const { messages } = scene;
  const toProjector = makeToolbarButton("to-projector", messages.projector_mode, projector);
  toProjector?.setAttribute("aria-pressed", String(ofProjector !== null));
  return el("div", { class: "actions" },
    makeToolbarButton("to-story", messages.story_start, story),
    makeToolbarButton("to-compare", messages.compare_start, compare),
    makeToolbarButton("to-chronology", messages.chronology_open, timeline),
    copyButton(messages.copy_link, messages.link_copied, link, status),
    language && makeLanguageSelect(scene, language), toProjector, ...(ofProjector ?? []));
}

/**
 * Make the choice of a language.
 * @param {import("../data/localize.js").Scene} scene @param {(lang: string) => void} choose
 */
export function makeLanguageSelect({ messages, lang, langs }, choose) {
  if (langs.length < 2) return null;
  const options = langs.map(([code, own]) => el("option", { value: code, lang: code, selected: code === lang }, own));
  const select = /** @type {HTMLSelectElement} */ (el("select",
    { class: "language", "aria-label": messages.language }, ...options));
  select.addEventListener("change", () => choose(select.value));
  return select;
}

/** @param {string} name @param {string} text @param {(() => void) | null} act */
function makeToolbarButton(name, text, act) {
  if (!act) return null;
  const button = el("button", { type: "button", class: name }, text);
  button.addEventListener("click", act);
  return button;
}
