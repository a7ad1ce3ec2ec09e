// @ts-check
// A halo above all signs, around what is pointed at in a list.
import { svg } from "../dom/elements.js";

// Pixels around a sign.
const HALO_GAP = 3;

/** The halo of one drawing. */
export class Spotlight {
  constructor() {
    const group = () => svg("g", { class: "spotlight", "aria-hidden": "true" });
    this.flat = group();
    /** Around zones and lines, in the coordinates of the world. */
    this.world = group();
  }

  /** @param {Element | null} node a sign, an arrow, a zone or a line on the map */
  show(node) {
    const d = node?.querySelector(".zone-outline, .arrow-body")?.getAttribute("d");
    const halo = d ? haloOf("path", { d }) : node ? this.around(node) : [];
    const isScaled = node?.classList.contains("scaled");
    this.world.replaceChildren(...(isScaled ? halo : []));
    this.flat.replaceChildren(...(isScaled ? [] : halo));
  }

  /** @param {Element} node */
  around(node) {
    const box = node.getBoundingClientRect();
    const corner = /** @type {SVGGElement} */ (this.flat).getScreenCTM();
    if (box.width === 0 || !corner) return [];
    const [width, height] = [box.width + 2 * HALO_GAP, box.height + 2 * HALO_GAP];
    const at = { x: box.x - corner.e - HALO_GAP, y: box.y - corner.f - HALO_GAP };
    return haloOf("rect", { ...at, width, height, rx: Math.min(width, height) / 2 });
  }
}

/** @param {string} shape @param {Record<string, string | number>} attributes */
function haloOf(shape, attributes) {
  return ["casing", "line"].map((part) => svg(shape, { class: `spotlight-${part}`, ...attributes }));
}
