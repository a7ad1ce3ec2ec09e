// @ts-check
// The story on paper: each step a page of its own, with its map, its text, what it points out, and its sources.
import { el } from "../dom/elements.js";
import { fitBounds, withoutZoomSnap } from "./viewport.js";
import { readableUrls } from "./permalink.js";

/** @typedef {import("../data/localize.js").StepData} StepData */

/**
 * @typedef {object} HandoutTools
 * @property {(number: number) => string} count "Step 1 of 14", counted from 0
 * @property {(step: StepData) => any} show draws the step and gives its view: L.LatLngBounds
 * @property {() => void} layOut lays out what is drawn, over all of the map
 * @property {(step: StepData) => { sample: Node, name: string }[]} key what the step points out
 * @property {() => void} restore draws what was there before
 */

const HANDOUT = { gap: 4, none: { left: 0, top: 0, right: 0, bottom: 0 } };

/**
 * Print all steps of a story.
 * @param {any} map L.Map
 * @param {{ title: string, steps: StepData[] }} story
 * @param {import("../data/localize.js").Scene} scene
 * @param {HandoutTools} tools
 */
export function printStory(map, story, scene, tools) {
  const root = document.documentElement;
  const [centre, zoom, min, bounds] = [map.getCenter(), map.getZoom(), map.getMinZoom(), map.options.maxBounds];
  root.classList.add("printing", "shaping-handout");
  map.setMaxBounds(null);
  map.setMinZoom(0);
  map.invalidateSize({ animate: false });
  const pages = story.steps.map((step, number) => {
    fitBounds(map, tools.show(step), HANDOUT.none, HANDOUT.gap);
    tools.layOut();
    return makeHandoutPage(story.title, step, number, cloneMap(map, number), scene, tools);
  });
  root.classList.remove("printing", "shaping-handout");
  map.invalidateSize({ animate: false });
  map.setMinZoom(min);
  withoutZoomSnap(map, () => {
    map.setView(centre, zoom, { animate: false });
    map.setMaxBounds(bounds);
  });
  tools.restore();
  const handout = el("div", { class: "handout" }, ...pages);
  document.body.append(handout);
  root.classList.add("with-handout");
  window.addEventListener("afterprint", () => {
    root.classList.remove("with-handout");
    handout.remove();
  }, { once: true });
  window.print();
}

/**
 * @param {string} title @param {StepData} step @param {number} number @param {Node} drawing
 * @param {import("../data/localize.js").Scene} scene @param {HandoutTools} tools
 */
function makeHandoutPage(title, step, number, drawing, { days, messages, credits }, tools) {
  const key = tools.key(step).map(({ sample, name }) => el("li", {}, sample, el("span", {}, name)));
  return el("section", { class: "handout-page", lang: step.translated ? null : "en" },
    el("header", {}, el("p", {}, title), el("p", {}, tools.count(number))),
    el("div", { class: "handout-map" }, drawing),
    el("div", { class: "handout-text" },
      el("h2", {}, step.title), el("p", { class: "story-day" }, days[step.day]),
      ...step.paragraphs.map((paragraph) => el("p", { class: "handout-prose" }, paragraph)),
      step.translated ? null : el("p", { class: "story-untranslated" }, messages.untranslated),
      el("ul", { class: "handout-key" }, ...key),
      el("div", { class: "handout-sources" },
        el("h3", {}, messages.story_sources),
        el("ul", {}, ...step.sources.map((source) => el("li", {}, readableUrls(source)))))),
    el("footer", {}, credits.join(" ")));
}

/** A drawing of the map as it stands, whose parts refer to each other alone. @param {any} map @param {number} number */
function cloneMap(map, number) {
  const clone = /** @type {HTMLElement} */ (map.getPane("mapPane").cloneNode(true));
  clone.setAttribute("aria-hidden", "true");
  const renamed = (/** @type {string} */ text) => text.replace(/#([\w-]+)/g, `#$1-page-${number}`);
  for (const each of clone.querySelectorAll("*")) {
    if (each.id) each.id = `${each.id}-page-${number}`;
    each.removeAttribute("tabindex");
    for (const { name, value } of [...each.attributes]) {
      const points = value.startsWith("url") || (name === "href" && value.startsWith("#"));
      if (points) each.setAttribute(name, renamed(value));
    }
  }
  return clone;
}
