// @ts-check
// For a projector: the map alone and the whole screen, each by a button and by one key.
import { el } from "../dom/elements.js";

/**
 * @typedef {object} ProjectorTools
 * @property {HTMLElement} map takes the focus when it is alone
 * @property {(by: 1 | -1) => void} turn to the next change or the one before, while nothing is there to press
 * @property {() => void} onChange panels have come or gone
 * @property {AbortSignal} signal
 */

const PAGE_KEYS = /** @type {Record<string, 1 | -1>} */ ({ PageDown: 1, PageUp: -1 });
// Where letters are typed, or choose.
const TYPING = "input:not([type=range], [type=checkbox]), select, textarea";

/** What a lecturer has at hand. */
export class Projector {
  /** @param {Record<string, string>} messages @param {ProjectorTools} tools */
  constructor({ projector_alone: alone, projector_panels: panels, projector_full: full }, tools) {
    this.tools = tools;
    /** @type {Element | null} */
    this.opener = null;
    this.alone = makeKeyButton("to-map-alone", alone, "H", () => this.showAlone(true));
    this.full = document.fullscreenEnabled ? makeKeyButton("to-full-screen", full, "F", toggleFullScreen) : null;
    /** Boards that are touched have no keys. */
    this.back = el("div", { class: "from-map-alone panel" },
      makeKeyButton("", panels, "H", () => this.showAlone(false)));
    tools.map.after(this.back);
    // Before the panels, which have their own use for Escape.
    document.addEventListener("keydown", (event) => this.press(event), { capture: true, signal: tools.signal });
    tools.signal.addEventListener("abort", () => {
      this.back.remove();
      document.documentElement.classList.remove("map-alone");
    });
  }

  get buttons() {
    return [this.alone, this.full];
  }

  get isAlone() {
    return document.documentElement.classList.contains("map-alone");
  }

  /** @param {boolean} isAlone */
  showAlone(isAlone) {
    if (isAlone) this.opener = document.activeElement;
    document.documentElement.classList.toggle("map-alone", isAlone);
    this.tools.onChange();
    const goal = /** @type {HTMLElement | null} */ (isAlone ? this.tools.map : this.opener);
    goal?.focus({ preventScroll: true });
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (/** @type {Element} */ (event.target).closest(TYPING)) return;
    const act = this.actOf(event);
    if (!act) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    act();
  }

  /** @param {KeyboardEvent} event */
  actOf({ key, code }) {
    // On a keyboard of other letters the key is where it always is.
    const letter = /^[a-z]$/i.test(key) ? key.toLowerCase() : code.replace(/^Key/, "").toLowerCase();
    if (letter === "h") return () => this.showAlone(!this.isAlone);
    if (letter === "f" && this.full) return toggleFullScreen;
    if (!this.isAlone) return null;
    if (key === "Escape") return () => this.showAlone(false);
    return key in PAGE_KEYS ? () => this.tools.turn(PAGE_KEYS[key]) : null;
  }
}

function toggleFullScreen() {
  const change = document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
  // Where the reader or the browser refuses, all stays as it is.
  change.catch(() => {});
}

/** @param {string} name @param {string} text @param {string} key @param {() => void} act */
function makeKeyButton(name, text, key, act) {
  const button = el("button", { type: "button", class: name, "aria-keyshortcuts": key }, `${text} (${key})`);
  button.addEventListener("click", act);
  return button;
}
