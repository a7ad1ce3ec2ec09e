// @ts-check
// The page's data in one language: numbers become texts. Pure.

/**
 * @typedef {[number, number]} Days positions [first, stop)
 * @typedef {object} Card what is told of a thing when it is chosen
 * @property {string} title
 * @property {string} titleLang code of the language of a title that is not translated, else ""
 * @property {string} parts
 * @property {[string, string][]} rows
 * @property {string} description
 * @property {string} descriptionLang
 * @property {string} note
 * @property {string} noteLang
 * @property {string[]} sources
 *
 * @typedef {object} MarkData a feature
 * @property {string} id
 * @property {string} layer
 * @property {"events" | "places" | null} role
 * @property {string} kind
 * @property {string} kindName
 * @property {number} rank
 * @property {"certain" | "less-certain" | "uncertain"} sure
 * @property {string} time
 * @property {number} first
 * @property {number} stop
 * @property {number} sureFirst
 * @property {number} sureStop
 * @property {string} name
 * @property {string} nameLang
 * @property {Record<string, string>} names
 * @property {string} today today's name, if it is another; else ""
 * @property {string[]} todays the same in every language of the page
 * @property {string} when
 * @property {string} certainty
 * @property {string} position
 * @property {{ type: string, coordinates: any } | null} geometry
 * @property {import("./signs.js").MarkLook} look
 * @property {string} description
 * @property {string} note
 * @property {string[]} sources
 * @property {Card} card
 *
 * @typedef {import("./areas.js").AreaLook & { id: string, territories: string[], label: string, card: Card, spans: Days[] }} AreaData
 * @typedef {import("./areas.js").LineLook & { id: string, card: Card, spans: Days[] }} LineData
 * @typedef {{ id: string, name: string, standings: [number, number, string][] }} TerritoryData
 * @typedef {{ id: string, title: string, day: number, view: [number, number, number, number], highlight: string[], paragraphs: string[], sources: string[], translated: boolean }} StepData
 *
 * @typedef {object} Told
 * @property {string} lang
 * @property {[string, string][]} langs
 * @property {string} title
 * @property {string} subtitle
 * @property {string[]} credits
 * @property {Record<string, string>} words
 * @property {(key: string, number: number) => string} count
 * @property {[number, number]} window days of the page
 * @property {number} total days of the atlas
 * @property {Map<string, string>} retired ids no longer used, with those that took their place
 * @property {string[]} iso
 * @property {string[]} days
 * @property {string[]} dates
 * @property {string[][]} months
 * @property {string[][][]} allMonths of every language of the page, this one first
 * @property {number[]} changes
 * @property {[number, number][]} ticks
 * @property {{ first: number, stop: number, name: string }[]} chapters
 * @property {{ id: string, name: string }[]} layers
 * @property {MarkData[]} marks
 * @property {(day: number) => MarkData[]} events what is told as the events of a day, the chief one first
 * @property {AreaData[]} areas
 * @property {LineData[]} lines
 * @property {TerritoryData[]} territories
 * @property {(day: number) => import("./legend.js").LegendGroupData[]} legend
 * @property {{ title: string, steps: StepData[] } | null} story
 */

/**
 * Tell the data in a language.
 * @param {any} data what payload.py made
 * @param {string} lang one of the data's languages
 * @returns {Told}
 */
