// @ts-check
// For print the map takes the shape of a landscape page, with a neat line, degrees and sources at the foot; what has no
// room there follows on a second page. Afterwards the map takes its own shape again.
import { printParts } from "../panels/part-window.js";
import { svg, el } from "../dom/elements.js";
import { fitBounds, withoutZoomSnap } from "./viewport.js";
import { degreePatterns, graticuleStep, linesBetween, writeDegrees } from "../data/graticule.js";
import { readableUrls } from "./permalink.js";

const TICK = 5;

/**
 * @typedef {object} PrintTools what stands at the foot and on a second page
 * @property {string[]} credits
 * @property {Record<string, string>} messages
 * @property {string} from
 * @property {() => import("./viewport.js").Padding} padding what of the map another one covers
 * @property {() => string[]} sources
 * @property {() => Element | null} more what the second page has besides the sources that the foot has no room for
 * @property {(isBare: boolean) => void} redraw lays the features out anew; isBare: nothing lies over the map
 */

/** Makes a map ready to be printed whenever the reader wants to. */
export class PrintLayout {
  /**
   * @param {any} map L.Map
   * @param {any} view L.LatLngBounds
   * @param {PrintTools} tools
   * @param {AbortSignal} signal
   */
  constructor(map, view, tools, signal) {
    const { credits, messages, from } = tools;
    this.map = map;
    this.view = view;
    this.tools = tools;
    /** @type {{ centre: any, zoom: number, min: number, bounds: any, folded: Element[] } | null} */
    this.before = null;
    this.paper = window.matchMedia("print");
    this.frame = svg("svg", { class: "print-frame", "aria-hidden": "true" });
    this.sourceList = el("span", {});
    this.foot = el("div", { class: "print-foot", "aria-hidden": "true" },
      el("p", {}, ...credits.flatMap((text) => [text, " "])),
      el("p", {}, el("b", {}, `${messages.card_sources}: `), this.sourceList), el("p", {}, from));
    this.secondPage = el("div", { class: "print-more", "aria-hidden": "true" });
    map.getContainer().after(this.frame, this.foot, this.secondPage);
    window.addEventListener("beforeprint", () => {
      printParts(true);
      this.print();
    }, { signal });
    window.addEventListener("afterprint", () => {
      printParts(false);
      this.wait(signal);
    }, { signal });
    signal.addEventListener("abort", () => {
      for (const each of [this.frame, this.foot, this.secondPage]) each.remove();
    });
  }

  print() {
    const root = document.documentElement;
    // The chronology is a document of its own, and so is the handout of the story.
    if (this.before || root.classList.contains("with-chronology") || root.classList.contains("with-handout")) return;
    this.shapeMap();
    this.tools.redraw(true);
    // The story stands above the legend.
    const story = /** @type {HTMLElement | null} */ (document.querySelector(".story"));
    root.style.setProperty("--print-story-height", `${story?.offsetHeight ?? 0}px`);
    fitEvents();
    drawFrame(this.frame, this.map, this.tools.padding().right, this.tools.messages);
    this.writeSources();
    root.classList.toggle("two-pages", this.secondPage.childElementCount > 0);
  }

  /** Unfold all, and give the map the shape of the page. */
  shapeMap() {
    const { map } = this;
    const folded = [...document.querySelectorAll("details:not([open])")];
    const [centre, zoom, min] = [map.getCenter(), map.getZoom(), map.getMinZoom()];
    this.before = { centre, zoom, min, bounds: map.options.maxBounds, folded };
    document.documentElement.classList.add("printing");
    for (const section of folded) section.setAttribute("open", "");
    map.setMaxBounds(null);
    map.setMinZoom(0);
    map.invalidateSize({ animate: false });
    fitBounds(map, this.view, this.tools.padding(), 4);
  }

  writeSources() {
    const { messages, sources, more } = this.tools;
    const rest = fitSources(this.foot, this.sourceList, sources().map(readableUrls), messages.print_continued);
    const added = more();
    if (added) this.secondPage.append(added);
    if (rest.length === 0) return;
    const list = el("ul", {}, ...rest.map((text) => el("li", {}, text)));
    this.secondPage.append(el("h2", {}, messages.card_sources), list);
  }

