// @ts-check
// The guided story: a sheet of paper that tells one step at a time, beside a map that stays free.
import { fillIn, make } from "./dom.js";

/**
 * @typedef {import("./tell.js").StepData} StepData
 * @typedef {object} StoryTools
 * @property {(step: StepData) => void} go shows the step's day, view and features
 * @property {() => void} onClose
 * @property {(number: number) => void} onStep a step is told, counted from 0
 * @property {AbortSignal} signal
 */

const STORY_PACE = { wordsASecond: 3, leastSeconds: 8 };
const STORY_KEYS = /** @type {Record<string, number>} */ ({ ArrowLeft: -1, PageUp: -1, ArrowRight: 1, PageDown: 1 });

/**
 * Tell how long a step takes to read.
 * @param {{ title: string, paragraphs: string[] }} step
 * @returns {number} seconds
 */
export function storySeconds({ title, paragraphs }) {
  const words = [title, ...paragraphs].join(" ").split(/\s+/).filter(Boolean).length;
  return Math.max(STORY_PACE.leastSeconds, words / STORY_PACE.wordsASecond);
}

/**
 * Make the sheet of the story, closed.
 * @param {{ title: string, steps: StepData[] }} story at least one step
 * @param {{ words: Record<string, string>, days: string[] }} told
 * @param {StoryTools} tools
 */
