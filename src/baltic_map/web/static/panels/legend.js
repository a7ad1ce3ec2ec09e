// @ts-check
// The legend: only what is on the map, drawn by the same functions.
import { arrowClass, arrowCurve, arrowOutline, pointsPath } from "../map/arrows.js";
import { borderClass } from "../map/areas.js";
import { svg, el } from "../dom/elements.js";
import { cssColor } from "../map/colors.js";
import { makeCount, writeCount } from "./count.js";
import { reconcileChildren } from "../dom/reconcile.js";
import { drawIcon } from "../map/icons.js";

/**
 * @typedef {import("../data/localize.js").LegendItemData} LegendItemData
 * @typedef {import("../data/localize.js").LegendGroupData} LegendGroupData
 * @typedef {{ drawings: import("../map/icons.js").IconDrawings, hatches: import("../map/hatches.js").Hatches | null }}
 *     LegendTools
 *     without hatches zones are outlines
 */

const SAMPLE = { w: 34, h: 22 };
const SAMPLE_ARROW = 4.5;
const MAX_EDGE = 4;

/** The legend; from day to day most of it stays. */
export class Legend {
  /** @param {LegendTools} tools @param {Record<string, string>} messages */
  constructor(tools, messages) {
    this.tools = tools;
    this.messages = messages;
    this.element = el("div", { class: "legend" });
    /** @type {Map<string, HTMLElement>} groups that have been made, by their titles */
    this.groups = new Map();
    /** @type {WeakMap<LegendItemData, HTMLElement>} */
    this.lines = new WeakMap();
  }

  /**
   * @param {LegendGroupData[]} groups
   * @param {Map<string, import("./count.js").Count>} counts how many of each kind are on the map
   */
  show(groups, counts) {
    reconcileChildren(this.element, groups.map(({ title, layer, items }) => {
      const key = `${layer} ${title}`;
      const group = this.groups.get(key) ?? el("div", { class: "legend-group", "data-layer": layer },
        el("h3", {}, title), el("ul"));
      this.groups.set(key, group);
      reconcileChildren(/** @type {Element} */ (group.lastElementChild), items.map((item) => this.line(item, counts)));
      return group;
    }));
  }

  /** @param {LegendItemData} item @param {Map<string, import("./count.js").Count>} counts */
  line(item, counts) {
    const line = this.lines.get(item) ?? el("li", {}, makeSample(item, this.tools), el("span", {}, item.label));
    this.lines.set(item, line);
    const count = counts.get(item.kind ?? "");
    const key = count && count.possible > 1 ? `${count.certain} ${count.possible}` : "";
    if ((line.dataset.count ?? "") === key) return line;
    line.dataset.count = key;
    const last = /** @type {HTMLElement} */ (line.lastElementChild);
    if (!last.matches(".layer-count")) {
      if (count) line.append(makeCount("layer-count", count, this.messages));
    } else if (count && key) {
      last.removeAttribute("title");
      writeCount(last, count, this.messages);
    } else last.remove();
    return line;
  }
}

/**
 * Make a legend of one line: how the land stands, each status once with the looks it has. The names are on the map.
 * @param {LegendGroupData[]} groups @param {LegendTools} tools
 */
export function makeLegendLine(groups, tools) {
  /** @type {Map<string, LegendItemData[]>} */
  const statuses = new Map();
  for (const item of groups.flatMap(({ items }) => items).filter(({ area }) => area)) {
    const status = item.label.slice(item.label.indexOf(": ") + 1).trim();
    statuses.set(status, [...(statuses.get(status) ?? []), item]);
  }
  return el("ul", {}, ...[...statuses].map(([status, items]) =>
    el("li", {}, ...items.map((item) => makeSample(item, tools)), " ", status)));
}

/**
 * Make one legend of those of several days: what the land was like on one day only, what it was like on all of them,
 * and the symbols of all.
 * @param {LegendGroupData[][]} legends @param {string[]} days as they are written
 * @param {string} both the heading of what is the same
 * @returns {LegendGroupData[]}
 */
export function legendOfAll(legends, days, both) {
  const keyOf = (/** @type {LegendGroupData} */ { layer, title }) => `${layer} ${title}`;
  const groups = new Map(legends.flat().map((group) => [keyOf(group), group]));
  // In the order of the day that has most of them.
  const longest = [...legends].sort((one, other) => other.length - one.length)[0];
  const order = [...new Set([...longest, ...legends.flat()].map(keyOf))];
  return order.flatMap((key) => {
    const group = /** @type {LegendGroupData} */ (groups.get(key));
    const items = legends.map((legend) => legend.filter((each) => keyOf(each) === key).flatMap((each) => each.items));
    return group.items.some(({ area }) => area) ? groupsOfAreas(group, items, days, both)
      : [{ ...group, items: withoutDoubles(items.flat()) }];
  });
}

/**
 * A group for each day, of what was so on that day only, and one for all.
 * @param {LegendGroupData} group @param {LegendItemData[][]} items of each day @param {string[]} days
 * @param {string} both
 */
