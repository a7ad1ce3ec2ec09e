// @ts-check
// The page in one language: the plate, the sheets around it, and what the reader does with them.
import { copyButton, makeCardPanel } from "./card.js";
import { makeChronology } from "./chronology.js";
import { makeCompare } from "./compare.js";
import { afterFrame, fillIn, make } from "./dom.js";
import { flyInto, isPrinting, keepView, onMap, showBox, uncover, unsnapped } from "./frame.js";
import { layPage } from "./furniture.js";
import { Hatches } from "./hatches.js";
import { Journal } from "./journal.js";
import { addressOf, isEmbedded, readLink, writeLink } from "./links.js";
import { isShown } from "./marks.js";
import { makeHeadline } from "./panels.js";
import { Plate } from "./plate.js";
import { printPlate } from "./print.js";
import { makeSearch } from "./searchbox.js";
import { makeStory } from "./story.js";
import { makeSwitches } from "./switches.js";
import { holds, isPossible } from "./tell.js";
import { makeTimeBar } from "./timebar.js";
import { makeToday } from "./today.js";

/**
 * @typedef {import("./tell.js").MarkData} MarkData
 * @typedef {import("./plate.js").Thing} Thing
 * @typedef {import("./links.js").View} View
 */

const CLOSE_UP = 8;
// Milliseconds between two tellings while the days run on.
const TELLING_PAUSE = 150;