  /** In Firefox the page still is as on paper after printing: nothing could be measured. @param {AbortSignal} signal */
  wait(signal) {
    const { paper } = this;
    if (paper.matches) paper.addEventListener("change", () => this.restore(), { once: true, signal });
    else this.restore();
  }

  restore() {
    if (!this.before) return;
    const { map } = this;
    const { centre, zoom, min, bounds, folded } = this.before;
    this.before = null;
    document.documentElement.classList.remove("printing", "two-pages");
    this.secondPage.replaceChildren();
    for (const section of folded) section.removeAttribute("open");
    map.invalidateSize({ animate: false });
    map.setMinZoom(min);
    withoutZoomSnap(map, () => {
      map.setView(centre, zoom, { animate: false });
      map.setMaxBounds(bounds);
    });
    this.tools.redraw(false);
  }
}

/** List as many of the day's events as leave the legend whole. */
function fitEvents() {
  const drawer = /** @type {HTMLElement} */ (document.querySelector(".drawer"));
  const list = document.querySelector(".events ul");
  const items = [...document.querySelectorAll(".events li")];
  for (const item of items) item.classList.remove("cut");
  list?.classList.remove("cut-short");
  while (items.length > 1 && drawer.scrollHeight > drawer.clientHeight) {
    items.pop()?.classList.add("cut");
    list?.classList.add("cut-short");
  }
}

/**
 * Put as many of the sources at the foot as it has room for, each of them whole, and give the others.
 * @param {HTMLElement} foot @param {HTMLElement} list @param {string[]} sources
 * @param {string} continued says that there are more
 */
function fitSources(foot, list, sources, continued) {
  for (let count = sources.length; count >= 0; count -= 1) {
    list.textContent = [...sources.slice(0, count), ...(count < sources.length ? [continued] : [])].join(" · ");
    if (foot.scrollHeight <= foot.clientHeight) return sources.slice(count);
  }
  return sources;
}

/**
 * Draw the neat line around the map with its degrees.
 * @param {SVGElement} frame @param {any} map @param {number} other pixels of a second map of the same land on the right
 * @param {Record<string, string>} messages
 */
function drawFrame(frame, map, other, messages) {
  const sides = degreePatterns(messages);
  const { x: width, y: height } = map.getSize();
  const bounds = map.getBounds();
  const [west, south, east, north] = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
  const parts = [
    svg("rect", { class: "neat-inner", width, height }),
    svg("rect", { class: "neat-outer", x: -TICK, y: -TICK, width: width + 2 * TICK, height: height + 2 * TICK }),
  ];
  const text = (/** @type {string} */ degree, /** @type {number} */ x, /** @type {number} */ y) =>
    parts.push(svg("text", { class: "degree", x, y }, degree));
  const at = (/** @type {number} */ lat, /** @type {number} */ lon) => map.latLngToContainerPoint([lat, lon]);
  let ticks = "";
  for (const seconds of linesBetween(west, east, graticuleStep(width / (east - west), east - west))) {
    const { x: own } = at(north, seconds / 3600);
    if (own > width - other) continue;
    for (const x of other ? [own, own + width - other] : [own]) {
      ticks += `M${x} ${-TICK}v${TICK}M${x} ${height}v${TICK}`;
      text(writeDegrees(seconds, sides.lon), x, -TICK - 4);
      text(writeDegrees(seconds, sides.lon), x, height + TICK + 10);
    }
  }
  const nearest = Math.max(south, Math.min(0, north));
  const tall = 2 * Math.abs(at(nearest, west).y - at(nearest + (nearest < north ? 0.5 : -0.5), west).y);
  for (const seconds of linesBetween(south, north, graticuleStep(tall, north - south))) {
    const { y } = at(seconds / 3600, west);
    ticks += `M${-TICK} ${y}h${TICK}M${width} ${y}h${TICK}`;
    text(writeDegrees(seconds, sides.lat), -TICK - 18, y + 3);
    text(writeDegrees(seconds, sides.lat), width + TICK + 18, y + 3);
  }
  parts.push(svg("path", { class: "neat-inner", d: ticks }));
  frame.replaceChildren(...parts);
}
