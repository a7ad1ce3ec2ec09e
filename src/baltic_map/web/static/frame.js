// @ts-check
// The part of the window the sheets of paper leave free, and moves of the map into it.
import { stillness } from "./dom.js";

/** @typedef {{ left: number, top: number, right: number, bottom: number }} Margins pixels covered on each side */

const LEAST = 48;

/**
 * Measure what covers the map.
 * @param {DOMRect} map
 * @param {DOMRect[]} covers
 * @returns {Margins}
 */
export function marginsOf(map, covers) {
  const margins = { left: 0, top: 0, right: 0, bottom: 0 };
  for (const cover of covers) {
    if (cover.width === 0 || cover.height === 0) continue;
    if (cover.width > 0.62 * map.width) {
      if (cover.top - map.top < map.bottom - cover.bottom) margins.top = Math.max(margins.top, cover.bottom - map.top);
      else margins.bottom = Math.max(margins.bottom, map.bottom - cover.top);
    } else if (cover.left - map.left < map.right - cover.right) margins.left = Math.max(margins.left, cover.right - map.left);
    else margins.right = Math.max(margins.right, map.right - cover.left);
  }
  // Where the sheets leave nothing, the map goes on beneath them.
  if (map.width - margins.left - margins.right < LEAST) margins.left = margins.right = 0;
  if (map.height - margins.top - margins.bottom < LEAST) margins.top = margins.bottom = 0;
  return margins;
}

/**
 * Move the map to any zoom level: the reader's steps go from quarter to quarter, but a view uses all the room there is.
 * @param {any} map @param {() => void} move
 */
export function unsnapped(map, move) {
  const snap = map.options.zoomSnap;
  map.options.zoomSnap = 0;
  move();
  map.options.zoomSnap = snap;
}

/**
 * Listen to a map until a signal aborts.
 * @param {any} map @param {string} events @param {(event: any) => void} act @param {AbortSignal} signal
 */
export function onMap(map, events, act, signal) {
  map.on(events, act);
  signal.addEventListener("abort", () => map.off(events, act));
}

/**
 * Show a box in the free part; a map without size (in a frame not yet shown) only turns to it.
 * @param {any} map @param {any} bounds L.LatLngBounds @param {Margins} margins @param {number} [gap]
 * @param {boolean} [moving] whether the reader sees the map move there
 */
export function showBox(map, bounds, margins, gap = 8, moving = false) {
  const { x, y } = map.getSize();
  if (Math.min(x, y) < LEAST) {
    map.setView(bounds.getCenter(), map.getMinZoom(), { animate: false });
    return;
  }
  const room = { paddingTopLeft: [margins.left + gap, margins.top + gap], paddingBottomRight: [margins.right + gap, margins.bottom + gap] };
  unsnapped(map, () => {
    if (moving && !stillness()) map.flyToBounds(bounds, { ...room, duration: 0.6 });
    else map.fitBounds(bounds, { ...room, animate: false });
  });
}

/**
 * Keep a view: show it at home and, until the reader moves the map, whenever the window changes.
 * @param {any} map @param {any} view L.LatLngBounds @param {any} extent L.LatLngBounds @param {() => Margins} margins
 * @param {AbortSignal} signal
 * @returns {{ home: () => void, isHome: () => boolean, leave: () => void, resized: () => boolean }} leave: the view is now
 *     another; resized: take the window's new size, if it is new
 */
export function keepView(map, view, extent, margins, signal) {
  let isHome = true;
  let isOwn = false;
  let size = map.getSize();
  const limit = () => {
    // Not by setMinZoom, which would begin to zoom if the map is farther out.
    map.options.minZoom = 0;
    // So far out that the view fits also into what a sheet from below leaves of a phone.
    const { left, top, right, bottom } = margins();
    const taken = L.point(left + right, top + bottom);
    map.options.minZoom = Math.max(0, Math.min(map.getBoundsZoom(extent), map.getBoundsZoom(view, false, taken)) - 0.25);
  };
  const home = () => {
    isOwn = true;
    limit();
    showBox(map, view, margins());
    isOwn = false;
    isHome = true;
  };
  // Leaflet moves the map by itself too, to keep it within its bounds: only after the reader has done something it counts.
  let isTouched = false;
  for (const act of ["pointerdown", "wheel", "keydown"]) document.addEventListener(act, () => { isTouched = true; }, { capture: true, passive: true, signal });
  onMap(map, "movestart", () => { isHome &&= isOwn || !isTouched; }, signal);
  const resized = () => {
    map.invalidateSize({ animate: false, pan: !isHome });
    if (map.getSize().equals(size)) return false;
    size = map.getSize();
    if (isHome) home();
    else limit();
    return true;
  };
  const leave = () => {
    limit();
    isHome = false;
  };
  return { home, isHome: () => isHome, leave, resized };
}

/**
 * Fly so that a place comes to stand in the middle of the free part.
 * @param {any} map @param {any} latlng @param {number} zoom @param {Margins} margins
 */
export function flyInto(map, latlng, zoom, margins) {
  const shift = L.point((margins.left - margins.right) / 2, (margins.top - margins.bottom) / 2);
  const centre = map.unproject(map.project(latlng, zoom).subtract(shift), zoom);
  if (stillness()) map.setView(centre, zoom, { animate: false });
  else map.flyTo(centre, zoom, { duration: 0.25 });
}

/**
 * Move the map so that a sign is not covered.
 * @param {any} map @param {Element} sign @param {Margins} margins
 */
export function uncover(map, sign, margins) {
  const free = 24;
  const box = map.getContainer().getBoundingClientRect();
  const { left, right, top, bottom } = sign.getBoundingClientRect();
  const [x, y] = [(left + right) / 2 - box.left, (top + bottom) / 2 - box.top];
  const beyond = (/** @type {number} */ at, /** @type {number} */ from, /** @type {number} */ to) =>
    at < from + free ? at - from - free : at > to - free ? at - to + free : 0;
  const shift = [beyond(x, margins.left, box.width - margins.right), beyond(y, margins.top, box.height - margins.bottom)];
  if (shift[0] || shift[1]) map.panBy(shift, { animate: !stillness(), duration: 0.2 });
}

/** Whether the page is laid out for paper. */
export function isPrinting() {
  return document.documentElement.classList.contains("printing");
}
