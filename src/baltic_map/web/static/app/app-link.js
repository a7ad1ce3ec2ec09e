// @ts-check
// What is shown as a link, and back: all that the reader has set is read from the app, and set by a link.
import { countedLon, writtenLon } from "../data/mercator.js";
import { format } from "../dom/elements.js";
import { firstDay, isPossible } from "../data/localize.js";
import { modeOf } from "./modes.js";
import { formatPermalink, parsePermalink, urlOf } from "./permalink.js";
import { withoutZoomSnap } from "./viewport.js";

/** @typedef {import("./permalink.js").Permalink} Permalink */

/** The link of an app. */
export class AppLink {
  /** @param {import("./atlas-app.js").AtlasApp} app */
  constructor(app) {
    this.app = app;
  }

  /** All that a link to what is shown restores. @returns {Permalink} */
  permalink() {
    const { scene, map, settings, compare, tour, mode, projector } = this.app;
    const { lat, lng } = map.getCenter();
    const other = compare?.day ?? null;
    return {
      map: this.app.homeView.isHome() || tour.isAtStep ? null : { zoom: map.getZoom(), lat, lon: writtenLon(lng) },
      date: scene.iso[this.app.day],
      layers: settings.hidden.size ? this.layerIds().filter((id) => !settings.hidden.has(id)) : null,
      lang: scene.lang === scene.langs[0][0] ? null : scene.lang,
      reading: scene.reading.id === this.app.data.reading ? null : scene.reading.id,
      feature: this.app.card.item()?.id ?? null,
      compare: other === null ? null : scene.iso[other],
      beside: compare?.wantsBeside ?? false,
      story: tour.openStep()?.id ?? null,
      news: settings.news,
      sure: settings.sure,
      opacity: settings.opacity,
      projector: projector !== null,
      panels: projector ? this.app.folding.names() : null,
      kiosk: mode.name === "kiosk" ? mode.seconds : null,
    };
  }

  /** The part of the address after the #. */
  hash() {
    return formatPermalink(this.permalink());
  }

  /** The address of what is shown. @param {Partial<Permalink>} [change] */
  address(change = {}) {
    return urlOf({ ...this.permalink(), ...change }, this.app.data.address);
  }

  layerIds() {
    return [...this.app.scene.layers.map(({ id }) => id), "borders"];
  }

  /** Show what a link says. @param {Permalink} permalink */
  apply(permalink) {
    const { app } = this;
    const { scene, compare, tour, home } = app;
    const { layers, news, sure, opacity } = permalink;
    const hidden = new Set(layers ? this.layerIds().filter((id) => !layers.includes(id)) : []);
    app.setSettings({ hidden, news, sure, opacity });
    app.switches.set(app.settings);
    // A link that names an id no longer used leads to what took its place.
    const wanted = permalink.feature === null ? null : scene.retired.get(permalink.feature) ?? permalink.feature;
    const feature = scene.features.find(({ id }) => id === wanted);
    const number = scene.story?.steps.findIndex(({ id }) => id === permalink.story) ?? -1;
    const step = scene.story?.steps[number];
    // A link without a day opens on the day of its step or feature.
    const featureDay = feature && !isPossible(feature, home) ? firstDay(feature) : home;
    const day = this.dayOf(permalink.date) ?? step?.day ?? featureDay;
    app.show(day);
    if (!app.isReady) app.measure();
    if (step) {
      // The focus stays where it is: the reader has not pressed anything.
      app.story?.open(number, { move: false });
      tour.showStep(step, day);
      if (permalink.map || day !== step.day) app.story?.stray();
    } else app.story?.close();
    const other = this.dayOf(permalink.compare);
    if (other !== null) compare?.start(app.day, other, permalink.beside);
    else compare?.stop();
    app.updateLegend();
    const item = wanted === null ? undefined : app.findItem(wanted);
    // Before the map is fitted into what is free: a card covers most of a phone.
    if (!item) app.card.close();
    this.applyView(permalink);
    if (!app.isReady) app.measureLabels();
    if (item) {
      app.openCard(item, app.dayLayers.nodeOf(item.id), false);
      if (!permalink.map && !step && "geometry" in item) app.fly(item);
    }
  }

  /** @param {string | null} iso */
  dayOf(iso) {
    const { window: [first, stop], axis } = this.app.scene;
    const day = iso !== null && stop - first > 1 ? axis.indexOf(iso) : -1;
    return day < 0 ? null : day;
  }

  /** @param {Permalink} permalink */
  applyView({ map: at, story }) {
    const { app } = this;
    if (at) {
      app.tour.isAtStep = false;
      app.homeView.leave();
      const lon = countedLon(at.lon, app.data.scene.extent);
      withoutZoomSnap(app.map, () => app.map.setView([at.lat, lon], at.zoom, { animate: false }));
      const most = app.map.getMaxZoom();
      if (at.zoom > most) app.page.controls.tell(format(app.scene.messages.zoom_beyond, { asked: at.zoom, most }));
    } else if (!app.story?.isOpen || story === null) app.homeView.home();
    app.dayLayers.update();
  }

  /** Another link has been opened. @param {string} hash */
  applyHash(hash) {
    const { scene: { lang, langs, reading, readings }, data, reopen } = this.app;
    const permalink = parsePermalink(hash);
    const wanted = langs.find(([code]) => code === permalink.lang)?.[0] ?? langs[0][0];
    const wantedReading = readings.find(([id]) => id === permalink.reading)?.[0] ?? data.reading;
    const isSame = wanted === lang && wantedReading === reading.id && this.isModeOf(permalink);
    if (isSame) this.apply(permalink);
    else reopen(permalink);
  }

  /** Whether a link asks for the mode, and the panels, that are there. @param {Permalink} permalink */
  isModeOf(permalink) {
    const { mode, folding } = this.app;
    const { name } = modeOf(permalink);
    const panels = name === "projector" && permalink.panels ? permalink.panels : folding.names();
    return name === mode.name && panels.join() === folding.names().join();
  }

  /** @param {string} lang */
  changeLanguage(lang) {
    this.change({ lang: lang === this.app.scene.langs[0][0] ? null : lang }, "select.language");
  }

  /**
   * The reader has chosen another language, reading or mode.
   * @param {Partial<Permalink>} change @param {string} choice
   */
  change(change, choice) {
    const { history, reopen } = this.app;
    const permalink = { ...this.permalink(), ...change };
    history.write("replaceState", this.hash());
    history.write("pushState", formatPermalink(permalink));
    reopen(permalink);
    /** @type {HTMLElement | null} */ (document.querySelector(choice))?.focus();
  }
}
