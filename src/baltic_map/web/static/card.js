// @ts-check
// The card of a chosen thing: what, when, where, how sure, and who says so.
import { make } from "./dom.js";

/**
 * @typedef {object} CardData
 * @property {string} title
 * @property {string} names
 * @property {[string, string][]} rows
 * @property {string} description
 * @property {string} note
 * @property {string[]} sources
 */

/**
 * Make the place where cards are shown, one at a time.
 * @param {CardData[]} cards
 * @param {Record<string, string>} words
 * @param {() => void} onClose
 */
export function makeCardPanel(cards, words, onClose) {
  const said = make("p", { class: "said", role: "status", "aria-live": "polite" });
  const panel = make("aside", { class: "card", role: "dialog", "aria-labelledby": "card-title", hidden: true });
  /** @type {Element | null} */
  let opener = null;

  const close = () => {
    if (panel.hidden) return;
    panel.hidden = true;
    opener?.classList.remove("chosen");
    onClose();
    if (opener?.isConnected) /** @type {HTMLElement} */ (opener).focus({ preventScroll: true });
    opener = null;
  };

  /** @param {number} number @param {Element} from */
  const open = (number, from) => {
    opener?.classList.remove("chosen");
    opener = from;
    opener.classList.add("chosen");
    const shut = make("button", { type: "button", class: "shut", "aria-label": words.close }, "×");
    shut.addEventListener("click", close);
    panel.replaceChildren(shut, ...contents(cards[number], words, said));
    panel.hidden = false;
    panel.scrollTop = 0;
    shut.focus({ preventScroll: true });
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden) {
      event.preventDefault();
      close();
    }
  });
  return { panel, said, open, close };
}

/** @param {CardData} card @param {Record<string, string>} words @param {HTMLElement} said */
function contents(card, words, said) {
  const rows = card.rows.flatMap(([heading, text]) => [make("dt", {}, heading), make("dd", {}, text)]);
  const sources = card.sources.map((text) => {
    const copy = make("button", { type: "button", class: "copy" }, words.card_copy);
    copy.addEventListener("click", async () => {
      said.textContent = "";
      const done = await copyText(text, copy);
      if (!done) return;
      said.textContent = words.card_copied;
      copy.textContent = words.card_copied;
      copy.addEventListener("blur", () => { copy.textContent = words.card_copy; }, { once: true });
    });
    return make("li", {}, make("span", { class: "citation" }, text), " ", copy);
  });
  return [
    make("h2", { id: "card-title" }, card.title),
    card.names ? make("p", { class: "card-names" }, card.names) : null,
    card.description ? make("p", { class: "card-text" }, card.description) : null,
    rows.length ? make("dl", {}, ...rows) : null,
    card.note ? make("div", { class: "card-note" }, make("h3", {}, words.card_note), make("p", {}, card.note)) : null,
    sources.length ? make("h3", {}, words.card_sources) : null,
    sources.length ? make("ul", { class: "sources" }, ...sources) : null,
  ].filter((part) => part !== null);
}

/**
 * Copy a text, also where the clipboard is closed to pages opened from a file.
 * @param {string} text @param {HTMLElement} beside
 * @returns {Promise<boolean>}
 */
async function copyText(text, beside) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = /** @type {HTMLTextAreaElement} */ (make("textarea", { class: "said", "aria-hidden": "true", tabindex: -1 }));
    area.value = text;
    beside.after(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    beside.focus();
    return done;
  }
}
