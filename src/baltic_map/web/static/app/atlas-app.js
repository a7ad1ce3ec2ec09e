// @ts-check
// The page in one language: the map, the panels around it, and what the reader does with them.
import { makeCardPanel } from "../panels/card.js";
import { Caption, makeChiefEvent } from "../panels/chief-event.js";
import { countEach } from "../panels/count.js";
import { Compare } from "../panels/compare.js";
import { DayPanel } from "../panels/day.js";
import { makeSignList } from "../panels/sign-list.js";
import { makeLayerSwitches } from "../panels/layer-switches.js";
import { makeHeadline } from "../panels/lists.js";
import { FeatureTip } from "../panels/feature-tip.js";
import { SearchBox } from "../panels/search-box.js";
import { TimeBar } from "../panels/time-bar.js";
import { TimelineTable } from "../panels/timeline-table.js";
import { makeLanguageSelect, makeToolbar } from "../panels/toolbar.js";
import { passDay } from "../map/arrivals.js";
import { DayLayers } from "../map/day-layers.js";
import { Hatches } from "../map/hatches.js";
import { inForce } from "../data/day-index.js";
import { diffDays } from "../data/diff.js";
import { firstDay, holds, isPossible } from "../data/localize.js";
import { paceOfEvents } from "../data/pace.js";
import { isShown } from "../data/shown.js";
import { format, el } from "../dom/elements.js";
import { AppLink } from "./app-link.js";
import { Attention } from "./attention.js";
import { guardWheel, hearHost, makeFullPageLink, signsOfFrame, tellHost } from "./embed.js";
import { UrlHistory } from "./history.js";
import { PageLayout } from "./layout.js";
import { SIGNS } from "./modes.js";
import { PanelUpdates } from "./panel-updates.js";
import { keepPreferences } from "./preferences.js";
import { PrintLayout } from "./print-layout.js";
import { Projector } from "./projector.js";
import { StoryTour } from "./story-tour.js";
import { boundsOf, flyToPoint, isPrinting, onMapEvent, panIntoView, trackHomeView } from "./viewport.js";

/**
 * @typedef {import("../data/localize.js").FeatureData} FeatureData
 * @typedef {import("../map/day-layers.js").AnyItem} AnyItem
 * @typedef {import("./permalink.js").Permalink} Permalink
 * @typedef {Map<string, import("../panels/count.js").Count>} Counts
 */

const CLOSE_UP = 8;
const CLOSER_BY = 1.5;
const NO_PADDING = { left: 0, top: 0, right: 0, bottom: 0 };

