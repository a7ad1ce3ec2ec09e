// @ts-check
// The data of a page in one language: numbers become texts, days are written out. Pure.
import { writtenDays } from "./day-axis.js";
import { inForce } from "./day-index.js";

/**
 * @typedef {import("../contract.js").Page} Page
 * @typedef {import("../contract.js").FeatureSymbol} FeatureSymbol
 * @typedef {[number, number]} Days positions [first, stop)
 * @typedef {(number: number) => string} Text the text of a number
 *
 * @typedef {{ text: string, workClass: string, via: string, reference: string }} SourceData a citation, what its work
 *   is, the work that was seen in its place (these two may be ""), and itself for reference managers
 * @typedef {{ words: string, lang: string, address: string, place: string, stance: string, speaker: string,
 *   speakerLang: string, translation: string, translationLang: string }} PassageData
 *
 * @typedef {object} Card what is told of a thing when it is chosen
 * @property {string} title
 * @property {string} titleLang code of the language of a title that is not translated, else ""
 * @property {string} parts
 * @property {[string, string][]} rows
 * @property {string} description
 * @property {string} descriptionLang
 * @property {string} note
 * @property {string} noteLang
 * @property {string} translated how far the translation of its prose has been read; "" if there is none
 * @property {SourceData[]} sources
 * @property {PassageData[]} passages
 * @property {[string, string][]} links to what others know of it: names and addresses
 *
 * @typedef {object} FeatureData a feature
 * @property {string} id
 * @property {string} layer
 * @property {"events" | "places" | null} role
 * @property {string} kind
 * @property {string} kindName
 * @property {number} rank
 * @property {string[]} routes ids of the arrows whose way passes it
 * @property {number} size of its icon, pixels
 * @property {import("../contract.js").LabelClass} label how its name is placed, if it is written on the map
 * @property {"certain" | "less-certain" | "uncertain"} sure
 * @property {string} time
 * @property {number} first
 * @property {number} stop
 * @property {number} certainFirst
 * @property {number} certainStop
 * @property {string} name
 * @property {string} nameLang
 * @property {Record<string, string>} names
 * @property {string} today today's name, if it is another; else ""
 * @property {string[]} todays the same in every language of the page
 * @property {string} when
 * @property {string} certainty
 * @property {string} position
 * @property {import("../contract.js").Geometry | undefined} geometry
 * @property {number} precisionKm how far the true place may lie from the drawn one
 * @property {FeatureSymbol} symbol
 * @property {string[] | null} sides what lies on the left and on the right of a line
 * @property {string} description
 * @property {string} note
 * @property {string[]} sources
 * @property {Card} card
 *
 * @typedef {import("../contract.js").AreaSymbol} AreaSymbol
 * @typedef {import("../contract.js").BorderSymbol} BorderSymbol
 * @typedef {{ id: string, territories: string[], symbol: AreaSymbol, label: string, card: Card,
 *   spans: Days[] }} AreaData
 * @typedef {{ id: string, symbol: BorderSymbol, card: Card, spans: Days[] }} BorderData
 * @typedef {[number, number, string, string]} StandingData days [first, stop), how it stood in words, and as a key
 * @typedef {{ id: string, name: string, standings: StandingData[] }} TerritoryData
 * @typedef {{ id: string, title: string, day: number, view: import("../contract.js").Box, highlight: string[],
 *   paragraphs: string[], sources: string[], translated: boolean }} StepData
 * @typedef {{ label: string, kind?: string, area?: AreaSymbol, border?: BorderSymbol,
 *   feature?: FeatureSymbol }} LegendItemData
 * @typedef {{ title: string, layer: string | null, items: LegendItemData[] }} LegendGroupData
 *
 * @typedef {object} Scene the atlas of a page in one language
 * @property {string} lang
 * @property {[string, string][]} langs
 * @property {string} title
 * @property {string} subtitle
 * @property {string[]} credits
 * @property {import("../contract.js").Report | null} report where readers write to
 * @property {Record<string, string>} messages
 * @property {(key: string, number: number) => string} count
 * @property {[number, number]} window days of the page
 * @property {number} total days of the atlas
 * @property {Map<string, string>} retired ids no longer used, with those that took their place
 * @property {import("./day-axis.js").DayAxis} axis
 * @property {ArrayLike<string>} iso
 * @property {ArrayLike<string>} days written with the weekday
 * @property {ArrayLike<string>} dates
 * @property {string[]} eras
 * @property {string[][]} months
 * @property {string[][][]} allMonths of every language of the page, this one first
 * @property {number[]} changes
 * @property {[number, number][]} ticks
 * @property {{ first: number, stop: number, name: string }[]} chapters
 * @property {{ id: string, name: string }[]} layers
 * @property {{ id: string, name: string, description: string, mark: string, sources: string[] }} reading of the land
 * @property {[string, string][]} readings to choose from: ids and names
 * @property {FeatureData[]} features
 * @property {FeatureData[]} chronology features in the order in which those that change on one day are told
 * @property {(day: number) => FeatureData[]} events what is told as the events of a day, the chief one first
 * @property {AreaData[]} areas
 * @property {BorderData[]} lines
 * @property {TerritoryData[]} territories
 * @property {(day: number) => LegendGroupData[]} legend
 * @property {{ title: string, steps: StepData[] } | null} story
 */

