// @ts-check
// The part of the window the panels leave free, and moves of the map into it.
import { prefersReducedMotion } from "../dom/elements.js";

/**
 * @typedef {{ left: number, top: number, right: number, bottom: number }} Padding pixels covered on each side
 * @typedef {object} HomeView
 * @property {() => void} home
 * @property {() => boolean} isHome
 * @property {() => void} leave the view is now another
 * @property {() => boolean} resized takes the window's new size, if it is new
 */

// Pixels; less than this is no room for a map.
const MIN_ROOM = 48;

/**
 * Measure what covers the map.
 * @param {DOMRect} map
 * @param {DOMRect[]} covers
 * @returns {Padding}
 */
export function paddingOf(map, covers) {
  const padding = { left: 0, top: 0, right: 0, bottom: 0 };
  for (const cover of covers) {
    if (cover.width === 0 || cover.height === 0) continue;
    if (cover.width > 0.62 * map.width) {
      if (cover.top - map.top < map.bottom - cover.bottom) padding.top = Math.max(padding.top, cover.bottom - map.top);
      else padding.bottom = Math.max(padding.bottom, map.bottom - cover.top);
    } else if (cover.left - map.left < map.right - cover.right) {
      padding.left = Math.max(padding.left, cover.right - map.left);
    } else padding.right = Math.max(padding.right, map.right - cover.left);
  }
  // Where the panels leave nothing, the map goes on beneath them.
  if (map.width - padding.left - padding.right < MIN_ROOM) padding.left = padding.right = 0;
  if (map.height - padding.top - padding.bottom < MIN_ROOM) padding.top = padding.bottom = 0;
  return padding;
}

/**
 * Move the map to any zoom level: the reader's steps go from quarter to quarter, but a view uses all the room there is.
 * @param {any} map @param {() => void} move
 */
export function withoutZoomSnap(map, move) {
  const snap = map.options.zoomSnap;
  map.options.zoomSnap = 0;
  move();
  map.options.zoomSnap = snap;
}

/**
 * Listen to a map until a signal aborts.
 * @param {any} map @param {string} events @param {(event: any) => void} act @param {AbortSignal} signal
 */
export function onMapEvent(map, events, act, signal) {
  map.on(events, act);
  signal.addEventListener("abort", () => map.off(events, act));
}

/** @param {import("../contract.js").Box} box */
export function boundsOf({ west, south, east, north }) {
  return L.latLngBounds([south, west], [north, east]);
}

/**
 * Show a box in the free part; a map without size (in a frame not yet shown) only turns to it.
 * @param {any} map @param {any} bounds L.LatLngBounds @param {Padding} padding @param {number} [gap]
 * @param {boolean} [moving] whether the reader sees the map move there
 */
export function fitBounds(map, bounds, padding, gap = 8, moving = false) {
  const { x, y } = map.getSize();
  if (Math.min(x, y) < MIN_ROOM) {
    map.setView(bounds.getCenter(), map.getMinZoom(), { animate: false });
    return;
  }
  const { left, top, right, bottom } = padding;
  const room = { paddingTopLeft: [left + gap, top + gap], paddingBottomRight: [right + gap, bottom + gap] };
  withoutZoomSnap(map, () => {
    if (moving && !prefersReducedMotion()) map.flyToBounds(bounds, { ...room, duration: 0.6 });
    else map.fitBounds(bounds, { ...room, animate: false });
  });
}

/**
 * Keep a view: show it at home and, until the reader moves the map, whenever the window changes.
 * @param {any} map @param {any} view L.LatLngBounds @param {any} extent L.LatLngBounds @param {() => Padding} padding
 * @param {AbortSignal} signal
 * @returns {HomeView}
 */
export function trackHomeView(map, view, extent, padding, signal) {
  let isHome = true;
  let isOwn = false;
  let size = map.getSize();
  const limit = () => {
    // Not by setMinZoom, which would begin to zoom if the map is farther out.
    map.options.minZoom = 0;
    // So far out that the view fits also into what a drawer from below leaves of a phone.
    const { left, top, right, bottom } = padding();
    const taken = L.point(left + right, top + bottom);
    const zoom = Math.min(map.getBoundsZoom(extent), map.getBoundsZoom(view, false, taken));
    map.options.minZoom = Math.max(0, zoom - 0.25);
  };
  const home = () => {
    isOwn = true;
    limit();
    fitBounds(map, view, padding());
    isOwn = false;
    isHome = true;
  };
  // Leaflet moves the map by itself too, to keep it within its bounds: only after the reader has done something it
  // counts.
  let isTouched = false;
  for (const act of ["pointerdown", "wheel", "keydown"]) {
    document.addEventListener(act, () => { isTouched = true; }, { capture: true, passive: true, signal });
  }
  onMapEvent(map, "movestart", () => { isHome &&= isOwn || !isTouched; }, signal);
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
 * @param {any} map @param {any} latlng @param {number} zoom @param {Padding} padding
 */
export function flyToPoint(map, latlng, zoom, padding) {
  const shift = L.point((padding.left - padding.right) / 2, (padding.top - padding.bottom) / 2);
  const centre = map.unproject(map.project(latlng, zoom).subtract(shift), zoom);
  if (prefersReducedMotion()) map.setView(centre, zoom, { animate: false });
  else map.flyTo(centre, zoom, { duration: 0.25 });
}

/**
 * Move the map so that an icon is not covered.
 * @param {any} map @param {Element} icon @param {Padding} padding
 */
export function panIntoView(map, icon, padding) {
  const free = 24;
  const box = map.getContainer().getBoundingClientRect();
  const { left, right, top, bottom } = icon.getBoundingClientRect();
  const [x, y] = [(left + right) / 2 - box.left, (top + bottom) / 2 - box.top];
  const beyond = (/** @type {number} */ at, /** @type {number} */ from, /** @type {number} */ to) =>
    at < from + free ? at - from - free : at > to - free ? at - to + free : 0;
  const shift = [
    beyond(x, padding.left, box.width - padding.right), beyond(y, padding.top, box.height - padding.bottom),
  ];
  if (shift[0] || shift[1]) map.panBy(shift, { animate: !prefersReducedMotion(), duration: 0.2 });
}

/** Whether the page is laid out for paper. */
export function isPrinting() {
  return document.documentElement.classList.contains("printing");
}