/** An atlas on a map. */
export class AtlasApp {
  /**
   * @param {any} map L.Map
   * @param {import("../contract.js").Page} data
   * @param {import("../data/localize.js").Scene} scene the same in the reader's language
   * @param {import("../map/scale-geometry.js").ScaleGeometry[]} geometries
   * @param {{ signal: AbortSignal, reopen: (permalink: Permalink) => void, mode: import("./modes.js").Mode,
   *     folding: import("./preferences.js").Folding }} tools signal: takes it all away; reopen: in another language,
   *     reading or mode
   */
  constructor(map, data, scene, geometries, { signal, reopen, mode, folding }) {
    this.map = map;
    this.data = data;
    this.scene = scene;
    this.geometries = geometries;
    this.signal = signal;
    this.reopen = reopen;
    this.mode = mode;
    this.folding = folding;
    this.home = data.opening;
    this.bounds = boundsOf(data.scene.view);
    this.day = -1;
    /** @type {{ day: number, settings: object, layers: Counts, kinds: Counts } | null} what was counted last */
    this.counted = null;
    this.isReady = false;
    this.link = new AppLink(this);
    /** @type {import("../panels/layer-switches.js").LayerSettings} */
    this.settings = { hidden: new Set(), sure: "all", news: false, opacity: 100 };
    this.panelUpdates = new PanelUpdates(() => this.preparePanels(), signal);
    const isWhole = scene.window[1] - scene.window[0] > 1;
    this.headline = makeHeadline(scene, data.links ?? null);
    const embed = mode.name === "embed" ? this.makeSummary() : null;
    this.chief = makeChiefEvent(scene, (feature, from) => this.choose(feature, from));
    this.chief.element.classList.toggle("alone", !isWhole);
    this.headline.add(this.chief.element);
    if (embed) this.headline.element.append(embed.summary);
    this.caption = new Caption(scene);
    this.card = this.makeCard();
    this.signList = makeSignList(scene, {
      drawings: data.scene, signal, choose: (feature, from) => this.choose(feature, from),
    });
    this.dayLayers = this.makeDayLayers("atlas", 0, signal);
    /** @type {Compare | null} */
    this.compare = isWhole ? this.makeCompare() : null;
    this.timeBar = isWhole ? this.makeTimeBar() : null;
    this.tour = new StoryTour(this);
    this.story = this.tour.story;
    this.timelineTable = isWhole ? this.makeTimelineTable() : null;
    this.projector = mode.name === "projector" ? this.makeProjector() : null;
    this.page = this.layOut();
    this.switches = makeLayerSwitches(scene, this.settings, (settings) => {
      this.setSettings(settings);
      this.history.replaceSoon();
    });
    this.dayPanel = new DayPanel(scene, this.page, {
      drawings: data.scene, choose: (feature, from) => this.choose(feature, from),
      switches: this.switches.element, newsSwitch: this.switches.news,
      read: (id) => this.link.change({ reading: id === data.reading ? null : id }, "select.reading"),
      days: data.links?.days ?? [], hatches: new Hatches(this.page.defs, "legend", data.scene.symbology.hatches),
      embed, folding,
    });
    if (this.compare) this.dayPanel.bodies.legend.before(this.compare.key);
    this.attention = new Attention(map, scene.features, {
      drawings: () => [this.dayLayers, ...(this.compare?.other ? [this.compare.other.layers] : [])],
      tip: new FeatureTip(map.getContainer(), () => this.page.padding()), signal,
    });
    this.homeView = this.makeHomeView();
    // The address of a kiosk is where it begins anew.
    const isFixed = mode.name === "kiosk";
    this.history = new UrlHistory(() => this.link.hash(), (hash) => this.link.applyHash(hash), signal, isFixed);
    folding.onChange = () => this.history.replaceSoon();
    onMapEvent(map, "movestart", () => { if (!this.tour.isMoving) this.story?.stray(); }, signal);
    guardWheel(map, signal);
    hearHost((iso) => {
      const day = this.link.dayOf(iso);
      if (day !== null && day !== this.day) this.goTo(day, "step");
    }, signal);
    this.setUpPrinting();
  }

  // ------------------------------------------------------------------ the parts
  /** What a frame has in the place of columns and tools. */
  makeSummary() {
    const { messages } = this.scene;
    const language = makeLanguageSelect(this.scene, (lang) => this.link.changeLanguage(lang));
    const link = makeFullPageLink(messages.open_full, () => this.link.address());
    const line = el("div");
    this.headline.element.append(el("div", { class: "legend-line" }, line,
      el("p", { class: "chief-signs" }, messages.chief_signs)));
    return { summary: el("div", { class: "embed-summary" }, language, link), line };
  }

  makeProjector() {
    return new Projector(this.scene.messages, {
      map: this.map.getContainer(), signal: this.signal,
      turn: (by) => {
        const { story, timeBar } = this;
        if (story?.isOpen) story.turnTo(story.step + by);
        else timeBar?.go(by > 0 ? timeBar.nextChange() : timeBar.previousChange(), "step");
      },
      onChange: () => {
        this.page.remeasure();
        const step = this.tour.isAtStep ? this.tour.openStep() : null;
        if (step) this.tour.showView(step, false);
        else if (this.homeView.isHome()) this.homeView.home();
        this.placeLabels();
      },
    });
  }

  makeCard() {
    return makeCardPanel(this.scene, {
      signal: this.signal,
      goTo: (day) => this.goTo(day, "jump"),
      linkTo: (item) => this.link.address({ feature: item.id }),
      fly: (item) => this.fly(/** @type {FeatureData} */ (item)),
      onClose: () => {
        document.documentElement.classList.remove("with-card");
        this.circleChosen();
        this.history.replaceSoon();
      },
    });
  }

  /** @param {string} name @param {number} level @param {AbortSignal} signal */
  makeDayLayers(name, level, signal) {
    const { map } = this;
    return new DayLayers(map, this.data.scene, this.scene, this.geometries, {
      name, level, signal,
      covers: () => this.compare?.covers(this.page.covers(), level > 0) ?? this.page.covers(),
      mostSigns: (zoom) => (this.mode.name !== "embed" ? Infinity
        : signsOfFrame(map.getSize(), zoom - map.getBoundsZoom(this.bounds))),
      enlarged: SIGNS[this.mode.name],
      onThinned: (isThinned) => document.documentElement.classList.toggle("thinned", isThinned),
      choose: (item, from) => this.history.push(() => this.openCard(item, from)),
      open: ({ members, title }, latlng, from) => {
        if (map.getZoom() < map.getMaxZoom()) {
          flyToPoint(map, latlng, Math.min(map.getMaxZoom(), map.getZoom() + CLOSER_BY), this.padding());
        } else {
          this.card.close();
          this.page.fold();
          this.signList.open(title, members.map(({ feature }) => feature), from);
        }
      },
    });
  }

