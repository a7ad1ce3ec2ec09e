// @ts-check
// For print the map takes the shape of a landscape page, with a neat line, degrees and sources at the foot; what has no
// room there follows on a second page. Afterwards the map takes its own shape again.
import { draw, make } from "./dom.js";
import { showBox, unsnapped } from "./frame.js";
import { graticuleStep, linesBetween, writeDegrees } from "./graticule.js";
import { readable } from "./links.js";

const TICK = 5;

/**
 * @typedef {object} PrintTools what is told at the foot and on a second page
 * @property {string[]} credits
 * @property {Record<string, string>} words
 * @property {string} from
 * @property {() => string[]} sources
 * @property {() => Element | null} more what the second page tells besides the sources that the foot has no room for
 * @property {(isBare: boolean) => void} redraw lays the marks out anew; isBare: nothing lies over the map
 */

/**
 * Make a map ready to be printed whenever the reader wants to.
 * @param {any} map L.Map
 * @param {any} view L.LatLngBounds
 * @param {PrintTools} tools
 * @param {AbortSignal} signal
 */
export function printPlate(map, view, { credits, words, sources, from, more, redraw }, signal) {
  const root = document.documentElement;
  const frame = draw("svg", { class: "print-frame", "aria-hidden": "true" });
  const list = make("span", {});
  const foot = make("div", { class: "print-foot", "aria-hidden": "true" },
    make("p", {}, ...credits.flatMap((text) => [text, " "])),
    make("p", {}, make("b", {}, `${words.card_sources}: `), list), make("p", {}, from));
  const second = make("div", { class: "print-more", "aria-hidden": "true" });
  map.getContainer().after(frame, foot, second);
  /** @type {{ centre: any, zoom: number, min: number, bounds: any, folded: Element[] } | null} */
  let before = null;

  window.addEventListener("beforeprint", () => {
    // The chronology is a document of its own.
    if (before || root.classList.contains("with-chronology")) return;
    const folded = [...document.querySelectorAll("details:not([open])")];
    before = { centre: map.getCenter(), zoom: map.getZoom(), min: map.getMinZoom(), bounds: map.options.maxBounds, folded };
    root.classList.add("printing");
    for (const section of folded) section.setAttribute("open", "");
    map.setMaxBounds(null);
    map.setMinZoom(0);
    map.invalidateSize({ animate: false });
    showBox(map, view, { left: 0, top: 0, right: 0, bottom: 0 }, 4);
    redraw(true);
    // What the story tells stands above the legend.
    root.style.setProperty("--print-told", `${/** @type {HTMLElement | null} */ (document.querySelector(".story"))?.offsetHeight ?? 0}px`);
    fitEvents();
    drawFrame(frame, map);
    const works = sources().map(readable);
    const rest = fitSources(foot, list, works, words.print_continued);
    second.replaceChildren(...[more(), rest.length ? make("h2", {}, words.card_sources) : null, rest.length ? make("ul", {}, ...rest.map((text) => make("li", {}, text))) : null].filter((part) => part !== null));
    root.classList.toggle("two-pages", second.childElementCount > 0);
  }, { signal });
  const paper = window.matchMedia("print");
  const putBack = () => {
    if (!before) return;
    const { centre, zoom, min, bounds, folded } = before;
    before = null;
    root.classList.remove("printing", "two-pages");
    second.replaceChildren();
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
    for (const each of [frame, foot, second]) each.remove();
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

/**
 * Put as many of the sources at the foot as it has room for, each of them whole, and give the others.
 * @param {HTMLElement} foot @param {HTMLElement} list @param {string[]} sources @param {string} continued says that there are more
 */
function fitSources(foot, list, sources, continued) {
  for (let count = sources.length; count >= 0; count -= 1) {
    list.textContent = [...sources.slice(0, count), ...(count < sources.length ? [continued] : [])].join(" · ");
    if (foot.scrollHeight <= foot.clientHeight) return sources.slice(count);
  }
  return sources;
}

/** Draw the neat line around the map with its degrees. @param {SVGElement} frame @param {any} map */
function drawFrame(frame, map) {
  const { x: width, y: height } = map.getSize();
  const bounds = map.getBounds();
  const [west, south, east, north] = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
  const parts = [draw("rect", { class: "neat-inner", width, height }), draw("rect", { class: "neat-outer", x: -TICK, y: -TICK, width: width + 2 * TICK, height: height + 2 * TICK })];
  const text = (/** @type {string} */ degree, /** @type {number} */ x, /** @type {number} */ y) => parts.push(draw("text", { class: "degree", x, y }, degree));
  const at = (/** @type {number} */ lat, /** @type {number} */ lon) => map.latLngToContainerPoint([lat, lon]);
  let ticks = "";
  for (const minutes of linesBetween(west, east, graticuleStep(width / (east - west), east - west))) {
    const { x } = at(north, minutes / 60);
    ticks += `M${x} ${-TICK}v${TICK}M${x} ${height}v${TICK}`;
    text(writeDegrees(minutes, "EW"), x, -TICK - 4);
    text(writeDegrees(minutes, "EW"), x, height + TICK + 10);
  }
  const nearest = Math.max(south, Math.min(0, north));
  const tall = 2 * Math.abs(at(nearest, west).y - at(nearest + (nearest < north ? 0.5 : -0.5), west).y);
  for (const minutes of linesBetween(south, north, graticuleStep(tall, north - south))) {
    const { y } = at(minutes / 60, west);
    ticks += `M${-TICK} ${y}h${TICK}M${width} ${y}h${TICK}`;
    text(writeDegrees(minutes, "NS"), -TICK - 18, y + 3);
    text(writeDegrees(minutes, "NS"), width + TICK + 18, y + 3);
  }
  parts.push(draw("path", { class: "neat-inner", d: ticks }));
  frame.replaceChildren(...parts);
}
