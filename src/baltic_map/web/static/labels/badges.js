// @ts-check
// Badges: each counts the signs that are not drawn beside one that is.
import { format, onActivate, svg, truncate } from "../dom/elements.js";
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

  /** Make those that are not as they were. @param {Tab[]} tabs */
  lay(tabs) {
    const isClosest = this.tools.isClosest();
    this.all = new Map(tabs.map((tab) => {
      const { id } = tab.members[0].feature;
      const known = this.all.get(id);
      const stays = known && known.isClosest === isClosest && isAlike(known, tab);
      return [id, stays ? known : { ...tab, isClosest, node: this.make(tab, isClosest) }];
    }));
  }

  /** @param {Tab} tab @param {boolean} isClosest */
  make({ rect, members, town }, isClosest) {
    const { messages, open } = this.tools;
    const [{ feature }, ...counted] = members;
    const text = `+${counted.length}`;
    const w = 6 + 5.5 * text.length;
    const place = truncate((town ?? members[0]).feature.name, MAX_PLACE_LENGTH);
    const title = format(messages.signs_here, { place, count: members.length });
    const badge = svg("g", {
      class: "cluster", role: "button", tabindex: -1, "data-of": feature.id,
      "data-holds": counted.map((each) => each.feature.id).join(" "),
      transform: `translate(${(rect.x + (rect.w - w) / 2).toFixed(1)} ${rect.y.toFixed(1)})`,
      "aria-label": `${text} · ${title} · ${isClosest ? messages.list_signs : messages.zoom_in}`,
    },
    svg("rect", { width: w, height: rect.h, rx: rect.h / 2 }),
    svg("text", { x: w / 2, y: 10, "text-anchor": "middle" }, text));
    badge.style.color = cssColor(feature.symbol.color);
    onActivate(badge, () => open({ members, title, town }, badge));
    return badge;
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