  makeCompare() {
    return new Compare(this.map, this.scene, {
      layers: this.dayLayers, drawings: this.data.scene, signal: this.signal,
      makeLayers: (signal) => this.makeDayLayers("other", 20, signal),
      // Both days stay as they are, on whichever of them the feature is in force.
      choose: (feature, from) => this.history.push(() => {
        this.openCard(feature, from);
        this.fly(feature);
      }),
      go: (day) => this.goTo(day, "step"),
      onChange: () => {
        this.markNews();
        this.updateLegend();
        // The lists of the day come back.
        if (!this.compare?.other) this.panelUpdates.flush();
        this.history.replaceSoon();
      },
      onOpen: () => this.panelUpdates.flush(),
      onLayout: () => { if (this.homeView.isHome()) this.homeView.home(); },
      padding: () => this.page.padding(),
    });
  }

  makeTimeBar() {
    const { scene, folding } = this;
    const numbers = new Map(scene.ticks);
    // Where it is always short there is nothing to fold.
    const folds = ["atlas", "projector"].includes(this.mode.name);
    return new TimeBar(scene, {
      signal: this.signal, months: scene.allMonths, pace: paceOfEvents(scene),
      preview: (day) => {
        const names = scene.events(day).map(({ name }) => name);
        const number = numbers.get(day) ?? Number(scene.changes.includes(day));
        return names.length === 0 && number ? [scene.count("changes", number)] : names;
      },
      onDay: (day, how) => this.goTo(day, how),
      onPlaying: (isPlaying) => this.caption.play(isPlaying),
      folding: folds ? {
        isFolded: !folding.isOpen("time", true), onFold: (isFolded) => folding.set("time", !isFolded),
      } : undefined,
    });
  }

  makeTimelineTable() {
    return new TimelineTable(this.scene, {
      signal: this.signal,
      show: (feature, day) => this.history.push(() => {
        this.goTo(day, "step");
        if (feature) this.reveal(feature, null);
      }),
    });
  }

  layOut() {
    const { map, scene, signal, card, story, compare, timelineTable } = this;
    const choose = (/** @type {FeatureData} */ feature) =>
      this.choose(feature, document.activeElement ?? document.body);
    const search = new SearchBox(scene, { drawings: this.data.scene, signal, choose });
    const page = new PageLayout(map, scene, {
      headline: this.headline.element,
      tools: el("div", { class: "tools panel" }, search.element, this.makeToolbar()),
      foot: this.timeBar?.element ?? null,
      floating: [
        card.panel, this.signList.panel, ...(story ? [story.element] : []), ...(compare ? [compare.panel] : []),
        card.status,
      ],
      caption: this.caption.element,
    }, signal);
    if (timelineTable) {
      page.addLast(timelineTable.element);
      signal.addEventListener("abort", () => timelineTable.element.remove());
    }
    return page;
  }

  makeToolbar() {
    const { scene, story, compare, timelineTable } = this;
    return makeToolbar(scene, {
      story: story && (() => this.history.push(() => {
        compare?.stop();
        story.open(0);
      })),
      compare: compare && (() => this.history.push(() => {
        this.card.close();
        story?.close();
        this.page.fold();
        compare.start(this.day, scene.changes.find((day) => day > this.day) ?? 0);
        this.updateLegend();
        if (this.homeView.isHome()) this.homeView.home();
      })),
      timeline: timelineTable && (() => timelineTable.open(this.day)),
      link: () => this.link.address(),
      language: this.mode.name === "embed" ? null : (lang) => this.link.changeLanguage(lang),
      projector: () => {
        const projector = this.mode.name !== "projector";
        keepPreferences({ projector });
        this.link.change({ projector, panels: null }, ".to-projector");
      },
    }, this.card.status, this.projector?.buttons ?? null);
  }