/**
 * Localize a page.
 * @param {Page} page
 * @param {string} lang one of its languages
 * @param {string} [wanted] id of one of its readings; the one in which it opens if left out
 * @returns {Scene}
 */
export function localize(page, lang, wanted = page.reading) {
  const { scene } = page;
  const reading = scene.readings.find(({ id }) => id === wanted) ?? scene.readings[0];
  const language = languageOf(page, lang);
  const texts = new Texts(page, lang);
  const { text } = texts;
  const local = { texts, messages: language.messages };
  const all = scene.features.map((feature) => new LocalFeature(feature, local));
  const isThere = (/** @type {number} */ at) => scene.features[at].readings?.includes(reading.id) ?? true;
  const features = all.filter((_, at) => isThere(at));
  const byId = new Map(features.map((feature) => [feature.id, feature]));
  const plural = new Intl.PluralRules(lang);
  const events = eventsByDay(scene);
  return {
    lang, langs: page.languages.map((each) => [each.lang, each.ownName]),
    title: text(scene.title), subtitle: text(scene.subtitle), credits: scene.credits.map(text).filter(Boolean),
    report: page.report ?? null, messages: language.messages,
    count: (key, number) => {
      const forms = language.plurals[key];
      return (forms[plural.select(number)] ?? forms.other).replace("{number}", String(number));
    },
    window: [page.days.first, page.days.stop], total: scene.total, retired: new Map(Object.entries(scene.retired)),
    ...writtenDays(scene, page.days, language), months: language.months, eras: language.eras,
    allMonths: [language, ...page.languages.filter((each) => each !== language)].map(({ months }) => months),
    reading: localizeReading(reading, texts), readings: scene.readings.map(({ id, name }) => [id, text(name)]),
    changes: reading.changes, ticks: reading.ticks.map(({ day, count }) => [day, count]),
    chapters: scene.chapters.map(({ span, name }) => ({ ...span, name: text(name) })),
    layers: scene.layers.map(({ id, name }) => ({ id, name: text(name) })),
    features, chronology: scene.chronology.filter(isThere).map((at) => all[at]),
    events: (day) => (events.get(day) ?? []).flatMap((id) => byId.get(id) ?? []),
    areas: reading.areas.map((area) => ({
      id: area.id, territories: area.territories, symbol: area.symbol, label: text(area.label),
      card: texts.card(area, language.messages), spans: pairs(area.spans),
    })),
    lines: reading.borders.map((border) => ({
      id: border.id, symbol: border.symbol, card: texts.card(border, language.messages), spans: pairs(border.spans),
    })),
    territories: reading.territories.map(({ id, name, tenures }) => ({
      id, name: text(name),
      standings: tenures.map(({ span, standing, text: number }) =>
        [span.first, span.stop, text(number), Object.values(standing).join(" ")]),
    })),
    legend: makeLegendOf([...reading.legend, ...scene.legend], text),
    story: scene.story
      ? { title: text(scene.story.title), steps: scene.story.steps.map((step) => texts.step(step)) }
      : null,
  };
}

/** The ids of the events of each day. @param {import("../contract.js").Scene} scene */
function eventsByDay({ events }) {
  /** @type {Map<number, string[]>} */
  const found = new Map();
  for (const { span, features } of events) {
    for (let day = span.first; day < span.stop; day += 1) if (!found.has(day)) found.set(day, features);
  }
  return found;
}

/** The words of sources that each feature rests on. @param {import("../contract.js").Scene} scene */
function passagesByFeature({ passages }) {
  /** @type {Map<string, import("../contract.js").Passage[]>} */
  const found = new Map();
  for (const passage of passages) {
    for (const id of passage.features) found.set(id, [...(found.get(id) ?? []), passage]);
  }
  return found;
}