export function makeStory(story, { words, days }, tools) {
  const { title, steps } = story;
  let at = 0;
  let stray = false;
  /** @type {Element | null} */
  let opener = null;

  // ------------------------------------------------------------------ the sheet
  const leave = make("button", { type: "button", class: "story-leave", "aria-label": words.story_leave, title: words.story_leave }, "×");
  const count = make("p", { class: "story-count", id: "story-count" });
  const heading = make("h2", { id: "story-heading", tabindex: -1, "aria-describedby": "story-count story-day" });
  const day = make("p", { class: "story-day", id: "story-day" });
  const prose = make("div", { class: "story-prose" });
  const untranslated = make("p", { class: "story-untranslated" }, words.untranslated);
  const sources = make("ul");
  const cited = make("details", { class: "story-sources" }, make("summary", {}, words.story_sources), sources);
  const text = make("div", { class: "story-text" }, heading, day, prose, untranslated, cited);
  const resume = make("button", { type: "button", class: "story-resume", hidden: true }, words.story_resume);
  const back = storyTurner("story-back", "←", words.story_back);
  const on = storyTurner("story-on", "→", words.story_on);
  const play = make("button", { type: "button", class: "story-play" }, words.story_play);
  const dots = steps.map((step, number) => {
    const name = `${fillIn(words.story_step, { number: number + 1, total: steps.length })}: ${step.title}`;
    return make("button", { type: "button", "aria-label": name, title: step.title });
  });
  const said = make("p", { class: "said", role: "status" });
  const element = make("section", { class: "story paper", role: "region", "aria-label": title, hidden: true },
    make("header", {}, make("p", { class: "story-title" }, title), count, leave),
    text, resume,
    make("div", { class: "story-turn" }, back, play, on),
    make("ol", { class: "story-dots" }, ...dots.map((dot) => make("li", {}, dot))),
    said);

  const write = () => {
    const step = steps[at];
    const lang = step.translated ? null : "en";
    count.textContent = fillIn(words.story_step, { number: at + 1, total: steps.length });
    heading.textContent = step.title;
    day.textContent = days[step.day];
    prose.replaceChildren(...step.paragraphs.map((paragraph) => make("p", {}, paragraph)));
    for (const part of [heading, prose]) {
      if (lang) part.setAttribute("lang", lang);
      else part.removeAttribute("lang");
    }
    untranslated.hidden = step.translated;
    cited.hidden = step.sources.length === 0;
    sources.replaceChildren(...step.sources.map((source) => make("li", {}, source)));
    dots.forEach((dot, number) => {
      dot.classList.toggle("told", number < at);
      if (number === at) dot.setAttribute("aria-current", "step");
      else dot.removeAttribute("aria-current");
    });
    /** @type {HTMLButtonElement} */ (back).disabled = at === 0;
    /** @type {HTMLButtonElement} */ (on).disabled = at === steps.length - 1;
    element.style.setProperty("--seconds", `${storySeconds(step)}s`);
    text.scrollTop = 0;
  };
  const show = () => {
    stray = false;
    resume.hidden = true;
    tools.go(steps[at]);
  };
  const tellStep = (/** @type {number} */ number) => {
    at = number;
    write();
    show();
    tools.onStep(at);
  };
  const turnTo = (/** @type {number} */ number) => {
    halt();
    if (number < 0 || number >= steps.length) return;
    tellStep(number);
    heading.focus({ preventScroll: true });
  };

  // ------------------------------------------------------------------ telling by itself
  /** @type {AbortController | null} */
  let telling = null;
  const halt = () => {
    telling?.abort();
    telling = null;
    element.classList.remove("telling");
    play.textContent = words.story_play;
  };
  const tellOn = (/** @type {AbortSignal} */ signal) => {
    const timer = setTimeout(() => {
      tellStep(at + 1);
      // The focus stays where the reader has put it; the step is only announced.
      said.textContent = `${count.textContent}: ${heading.textContent}. ${day.textContent}`;
      if (at === steps.length - 1) halt();
      else tellOn(signal);
    }, storySeconds(steps[at]) * 1000);
    signal.addEventListener("abort", () => clearTimeout(timer), { once: true });
  };
  const begin = () => {
    if (at === steps.length - 1) tellStep(0);
    else if (stray) show();
    telling = new AbortController();
    const { signal } = telling;
    const stop = (/** @type {Event} */ event) => {
      // The button stops it by its own click; the Tab key is on its way to it.
      const way = /** @type {KeyboardEvent} */ (event).key === "Tab" || /** @type {KeyboardEvent} */ (event).key === "Shift";
      if (!way && !play.contains(/** @type {Node} */ (event.target))) halt();
    };
    // Wherever the reader takes hold of the page, it stops.
    for (const name of ["pointerdown", "wheel", "keydown"]) document.addEventListener(name, stop, { capture: true, passive: true, signal });
    document.addEventListener("visibilitychange", halt, { signal });
    element.classList.add("telling");
    play.textContent = words.story_pause;
    if (steps.length > 1) tellOn(signal);
    else halt();
  };

  // ------------------------------------------------------------------ opening, closing, turning
  /**
   * Open the story at a step, counted from 0.
   * @param {number} [number]
   * @param {{ move?: boolean }} [options] without move only the sheet is shown: the map and the focus stay
   */
  const open = (number = 0, { move = true } = {}) => {
    if (element.hidden) opener = document.activeElement;
    element.hidden = false;
    const wanted = Math.min(Math.max(Math.trunc(number) || 0, 0), steps.length - 1);
    if (move) turnTo(wanted);
    else {
      halt();
      at = wanted;
      write();
    }
  };
  const close = () => {
    if (element.hidden) return;
    halt();
    const inside = element.contains(document.activeElement);
    element.hidden = true;
    said.textContent = "";
    tools.onClose();
    if (inside && opener?.isConnected) /** @type {HTMLElement} */ (opener).focus({ preventScroll: true });
    opener = null;
  };

  leave.addEventListener("click", close);
  back.addEventListener("click", () => turnTo(at - 1));
  on.addEventListener("click", () => turnTo(at + 1));
  dots.forEach((dot, number) => dot.addEventListener("click", () => turnTo(number)));
  play.addEventListener("click", () => (telling ? halt() : begin()));
  resume.addEventListener("click", () => {
    show();
    heading.focus({ preventScroll: true });
  });
  element.addEventListener("keydown", (event) => {
    const { key } = event;
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || !(key === "Escape" || key in STORY_KEYS)) return;
    event.preventDefault();
    event.stopPropagation();
    if (key === "Escape") close();
    else turnTo(at + STORY_KEYS[key]);
  });
  tools.signal.addEventListener("abort", halt, { once: true });
  write();

  return {
    element,
    open,
    close,
    isOpen: () => !element.hidden,
    /** Which step is told, counted from 0. */
    step: () => at,
    /** Say that the reader has left the day or the view of the step. */
    strayed: () => {
      if (element.hidden) return;
      halt();
      stray = true;
      resume.hidden = false;
    },
  };
}

/** @param {string} name @param {string} arrow @param {string} word */
function storyTurner(name, arrow, word) {
  const sign = make("span", { class: "arrow", "aria-hidden": "true" }, arrow);
  return make("button", { type: "button", class: name }, ...(arrow === "←" ? [sign, " ", word] : [word, " ", sign]));
}
