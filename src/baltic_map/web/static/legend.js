// @ts-check
// The legend: only what is on the map, drawn by the same hands.
import { arrowOutline, pointsPath, smooth } from "./arrows.js";
import { borderClass } from "./areas.js";
import { draw, make } from "./dom.js";
import { ink } from "./inks.js";
import { drawSign } from "./signs.js";

/**
 * @typedef {object} LegendItemData
 * @property {string} label
 * @property {string} [kind]
 * @property {import("./areas.js").AreaLook} [area]
 * @property {import("./areas.js").LineLook} [line]
 * @property {import("./signs.js").MarkLook} [mark]
 *
 * @typedef {{ title: string, layer: string | null, items: LegendItemData[] }} LegendGroupData
 * @typedef {{ hatches: import("./hatches.js").Hatches | null, glyphs: Record<string, string> }} LegendTools without hatches zones are outlines
 */

const SAMPLE = { w: 34, h: 22 };

/**
 * Make the legend.
 * @param {LegendGroupData[]} groups
 * @param {LegendTools} tools
 * @param {Map<string, number>} counts how many of each kind are on the map
 * @returns {HTMLElement}
 */
export function makeLegend(groups, tools, counts) {
  return make("div", { class: "legend" }, ...groups.map((group) => make("div", { class: "legend-group", "data-layer": group.layer },
    make("h3", {}, group.title),
    make("ul", {}, ...group.items.map((item) => make("li", {}, sample(item, tools), make("span", {}, item.label),
      item.kind && (counts.get(item.kind) ?? 0) > 1 ? make("span", { class: "layer-count" }, String(counts.get(item.kind))) : null))))));
}

/**
 * Make one legend of those of several days: what the land was like on one day only, what it was like on all of them,
 * and the signs of all.
 * @param {LegendGroupData[][]} legends @param {string[]} days as they are written @param {string} both the heading of what is the same
 * @returns {LegendGroupData[]}
 */
export function legendOfAll(legends, days, both) {
  const groups = new Map(legends.flat().map((group) => [`${group.layer} ${group.title}`, group]));
  // In the order of the day that has most of them.
  const longest = [...legends].sort((one, other) => other.length - one.length)[0];
  const order = [...new Set([...longest, ...legends.flat()].map(({ layer, title }) => `${layer} ${title}`))];
  return order.flatMap((key) => {
    const group = /** @type {LegendGroupData} */ (groups.get(key));
    const told = legends.map((legend) => legend.filter(({ layer, title }) => `${layer} ${title}` === key).flatMap(({ items }) => items.map((item) => JSON.stringify(item))));
    const isSame = (/** @type {string} */ item) => told.every((items) => items.includes(item));
    const read = (/** @type {string[]} */ items) => [...new Set(items)].map((item) => /** @type {LegendItemData} */ (JSON.parse(item)));
    if (!group.items.some(({ area }) => area)) {
      const known = new Map(read(told.flat()).reverse().map((item) => [`${item.kind} ${item.label}`, item]));
      return [{ ...group, items: [...known.values()].reverse() }];
    }
    return [...told.map((items, at) => ({ ...group, title: `${group.title}: ${days[at]}`, items: read(items.filter((item) => !isSame(item))) })),
      { ...group, title: `${group.title}: ${both}`, items: read(told.flat().filter(isSame)) }].filter(({ items }) => items.length > 0);
  });
}

/**
 * Draw the sign of a legend item.
 * @param {LegendItemData} item @param {LegendTools} tools
 */
function sample(item, tools) {
  const frame = draw("svg", { class: "sample", width: SAMPLE.w, height: SAMPLE.h, viewBox: `0 0 ${SAMPLE.w} ${SAMPLE.h}`, "aria-hidden": "true" });
  if (item.area) frame.append(...areaSample(item.area, tools));
  else if (item.line) {
    const d = `M1 ${SAMPLE.h / 2}H${SAMPLE.w - 1}`;
    frame.append(draw("g", { class: borderClass(item.line) }, draw("path", { class: "casing", d }), draw("path", { class: "rule", d })));
  } else if (item.mark) frame.append(markSample(item.mark, tools));
  return frame;
}

/** @param {import("./areas.js").AreaLook} look @param {LegendTools} tools */
function areaSample(look, tools) {
  const box = { x: 1.5, y: 3, width: SAMPLE.w - 3, height: SAMPLE.h - 6 };
  const tint = draw("rect", box);
  tint.style.fill = ink(look.fill);
  const parts = [tint];
  if (look.hatch && tools.hatches) {
    const hatch = draw("rect", box);
    hatch.style.fill = tools.hatches.paint(look.hatch);
    parts.push(hatch);
  }
  if (look.inner) {
    const width = look.edge === "line" ? 2 : 4;
    const edge = draw("rect", {
      x: box.x + width / 2, y: box.y + width / 2, width: box.width - width, height: box.height - width, fill: "none", "stroke-width": width,
    });
    edge.style.stroke = ink(look.inner);
    parts.push(edge);
  }
  parts.push(draw("rect", { ...box, class: "sample-frame" }));
  return parts;
}

/** @param {import("./signs.js").MarkLook} look @param {LegendTools} tools */
export function markSample(look, tools) {
  const middle = `translate(${SAMPLE.w / 2} ${SAMPLE.h / 2})`;
  if (look.shape === "glyph") {
    const sign = drawSign(look, tools.glyphs, Math.min(look.size, 20));
    sign.setAttribute("transform", middle);
    return sign;
  }
  const group = draw("g", { class: `mark ${look.shape}${look.ghost ? " ghost" : ""}` });
  group.style.color = ink(look.ink);
  if (look.shape === "arrow") {
    const curve = smooth([[2, 15], [SAMPLE.w - 2, 8]]);
    const d = pointsPath(arrowOutline(curve, { tail: 1.5, neck: 4.5, head: 12, reach: 12 }), true);
    group.append(draw("path", { class: `arrow-body ${look.fill}`, d }));
    return group;
  }
  const box = { x: 2, y: 3.5, width: SAMPLE.w - 4, height: SAMPLE.h - 7 };
  if (look.shape === "area" && look.hatch && tools.hatches) {
    const fill = draw("rect", { ...box, class: "zone-fill" });
    fill.style.fill = tools.hatches.paint(look.ink, "sea");
    group.append(fill);
  }
  const rim = look.dash ?? (look.hatch ? "long" : "solid");
  group.append(look.shape === "area" ? draw("rect", { ...box, class: `zone-rim ${rim}` })
    : draw("path", { d: `M2 ${SAMPLE.h / 2}H${SAMPLE.w - 2}`, class: `zone-rim ${rim}` }));
  return group;
}