export function tell(data, lang) {
  const tongue = data.tongues[lang];
  const base = /** @type {any} */ (Object.values(data.tongues)[0]);
  const foreign = new Set(tongue.foreign);
  const say = (/** @type {number} */ number) => /** @type {string} */ (tongue.texts[number] === 0 ? base.texts[number] : tongue.texts[number]);
  const sayInAll = (/** @type {number} */ number) => [...new Set(Object.values(data.tongues).map((/** @type {any} */ each) => /** @type {string} */ (each.texts[number] === 0 ? base.texts[number] : each.texts[number])))].filter(Boolean);
  const langOf = (/** @type {number} */ number) => (foreign.has(number) ? "en" : "");
  const cite = (/** @type {number[]} */ numbers) => numbers.map((number) => data.sources[number].map(say).join(""));
  const card = (/** @type {any} */ told) => ({
    title: say(told.title), titleLang: langOf(told.title), parts: say(told.parts),
    rows: told.rows.map((/** @type {[number, number]} */ [heading, text]) => [say(heading), say(text)]),
    description: say(told.description), descriptionLang: langOf(told.description),
    note: say(told.note), noteLang: langOf(told.note), sources: cite(told.sources),
  });
  const items = data.legend.items.map((/** @type {any} */ item) => ({ ...item, label: say(item.label) }));
  const groups = data.legend.groups.map((/** @type {any} */ group) => ({
    ...group, title: say(group.title), items: group.items.map((/** @type {number} */ number) => items[number]),
  }));
  const marks = data.marks.map((/** @type {any} */ mark) => {
    const told = card(mark.card);
    const [first, stop, sureFirst, sureStop] = mark.span;
    const [kindName, when, certainty, position] = told.rows.map((/** @type {[string, string]} */ [, text]) => text);
    return {
      ...mark, first, stop, sureFirst, sureStop, kindName, when, certainty, position, look: data.looks[mark.look],
      today: say(mark.today), todays: sayInAll(mark.today),
      name: told.title, nameLang: told.titleLang, description: told.description, note: told.note, sources: told.sources, card: told,
    };
  });
  const byId = new Map(marks.map((/** @type {MarkData} */ mark) => [mark.id, mark]));
  return {
    lang,
    langs: Object.entries(data.tongues).map(([code, each]) => [code, /** @type {any} */ (each).own]),
    title: tongue.title, subtitle: tongue.subtitle, credits: tongue.credits, words: tongue.words,
    count: (key, number) => {
      const { rule, forms } = tongue.plurals;
      return forms[key][rule[number] ?? rule[rule.length - 1]].replace("{number}", String(number));
    },
    window: data.window, total: data.total, retired: new Map(Object.entries(data.retired)),
    iso: data.iso, days: tongue.days, dates: tongue.dates, months: tongue.months,
    allMonths: [tongue.months, ...Object.entries(data.tongues).filter(([code]) => code !== lang).map(([, each]) => /** @type {any} */ (each).months)],
    changes: data.changes, ticks: data.ticks,
    chapters: data.chapters.map((/** @type {any} */ chapter) => ({ ...chapter, name: say(chapter.name) })),
    layers: data.layers.map((/** @type {any} */ layer) => ({ id: layer.id, name: say(layer.name) })),
    marks,
    events: (day) => latest(data.events, day).map((/** @type {string} */ id) => byId.get(id)),
    areas: data.areas.map((/** @type {any} */ area) => ({ ...area, label: say(area.label), card: card(area.card) })),
    lines: data.lines.map((/** @type {any} */ line) => ({ ...line, card: card(line.card) })),
    territories: data.territories.map((/** @type {any} */ each) => ({
      id: each.id, name: say(each.name), standings: each.standings.map((/** @type {any} */ [first, stop, text]) => [first, stop, say(text)]),
    })),
    legend: (day) => latest(data.legend.days, day).map((/** @type {number} */ number) => groups[number]),
    story: data.story && {
      title: say(data.story.title),
      steps: data.story.steps.map((/** @type {any} */ step) => ({
        ...step, title: say(step.title), paragraphs: step.paragraphs.map(say).filter(Boolean), sources: cite(step.sources),
        translated: ![step.title, ...step.paragraphs].some((number) => foreign.has(number)),
      })),
    },
  };
}

/**
 * Find what holds on a day among things that hold from a day on.
 * @template T
 * @param {[number, T][]} dated in order
 * @param {number} day
 * @returns {T}
 */
export function latest(dated, day) {
  return /** @type {[number, T]} */ (dated.filter(([first]) => first <= day).at(-1) ?? dated[0])[1];
}

/** Whether one of the spans holds a day. @param {Days[]} spans @param {number} day */
export function holds(spans, day) {
  return spans.some(([first, stop]) => first <= day && day < stop);
}

/** Whether a feature is in force, at least possibly. @param {{ first: number, stop: number }} mark @param {number} day */
export function isPossible({ first, stop }, day) {
  return first <= day && day < stop;
}

/** Whether a feature is certainly in force. @param {{ sureFirst: number, sureStop: number }} mark @param {number} day */
export function isSure({ sureFirst, sureStop }, day) {
  return sureFirst <= day && day < sureStop;
}
