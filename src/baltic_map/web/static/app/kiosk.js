// @ts-check
// The page in a kiosk: it begins anew when its reader has gone, and nothing on it leads away.
import { format, el } from "../dom/elements.js";

/**
 * @typedef {object} KioskTools
 * @property {number} seconds without a touch, after which the reader is asked
 * @property {() => boolean} isBusy whether the page moves by itself: then somebody may be looking on
 * @property {() => void} begin shows the start
 * @property {AbortSignal} signal
 */

const COUNTDOWN = 10;
// Pixels around a touch within which a sign is meant: half of a target's least size.
const FINGER = 24;
const TOUCHES = ["pointerdown", "pointermove", "touchstart", "wheel", "keydown"];
// Print, save, open, source: keys that lead out of the page.
const WAYS_OUT = /^[psou]$/i;

/** Waits for the reader to go. */
export class Kiosk {
  /** @param {any} map L.Map @param {Record<string, string>} messages @param {KioskTools} tools */
  constructor(map, { kiosk_ask: ask, kiosk_countdown: countdown, kiosk_stay: stay }, tools) {
    this.countdown = countdown;
    this.tools = tools;
    this.timer = 0;
    this.isTouched = false;
    this.count = el("p", { class: "kiosk-count", "aria-hidden": "true" });
    this.status = el("p", { class: "visually-hidden", role: "status", "aria-live": "assertive" });
    this.stay = el("button", { type: "button" }, stay);
    this.dialog = /** @type {HTMLDialogElement} */ (el("dialog", { class: "kiosk-dialog panel", role: "alertdialog",
      "aria-labelledby": "kiosk-ask" }, el("h2", { id: "kiosk-ask" }, ask), this.count, this.status, this.stay));
    map.getContainer().after(this.dialog);
    // The button, and all around it; not the touch that begins there, whose end would meet what lies beneath.
    this.dialog.addEventListener("click", () => this.dialog.close());
    this.dialog.addEventListener("close", () => this.wait());
    const { signal } = tools;
    for (const name of TOUCHES) {
      document.addEventListener(name, () => this.touch(), { capture: true, passive: true, signal });
    }
    keepInside(signal);
    widenSigns(map, signal);
    signal.addEventListener("abort", () => {
      clearTimeout(this.timer);
      this.dialog.remove();
    });
    this.wait();
  }

  /** Somebody is there. */
  touch() {
    this.isTouched = true;
    if (!this.dialog.open) this.wait();
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.ask(), this.tools.seconds * 1000);
  }

  ask() {
    if (this.tools.isBusy()) this.wait();
    else if (!this.isTouched) this.tools.begin();
    else {
      this.dialog.showModal();
      this.stay.focus();
      this.count.textContent = this.status.textContent = format(this.countdown, { seconds: COUNTDOWN });
      this.countDown(COUNTDOWN);
    }
  }

  /** @param {number} seconds */
  countDown(seconds) {
    this.count.textContent = format(this.countdown, { seconds });
    this.timer = window.setTimeout(() => (seconds > 1 ? this.countDown(seconds - 1) : this.tools.begin()), 1000);
  }
}

/** No menu, no key and nothing that is dropped on it leads out of the page. @param {AbortSignal} signal */
function keepInside(signal) {
  for (const name of ["contextmenu", "dragstart", "dragover", "drop"]) {
    document.addEventListener(name, (event) => event.preventDefault(), { signal });
  }
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && WAYS_OUT.test(event.key)) event.preventDefault();
  }, { capture: true, signal });
}

/** A finger is broad: a touch beside a sign is one of the sign. @param {any} map @param {AbortSignal} signal */
function widenSigns(map, signal) {
  const container = /** @type {HTMLElement} */ (map.getContainer());
  container.addEventListener("click", (event) => {
    if (map.dragging?.moved() || /** @type {Element} */ (event.target).closest(".feature.icon, .cluster")) return;
    const signs = [...container.querySelectorAll(".feature.icon:not(.clustered), .cluster")];
    const nearest = nearestTo(event.clientX, event.clientY, signs.map((sign) => sign.getBoundingClientRect()));
    if (nearest === null) return;
    event.stopPropagation();
    signs[nearest].dispatchEvent(new MouseEvent("click", { bubbles: true }));
  }, { capture: true, signal });
}

/**
 * Which of some boxes that are seen is the nearest to a touch, if one is near.
 * @param {number} x @param {number} y @param {DOMRect[]} boxes
 */
export function nearestTo(x, y, boxes) {
  const far = boxes.map(({ left, top, width, height }) =>
    (width ? Math.hypot(left + width / 2 - x, top + height / 2 - y) : Infinity));
  const least = Math.min(...far);
  return least <= FINGER ? far.indexOf(least) : null;
}