/** @param {Page} page @param {string} lang */
function languageOf(page, lang) {
  return /** @type {import("../contract.js").Language} */ (page.languages.find((each) => each.lang === lang));
}

/** @param {import("../contract.js").Span[]} spans @returns {Days[]} */
function pairs(spans) {
  return spans.map(({ first, stop }) => [first, stop]);
}

/** @type {string[]} */
const NONE = [];

/** The texts of a page in one language. */
class Texts {
  /** @param {Page} page @param {string} lang */
  constructor({ scene }, lang) {
    const { locales } = scene;
    const own = /** @type {import("../contract.js").Locale} */ (locales.find((each) => each.lang === lang));
    this.scene = scene;
    this.untranslated = new Set(own.untranslated);
    this.passages = passagesByFeature(scene);
    this.state = own.state ?? "";
    const read = (/** @type {import("../contract.js").Locale} */ { texts }, /** @type {number} */ number) =>
      texts[number] ?? locales[0].texts[number] ?? "";
    /** @type {Text} */
    this.text = (number) => read(own, number);
    /** A text in every language. @param {number} number */
    this.inAll = (number) => [...new Set(locales.map((each) => read(each, number)))].filter(Boolean);
  }

  /** The language of a text that is not translated. @param {number} number */
  langOf(number) {
    return this.untranslated.has(number) ? "en" : "";
  }

  /** How far the translation of texts has been read, if one of them is translated. @param {...number} numbers */
  translationOf(...numbers) {
    return numbers.some((number) => this.text(number) && !this.untranslated.has(number)) ? this.state : "";
  }

  /** @param {number[]} sources */
  cite(sources) {
    return sources.map((number) => this.scene.citations[number].parts.map(this.text).join(""));
  }

  /** @param {number[]} sources @returns {SourceData[]} */
  sources(sources) {
    const { citations, works } = this.scene;
    return this.cite(sources).map((text, at) => {
      const { workClass, via, reference } = works[citations[sources[at]].work];
      return { text, workClass: workClass ?? "", via: via ? this.text(works[via].name) : "", reference };
    });
  }

  /** @param {import("../contract.js").Passage} passage @returns {PassageData} */
  passage({ words, language, marks, citation, address, stance, speaker, translation }) {
    const { work, parts } = this.scene.citations[citation];
    // Of a work, a locator and an address the locator may be left out.
    const locator = parts.length > 2 ? this.text(parts[1]) : "";
    return {
      words: marks[0] + words + marks[1], lang: language, address, stance,
      place: this.text(this.scene.works[work].name) + locator, speaker: this.text(speaker),
      translation: this.text(translation), translationLang: this.langOf(translation), speakerLang: this.langOf(speaker),
    };
  }

  /**
   * The card of an area or a border.
   * @param {import("../contract.js").Area | import("../contract.js").Border} item
   * @param {Record<string, string>} messages
   * @returns {Card}
   */
  card(item, messages) {
    return {
      title: this.text(item.title), titleLang: this.langOf(item.title),
      parts: "parts" in item ? this.text(item.parts) : "",
      rows: item.facts.map(({ name, text }) => [messages[`card_${name}`], this.text(text)]),
      description: "", descriptionLang: "",
      note: this.text(item.note), noteLang: this.langOf(item.note), translated: this.translationOf(item.note),
      sources: this.sources(item.sources),
      passages: [], links: [],
    };
  }

  /** @param {import("../contract.js").Step} step @returns {StepData} */
  step({ id, day, view, highlight, title, paragraphs, sources }) {
    return {
      id, day, view, highlight, title: this.text(title), paragraphs: paragraphs.map(this.text).filter(Boolean),
      sources: this.cite(sources), translated: ![title, ...paragraphs].some((number) => this.untranslated.has(number)),
    };
  }
}

/** @typedef {{ texts: Texts, messages: Record<string, string> }} Local what all features of a language share */

/** A feature in one language: its texts are read when they are asked for. @implements {FeatureData} */
class LocalFeature {
  /** @param {import("../contract.js").Feature} feature @param {Local} local */
  constructor(feature, local) {
    const { span, symbol, role, rank } = feature;
    const { symbols, symbology: { iconSizes, labels } } = local.texts.scene;
    this.own = feature;
    this.local = local;
    this.id = feature.id;
    this.layer = feature.layer;
    this.role = role ?? null;
    this.kind = feature.kind;
    this.rank = rank;
    this.sure = feature.certainty;
    this.first = span.first;
    this.stop = span.stop;
    this.certainFirst = span.certainFirst;
    this.certainStop = span.certainStop;
    this.geometry = feature.geometry;
    this.symbol = symbols[symbol];
    this.size = this.symbol.size * iconSizes[rank - 1];
    this.label = labels[this.symbol.label ?? (this.symbol.disc ? "sign" : "place")];
    this.routes = feature.routes ?? NONE;
    /** @type {Card | null} made when it is first asked for: nobody reads the cards of all features */
    this.made = null;
  }

