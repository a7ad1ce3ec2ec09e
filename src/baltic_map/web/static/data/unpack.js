// @ts-check
// The data of a page as the page reads it, from what packed_data.py leaves of it: nothing is told twice there. Pure.

/** @typedef {string | null | [number, number, string]} Told a text, by where it differs from another's end */

/**
 * @param {any} packed a `Page`, packed
 * @returns {any} a `Page`
 */
export function unpack(packed) {
  const page = fromColumns(packed);
  const { works, features, locales } = page.scene;
  locales[0].texts = withoutReferences(locales[0].texts, Object.values(works));
  const [{ texts: known }, ...others] = locales;
  for (const locale of others) {
    locale.texts = locale.texts.map((/** @type {Told} */ told, /** @type {number} */ at) => otherText(known[at], told));
  }
  const titles = new Map(locales.map((/** @type {any} */ { lang, texts }) => [lang, texts]));
  for (const { title, names } of features) {
    for (const lang of Object.keys(names)) {
      if (names[lang] === 0) names[lang] = titles.get(lang)[title] ?? known[title];
    }
  }
  return page;
}

/**
 * Take the references of works from among the texts: each stands behind the name of its work.
 * @param {string[]} told @param {{ name: number, reference: string }[]} works they are given their references
 */
function withoutReferences(told, works) {
  /** @type {string[]} */
  const texts = [];
  let at = 0;
  for (const work of [...works].sort((one, other) => one.name - other.name)) {
    for (; texts.length <= work.name; at += 1) texts.push(told[at]);
    work.reference = told[at];
    at += 1;
  }
  for (; at < told.length; at += 1) texts.push(told[at]);
  return texts;
}

/** @param {string} known @param {Told} told */
function otherText(known, told) {
  if (!Array.isArray(told)) return told;
  const [from, to, text] = told;
  return known.slice(0, known.length - from) + text + known.slice(known.length - to);
}

/**
 * Make lists of objects of their columns; null is a name that an object does not have.
 * @param {any} value @returns {any}
 */
function fromColumns(value) {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) {
    const [first] = value;
    // Numbers and texts are many.
    return typeof first === "number" || typeof first === "string" ? value : value.map(fromColumns);
  }
  const { "": keys, columns, there } = value;
  if (!keys) {
    for (const key of Object.keys(value)) value[key] = fromColumns(value[key]);
    return value;
  }
  const known = columns.map(fromColumns);
  const rows = known[0].map(() => /** @type {Record<string, any>} */ ({}));
  keys.forEach((/** @type {string} */ key, /** @type {number} */ column) => {
    const cells = known[column];
    for (let at = 0; at < rows.length; at += 1) if (cells[at] !== null) rows[at][key] = cells[at];
  });
  if (!there) return rows;
  let at = 0;
  return there.map((/** @type {number} */ is) => (is ? rows[at++] : null));
}