function groupsOfAreas(group, items, days, both) {
  const texts = items.map((ofDay) => ofDay.map((item) => JSON.stringify(item)));
  const isSame = (/** @type {string} */ text) => texts.every((ofDay) => ofDay.includes(text));
  const read = (/** @type {string[]} */ some) => [...new Set(some)].map((text) => JSON.parse(text));
  const ofDays = texts.map((ofDay, at) =>
    ({ ...group, title: `${group.title}: ${days[at]}`, items: read(ofDay.filter((text) => !isSame(text))) }));
  const ofAll = { ...group, title: `${group.title}: ${both}`, items: read(texts.flat().filter(isSame)) };
  return [...ofDays, ofAll].filter((each) => each.items.length > 0);
}

/** Of items with the same name the first, where the last would stand. @param {LegendItemData[]} items */
function withoutDoubles(items) {
  const distinct = [...new Set(items.map((item) => JSON.stringify(item)))].map((text) => JSON.parse(text));
  const byName = new Map(distinct.reverse().map((item) => [`${item.kind} ${item.label}`, item]));
  return [...byName.values()].reverse();
}

/**
 * Draw the symbol of a legend item.
 * @param {LegendItemData} item @param {LegendTools} tools
 */
function makeSample(item, tools) {
  const { w: width, h: height } = SAMPLE;
  const viewBox = `0 0 ${width} ${height}`;
  const frame = svg("svg", { class: "sample", width, height, viewBox, "aria-hidden": "true" });
  if (item.area) frame.append(...areaSample(item.area, tools));
  else if (item.border) {
    const d = `M1 ${height / 2}H${width - 1}`;
    frame.append(svg("g", { class: borderClass(item.border) },
      svg("path", { class: "casing", d }), svg("path", { class: "rule", d })));
  } else if (item.feature) frame.append(featureSample(item.feature, tools));
  return frame;
}

/** @param {import("../contract.js").AreaSymbol} symbol @param {LegendTools} tools */
function areaSample(symbol, tools) {
  const box = { x: 1.5, y: 3, width: SAMPLE.w - 3, height: SAMPLE.h - 6 };
  const tint = svg("rect", box);
  tint.style.fill = cssColor(symbol.fill);
  const parts = [tint];
  if (symbol.hatch && tools.hatches) {
    const hatch = svg("rect", box);
    hatch.style.fill = tools.hatches.paint(symbol.hatch);
    parts.push(hatch);
  }
  if (symbol.edge) {
    const width = Math.min(tools.drawings.symbology.edges[symbol.edge.kind], MAX_EDGE);
    const edge = svg("rect", {
      x: box.x + width / 2, y: box.y + width / 2, width: box.width - width, height: box.height - width,
      fill: "none", "stroke-width": width,
    });
    edge.style.stroke = cssColor(symbol.edge.color);
    parts.push(edge);
  }
  parts.push(svg("rect", { ...box, class: "sample-frame" }));
  return parts;
}

/** @param {import("../map/icons.js").FeatureSymbol} symbol @param {LegendTools} tools */
export function framedSample(symbol, tools) {
  return makeSample(/** @type {LegendItemData} */ ({ label: "", feature: symbol }), tools);
}

/** @param {import("../map/icons.js").FeatureSymbol} symbol @param {LegendTools} tools */
export function featureSample(symbol, tools) {
  const middle = `translate(${SAMPLE.w / 2} ${SAMPLE.h / 2})`;
  if (symbol.shape === "icon") {
    const icon = drawIcon(symbol, tools.drawings, Math.min(symbol.size, 20));
    icon.setAttribute("transform", middle);
    return icon;
  }
  const group = svg("g", { class: `feature ${symbol.shape}${symbol.faint ? " faint" : ""}` });
  group.style.color = cssColor(symbol.color);
  if (symbol.shape === "arrow") {
    const { arrow } = tools.drawings.symbology;
    const d = pointsPath(arrowOutline(arrowCurve([[2, 15], [SAMPLE.w - 2, 8]], arrow), SAMPLE_ARROW, arrow), true);
    group.append(svg("path", { class: arrowClass(symbol), d }));
    return group;
  }
  const box = { x: 2, y: 3.5, width: SAMPLE.w - 4, height: SAMPLE.h - 7 };
  if (symbol.shape === "area" && symbol.hatch && tools.hatches) {
    const fill = svg("rect", { ...box, class: "zone-fill" });
    fill.style.fill = tools.hatches.paint(symbol.color, symbol.hatch);
    group.append(svg("rect", { ...box, class: `zone-tint ${symbol.hatch}` }), fill);
  }
  for (const [at, color] of (symbol.sides ?? []).entries()) {
    const { offset } = tools.drawings.symbology.side;
    const band = svg("path", { class: "side-band", d: `M2 ${SAMPLE.h / 2 + (at ? offset : -offset)}H${SAMPLE.w - 2}` });
    band.style.color = cssColor(color);
    group.append(band);
  }
  const name = `zone-outline ${symbol.dash ?? "solid"}`;
  group.append(symbol.shape === "area" ? svg("rect", { ...box, class: name })
    : svg("path", { d: `M2 ${SAMPLE.h / 2}H${SAMPLE.w - 2}`, class: name }));
  return group;
}
