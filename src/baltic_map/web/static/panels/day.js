// @ts-check
// A day beside the map: its events, what has changed, what has no place, the layers, the legend.
import { inForce } from "../data/day-index.js";
import { diffDays } from "../data/diff.js";
import { countOf } from "./count.js";
import { makeDiffView } from "./diff-view.js";
import { el, scrollsToTop } from "../dom/elements.js";
import { Legend, legendOfAll, makeLegendLine } from "./legend.js";
import { isShown } from "../data/shown.js";
import { makeKeyDays, makeFeatureList, makeSection } from "./lists.js";
import { makeReadingSwitch } from "./reading-switch.js";
import { holds, isCertain } from "../data/localize.js";

/**
 * @typedef {import("../data/localize.js").FeatureData} FeatureData
 * @typedef {import("../data/localize.js").Scene} Scene
 * @typedef {import("../data/shown.js").Filter} Filter
 * @typedef {object} DayPanelTools
 * @property {import("../map/icons.js").IconDrawings} drawings
 * @property {(feature: FeatureData, from: Element) => void} choose
 * @property {HTMLElement} switches
 * @property {HTMLElement} newsSwitch
 * @property {(reading: string) => void} read another reading of the land
 * @property {import("./lists.js").PageLink[]} days key days that have pages of their own
 * @property {import("../map/hatches.js").Hatches} hatches
 * @property {import("../app/preferences.js").Folding} folding
 * @property {{ summary: HTMLElement, line: HTMLElement } | null} embed in a frame of another page: where the day is
 *     described in brief, and the land in one line
 */

/** The columns beside the map. */
export class DayPanel {
  /**
   * @param {Scene} scene
   * @param {{ left: HTMLElement, right: HTMLElement, isPhone: () => boolean }} page
   * @param {DayPanelTools} tools
   */
  constructor(scene, page, tools) {
    this.scene = scene;
    this.tools = tools;
    /** @type {Map<Node, () => void>} what fills the body of a section that folds */
    this.fillers = new Map();
    /** @type {Map<Node, () => void>} what brings back to the top the place in which a list scrolls */
    this.toTop = new Map();
    this.isWhole = scene.window[1] - scene.window[0] > 1;
    this.legend = new Legend(tools, scene.messages);
    const legend = el("div", {}, this.legend.element);
    this.bodies = { events: el("div"), changes: el("div"), unplaced: el("div"), legend };
    this.unplaced = this.makeSection("unplaced", scene.messages.in_force, false, this.bodies.unplaced);
    this.fillColumns(page);
  }

  /** @param {{ left: HTMLElement, right: HTMLElement, isPhone: () => boolean }} page */
  fillColumns(page) {
    const { bodies, isWhole } = this;
    const { messages, credits } = this.scene;
    const { embed, switches, newsSwitch, days, read } = this.tools;
    const { left, right } = page;
    const isWide = !page.isPhone();
    // In a frame there is room for the list and the legend when they are asked for.
    const events = this.makeSection("events", messages.events, !embed, bodies.events);
    const legend = this.makeSection("key", messages.legend, isWide && !embed,
      makeReadingSwitch(this.scene, read), bodies.legend);
    embed?.summary.prepend(events, legend);
    if (!embed) right.append(events);
    if (isWhole) right.append(this.makeSection("changes", messages.changes_title, isWide, newsSwitch, bodies.changes));
    right.append(
      this.unplaced,
      this.makeSection("layer-switches", messages.layers, isWide && !isWhole, switches),
      this.makeSection("credits", messages.credits, false, ...credits.map((text) => el("p", {}, text))));
    if (days.length) left.append(this.makeSection("days", messages.all_days, isWide, makeKeyDays(days)));
    if (!embed) left.append(legend);
  }

  /**
   * A section that is as the reader has left it.
   * @param {string} name @param {string} title @param {boolean} usual whether it is open at first
   * @param {...(Node | null)} content
   */
  makeSection(name, title, usual, ...content) {
    const { folding } = this.tools;
    const section = makeSection(name, title, folding.isOpen(name, usual), ...content);
    const fill = () => { for (const body of content) if (body) this.fillers.get(body)?.(); };
    // By pointer or key; what opens it for paper is no choice.
    section.firstElementChild?.addEventListener("click", () => {
      const opens = section.getAttribute("open") === null;
      folding.set(name, opens);
      if (opens) fill();
    });
    section.addEventListener("toggle", () => { if (isUnfolded(section)) fill(); });
    return section;
  }

  /**
   * Fill the body of a section that folds, or, while it is folded, or two days are compared, let it be empty.
   * @param {HTMLElement} body @param {unknown} key @param {() => Element} make
   */
  fill(body, key, make) {
    const filler = () => {
      if (!document.documentElement.classList.contains("with-compare")) replaceIfNew(body, key, make);
      else empty(body);
    };
    this.fillers.set(body, filler);
    if (isUnfolded(body.closest("details"))) filler();
    else empty(body);
  }

  /**
   * Explain what is on the map: of one day, or of two that are compared.
   * @param {number[]} days @param {Map<string, import("./count.js").Count>} kinds how many of each kind are on
   *     the map
   * @param {Filter} filter
   */
  updateLegend(days, kinds, filter) {
    const groups = legendOfDays(this.scene, days, filter);
    const counts = days.length > 1 ? new Map() : kinds;
    this.legend.show(groups, counts);
    const { embed } = this.tools;
    if (embed) replaceIfNew(embed.line, groups, () => makeLegendLine(groups, this.tools));
  }

