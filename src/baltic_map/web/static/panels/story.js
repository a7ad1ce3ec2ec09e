// @ts-check
// The guided story: a panel that shows one step at a time, beside a map that stays free.
import { format, el } from "../dom/elements.js";
import { StoryAutoplay, readingSeconds } from "./story-autoplay.js";

/**
 * @typedef {import("../data/localize.js").StepData} StepData
 * @typedef {object} StoryTools
 * @property {(step: StepData) => void} go shows the step's day, view and features
 * @property {() => void} onClose
 * @property {(number: number) => void} onStep a step is shown, counted from 0
 * @property {(act: () => void) => void} turn the reader turns to another step: the one before stays to go back to
 * @property {() => void} print prints all steps
 * @property {AbortSignal} signal
 */

const STORY_KEYS = /** @type {Record<string, number>} */ ({ ArrowLeft: -1, PageUp: -1, ArrowRight: 1, PageDown: 1 });

/** The panel of the story, closed at first. */
export class Story {
  /**
   * @param {{ title: string, steps: StepData[] }} story at least one step
   * @param {{ messages: Record<string, string>, days: ArrayLike<string> }} scene
   * @param {StoryTools} tools
   */
  constructor({ title, steps }, { messages, days }, tools) {
    this.steps = steps;
    this.messages = messages;
    this.days = days;
    this.tools = tools;
    /** Which step is shown, counted from 0. */
    this.step = 0;
    /** Whether the reader has left the day or the view of the step. */
    this.hasStrayed = false;
    /** Whether the first step follows the last, as long as nobody touches the page. */
    this.isEndless = false;
    /** @type {Element | null} */
    this.opener = null;
    this.count = el("p", { class: "story-count", id: "story-count" });
    this.heading = el("h2", { id: "story-heading", tabindex: -1, "aria-describedby": "story-count story-day" });
    this.day = el("p", { class: "story-day", id: "story-day" });
    this.prose = el("div", { class: "story-prose" });
    this.untranslated = el("p", { class: "story-untranslated" }, messages.untranslated);
    this.sources = el("ul");
    this.cited = el("details", { class: "story-sources" }, el("summary", {}, messages.story_sources), this.sources);
    this.print = el("button", { type: "button", class: "story-print" }, messages.story_print);
    this.text = el("div", { class: "story-text" },
      this.heading, this.day, this.prose, this.untranslated, this.cited, this.print);
    this.leave = el("button", {
      type: "button", class: "story-leave", "aria-label": messages.story_leave, title: messages.story_leave,
    }, "×");
    this.resume = el("button", { type: "button", class: "story-resume", hidden: true }, messages.story_resume);
    this.back = makeTurnButton("story-back", "←", messages.story_back);
    this.on = makeTurnButton("story-on", "→", messages.story_on);
    this.play = el("button", { type: "button", class: "story-play" }, messages.story_play);
    this.dots = steps.map((step, number) => {
      const name = `${this.countText(number)}: ${step.title}`;
      return el("button", { type: "button", "aria-label": name, title: step.title });
    });
    this.status = el("p", { class: "visually-hidden", role: "status" });
    /** What is told, at the foot of the map, while the story tells itself. */
    this.element = this.makeElement(title);
    this.autoplay = new StoryAutoplay(this.play, {
      seconds: () => readingSeconds(steps[this.step]),
      isLast: () => !this.isEndless && this.step === steps.length - 1,
      next: () => this.advance(),
      onChange: (isPlaying) => this.showAutoplay(isPlaying),
    });
    this.listen();
    tools.signal.addEventListener("abort", () => this.autoplay.stop(), { once: true });
    this.write();
  }

  // ------------------------------------------------------------------ the panel
  /** @param {string} title */
  makeElement(title) {
    return el("section", { class: "story panel", role: "region", "aria-label": title, hidden: true },
      el("header", {}, el("p", { class: "story-title" }, title), this.count, this.leave),
      this.text, this.resume,
      el("div", { class: "story-turn" }, this.back, this.play, this.on),
      el("ol", { class: "story-dots" }, ...this.dots.map((dot) => el("li", {}, dot))),
      this.status);
  }

  listen() {
    this.leave.addEventListener("click", () => this.close());
    this.back.addEventListener("click", () => this.turnTo(this.step - 1));
    this.on.addEventListener("click", () => this.turnTo(this.step + 1));
    this.dots.forEach((dot, number) => dot.addEventListener("click", () => this.turnTo(number)));
    this.play.addEventListener("click", () => (this.autoplay.isPlaying ? this.autoplay.stop() : this.startAutoplay()));
    this.print.addEventListener("click", () => this.tools.print());
    this.resume.addEventListener("click", () => {
      this.show();
      this.heading.focus({ preventScroll: true });
    });
    this.element.addEventListener("keydown", (event) => {
      const { key } = event;
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (key !== "Escape" && !(key in STORY_KEYS)) return;
      event.preventDefault();
      event.stopPropagation();
      if (key === "Escape") this.close();
      else this.turnTo(this.step + STORY_KEYS[key]);
    });
    document.addEventListener("keydown", (event) => this.turnByPage(event), { signal: this.tools.signal });
  }

