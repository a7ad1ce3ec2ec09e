// @ts-check
// The page in a frame of another page. That page may set the day of the map, and is told which day is shown; no more.
import { el } from "../dom/elements.js";
import { onMapEvent } from "./viewport.js";

const PIXELS_OF_A_SIGN = 20_000;
// What messages between the two pages say: { type: "baltic-map:day", day: "1900-01-04" }.
const DAY_MESSAGE = "baltic-map:day";

/** Whether the page is to fit into a frame of another page. */
export function isEmbedded() {
  return new URLSearchParams(window.location.search).get("embed") === "1";
}

/** A link to the whole atlas, as it stands in the frame. @param {string} text @param {() => string} href */
export function makeFullPageLink(text, href) {
  const attributes = { class: "open-full", href: "#", target: "_blank", rel: "noopener" };
  const link = /** @type {HTMLAnchorElement} */ (el("a", attributes, text));
  const aim = () => { link.href = href(); };
  for (const kind of ["pointerdown", "focus", "click"]) link.addEventListener(kind, aim);
  return link;
}

/**
 * How many signs a frame has room for: at 600 × 400 a dozen, and from there four times as many at each zoom level.
 * @param {{ x: number, y: number }} size of the map, pixels @param {number} levels that the reader has zoomed in
 */
export function signsOfFrame({ x, y }, levels) {
  return Math.max(4, Math.floor((x * y) / PIXELS_OF_A_SIGN * 4 ** Math.max(0, levels)));
}

/**
 * The wheel belongs to the page around the frame until the reader has chosen the map.
 * @param {any} map @param {AbortSignal} signal
 */
export function guardWheel(map, signal) {
  if (!map.scrollWheelZoom || (window.parent === window && !isEmbedded())) return;
  map.scrollWheelZoom.disable();
  onMapEvent(map, "focus", () => map.scrollWheelZoom.enable(), signal);
  onMapEvent(map, "blur", () => map.scrollWheelZoom.disable(), signal);
}

/**
 * Hear from the page around the frame, and from no other, which day it wants.
 * @param {(iso: string) => void} show @param {AbortSignal} signal
 */
export function hearHost(show, signal) {
  if (window.parent === window) return;
  window.addEventListener("message", ({ source, data }) => {
    if (source === window.parent && data?.type === DAY_MESSAGE && typeof data.day === "string") show(data.day);
  }, { signal });
}

/** Tell the page around the frame, whoever it is, which day is shown. @param {string} iso */
export function tellHost(iso) {
  if (window.parent !== window) window.parent.postMessage({ type: DAY_MESSAGE, day: iso }, "*");
}
