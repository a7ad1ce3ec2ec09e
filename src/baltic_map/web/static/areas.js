// @ts-check
// The states of the day: tint, hatch, and an edge drawn inside their own outline. And the border lines.
import { draw, onPress } from "./dom.js";
import { ink } from "./inks.js";

/**
 * @typedef {import("./inks.js").Pair} Pair
 * @typedef {{ fill: Pair, hatch: Pair | null, inner: Pair | null }} AreaLook
 * @typedef {{ stroke: "solid" | "dashed" | "dotted", inner: boolean }} LineLook
 * @typedef {AreaLook & { id: string, territories: string[], label: string, card: number }} AreaData
 * @typedef {LineLook & { id: string, label: string, card: number }} LineData
 * @typedef {(path: Element, data: (geometry: import("./scales.js").ScaleGeometry) => string) => Element} Track
 * @typedef {(card: number, from: Element) => void} Choose
 */

const EDGE_PX = { line: 3.6, band: 11 };

/**
 * Draw the areas of the day.
 * @param {{ place: Element, edges: Element, defs: Element }} where the tints go under the waters, the edges over them
 * @param {AreaData[]} areas
 * @param {{ hatches: import("./hatches.js").Hatches, track: Track, choose: Choose, inks: Set<string> }} tools inks: those
 *     of the palette, by day; an edge in one of them is a thin line, an edge in a tint a band
 */
export function drawAreas({ place, edges, defs }, areas, { hatches, track, choose, inks }) {
  areas.forEach((area, number) => {
    const outline = (/** @type {import("./scales.js").ScaleGeometry} */ geometry) => geometry.outline(area.territories);
    const id = `atlas-area-${number}`;
    // The effect as an attribute: style sheets do not reach the copies that <use> makes.
    const shape = track(draw("path", { id, "clip-rule": "evenodd", "vector-effect": "non-scaling-stroke" }), outline);
    defs.append(shape, draw("clipPath", { id: `${id}-clip` }, draw("use", { href: `#${id}`, "clip-rule": "evenodd" })));
    const fill = draw("use", { class: "tint", href: `#${id}` });
    fill.style.fill = ink(area.fill);
    const group = draw("g", {
      class: "area", "data-id": area.id, role: "button", tabindex: -1, "aria-label": area.label,
    }, draw("title", {}, area.label), fill);
    if (area.hatch) {
      const hatch = draw("use", { class: "hatch", href: `#${id}` });
      hatch.style.fill = hatches.paint(area.hatch);
      group.append(hatch);
    }
    onPress(group, () => choose(area.card, group));
    place.append(group);
    if (area.inner) {
      const edge = draw("use", { class: "inner-edge", href: `#${id}`, "clip-path": `url(#${id}-clip)` });
      edge.style.stroke = ink(area.inner);
      edge.style.strokeWidth = `${inks.has(area.inner[0]) ? EDGE_PX.line : EDGE_PX.band}px`;
      edges.append(edge);
    }
  });
}

/**
 * Draw the border lines of the day.
 * @param {Element} place
 * @param {LineData[]} lines
 * @param {{ track: Track, choose: Choose }} tools
 */
export function drawBorders(place, lines, { track, choose }) {
  for (const line of lines) {
    const data = (/** @type {import("./scales.js").ScaleGeometry} */ geometry) => geometry.line(line.id);
    const group = draw("g", {
      class: borderClass(line), "data-id": line.id, role: "button", tabindex: -1, "aria-label": line.label,
    }, draw("title", {}, line.label));
    for (const part of ["grasp", "casing", "rule"]) group.append(track(draw("path", { class: part }), data));
    onPress(group, () => choose(line.card, group));
    place.append(group);
  }
}

/** @param {LineLook} look */
export function borderClass(look) {
  return `border ${look.stroke}${look.inner ? " inner" : ""}`;
}
