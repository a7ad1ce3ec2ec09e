// @ts-check
// The choice of a reading: in whose eyes the land is drawn.
import { el } from "../dom/elements.js";

/**
 * Make the choice, with whose reading it is and who says so.
 * @param {import("../data/localize.js").Scene} scene
 * @param {(id: string) => void} choose
 * @returns {HTMLElement | null} none where there is nothing to choose
 */
export function makeReadingSwitch({ messages, reading, readings }, choose) {
  if (readings.length < 2) return null;
  const options = readings.map(([id, name]) => el("option", { value: id, selected: id === reading.id }, name));
  const select = /** @type {HTMLSelectElement} */ (el("select", { class: "reading" }, ...options));
  select.addEventListener("change", () => choose(select.value));
  const { description, sources } = reading;
  return el("div", { class: "reading-switch" },
    el("label", {}, el("span", { class: "reading-label" }, messages.reading), select),
    // Of the first nothing needs to be said.
    description && reading.id !== readings[0][0] ? el("p", { class: "muted" }, description) : null,
    sources.length ? el("p", { class: "muted sources" }, sources.join("; ")) : null);
}
