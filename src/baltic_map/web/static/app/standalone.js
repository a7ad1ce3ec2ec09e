// @ts-check
// The time bar on any Leaflet map: it shows and hides the map's own layers by day.
import { format } from "../dom/elements.js";
import { writtenDays } from "../data/day-axis.js";
import { patchMultiPoints } from "./multipoint.js";
import { TimeBar } from "../panels/time-bar.js";

/** Before the layers of the map are made. */
export function prepare() {
  patchMultiPoints();
}

/** @typedef {[number, number, number, number]} DaySpan possible in [first, stop), certain in [sureFirst, sureStop) */

/**
 * Add the bar to a map.
 * @param {any} map L.Map
 * @param {any} data what timebar.py made
 * @param {[any, DaySpan | number][]} layers each with its days, or with the number of those that its features have
 */
export function addTimeBar(map, data, layers) {
  const container = map.getContainer();
  const shown = new DatedLayers(map, data.opening);
  // The script that makes a layer may have failed: the bar is there for the others.
  for (const [layer, days] of layers) {
    if (layer && typeof days === "number") shown.add(layer, null, data.dated[days]);
    else if (layer) shown.add(layer, /** @type {DaySpan} */ (days), null);
  }
  const plural = new Intl.PluralRules(data.lang);
  const scene = {
    ...data, ...writtenDays(data, { first: 0, stop: data.total }, data),
    count: (/** @type {string} */ key, /** @type {number} */ number) =>
      format(data.plurals[key][plural.select(number)] ?? data.plurals[key].other, { number }),
  };
  const numbers = new Map(data.ticks);
  const life = new AbortController();
  const bar = new TimeBar(scene, {
    signal: life.signal,
    months: data.otherMonths,
    preview: (day) => {
      const changes = () => (data.changes.includes(day) ? [scene.count("changes", numbers.get(day) ?? 1)] : []);
      return data.begins[day] ?? changes();
    },
    onDay: (day) => shown.show(day),
  });
  bar.element.classList.add("time-alone");
  container.classList.add("with-time-bar");
  // On a page that was saved while it lived there is a bar already.
  for (const old of container.querySelectorAll(":scope > .time-alone")) old.remove();
  container.append(bar.element);
  // A drag or a wheel on the bar is not one on the map.
  L.DomEvent.disableClickPropagation(bar.element);
  L.DomEvent.disableScrollPropagation(bar.element);
  const observer = new ResizeObserver(() => {
    container.style.setProperty("--time-bar-height", `${bar.element.offsetHeight}px`);
  });
  observer.observe(bar.element);
  map.on("unload", () => {
    life.abort();
    observer.disconnect();
  });
  bar.show(data.opening);
  shown.show(data.opening);
}

/** Layers with days. They stay on the map and are hidden by style, so that their drawing order never changes. */
class DatedLayers {
  /** @param {any} map @param {number} day */
  constructor(map, day) {
    this.map = map;
    this.day = day;
    /**
     * @type {Map<any, { spans: DaySpan[], root: any }>} in the order in which they were added; `root`: what holds it
     */
    this.known = new Map();
    /** Layers without an element that were taken from the map for the day. */
    this.away = new Set();
    /** Every layer of the map that is drawn on a canvas, in drawing order, dated or not. */
    this.order = new Set();
    map.eachLayer((/** @type {any} */ layer) => {
      if (layer.bringToFront && !layer.eachLayer && !layer.getElement?.()) this.order.add(layer);
    });
  }

  /**
   * Give a layer its days, or the features in it theirs.
   * @param {any} layer @param {DaySpan | null} given
   * @param {{ spans: Record<string, DaySpan>, properties: string[] } | null} dated by what its properties say
   */
  add(layer, given, dated, root = layer) {
    const { feature } = layer;
    const key = dated?.properties.map((name) => feature?.properties?.[name] ?? "").join(" ");
    const span = given ?? (feature && dated?.spans[key ?? ""]) ?? null;
    if (typeof layer.eachLayer === "function") {
      layer.eachLayer((/** @type {any} */ each) => this.add(each, span, dated, root));
      return;
    }
    if (!span) return;
    const known = this.known.get(layer);
    if (known) known.spans.push(span);
    else {
      this.known.set(layer, { spans: [span], root });
      if (layer.bringToFront && !layer.getElement?.()) this.order.add(layer);
      // A layer that comes back to the map has new elements.
      layer.on("add tooltipopen popupopen", () => this.toggle(layer));
    }
  }

  /** @param {number} day */
  show(day) {
    this.day = day;
    const onCanvas = [...this.known.keys()].filter((layer) => this.toggle(layer));
    if (onCanvas.length === 0) return;
    for (const layer of this.order) if (this.map.hasLayer(layer) && !layer.getElement?.()) layer.bringToFront();
  }

  /** Show or hide one layer. @param {any} layer @returns {boolean} whether it is drawn without an element of its own */
  toggle(layer) {
    const { spans, root } = /** @type {{ spans: DaySpan[], root: any }} */ (this.known.get(layer));
    const off = !spans.every(([first, stop]) => first <= this.day && this.day < stop);
    const sure = spans.every(([, , first, stop]) => first <= this.day && this.day < stop);
    const own = layer.getElement?.() ?? layer.getContainer?.() ?? null;
    for (const element of [own, layer._shadow, layer.getTooltip?.()?.getElement()]) {
      element?.classList.toggle("day-off", off);
      element?.classList.toggle("day-possible", !off && !sure);
    }
    if (off) {
      layer.closePopup?.();
      // What folium binds to a whole layer is open at one of its features.
      if (root.getPopup?.()?._source === layer) root.closePopup();
      if (root.getTooltip?.()?._source === layer) root.closeTooltip();
    }
    if (own) return false;
    // On a canvas there is nothing to hide by style: it goes from the map and comes back.
    if (off && this.map.hasLayer(layer)) {
      this.away.add(layer);
      queueMicrotask(() => { if (this.away.has(layer)) this.map.removeLayer(layer); });
    } else if (!off && this.away.delete(layer) && (root === layer || this.map.hasLayer(root))) this.map.addLayer(layer);
    return true;
  }
}
