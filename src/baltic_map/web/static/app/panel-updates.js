// @ts-check
// The panels follow the map: when its frame has been shown, a part a frame, and not for each of many days.
import { afterPaint } from "../dom/elements.js";

/**
 * @typedef {object} PanelUpdate
 * @property {(() => void)[]} parts
 * @property {() => void} finish
 * @property {() => boolean} isCurrent whether it still is what is to be shown
 */

// While the days run on the panels wait for so many milliseconds at most.
const LONGEST_WAIT = 400;

/** Updates of the panels, one at a time. */
export class PanelUpdates {
  /** @param {() => PanelUpdate} prepare @param {AbortSignal} signal */
  constructor(prepare, signal) {
    this.prepare = prepare;
    this.signal = signal;
    /** @type {AbortController | null} */
    this.running = null;
    /** Since when the panels have not told what the map shows. */
    this.behindSince = 0;
  }

  /** Update as soon as the map's frame has been shown; what has not been told by then of a day before never is. */
  schedule() {
    const now = performance.now();
    if (this.running && now - this.behindSince >= LONGEST_WAIT) return;
    if (!this.running) this.behindSince = now;
    this.running?.abort();
    const running = new AbortController();
    this.running = running;
    const run = () => {
      const update = this.prepare();
      const next = () => {
        if (running.signal.aborted || this.signal.aborted) return;
        update.parts.shift()?.();
        if (update.parts.length > 0) afterPaint(next);
        else {
          this.finish(update);
          if (!update.isCurrent()) this.schedule();
        }
      };
      next();
    };
    // When the second frame begins, the first has been shown.
    requestAnimationFrame(() => afterPaint(run));
  }

  /** Update at once. */
  flush() {
    if (this.signal.aborted) return;
    const update = this.prepare();
    for (const part of update.parts) part();
    this.finish(update);
  }

  /** @param {PanelUpdate} update */
  finish(update) {
    this.running?.abort();
    this.running = null;
    update.finish();
  }
}
