// @ts-check
// Badges: each counts the signs that are not drawn beside one that is.
import { format, onActivate, setAttr, svg, truncate } from "../dom/elements.js";
import { cssColor } from "../map/colors.js";

/**
 * @typedef {import("../map/drawn-feature.js").DrawnFeature} DrawnFeature
 * @typedef {object} Cluster
 * @property {DrawnFeature[]} members the one that is drawn first
 * @property {string} title
 * @property {DrawnFeature | null} town
 *
 * @typedef {{ rect: import("../data/geometry.js").Rect, members: DrawnFeature[], town: DrawnFeature | null }} Tab
 * @typedef {object} BadgeTools
 * @property {Record<string, string>} messages
 * @property {() => boolean} isClosest whether the map can be brought no closer
 * @property {(cluster: Cluster, from: Element) => void} open
 *
 * @typedef {Tab & { isClosest: boolean, node: SVGElement }} Badge
 */

const MAX_PLACE_LENGTH = 60;

/** The badges of one drawing. */
export class Badges {
  /** @param {BadgeTools} tools */
  constructor(tools) {
    this.tools = tools;
    this.group = svg("g", { class: "clusters" });
    /** @type {Map<string, Badge>} of signs that others are counted with, by their ids; on the map if they are seen */
    this.all = new Map();
  }

  /** Let each that is not as it was stand and count anew. @param {Tab[]} tabs */
  lay(tabs) {
    const isClosest = this.tools.isClosest();
    this.all = new Map(tabs.map((tab) => {
      const { id } = tab.members[0].feature;
      const known = this.all.get(id);
      if (known && known.isClosest === isClosest && isAlike(known, tab)) return [id, known];
      const badge = Object.assign(known ?? { node: this.make(tab.members[0]) }, tab, { isClosest });
      this.write(badge);
      return [id, badge];
    }));
  }

  /** @param {DrawnFeature} drawn the first of those that are counted */
  make({ feature: { id, symbol } }) {
    const node = svg("g", { class: "cluster", role: "button", tabindex: -1, "data-of": id },
      svg("rect"), svg("text", { "text-anchor": "middle" }));
    node.style.color = cssColor(symbol.color);
    // As an attribute it would be longer, where there is much, than all else that a day writes.
    Object.defineProperty(node, "holds", { get: () =>
      this.all.get(id)?.members.slice(1).map(({ feature }) => feature.id) ?? [] });
    onActivate(node, () => {
      const badge = this.all.get(id);
      if (badge) this.tools.open({ ...badge, title: this.titleOf(badge) }, node);
    });
    return node;
  }

  /** Where they are, and how many. @param {Tab} tab */
  titleOf({ members, town }) {
    const place = truncate((town ?? members[0]).feature.name, MAX_PLACE_LENGTH);
    return format(this.tools.messages.signs_here, { place, count: members.length });
  }

  /** @param {Badge} badge */
  write(badge) {
    const { rect, members: [, ...counted], node, isClosest } = badge;
    const { messages } = this.tools;
    const count = `+${counted.length}`;
    const w = 6 + 5.5 * count.length;
    // Without a transform, which would be a surface of its own to the browser.
    const [x, y] = [Number((rect.x + (rect.w - w) / 2).toFixed(1)), Number(rect.y.toFixed(1))];
    const [disc, text] = node.children;
    const label = `${count} · ${this.titleOf(badge)} · ${isClosest ? messages.list_signs : messages.zoom_in}`;
    const all = [
      [node, "aria-label", label],
      [disc, "x", x], [disc, "y", y], [disc, "width", w], [disc, "height", rect.h], [disc, "rx", rect.h / 2],
      [text, "x", x + w / 2], [text, "y", y + 10],
    ];
    for (const [place, name, value] of /** @type {[Element, string, string | number][]} */ (all)) {
      setAttr(place, name, String(value));
    }
    if (text.textContent !== count) text.textContent = count;
  }

  /** The sign of the badge that has the focus. */
  get focused() {
    const { activeElement } = document;
    return this.group.contains(activeElement) ? activeElement?.getAttribute("data-of") ?? null : null;
  }

  /**
   * Who has opened a cluster by a key stays at it or, where it has parted, at its first sign.
   * @param {string | null} id @param {SVGElement | undefined} sign
   */
  keepFocus(id, sign) {
    if (id === null || this.group.contains(document.activeElement)) return;
    (this.all.get(id)?.node ?? sign)?.focus({ preventScroll: true });
  }
}

/** Whether two badges stand alike and count the same. @param {Tab} one @param {Tab} other */
function isAlike({ rect, members, town }, other) {
  return rect.x === other.rect.x && rect.y === other.rect.y && rect.w === other.rect.w && town === other.town &&
    members.length === other.members.length && members.every((member, at) => member === other.members[at]);
}