  /**
   * Describe a day beside its legend, in parts that can be done one by one.
   * @param {number} day
   * @returns {(() => void)[]}
   */
  parts(day) {
    return [() => this.updateEvents(day), () => this.updateChanges(day), () => this.updateUnplaced(day)];
  }

  /** @param {number} day */
  updateEvents(day) {
    const { messages } = this.scene;
    // The chief one stands in the headline.
    const [chief, ...others] = this.scene.events(day);
    this.updateList(this.bodies.events, others, chief ? messages.no_other_events : messages.no_events, day);
  }

  /** @param {number} day */
  updateChanges(day) {
    if (!this.isWhole) return;
    // On the first day nothing is new.
    const whole = diffDays(this.scene, Math.max(0, day - 1), day);
    // Events stand above; that they are over the next day is no news.
    const isOther = (/** @type {FeatureData} */ { role }) => role === null;
    const diff = { ...whole, began: whole.began.filter(isOther), ended: whole.ended.filter(isOther) };
    const { began, ended, land } = diff;
    const key = [idsOf(began), countOf(began, day), idsOf(ended), countOf(ended, diff.before), land];
    this.fill(this.bodies.changes, key, () => makeDiffView(this.scene, diff, this.tools));
  }

  /** @param {number} day */
  updateUnplaced(day) {
    const events = new Set(this.scene.events(day));
    const others = inForce(this.scene.features, day).filter((feature) =>
      !events.has(feature) && (isEvent(feature) || !feature.geometry));
    this.unplaced.hidden = others.length === 0;
    this.updateList(this.bodies.unplaced, others, "", day);
  }

  /**
   * @param {HTMLElement} body @param {FeatureData[]} features @param {string} none said of an empty list
   * @param {number} day
   */
  updateList(body, features, none, day) {
    const { drawings, choose } = this.tools;
    const isFaint = (/** @type {FeatureData} */ feature) => !isCertain(feature, day);
    const list = () => (features.length ? makeFeatureList(features, { drawings, choose, isFaint })
      : el("p", { class: "muted" }, none));
    // Two days on which nothing is told are not told alike.
    this.fill(body, features.length ? features.map((feature) => [feature.id, isFaint(feature)]) : none, list);
    const place = /** @type {HTMLElement} */ (body.parentElement);
    if (!this.toTop.has(body)) this.toTop.set(body, scrollsToTop(place));
    this.toTop.get(body)?.();
  }

  /** The works the states of a day rest on, and its events. @param {number} day @param {boolean} withEvents */
  sources(day, withEvents) {
    const areas = this.scene.areas.filter(({ spans }) => holds(spans, day));
    const events = withEvents ? this.scene.events(day).flatMap(({ sources }) => sources) : [];
    const land = areas.flatMap(({ card }) => card.sources.map(({ text }) => text));
    return [...new Set([...events, ...land, ...this.scene.reading.sources])];
  }
}

/** @param {HTMLElement} body */
function empty(body) {
  body.replaceChildren();
  delete body.dataset.key;
}

/** @param {Element | null} section */
function isUnfolded(section) {
  return section === null || section.getAttribute("open") !== null;
}

/**
 * Replace what an element holds if it is to hold something else.
 * @param {HTMLElement} body @param {unknown} key @param {() => Element} make
 */
function replaceIfNew(body, key, make) {
  const text = JSON.stringify(key);
  if (body.dataset.key === text) return;
  body.dataset.key = text;
  body.replaceChildren(make());
}

/** @param {FeatureData[]} features */
function idsOf(features) {
  return features.map(({ id }) => id);
}

/** @param {FeatureData} feature */
function isEvent({ role }) {
  return role === "events";
}

/**
 * One legend of all the days: how the land stood on each, and on all; the rest together.
 * @param {Scene} scene @param {number[]} days @param {Filter} filter
 * @returns {import("./legend.js").LegendGroupData[]}
 */
function legendOfDays(scene, days, filter) {
  const all = days.map((day) => legendOf(scene, day, filter));
  if (days.length === 1) return all[0];
  return legendOfAll(all, days.map((day) => scene.dates[day]), scene.messages.compare_both);
}

/**
 * The legend of a day without what the reader has put away.
 * @param {Scene} scene @param {number} day @param {Filter} filter
 */
function legendOf({ features, legend }, day, { hidden, sure }) {
  /** @type {Set<string>} */
  const kinds = new Set();
  /** @type {Set<string>} how discs are filled, and whether any of them is faint */
  const discs = new Set();
  for (const feature of inForce(features, day)) {
    if (!feature.geometry || hidden.has(feature.layer) || !isShown(feature, day, sure)) continue;
    const { kind, symbol: { disc, fill } } = feature;
    kinds.add(kind);
    if (disc) discs.add(isCertain(feature, day) ? fill : `${fill} faint`);
  }
  const isThere = (/** @type {import("./legend.js").LegendItemData} */ { kind, border, feature }) => {
    if (border) return !hidden.has("borders");
    if (kind) return kinds.has(kind);
    // Without a kind an icon stands for how sure features are.
    return !feature || discs.has(feature.faint ? `${feature.fill} faint` : feature.fill);
  };
  const groups = legend(day).map((group) => ({ ...group, items: group.items.filter(isThere) }));
  return groups.filter(({ items }) => items.length > 0);
}
