// @ts-check
// For print the map takes the shape of a landscape page, with a neat line, degrees and sources at the foot; afterwards
// it takes its own again.
import { draw, make } from "./dom.js";
import { showBox, unsnapped } from "./frame.js";

const TICK = 5;

/**
 * Make a map ready to be printed whenever the reader wants to.
 * @param {any} map L.Map
 * @param {any} view L.LatLngBounds
 * @param {object} told at the foot
 * @param {string[]} told.credits
 * @param {string} told.heading
 * @param {string} told.from
 * @param {() => string[]} told.sources
 * @param {(isBare: boolean) => void} told.redraw lays the marks out anew; isBare: nothing lies over the map
 * @param {AbortSignal} signal
 */
export function printPlate(map, view, { credits, sources, heading, from, redraw }, signal) {
  const frame = draw("svg", { class: "print-frame", "aria-hidden": "true" });
  const list = make("span", {});
  const foot = make("div", { class: "print-foot", "aria-hidden": "true" },
    make("p", {}, ...credits.flatMap((text) => [text, " "])),
    make("p", {}, make("b", {}, `${heading}: `), list), make("p", {}, from));
  map.getContainer().after(frame, foot);
  /** @type {{ centre: any, zoom: number, min: number, bounds: any, folded: Element[] } | null} */
  let before = null;

  window.addEventListener("beforeprint", () => {
    // The chronology is a document of its own.
    if (before || document.documentElement.classList.contains("with-chronology")) return;
    const folded = [...document.querySelectorAll("details:not([open])")];
    before = { centre: map.getCenter(), zoom: map.getZoom(), min: map.getMinZoom(), bounds: map.options.maxBounds, folded };
    document.documentElement.classList.add("printing");
    for (const section of folded) section.setAttribute("open", "");
    map.setMaxBounds(null);
    map.setMinZoom(0);
    map.invalidateSize({ animate: false });
    showBox(map, view, { left: 0, top: 0, right: 0, bottom: 0 }, 4);
    redraw(true);
    fitEvents();
    drawFrame(frame, map);
    fitSources(foot, list, sources());
  }, { signal });
  const paper = window.matchMedia("print");
  const putBack = () => {
    if (!before) return;
    const { centre, zoom, min, bounds, folded } = before;
    before = null;
    document.documentElement.classList.remove("printing");
    for (const section of folded) section.removeAttribute("open");
    map.invalidateSize({ animate: false });
    map.setMinZoom(min);
    unsnapped(map, () => {
      map.setView(centre, zoom, { animate: false });
      map.setMaxBounds(bounds);
    });
    redraw(false);
  };
  window.addEventListener("afterprint", () => {
    // In Firefox the page still is as on paper then: nothing could be measured.
    if (paper.matches) paper.addEventListener("change", putBack, { once: true, signal });
    else putBack();
  }, { signal });
  signal.addEventListener("abort", () => {
    frame.remove();
    foot.remove();
  });
}

/** List as many of the day's events as leave the legend whole. */
function fitEvents() {
  const sheet = /** @type {HTMLElement} */ (document.querySelector(".folio"));
  const list = document.querySelector(".events ul");
  const items = [...document.querySelectorAll(".events li")];
  for (const item of items) item.classList.remove("cut");
  list?.classList.remove("cut-short");
  while (items.length > 1 && sheet.scrollHeight > sheet.clientHeight) {
    items.pop()?.classList.add("cut");
    list?.classList.add("cut-short");
  }
}

/** Put as many of the sources at the foot as it has room for. @param {HTMLElement} foot @param {HTMLElement} list @param {string[]} sources */
function fitSources(foot, list, sources) {
  for (let count = sources.length; count >= 0; count -= 1) {
    list.textContent = sources.slice(0, count).join(" · ") + (count < sources.length ? " …" : "");
    if (foot.scrollHeight <= foot.clientHeight) return;
  }
}

/** Draw the neat line around the map with its degrees. @param {SVGElement} frame @param {any} map */
function drawFrame(frame, map) {
  const { x: width, y: height } = map.getSize();
  const bounds = map.getBounds();
  const parts = [draw("rect", { class: "neat-inner", width, height }), draw("rect", { class: "neat-outer", x: -TICK, y: -TICK, width: width + 2 * TICK, height: height + 2 * TICK })];
  const text = (/** @type {number} */ degree, /** @type {number} */ x, /** @type {number} */ y) =>
    parts.push(draw("text", { class: "degree", x, y }, `${degree}°`));
  let ticks = "";
  for (let lon = Math.ceil(bounds.getWest()); lon < bounds.getEast(); lon += 1) {
    const { x } = map.latLngToContainerPoint([bounds.getNorth(), lon]);
    ticks += `M${x} ${-TICK}v${TICK}M${x} ${height}v${TICK}`;
    if (lon % 2 === 0) {
      text(lon, x, -TICK - 4);
      text(lon, x, height + TICK + 10);
    }
  }
  for (let lat = Math.ceil(bounds.getSouth()); lat < bounds.getNorth(); lat += 1) {
    const { y } = map.latLngToContainerPoint([lat, bounds.getWest()]);
    ticks += `M${-TICK} ${y}h${TICK}M${width} ${y}h${TICK}`;
    text(lat, -TICK - 11, y + 3);
    text(lat, width + TICK + 11, y + 3);
  }
  parts.push(draw("path", { class: "neat-inner", d: ticks }));
  frame.replaceChildren(...parts);
}