/** An atlas on a map. */
export class AtlasPage {
  /**
   * @param {any} map L.Map
   * @param {any} data what payload.py made
   * @param {import("./tell.js").Told} told the same in the reader's language
   * @param {import("./scales.js").ScaleGeometry[]} geometries
   * @param {{ signal: AbortSignal, reopen: (view: View) => void }} tools signal: takes it all away; reopen: in another language
   */
  constructor(map, data, told, geometries, { signal, reopen }) {
    const { words } = told;
    this.map = map;
    this.told = told;
    this.signal = signal;
    this.reopen = reopen;
    this.home = data.opening;
    this.day = -1;
    this.atStep = false;
    this.isSettled = false;
    /** @type {AbortController | null} */
    this.telling = null;
    this.toldAt = -Infinity;
    /** @type {import("./switches.js").Setting} */
    this.setting = { hidden: new Set(), sure: "all", strength: 100 };
    const isWhole = told.window[1] - told.window[0] > 1;
    const { glyphs } = data;
    const show = (/** @type {MarkData} */ mark, /** @type {Element} */ from) => this.journal.turn(() => this.seek(mark, from));

    this.headline = makeHeadline(told, data.pages);
    const frame = isEmbedded() ? make("div", { class: "in-brief" }, this.makeWayOut()) : null;
    if (frame) this.headline.element.append(frame);
    this.card = makeCardPanel(told, {
      signal,
      goTo: (day) => this.goTo(day, "jump"),
      linkTo: (thing) => addressOf({ ...this.view(), feature: thing.id }),
      fly: (thing) => this.fly(/** @type {MarkData} */ (thing)),
      onClose: () => {
        document.documentElement.classList.remove("with-card");
        this.journal.note();
      },
    });
    const lay = (/** @type {string} */ name, /** @type {number} */ level, /** @type {AbortSignal} */ until) => new Plate(map, data, told, geometries, {
      name, level, signal: until, covers: () => this.page.covers(),
      choose: (thing, from) => this.journal.turn(() => this.open(thing, from)),
      closer: (latlng) => flyInto(map, latlng, Math.min(map.getMaxZoom(), map.getZoom() + 1.5), this.page.margins()),
    });
    this.plate = lay("atlas", 0, signal);
    this.compare = isWhole ? makeCompare(map, told, {
      plate: this.plate, lay: (until) => lay("other", 20, until), glyphs, signal,
      // Both days stay as they are, on whichever of them the thing is in force.
      choose: (mark, from) => this.journal.turn(() => {
        this.open(mark, from);
        this.fly(mark);
      }),
      onChange: () => {
        this.explain();
        this.journal.note();
      },
      margins: () => this.page.margins(),
    }) : null;
    const counts = new Map(told.ticks);
    this.timeBar = isWhole ? makeTimeBar(told, {
      signal, months: told.allMonths,
      preview: (day) => {
        const names = told.events(day).map(({ name }) => name);
        const count = counts.get(day) ?? Number(told.changes.includes(day));
        return names.length === 0 && count ? [told.count("changes", count)] : names;
      },
      onDay: (day, how) => this.goTo(day, how),
    }) : null;
    this.story = told.story ? makeStory(told.story, told, {
      signal, go: (step) => this.tellStep(step), onStep: () => this.journal.note(),
      onClose: () => {
        document.documentElement.classList.remove("with-story");
        this.light([]);
        this.journal.note();
      },
    }) : null;
    this.chronology = isWhole ? makeChronology(told, {
      signal, close: () => {},
      show: (mark, day) => this.journal.turn(() => {
        this.goTo(day, "step");
        if (mark) this.seek(mark, null);
      }),
    }) : null;
    const search = makeSearch(told, { glyphs, signal, choose: (mark) => show(mark, document.activeElement ?? document.body) });
    this.page = layPage(map, told, {
      headline: this.headline.element,
      tools: make("div", { class: "tools paper" }, search.element, this.makeButtons()),
      foot: this.timeBar?.element ?? null,
      floating: [this.card.panel, ...(this.story ? [this.story.element] : []), ...(this.compare ? [this.compare.panel] : []), this.card.said],
    }, signal);
    if (this.chronology) {
      const { element } = this.chronology;
      this.page.addLast(element);
      signal.addEventListener("abort", () => element.remove());
    }
    this.switches = makeSwitches(told, this.setting, (setting) => {
      this.set(setting);
      this.journal.note();
    });
    this.today = makeToday(told, this.page, {
      glyphs, choose: show, switches: this.switches.element, days: data.pages?.days ?? [],
      hatches: new Hatches(this.page.defs, "legend"), frame,
    });

    // ------------------------------------------------------------------ view
    const [west, south, east, north] = data.extent;
    this.bounds = L.latLngBounds([data.view[1], data.view[0]], [data.view[3], data.view[2]]);
    const extent = L.latLngBounds([south, west], [north, east]);
    this.kept = keepView(map, this.bounds, extent, this.page.margins, signal);
    map.options.maxBoundsViscosity = 0.9;
    // So far beyond the sheet that neither a card nor the story has to cover what it tells of.
    map.setMaxBounds(extent.pad(2));
    this.page.onHome(this.kept.home);
    this.journal = new Journal(() => writeLink(this.view()), (hash) => this.reopenOrApply(hash), signal);
    this.own = false;
    onMap(map, "movestart", () => { if (!this.own) this.story?.strayed(); }, signal);
    this.guardWheel();
    printPlate(map, this.bounds, {
      credits: told.credits, words, from: `${told.title}. ${told.subtitle}.`,
      sources: () => this.sources(), more: () => (this.compare?.day() == null ? null : this.compare.told()),
      redraw: (isBare) => {
        this.tellNow();
        this.writeHeadline(isBare);
        this.page.remeasure();
        this.plate.layOut(isBare);
        this.compare?.print(isBare);
      },
    }, signal);
  }

  // ------------------------------------------------------------------ the day
  /** Go to a day. @param {number} day @param {import("./timebar.js").TimeMove} how */
  goTo(day, how) {
    if (how === "jump") this.journal.turn(() => this.show(day));
    else {
      this.show(day);
      this.journal.note();
    }
    if (this.story?.isOpen()) {
      this.atStep = false;
      this.story.strayed();
    }
  }

  /** Show a day. @param {number} day */
  show(day) {
    const [first, stop] = this.told.window;
    if (day === this.day || day < first || day >= stop) return;
    this.day = day;
    this.draw();
  }

  /** Draw and tell the day anew; what has not changed is not touched. */
  draw() {
    const { told, day, setting } = this;
    this.plate.show(day, setting);
    this.compare?.show(day);
    this.writeHeadline();
    this.map.getContainer().setAttribute("aria-label", fillIn(told.words.map, { day: told.days[day] }));
    this.timeBar?.show(day);
    this.explain();
    this.tellSoon();
  }