  makeHomeView() {
    const { map, page, data } = this;
    const extent = boundsOf(data.scene.extent);
    const homeView = trackHomeView(map, this.bounds, extent, () => this.padding(), this.signal);
    map.options.maxBoundsViscosity = 0.9;
    // So far beyond the extent that neither a card nor the story has to cover what it is about.
    map.setMaxBounds(extent.pad(2));
    page.onHome(homeView.home);
    return homeView;
  }

  setUpPrinting() {
    const { scene, compare } = this;
    new PrintLayout(this.map, this.bounds, {
      credits: scene.credits, messages: scene.messages,
      from: [`${scene.title}. ${scene.subtitle}.`, this.data.address ?? ""].join(" ").trim(),
      padding: () => this.compare?.padding(NO_PADDING) ?? NO_PADDING,
      sources: () => this.sources(), more: () => (compare?.day == null ? null : compare.summary()),
      redraw: (isBare) => {
        this.panelUpdates.flush();
        this.writeHeadline(isBare);
        this.page.remeasure();
        this.dayLayers.layout(isBare);
        compare?.print(isBare);
      },
    }, this.signal);
  }

  // ------------------------------------------------------------------ the day
  /** Go to a day. @param {number} day @param {import("../panels/time-bar.js").TimeMove} how */
  goTo(day, how) {
    if (how === "jump") this.history.push(() => this.show(day));
    else {
      this.show(day, how === "drag");
      this.history.replaceSoon();
    }
    this.tour.leaveStep();
  }

  /** Show a day. @param {number} day @param {boolean} [isDragged] past others */
  show(day, isDragged = false) {
    const [first, stop] = this.scene.window;
    if (day === this.day || day < first || day >= stop) return;
    this.day = day;
    passDay(isDragged);
    this.page.scrollToTop();
    this.update();
  }

  /** Draw and describe the day anew; what has not changed is not touched. */
  update() {
    const { scene, day, settings } = this;
    this.markNews();
    this.dayLayers.show(day, settings);
    this.compare?.show(day);
    this.writeHeadline();
    this.map.getContainer().setAttribute("aria-label", format(scene.messages.map, { day: scene.days[day] }));
    this.timeBar?.show(day);
    this.updateLegend();
    this.attention.show();
    this.panelUpdates.schedule();
  }

  /** Pale what was there on the day before, if the reader wants it; of two days the comparison marks what differs. */
  markNews() {
    const { scene, day, settings, dayLayers: { marks } } = this;
    if (this.compare?.other) return;
    if (!settings.news) {
      marks.hide();
      return;
    }
    const { began, land } = diffDays(scene, Math.max(day - 1, 0), day);
    marks.show("began", new Set(began.map(({ id }) => id)), land.map(({ id }) => id));
  }

  /** @param {boolean} [isBare] on paper, where two days that are compared are named together */
  writeHeadline(isBare = false) {
    const { scene, day } = this;
    const both = isBare && this.compare?.day != null ? this.compare.title : null;
    const useGrouping = scene.total >= 1e4;
    const [number, total] = [day + 1, scene.total].map((each) => each.toLocaleString(scene.lang, { useGrouping }));
    const count = format(scene.messages.day_of, { number, total });
    const told = scene.axis.calendar === "julian" ? `${count} · ${scene.messages.julian}` : count;
    this.headline.show(both ?? scene.days[day], told);
    this.chief.show(both === null ? day : null);
    this.caption.show(day);
  }

  /** The works that what is shown rests on: a step of the story, a day, or two that are compared. */
  sources() {
    const other = this.compare?.day ?? null;
    const days = other === null ? [this.day] : [this.day, other];
    const step = this.tour.openStep()?.sources ?? [];
    return [...new Set([...step, ...days.flatMap((day) => this.dayPanel.sources(day, step.length === 0))])];
  }

  /** The legend changes in one frame with the map. */
  updateLegend() {
    const { day, settings } = this;
    const other = this.compare?.day ?? day;
    this.dayPanel.updateLegend(other === day ? [day] : [day, other], this.countFeatures().kinds, settings);
  }

  /** How many features of each layer are in force, and how many of each kind are on the map. */
  countFeatures() {
    const { scene, day, settings } = this;
    const { lineCount: lines } = this.dayLayers;
    const { counted } = this;
    if (counted?.day === day && counted.settings === settings) return counted;
    const { layers, kinds } = countEach(inForce(scene.features, day), day, (feature) =>
      isShown(feature, day, settings.sure));
    layers.set("borders", { certain: lines, possible: lines });
    return (this.counted = { day, settings, layers, kinds });
  }

