// @ts-check
// List and map light each other: what the pointer or else the focus is on in the one is pointed out in the other.
import { onMapEvent } from "./viewport.js";

/**
 * @typedef {object} AttentionTools
 * @property {() => import("../map/day-layers.js").DayLayers[]} drawings
 * @property {import("../panels/feature-tip.js").FeatureTip} tip
 * @property {AbortSignal} signal
 */

const ON_THE_MAP = ".feature[data-id], .cluster[data-of]";
const LINES = "[data-for]";
// So many names a tooltip lists.
const MOST_NAMED = 8;
// Milliseconds in which the pointer reaches the tooltip.
const TIP_DELAY = 150;

/** What the reader pays attention to. */
export class Attention {
  /**
   * @param {any} map L.Map @param {import("../data/localize.js").FeatureData[]} features @param {AttentionTools} tools
   */
  constructor(map, features, tools) {
    this.tools = tools;
    this.features = new Map(features.map((feature) => [feature.id, feature]));
    /** @type {Record<"hovered" | "focused", HTMLElement | null>} a line or a sign, the latest last */
    this.on = { hovered: null, focused: null };
    /** @type {Element[]} */
    this.lit = [];
    this.timer = 0;
    this.listen(map);
  }

  /** @param {any} map L.Map */
  listen(map) {
    const { tip, signal } = this.tools;
    const options = { signal };
    const find = (/** @type {EventTarget | null} */ target) =>
      /** @type {HTMLElement | null} */ (/** @type {Element} */ (target).closest(`${ON_THE_MAP}, ${LINES}`));
    document.addEventListener("pointerover", ({ target, pointerType, x, y }) => {
      // A finger does not hover: it chooses.
      if (pointerType === "touch") return;
      clearTimeout(this.timer);
      if (tip.element.contains(/** @type {Node} */ (target))) return;
      const found = find(target);
      if (found) this.attend("hovered", found, { x, y });
      else this.timer = window.setTimeout(() => this.attend("hovered", null), TIP_DELAY);
    }, options);
    document.addEventListener("pointermove", ({ target, x, y }) => {
      if (tip.node?.contains(/** @type {Node} */ (target))) tip.place({ x, y });
    }, options);
    document.documentElement.addEventListener("pointerleave", () => this.attend("hovered", null), options);
    document.addEventListener("focusin", ({ target }) => {
      // What the pointer presses has the focus too.
      const isByKey = /** @type {Element} */ (target).matches(":focus-visible");
      this.attend("focused", isByKey ? find(target) : null);
    }, options);
    document.addEventListener("focusout", () => this.attend("focused", null), options);
    document.addEventListener("pointerdown", () => tip.hide(), options);
    document.addEventListener("keydown", ({ key }) => { if (key === "Escape") tip.hide(); }, options);
    onMapEvent(map, "movestart zoomstart", () => tip.hide(), signal);
    signal.addEventListener("abort", () => {
      clearTimeout(this.timer);
      tip.element.remove();
    });
  }

  /**
   * @param {"hovered" | "focused"} how @param {HTMLElement | null} element
   * @param {{ x: number, y: number } | null} [pointer]
   */
  attend(how, element, pointer = null) {
    if (this.on[how] === element) return;
    delete this.on[how];
    this.on[how] = element;
    this.show();
    const now = this.now();
    if (now?.matches(ON_THE_MAP)) {
      this.tools.tip.show(this.tell(now), now, pointer);
      scrollToLine(this.lit[0]);
    } else this.tools.tip.hide();
  }

  /** What a sign is, or what is counted by a badge. @param {HTMLElement} sign */
  tell(sign) {
    const [first, ...counted] = signIds(sign).flatMap((id) => this.features.get(id) ?? []);
    if (counted.length === 0) {
      const { name, nameLang: lang, when, sure, certainty } = first;
      return { name, lang, lines: sure === "certain" ? [when] : [when, certainty] };
    }
    const names = [first, ...counted].map(({ name }) => name);
    const lines = names.length > MOST_NAMED ? [...names.slice(0, MOST_NAMED - 1), "…"] : names;
    return { name: sign.getAttribute("aria-label") ?? "", lang: "", lines };
  }

  /** What has gone with its day has no more attention. */
  now() {
    return Object.values(this.on).reverse().find((each) => each?.isConnected) ?? null;
  }

  /** Light the lines of a sign, or the sign of a line; again when the day is another. */
  show() {
    const now = this.now();
    const { tip, drawings } = this.tools;
    if (tip.node && tip.node !== now) tip.hide();
    for (const line of this.lit) line.classList.remove("lit");
    const lines = now?.matches(ON_THE_MAP) ? signIds(now).map((id) => `[data-for="${CSS.escape(id)}"]`).join() : "";
    this.lit = lines ? [...document.querySelectorAll(lines)] : [];
    for (const line of this.lit) line.classList.add("lit");
    for (const { features } of drawings()) features.lightUp(now?.dataset.for ?? null);
  }
}

/** @param {HTMLElement & { holds?: string[] }} sign of one feature, or a badge and the sign that it stands at */
function signIds({ dataset: { id, of }, holds = [] }) {
  return id ? [id] : [of ?? "", ...holds];
}

/** Bring a line into what is seen of its panel, and move nothing else. @param {Element | undefined} line */
function scrollToLine(line) {
  const panel = line?.closest(".column, .drawer");
  if (!line || !panel) return;
  const { top, bottom, height } = line.getBoundingClientRect();
  if (height === 0) return;
  const frame = panel.getBoundingClientRect();
  panel.scrollTop += Math.min(0, top - frame.top) || Math.max(0, bottom - frame.bottom);
}