  /** @param {boolean} [isBare] on paper, where two days that are compared are named together */
  writeHeadline(isBare = false) {
    const { told, day } = this;
    const both = isBare && this.compare?.day() != null ? this.compare.title() : null;
    this.headline.show(both ?? told.days[day], fillIn(told.words.day_of, { number: day + 1, total: told.total }));
  }

  /** The works that what is shown rests on: a step of the story, a day, or two that are compared. */
  sources() {
    const { told, day, story } = this;
    const days = [day, ...(this.compare?.day() == null ? [] : [/** @type {number} */ (this.compare.day())])];
    const step = story?.isOpen() ? /** @type {any} */ (told.story).steps[story.step()].sources : [];
    return [...new Set([...step, ...days.flatMap((each) => this.today.sources(each, step.length === 0))])];
  }

  /** The legend changes in one frame with the map. */
  explain() {
    const { day, setting } = this;
    const other = this.compare?.day() ?? day;
    this.today.explain(other === day ? [day] : [day, other], this.count().kinds, setting);
  }

  /** How many things of each layer and kind are on the map. */
  count() {
    const { told, day, setting } = this;
    /** @type {Map<string, number>} */
    const layers = new Map([["borders", this.plate.lineCount]]);
    /** @type {Map<string, number>} */
    const kinds = new Map();
    for (const { layer, kind } of told.marks.filter((mark) => mark.geometry && isShown(mark, day, setting.sure))) {
      layers.set(layer, (layers.get(layer) ?? 0) + 1);
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    }
    return { layers, kinds };
  }

  /** Tell the rest of the day beside the map when the map has been drawn, a part a frame, and not more often than can be read. */
  tellSoon() {
    if (this.telling) return;
    const life = new AbortController();
    this.telling = life;
    const begin = () => {
      const { day, setting } = this;
      const parts = this.parts();
      const next = () => {
        if (life.signal.aborted || this.signal.aborted) return;
        parts.shift()?.();
        if (parts.length > 0) afterFrame(next);
        else {
          this.finish(day);
          if (day !== this.day || setting !== this.setting) this.tellSoon();
        }
      };
      next();
    };
    setTimeout(() => afterFrame(begin), Math.max(0, this.toldAt + TELLING_PAUSE - performance.now()));
  }

  /** Tell the day beside the map. */
  tellNow() {
    if (this.signal.aborted) return;
    for (const part of this.parts()) part();
    this.finish(this.day);
  }

  /** The parts in which the day is told. @returns {(() => void)[]} */
  parts() {
    const { day } = this;
    const first = () => {
      this.card.show(day);
      this.switches.show(this.count().layers);
    };
    return [first, ...this.today.parts(day)];
  }

  /** A day is told. @param {number} day */
  finish(day) {
    this.telling?.abort();
    this.telling = null;
    this.toldAt = performance.now();
    document.documentElement.dataset.day = this.told.iso[day];
  }

  /** Take other switches. @param {import("./switches.js").Setting} setting */
  set(setting) {
    this.setting = setting;
    document.documentElement.style.setProperty("--strength", String(setting.strength / 100));
    if (this.day >= 0) this.draw();
  }

  // ------------------------------------------------------------------ things
  /** Open the card of a thing. @param {Thing} thing @param {Element | null} from @param {boolean} [moves] the focus and, if need be, the map */
  open(thing, from, moves = true) {
    document.documentElement.classList.add("with-card");
    this.page.fold();
    this.card.open(thing, from, this.day, moves);
    if (moves && from?.matches(".mark.glyph, .mark.label")) uncover(this.map, from, this.page.margins());
  }

  /** Show a feature where and when it is. @param {MarkData} mark @param {Element | null} from */
  seek(mark, from) {
    if (!isPossible(mark, this.day)) this.show(firstDay(mark));
    this.open(mark, from);
    this.fly(mark);
  }

  /** @param {MarkData} mark */
  fly(mark) {
    if (mark.geometry) flyInto(this.map, this.plate.placeOf(mark), Math.max(this.map.getZoom(), CLOSE_UP), this.page.margins());
  }

  /** Find a thing by its id. @param {string} id @returns {Thing | undefined} */
  find(id) {
    const { marks, areas, lines } = this.told;
    const own = (/** @type {{ id: string }} */ each) => each.id === id;
    return marks.find(own) ?? areas.find((area) => own(area) && holds(area.spans, this.day)) ?? lines.find(own);
  }

