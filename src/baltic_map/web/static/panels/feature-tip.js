// @ts-check
// The tooltip of a sign that is pointed at or has the focus: its name and its days, at once, and never off the map.
import { el, truncate } from "../dom/elements.js";

const MAX_NAME_LENGTH = 160;
// Pixels.
const TIP_GAP = 8;
const TIP_MARGIN = 4;

/**
 * Where a tooltip stands: over a box or, where there is no room, under it.
 * @param {{ x: number, y: number, w: number, h: number }} box
 * @param {{ w: number, h: number }} size of the tooltip
 * @param {{ left: number, top: number, right: number, bottom: number }} room that it is kept within
 */
export function placeTip(box, { w, h }, room) {
  const within = (/** @type {number} */ at, /** @type {number} */ from, /** @type {number} */ to) =>
    Math.max(Math.min(at, to - TIP_MARGIN), from + TIP_MARGIN);
  const above = box.y - TIP_GAP - h;
  const y = above >= room.top + TIP_MARGIN ? above : box.y + box.h + TIP_GAP;
  return { x: within(box.x + box.w / 2 - w / 2, room.left, room.right - w), y: within(y, room.top, room.bottom - h) };
}

/** The tooltip of a map. */
export class FeatureTip {
  /** @param {HTMLElement} container the map @param {() => import("../app/viewport.js").Padding} padding */
  constructor(container, padding) {
    this.container = container;
    this.padding = padding;
    this.element = el("div", { class: "feature-tip", id: "feature-tip", role: "tooltip", hidden: true });
    /** @type {Element | null} */
    this.node = null;
    container.append(this.element);
  }

  /**
   * @param {{ name: string, lang: string, lines: string[] }} text @param {Element} node a sign
   * @param {{ x: number, y: number } | null} pointer
   */
  show({ name, lang, lines }, node, pointer) {
    this.hide();
    this.element.replaceChildren(
      el("p", { class: "feature-tip-name", lang: lang || null }, truncate(name, MAX_NAME_LENGTH)),
      ...lines.map((line) => el("p", {}, truncate(line, MAX_NAME_LENGTH))));
    this.element.hidden = false;
    this.node = node;
    node.setAttribute("aria-describedby", this.element.id);
    this.place(pointer);
  }

  /** Over a sign, or where the pointer is on what is large. @param {{ x: number, y: number } | null} pointer */
  place(pointer) {
    if (!this.node) return;
    const map = this.container.getBoundingClientRect();
    const isSign = this.node.matches(".icon, .label, .cluster");
    const { x, y, width: w, height: h } = isSign || !pointer ? this.node.getBoundingClientRect()
      : new DOMRect(pointer.x - TIP_GAP, pointer.y - TIP_GAP, 2 * TIP_GAP, 2 * TIP_GAP);
    const { left, top, right, bottom } = this.padding();
    const size = { w: this.element.offsetWidth, h: this.element.offsetHeight };
    const at = placeTip({ x: x - map.x, y: y - map.y, w, h }, size,
      { left, top, right: map.width - right, bottom: map.height - bottom });
    this.element.style.left = `${Math.round(at.x)}px`;
    this.element.style.top = `${Math.round(at.y)}px`;
  }

  hide() {
    this.node?.removeAttribute("aria-describedby");
    this.node = null;
    this.element.hidden = true;
  }
}
