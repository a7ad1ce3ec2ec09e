// @ts-check
// The panels follow the map: when it has been painted, a part a frame, and not more often than can be read.
import { afterPaint } from "../dom/elements.js";

/**
 * @typedef {object} PanelUpdate
 * @property {(() => void)[]} parts
 * @property {() => void} finish
 * @property {() => boolean} isCurrent whether it still is what is to be shown
 */

// Milliseconds between two updates while the days run on.
const UPDATE_PAUSE = 150;

/** Updates of the panels, one at a time. */
export class PanelUpdates {
  /** @param {() => PanelUpdate} prepare @param {AbortSignal} signal */
  constructor(prepare, signal) {
    this.prepare = prepare;
    this.signal = signal;
    /** @type {AbortController | null} */
    this.running = null;
    this.finishedAt = -Infinity;
  }

  /** Update as soon as the map has been painted. */
  schedule() {
    if (this.running) return;
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
    setTimeout(() => afterPaint(run), Math.max(0, this.finishedAt + UPDATE_PAUSE - performance.now()));
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
    this.finishedAt = performance.now();
    update.finish();
  }
}