  // ------------------------------------------------------------------ the story
  /** Show a step of the story. @param {import("./tell.js").StepData} step @param {number} [day] another than its own */
  tellStep(step, day = step.day) {
    const [west, south, east, north] = step.view;
    document.documentElement.classList.add("with-story");
    this.page.fold();
    this.card.close();
    this.show(day);
    this.light(step.highlight);
    this.kept.leave();
    // A move begins at once, even one that flies; the end of another, which it breaks off, says nothing.
    this.own = true;
    showBox(this.map, L.latLngBounds([south, west], [north, east]), this.page.margins(), 8, this.isSettled);
    this.own = false;
    this.atStep = day === step.day;
  }

  /** Point out some features. @param {string[]} ids */
  light(ids) {
    this.plate.marks.light(ids);
  }

  // ------------------------------------------------------------------ links
  /** All that a link to what is shown restores. @returns {View} */
  view() {
    const { told, map, setting, story } = this;
    const { lat, lng } = map.getCenter();
    const ids = [...told.layers.map(({ id }) => id), "borders"];
    const other = this.compare?.day() ?? null;
    return {
      map: this.kept.isHome() || this.atStep ? null : { zoom: map.getZoom(), lat, lon: lng },
      date: told.iso[this.day],
      layers: setting.hidden.size ? ids.filter((id) => !setting.hidden.has(id)) : null,
      lang: told.lang === told.langs[0][0] ? null : told.lang,
      feature: this.card.thing()?.id ?? null,
      compare: other === null ? null : told.iso[other],
      story: story?.isOpen() ? /** @type {any} */ (told.story).steps[story.step()].id : null,
      sure: setting.sure,
      strength: setting.strength,
    };
  }

  /** Show what a link says. @param {View} view */
  apply(view) {
    const { told } = this;
    const ids = [...told.layers.map(({ id }) => id), "borders"];
    const dayOf = (/** @type {string | null} */ iso) => {
      const day = iso === null ? -1 : told.window[1] - told.window[0] > 1 ? told.iso.indexOf(iso) : -1;
      return day < 0 ? null : day;
    };
    this.set({ hidden: new Set(view.layers ? ids.filter((id) => !view.layers?.includes(id)) : []), sure: view.sure, strength: view.strength });
    this.switches.set(this.setting);
    // A link that names an id no longer used leads to what took its place.
    const wanted = view.feature === null ? null : told.retired.get(view.feature) ?? view.feature;
    const mark = told.marks.find(({ id }) => id === wanted);
    const steps = told.story?.steps ?? [];
    const number = steps.findIndex(({ id }) => id === view.story);
    const step = number < 0 ? null : steps[number];
    // A link without a day opens on the day of its step or feature.
    const day = dayOf(view.date) ?? step?.day ?? (mark && !isPossible(mark, this.home) ? firstDay(mark) : this.home);
    this.show(day);
    if (!this.isSettled) {
      // What is placed in the free part of the window has to know what the sheets cover.
      this.tellNow();
      this.page.remeasure();
      this.timeBar?.resize();
    }
    if (step) {
      // The focus stays where it is: the reader has not pressed anything.
      this.story?.open(number, { move: false });
      this.tellStep(step, day);
      if (view.map || day !== step.day) this.story?.strayed();
    } else this.story?.close();
    const other = dayOf(view.compare);
    if (other !== null) this.compare?.start(this.day, other);
    else this.compare?.stop();
    this.explain();
    this.place(view);
    if (!this.isSettled) this.letter();
    const thing = wanted === null ? undefined : this.find(wanted);
    if (thing) {
      this.open(thing, this.plate.nodeOf(thing.id), false);
      if (!view.map && !step && "geometry" in thing) this.fly(thing);
    } else this.card.close();
  }

  /** @param {View} view */
  place({ map: at, story }) {
    if (at) {
      this.atStep = false;
      this.kept.leave();
      unsnapped(this.map, () => this.map.setView([at.lat, at.lon], at.zoom, { animate: false }));
    } else if (!this.story?.isOpen() || story === null) this.kept.home();
    this.plate.settle();
  }