  /**
   * Presenters press Page Down wherever the focus is; what has another use for the key keeps it.
   * @param {KeyboardEvent} event
   */
  turnByPage(event) {
    if (this.element.hidden || event.defaultPrevented || !["PageUp", "PageDown"].includes(event.key)) return;
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const at = /** @type {Element} */ (event.target);
    if (at !== document.body && !at.closest(".leaflet-container")) return;
    event.preventDefault();
    this.turnTo(this.step + STORY_KEYS[event.key]);
  }

  /** @param {number} number */
  countText(number) {
    return format(this.messages.story_step, { number: number + 1, total: this.steps.length });
  }

  /** Write the step into the panel. */
  write() {
    const step = this.steps[this.step];
    this.count.textContent = this.countText(this.step);
    this.heading.textContent = step.title;
    this.day.textContent = this.days[step.day];
    this.prose.replaceChildren(...step.paragraphs.map((paragraph) => el("p", {}, paragraph)));
    for (const part of [this.heading, this.prose]) {
      if (step.translated) part.removeAttribute("lang");
      else part.setAttribute("lang", "en");
    }
    this.untranslated.hidden = step.translated;
    this.cited.hidden = step.sources.length === 0;
    this.sources.replaceChildren(...step.sources.map((source) => el("li", {}, source)));
    this.dots.forEach((dot, number) => {
      dot.classList.toggle("passed", number < this.step);
      if (number === this.step) dot.setAttribute("aria-current", "step");
      else dot.removeAttribute("aria-current");
    });
    /** @type {HTMLButtonElement} */ (this.back).disabled = this.step === 0;
    /** @type {HTMLButtonElement} */ (this.on).disabled = this.step === this.steps.length - 1;
    this.element.style.setProperty("--seconds", `${readingSeconds(step)}s`);
    this.text.scrollTop = 0;
  }

  // ------------------------------------------------------------------ steps
  /** Show the step on the map. */
  show() {
    this.hasStrayed = false;
    this.resume.hidden = true;
    this.tools.go(this.steps[this.step]);
  }

  /** @param {number} number */
  showStep(number) {
    this.step = number;
    this.write();
    this.show();
    this.tools.onStep(number);
  }

  /** The reader turns to a step. @param {number} number */
  turnTo(number) {
    this.autoplay.stop();
    if (number < 0 || number >= this.steps.length) return;
    this.tools.turn(() => this.showStep(number));
    this.heading.focus({ preventScroll: true });
  }

  /** Say that the reader has left the day or the view of the step. */
  stray() {
    // Without a reader the map is moved by nobody but itself.
    if (this.element.hidden || this.isEndless) return;
    this.autoplay.stop();
    this.hasStrayed = true;
    this.resume.hidden = false;
  }

  // ------------------------------------------------------------------ autoplay
  startAutoplay() {
    if (this.step === this.steps.length - 1) this.showStep(0);
    else if (this.hasStrayed) this.show();
    this.autoplay.start();
  }

  /** Tell the story again and again, until somebody takes hold of the page. */
  attract() {
    this.open(0, { move: false });
    this.showStep(0);
    this.isEndless = true;
    this.autoplay.start();
  }

  advance() {
    this.showStep((this.step + 1) % this.steps.length);
    // The focus stays where the reader has put it; the step is only announced.
    this.status.textContent = `${this.count.textContent}: ${this.heading.textContent}. ${this.day.textContent}`;
  }

  /** @param {boolean} isPlaying */
  showAutoplay(isPlaying) {
    this.isEndless &&= isPlaying;
    this.element.classList.toggle("autoplay", isPlaying);
    this.play.textContent = isPlaying ? this.messages.story_pause : this.messages.story_play;
  }

  // ------------------------------------------------------------------ opening and closing
  get isOpen() {
    return !this.element.hidden;
  }

  /**
   * Open the story at a step, counted from 0.
   * @param {number} [number]
   * @param {{ move?: boolean }} [options] without move only the panel is shown: the map and the focus stay
   */
  open(number = 0, { move = true } = {}) {
    if (this.element.hidden) this.opener = document.activeElement;
    this.element.hidden = false;
    const wanted = Math.min(Math.max(Math.trunc(number) || 0, 0), this.steps.length - 1);
    this.autoplay.stop();
    if (move) {
      this.showStep(wanted);
      this.heading.focus({ preventScroll: true });
    } else {
      this.step = wanted;
      this.write();
    }
  }

  close() {
    if (this.element.hidden) return;
    this.autoplay.stop();
    const isInside = this.element.contains(document.activeElement);
    this.element.hidden = true;
    this.status.textContent = "";
    this.tools.onClose();
    const opener = /** @type {HTMLElement | null} */ (this.opener);
    if (isInside && opener?.isConnected) opener.focus({ preventScroll: true });
    this.opener = null;
  }
}

/** @param {string} name @param {"←" | "→"} arrow @param {string} label */
function makeTurnButton(name, arrow, label) {
  const icon = el("span", { class: "arrow", "aria-hidden": "true" }, arrow);
  return el("button", { type: "button", class: name }, ...(arrow === "←" ? [icon, " ", label] : [label, " ", icon]));
}