  get time() { return this.own.time ?? ""; }
  get names() { return this.own.names; }
  get precisionKm() { return this.own.precisionKm ?? 0; }
  get kindName() { return this.text(this.own.facts.kind); }
  get when() { return this.text(this.own.facts.dates); }
  get certainty() { return this.text(this.own.facts.certainty); }
  get position() { return this.text(this.own.facts.position); }
  get sides() { return this.own.sides?.map(this.local.texts.text) ?? null; }
  get today() { return this.text(this.own.nameToday); }
  get name() { return this.text(this.own.title); }
  get nameLang() { return this.local.texts.langOf(this.own.title); }
  get description() { return this.text(this.own.description); }
  get note() { return this.text(this.own.note); }
  get todays() { return this.local.texts.inAll(this.own.nameToday); }
  get sources() { return this.local.texts.cite(this.own.sources); }
  get card() { return (this.made ??= this.makeCard()); }

  /** @param {number} number */
  text(number) {
    return this.local.texts.text(number);
  }

  /** What is not said has no row; what further columns say has one each. @returns {Card} */
  makeCard() {
    const { own: { id, description, note, facts, sources, others = [] }, local: { texts, messages } } = this;
    const told = Object.entries(facts).map(([name, number]) => [messages[`card_${name}`], texts.text(number)]);
    return {
      title: this.name, titleLang: this.nameLang, parts: "",
      rows: [...told, ...others].filter(([, text]) => text).map(([name, text]) => [name, text]),
      description: this.description, descriptionLang: texts.langOf(description),
      note: this.note, noteLang: texts.langOf(note), translated: texts.translationOf(description, note),
      sources: texts.sources(sources),
      passages: (texts.passages.get(id) ?? []).map((each) => texts.passage(each)), links: linksOf(this.own),
    };
  }
}

/** @param {import("../contract.js").Feature} feature @returns {[string, string][]} */
function linksOf({ geonames, wikidata }) {
  /** @type {[string, string][]} */
  const links = [];
  if (geonames !== undefined) links.push([`GeoNames ${geonames}`, `https://www.geonames.org/${geonames}`]);
  if (wikidata !== undefined) links.push([`Wikidata ${wikidata}`, `https://www.wikidata.org/wiki/${wikidata}`]);
  return links;
}

/** @param {import("../contract.js").Reading} reading @param {Texts} texts @returns {Scene["reading"]} */
function localizeReading({ id, name, description, mark, sources }, texts) {
  const { text } = texts;
  return { id, name: text(name), description: text(description), mark: text(mark), sources: texts.cite(sources) };
}

/**
 * The legend of each day.
 * @param {import("../contract.js").LegendGroup[]} groups @param {Text} text
 * @returns {(day: number) => LegendGroupData[]} an item is the same on each of its days
 */
function makeLegendOf(groups, text) {
  groups.sort((one, other) => one.order - other.order);
  const entries = groups.flatMap(({ items }, group) => items.flatMap(({ spans, label, ...rest }) => {
    const item = { ...rest, label: text(label) };
    return spans.map(({ first, stop }) => ({ first, stop, group, item }));
  }));
  return (day) => {
    const there = inForce(entries, day);
    return groups.map(({ title, layer }, at) => ({
      title: text(title), layer: layer ?? null,
      items: [...new Set(there.filter(({ group }) => group === at).map(({ item }) => item))],
    })).filter(({ items }) => items.length > 0);
  };
}

/** Whether one of the spans holds a day. @param {Days[]} spans @param {number} day */
export function holds(spans, day) {
  return spans.some(([first, stop]) => first <= day && day < stop);
}

/** Whether a feature may be in force. @param {{ first: number, stop: number }} feature @param {number} day */
export function isPossible({ first, stop }, day) {
  return first <= day && day < stop;
}

/**
 * Whether a feature is certainly in force.
 * @param {{ certainFirst: number, certainStop: number }} feature @param {number} day
 */
export function isCertain({ certainFirst, certainStop }, day) {
  return certainFirst <= day && day < certainStop;
}

/** The first day on which a feature is in force, for certain if it ever is. @param {FeatureData} feature */
export function firstDay({ first, certainFirst, certainStop }) {
  return certainFirst < certainStop ? certainFirst : first;
}
