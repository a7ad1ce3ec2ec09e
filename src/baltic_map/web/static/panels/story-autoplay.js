// @ts-check
// The story by itself: each step for as long as it takes to read, until the reader takes hold of the page.

/**
 * @typedef {object} AutoplayTools
 * @property {() => number} seconds that the step which is shown takes to read
 * @property {() => boolean} isLast whether that step is the last
 * @property {() => void} next shows the next step
 * @property {(isPlaying: boolean) => void} onChange
 */

const READING_PACE = { wordsASecond: 3, leastSeconds: 8 };

/**
 * How long a step takes to read.
 * @param {{ title: string, paragraphs: string[] }} step
 * @returns {number} seconds
 */
export function readingSeconds({ title, paragraphs }) {
  const words = [title, ...paragraphs].join(" ").split(/\s+/).filter(Boolean);
  return Math.max(READING_PACE.leastSeconds, words.length / READING_PACE.wordsASecond);
}

/** Turns the steps of a story. */
export class StoryAutoplay {
  /** @param {Element} button that starts and stops it by its own click @param {AutoplayTools} tools */
  constructor(button, tools) {
    this.button = button;
    this.tools = tools;
    /** @type {AbortController | null} */
    this.running = null;
  }

  get isPlaying() {
    return this.running !== null;
  }

  start() {
    this.running = new AbortController();
    const { signal } = this.running;
    // Wherever the reader takes hold of the page, it stops.
    for (const name of ["pointerdown", "wheel", "keydown"]) {
      document.addEventListener(name, (event) => this.stopAt(event), { capture: true, passive: true, signal });
    }
    document.addEventListener("visibilitychange", () => this.stop(), { signal });
    this.tools.onChange(true);
    if (this.tools.isLast()) this.stop();
    else this.schedule(signal);
  }

  stop() {
    this.running?.abort();
    this.running = null;
    this.tools.onChange(false);
  }

  /** @param {Event} event */
  stopAt(event) {
    // The Tab key is on its way to the button.
    const isTab = ["Tab", "Shift"].includes(/** @type {KeyboardEvent} */ (event).key);
    if (!isTab && !this.button.contains(/** @type {Node} */ (event.target))) this.stop();
  }

  /** @param {AbortSignal} signal */
  schedule(signal) {
    const timer = setTimeout(() => {
      this.tools.next();
      if (this.tools.isLast()) this.stop();
      else this.schedule(signal);
    }, this.tools.seconds() * 1000);
    signal.addEventListener("abort", () => clearTimeout(timer), { once: true });
  }
}
