// @ts-check
// How far its true place may lie from an icon that is pointed at or chosen: a circle around the place, to scale.
import { cssColor } from "./colors.js";
import { svg } from "../dom/elements.js";

/** @typedef {import("./drawn-feature.js").DrawnFeature} DrawnFeature */
/** @typedef {"hovered" | "focused" | "listed" | "chosen"} AttentionKind listed: pointed at in a list */

/** The circles of one drawing: one of what the pointer or else the focus is on, one of what is chosen. */
export class PrecisionCircles {
  /**
   * @param {Element} place under the icons, in the coordinates of the world
   * @param {Element} icons
   */
  constructor(place, icons) {
    this.group = svg("g", { class: "precision-circles", "aria-hidden": "true" });
    /** @type {() => DrawnFeature[]} icons of the day */
    this.icons = () => [];
    /** @type {Record<AttentionKind, string | null>} ids */
    this.ids = { hovered: null, focused: null, listed: null, chosen: null };
    place.append(this.group);
    icons.addEventListener("pointerover", ({ target }) => this.attend("hovered", iconAt(target)));
    icons.addEventListener("pointerout", () => this.attend("hovered", null));
    icons.addEventListener("focusin", ({ target }) => {
      // What the pointer presses has the focus too, and is hovered or chosen.
      if (/** @type {Element} */ (target).matches(":focus-visible")) this.attend("focused", iconAt(target));
    });
    icons.addEventListener("focusout", () => this.attend("focused", null));
  }

  /** @param {AttentionKind} how @param {string | null} id */
  attend(how, id) {
    if (this.ids[how] === id) return;
    this.ids[how] = id;
    this.draw();
  }

  /**
   * Other icons are on the map; what leaves it tells of no pointer and no focus.
   * @param {() => DrawnFeature[]} icons looked for when one is wanted
   */
  show(icons) {
    this.icons = icons;
    if (!this.find("hovered")) this.ids.hovered = null;
    if (!this.find("focused")) this.ids.focused = null;
    this.draw();
  }

  /** @param {AttentionKind} how */
  find(how) {
    const id = this.ids[how];
    return id === null ? undefined : this.icons().find(({ feature }) => feature.id === id);
  }

  draw() {
    const drawn = new Set([this.find("chosen"), this.find("hovered") ?? this.find("focused") ?? this.find("listed")]);
    this.group.replaceChildren(...[...drawn].flatMap((each) => (each ? makeCircle(each) : [])));
  }
}

/** @param {EventTarget | null} target */
function iconAt(target) {
  const icon = /** @type {Element} */ (target).closest(".feature.icon");
  return /** @type {SVGElement | null} */ (icon)?.dataset.id ?? null;
}

/** @param {DrawnFeature} drawn */
function makeCircle({ feature, at, reach }) {
  const { dash, color } = feature.symbol;
  const name = `precision-circle ${dash === "dotted" ? dash : "dashed"}`;
  const circle = svg("circle", { class: name, cx: at.x, cy: at.y, r: reach });
  circle.style.color = cssColor(color);
  return circle;
}
