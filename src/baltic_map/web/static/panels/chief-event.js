// @ts-check
// The chief event of a day: large in the headline with one sentence, and in one line at the foot of the map.
import { format, scrollsToTop, truncate, tooltip, el } from "../dom/elements.js";
import { isCertain } from "../data/localize.js";
import { firstSentence } from "../data/sentence.js";
import { spokenName } from "../map/spoken-name.js";

/**
 * @typedef {import("../data/localize.js").FeatureData} FeatureData
 * @typedef {Pick<import("../data/localize.js").Scene, "messages" | "dates" | "events">} ChiefScene
 */

// While the days run on an event is read out, and no other until it can have been heard.
const SAYING = 4000;
const GREATEST = 1;

/**
 * Make the part of the headline that tells the chief event of a day; on a quiet day, quietly, what was last.
 * @param {ChiefScene} scene
 * @param {(feature: FeatureData, from: Element) => void} choose
 * @returns {{ element: HTMLElement, show: (day: number | null) => void }} show: null says nothing
 */
export function makeChiefEvent(scene, choose) {
  const { messages, dates } = scene;
  const element = el("div", { class: "chief" });
  const toTop = scrollsToTop(element);
  const nameButton = (/** @type {FeatureData} */ feature, /** @type {number} */ day, time = "") => {
    const { id, name, nameLang } = feature;
    const button = el("button", {
      type: "button", class: `chief-name${isCertain(feature, day) ? "" : " possible"}`, "data-for": id,
      "aria-label": [truncate(time, 60), spokenName(feature)].filter(Boolean).join(" "), title: tooltip(name),
    }, time ? el("span", { class: "time" }, truncate(time, 60)) : null, time ? " " : null,
    el("span", { lang: nameLang || null }, name));
    button.addEventListener("click", () => choose(feature, button));
    return button;
  };
  const told = (/** @type {FeatureData} */ feature, /** @type {number} */ day) => [
    nameButton(feature, day, feature.time),
    el("p", { class: "chief-sentence", lang: feature.card.descriptionLang || null },
      firstSentence(feature.description)),
  ];
  const quiet = (/** @type {number} */ day) => {
    const last = lastEvent(scene, day);
    return last ? [el("p", { class: "chief-quiet" },
      `${format(messages.last_event, { day: dates[last.day] })} `, nameButton(last.feature, last.day))] : [];
  };
  return {
    element,
    show: (day) => {
      const feature = day === null ? undefined : scene.events(day)[0];
      element.hidden = day === null;
      toTop();
      if (day !== null) element.replaceChildren(...(feature ? told(feature, day) : quiet(day)));
    },
  };
}

/**
 * The chief event of the last day before a quiet one that had any.
 * @param {ChiefScene} scene @param {number} day
 * @returns {{ feature: FeatureData, day: number } | null}
 */
function lastEvent({ events }, day) {
  for (let at = day - 1; at >= 0; at -= 1) {
    const [feature] = events(at);
    if (feature) return { feature, day: at };
  }
  return null;
}

/** A line at the foot of the map, seen while the days run on and in the story: the day and its chief event. */
export class Caption {
  /** @param {ChiefScene} scene */
  constructor(scene) {
    this.scene = scene;
    this.day = 0;
    this.isPlaying = false;
    this.saidAt = -Infinity;
    this.line = el("p", { class: "caption-line", "aria-hidden": "true" });
    this.status = el("p", { class: "visually-hidden", role: "status" });
    this.element = el("div", { class: "caption" }, this.line, this.status);
  }

  /** @param {number} day */
  show(day) {
    this.day = day;
    const { dates, events } = this.scene;
    const [chief] = events(day);
    const date = chief?.time ? `${dates[day]}, ${chief.time}` : dates[day];
    this.line.replaceChildren(el("span", { class: "caption-day" }, date),
      ...(chief ? [" ", el("span", { lang: chief.nameLang || null }, chief.name)] : []));
    // Not on each frame: only what is greatest, and one after the other.
    if (this.isPlaying && chief?.rank === GREATEST && performance.now() - this.saidAt > SAYING) this.say();
  }

  say() {
    this.saidAt = performance.now();
    this.status.textContent = this.line.textContent;
  }

  /** Playing begins or ends: where it ends is said. @param {boolean} isPlaying */
  play(isPlaying) {
    const ends = this.isPlaying && !isPlaying;
    this.isPlaying = isPlaying;
    this.saidAt = -Infinity;
    this.element.classList.toggle("playing", isPlaying);
    if (ends) this.say();
  }
}