  /** @returns {import("./panel-updates.js").PanelUpdate} */
  preparePanels() {
    const { day, settings } = this;
    const first = () => {
      this.card.show(day);
      this.switches.show(this.countFeatures().layers);
    };
    return {
      parts: [first, ...this.dayPanel.parts(day)],
      finish: () => {
        this.attention.show();
        document.documentElement.dataset.day = this.scene.iso[day];
        tellHost(this.scene.iso[day]);
      },
      isCurrent: () => day === this.day && settings === this.settings,
    };
  }

  /** @param {import("../panels/layer-switches.js").LayerSettings} settings */
  setSettings(settings) {
    this.settings = settings;
    document.documentElement.style.setProperty("--uncertain-opacity", String(settings.opacity / 100));
    if (this.day >= 0) this.update();
  }

  // ------------------------------------------------------------------ features
  /**
   * Open the card of an item.
   * @param {AnyItem} item @param {Element | null} from
   * @param {boolean} [moves] the focus and, if need be, the map
   */
  openCard(item, from, moves = true) {
    this.signList.close();
    document.documentElement.classList.add("with-card");
    this.page.fold();
    this.card.open(item, from, this.day, moves);
    this.circleChosen();
    // Of two maps beside each other the panels cover only the left one's side.
    const isBeside = this.compare?.divider.isBeside && from?.closest(".other-icons");
    if (moves && !isBeside && from?.matches(".feature.icon, .feature.label")) {
      panIntoView(this.map, from, this.padding());
    }
  }

  /** Show how well the place of what is chosen is known. */
  circleChosen() {
    for (const layers of [this.dayLayers, this.compare?.other?.layers]) {
      layers?.features.circles.attend("chosen", this.card.item()?.id ?? null);
    }
  }

  /** The reader chooses a feature from a list. @param {FeatureData} feature @param {Element} from */
  choose(feature, from) {
    this.history.push(() => this.reveal(feature, from));
  }

  /** Show a feature where and when it is. @param {FeatureData} feature @param {Element | null} from */
  reveal(feature, from) {
    if (!isPossible(feature, this.day)) this.show(firstDay(feature));
    this.openCard(feature, from);
    this.fly(feature);
  }

  /** @param {FeatureData} feature */
  fly(feature) {
    if (!feature.geometry) return;
    const zoom = Math.max(this.map.getZoom(), CLOSE_UP - this.dayLayers.zoomShift);
    flyToPoint(this.map, this.dayLayers.latLngOf(feature), zoom, this.padding());
  }

  /** What covers the map, or the left one of two. */
  padding() {
    const padding = this.page.padding();
    return this.compare?.padding(padding) ?? padding;
  }

  /** @param {string} id @returns {AnyItem | undefined} */
  findItem(id) {
    const { features, areas, lines } = this.scene;
    const own = (/** @type {{ id: string }} */ each) => each.id === id;
    return features.find(own) ?? areas.find((area) => own(area) && holds(area.spans, this.day)) ?? lines.find(own);
  }

  // ------------------------------------------------------------------ the window
  /** Whether the page moves by itself. */
  get isPlaying() {
    return Boolean(this.timeBar?.isPlaying || this.story?.autoplay.isPlaying);
  }

  /** What is placed in the free part of the window has to know what the panels cover. */
  measure() {
    this.panelUpdates.flush();
    this.page.remeasure();
    this.timeBar?.resize();
  }

  measureLabels() {
    // A page in a frame that is not shown has no letters to measure; they are measured when it is.
    if (this.map.getSize().x === 0) return;
    this.dayLayers.measureLabels();
    this.compare?.measureLabels();
  }

  placeLabels() {
    if (isPrinting()) return;
    if (this.compare?.other) this.compare.placeLabels();
    else this.dayLayers.placeLabels();
  }

  /** From now on follow the reader and the window. */
  follow() {
    onMapEvent(this.map, "moveend", () => {
      this.placeLabels();
      this.history.replaceSoon();
    }, this.signal);
    this.page.onCovered(() => this.placeLabels());
    const observer = new ResizeObserver(() => {
      if (!isPrinting() && this.homeView.resized()) this.measureLabels();
    });
    observer.observe(this.map.getContainer());
    this.signal.addEventListener("abort", () => observer.disconnect());
    this.isReady = true;
    document.documentElement.dataset.ready = "true";
    // What the reader chose before is in the link from the first.
    if (this.projector) this.history.replaceSoon();
    if (this.timeBar) this.dayLayers.prepare();
  }
}