  /** Another link has been opened. @param {string} hash */
  reopenOrApply(hash) {
    const view = readLink(hash);
    const lang = view.lang && this.told.langs.some(([code]) => code === view.lang) ? view.lang : this.told.langs[0][0];
    if (lang === this.told.lang) this.apply(view);
    else this.reopen(view);
  }

  /** Set the names on what is seen. */
  letter() {
    // A page in a frame that is not shown has no letters to measure; it is lettered when it is.
    if (this.map.getSize().x === 0) return;
    for (const plate of [this.plate, ...(this.compare?.plates() ?? [])]) plate.letter();
    this.compare?.layNames();
  }

  /** From now on follow the reader and the window. */
  settle() {
    const name = () => {
      if (isPrinting()) return;
      if (this.compare?.plates().length) this.compare.layNames();
      else this.plate.layNames();
    };
    onMap(this.map, "moveend", () => {
      name();
      this.journal.note();
    }, this.signal);
    this.page.onCovered(name);
    const watch = new ResizeObserver(() => {
      if (!isPrinting() && this.kept.resized()) this.letter();
    });
    watch.observe(this.map.getContainer());
    this.signal.addEventListener("abort", () => watch.disconnect());
    this.isSettled = true;
    document.documentElement.dataset.ready = "true";
    if (this.timeBar) this.plate.prepare();
  }

  // ------------------------------------------------------------------ buttons
  makeButtons() {
    const { told } = this;
    const { words } = told;
    const act = (/** @type {string} */ name, /** @type {string} */ text, /** @type {(from: Element) => void} */ press) => {
      const button = make("button", { type: "button", class: name }, text);
      button.addEventListener("click", () => press(button));
      return button;
    };
    const languages = /** @type {HTMLSelectElement} */ (make("select", { class: "language", "aria-label": words.language },
      ...told.langs.map(([code, own]) => make("option", { value: code, lang: code, selected: code === told.lang }, own))));
    languages.addEventListener("change", () => {
      const view = { ...this.view(), lang: languages.value === told.langs[0][0] ? null : languages.value };
      this.journal.put("replaceState", writeLink(this.view()));
      this.journal.put("pushState", writeLink(view));
      this.reopen(view);
      /** @type {HTMLElement | null} */ (document.querySelector("select.language"))?.focus();
    });
    return make("div", { class: "acts" },
      told.story && act("to-story", words.story_start, () => this.journal.turn(() => {
        this.compare?.stop();
        this.story?.open(0);
      })),
      this.compare && act("to-compare", words.compare_start, () => this.journal.turn(() => {
        this.card.close();
        this.story?.close();
        this.page.fold();
        this.compare?.start(this.day, this.told.changes.find((day) => day > this.day) ?? 0);
        this.explain();
        if (this.kept.isHome()) this.kept.home();
      })),
      this.chronology && act("to-chronology", words.chronology_open, () => this.chronology?.open(this.day)),
      copyButton(words.copy_link, words.link_copied, () => addressOf(this.view()), this.card.said),
      told.langs.length > 1 ? languages : null);
  }

  /** From a frame a link leads to the whole atlas, as it stands there. */
  makeWayOut() {
    const link = /** @type {HTMLAnchorElement} */ (make("a", { class: "way-out", href: "#", target: "_blank", rel: "noopener" }, this.told.words.open_full));
    const aim = () => { link.href = addressOf(this.view()); };
    for (const kind of ["pointerdown", "focus", "click"]) link.addEventListener(kind, aim);
    return link;
  }

  /** In a frame the wheel belongs to the page around it until the reader has chosen the map. */
  guardWheel() {
    const { map, signal } = this;
    if (!map.scrollWheelZoom || (window.parent === window && !isEmbedded())) return;
    map.scrollWheelZoom.disable();
    onMap(map, "focus", () => map.scrollWheelZoom.enable(), signal);
    onMap(map, "blur", () => map.scrollWheelZoom.disable(), signal);
  }
}

/** The first day on which a feature is in force, for certain if it ever is. @param {MarkData} mark */
function firstDay(mark) {
  return mark.sureFirst < mark.sureStop ? mark.sureFirst : mark.first;
}
