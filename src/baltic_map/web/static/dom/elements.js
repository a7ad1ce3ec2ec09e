// @ts-check
// Elements are made one by one and texts are text nodes: nothing of the data is ever read as markup.

const [HINT_FROM, HINT_MOST] = [120, 1000];
const SVG_SPACE = "http://www.w3.org/2000/svg";
// A date in figures, or as one of the languages writes it; `markup.py` has the same.
const DATE = /\d{4}-\d\d-\d\d(?![\w-])|\d[\d.–]* \p{L}{3,} \d{4}|\d{4}(?: m|\. gad)\S (?:\d+\. )?\p{L}{3,}(?: \d+)?/gu;

/**
 * Make an HTML element.
 * @param {string} tag
 * @param {Record<string, string | number | boolean | null | undefined>} [attributes] false, null and undefined: left
 *     out
 * @param {...(Node | string | null | undefined)} children strings become text; dates in it are not broken over lines
 * @returns {HTMLElement}
 */
export function el(tag, attributes = {}, ...children) {
  const parts = children.map((child) => (typeof child === "string" && tag !== "option" ? unbroken(child) : child));
  return /** @type {HTMLElement} */ (fillElement(document.createElement(tag), attributes, parts));
}

/** Keep each date of a text in one line. @param {string} text @returns {Node | string} one node, as the text was */
function unbroken(text) {
  // Most texts have no year.
  if (!/\d{4}/.test(text)) return text;
  const dates = (text.match(DATE) ?? []).map((date) =>
    fillElement(document.createElement("span"), { class: "unbroken" }, [date]));
  if (dates.length === 0) return text;
  const parts = text.split(DATE).flatMap((part, at) => [part, dates[at] ?? ""]).filter((part) => part !== "");
  return parts.length === 1 ? dates[0] : fillElement(document.createElement("span"), {}, parts);
}

/**
 * Make a link to another page; in a kiosk, from which none leads away, its text alone.
 * @param {Record<string, string | null | undefined>} attributes
 * @param {...(Node | string | null | undefined)} children
 */
export function makeLink({ href, target, rel, ...attributes }, ...children) {
  if (document.documentElement.classList.contains("kiosk")) return el("span", attributes, ...children);
  return el("a", { ...attributes, href, target, rel }, ...children);
}

/**
 * Make an SVG element.
 * @param {string} tag
 * @param {Record<string, string | number | boolean | null | undefined>} [attributes]
 * @param {...(Node | string | null | undefined)} children
 * @returns {SVGElement}
 */
export function svg(tag, attributes = {}, ...children) {
  return /** @type {SVGElement} */ (fillElement(document.createElementNS(SVG_SPACE, tag), attributes, children));
}

/** @param {Element} element @param {object} attributes @param {Array<Node | string | null | undefined>} children */
function fillElement(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children) if (child !== null && child !== undefined) element.append(child);
  return element;
}

/**
 * Set an attribute, unless it is so already: browsers lay out anew even for the same value.
 * @param {Element} element @param {string} name @param {string} value
 */
export function setAttr(element, name, value) {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

/**
 * Fill the {braces} of a text.
 * @param {string} text
 * @param {Record<string, string | number>} values
 */
export function format(text, values) {
  return text.replace(/\{(\w+)\}/g, (all, name) => (name in values ? String(values[name]) : all));
}

/**
 * Cut a text that is longer than anybody reads there.
 * @param {string} text @param {number} most letters
 */
export function truncate(text, most) {
  // A letter may take two units; no text of so many units has more letters.
  return text.length <= most ? text : [...text.slice(0, 2 * most)].slice(0, most - 1).join("") + "…";
}

/** The whole of a text as a hint, where what is shown of it may be cut. @param {string} text */
export function tooltip(text) {
  return text.length > HINT_FROM ? truncate(text, HINT_MOST) : null;
}

/**
 * Make an element act as a button for pointer and keyboard.
 * @param {Element} element
 * @param {() => void} act
 */
export function onActivate(element, act) {
  element.addEventListener("click", act);
  element.addEventListener("keydown", (event) => {
    const { key } = /** @type {KeyboardEvent} */ (event);
    if (key !== "Enter" && key !== " ") return;
    event.preventDefault();
    event.stopPropagation();
    act();
  });
}

/**
 * What brings an element back to its top. One that has not been scrolled is not asked: it would lay out the page.
 * @param {HTMLElement} element
 */
export function scrollsToTop(element) {
  let isScrolled = false;
  element.addEventListener("scroll", () => { isScrolled = true; }, { passive: true });
  return () => {
    if (isScrolled) element.scrollTop = 0;
    isScrolled = false;
  };
}

/** Whether the reader has asked for less motion. */
export function prefersReducedMotion() {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** Do something when the frame that is being made has been drawn. @param {() => void} act */
export function afterPaint(act) {
  requestAnimationFrame(() => setTimeout(act));
}

/** @typedef {{ timeRemaining: () => number }} Deadline */

/**
 * Do things one after another whenever the browser has nothing else to do.
 * @param {(() => void)[]} tasks
 * @param {AbortSignal} signal
 */
export function runWhenIdle(tasks, signal) {
  // Not every browser says when it is idle.
  const later = window.requestIdleCallback
    ?? ((/** @type {(deadline: Deadline) => void} */ act) => setTimeout(() => act({ timeRemaining: () => 8 }), 50));
  let next = 0;
  const go = (/** @type {Deadline} */ deadline) => {
    while (!signal.aborted && next < tasks.length && deadline.timeRemaining() > 4) tasks[next++]();
    if (!signal.aborted && next < tasks.length) later(go);
  };
  later(go);
}
