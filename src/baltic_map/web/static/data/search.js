// @ts-check
// Finding a feature by any of its names: diacritics do not count, every word of the query begins a word of it.

/**
 * @typedef {object} Findable what the search reads of a feature
 * @property {string} id
 * @property {number} rank
 * @property {number} first
 * @property {string} name
 * @property {Record<string, string>} names
 * @property {string} today
 * @property {string[]} todays
 * @property {string} kindName
 * @property {string} description
 */
/**
 * @template {Findable} [Feature=Findable]
 * @typedef {object} SearchEntry texts are folded, with a space before each word
 * @property {Feature} feature
 * @property {string} name
 * @property {{ name: string, folded: string }[]} others
 * @property {string} kind
 * @property {string} all
 */
/**
 * @template {Findable} [Feature=Findable]
 * @typedef {object} FindIndex
 * @property {SearchEntry<Feature>[]} entries
 */

/** @type {Record<string, string>} letters that are no letter with a diacritic */
const PLAIN_LETTERS = { ł: "l", ø: "o", ß: "ss", đ: "d", ı: "i", æ: "ae", œ: "oe", ð: "d", þ: "th" };
// The breve makes a Cyrillic letter of its own (й, ў); every other diacritic is left out.
const MARKED = /([\u0400-\u0482\u048a-\u04ff])\u0306|\p{M}/gu;

// How well a feature answers, best first.
const MATCH = { whole: 0, begins: 1, word: 2, other: 3, kind: 4, description: 5 };

/**
 * Bring a text into the form in which texts are compared.
 * @param {string} text
 */
export function foldText(text) {
  return text.toLowerCase().normalize("NFD")
    .replace(MARKED, (_, cyrillic) => (cyrillic ? `${cyrillic}\u0306` : "")).normalize("NFC")
    .replace(/[łøßđıæœðþ]/g, (letter) => PLAIN_LETTERS[letter]).replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

/** Write double letters once: few readers know where a foreign name has them. @param {string} folded */
function singled(folded) {
  return folded.replace(/(\p{L})\1+/gu, "$1");
}

/**
 * Prepare features of an atlas for the search, those that are not prepared yet.
 * @template {Findable} Feature
 * @param {FindIndex<Feature>} index grows
 * @param {Feature[]} features all @param {number} [number] how many of them are prepared then, if there are so many
 */
export function extendIndex(index, features, number = features.length) {
  for (let at = index.entries.length; at < Math.min(number, features.length); at += 1) {
    index.entries.push(entryOf(features[at]));
  }
  return index;
}

/** @template {Findable} Feature @param {Feature} feature @returns {SearchEntry<Feature>} */
function entryOf(feature) {
  const worded = (/** @type {string | null | undefined} */ text) => ` ${singled(foldText(text ?? ""))}`;
  const name = worded(feature.name);
  /** @type {Map<string, string>} */
  const others = new Map();
  const names = Object.keys(feature.names).sort().map((lang) => feature.names[lang]);
  const known = [feature.today, ...feature.todays, ...names];
  for (const other of known) {
    const folded = worded(other);
    if (folded !== " " && folded !== name && !others.has(folded)) others.set(folded, other);
  }
  const rest = [...others].map(([folded, other]) => ({ name: other, folded }));
  const kind = worded(feature.kindName);
  const all = [name, ...others.keys(), kind, worded(feature.description)].join("");
  return { feature, name, others: rest, kind, all };
}

/**
 * Find features.
 * @template {Findable} Feature
 * @param {FindIndex<Feature>} index
 * @param {string} query
 * @param {number} [limit]
 * @returns {{ feature: Feature, matched: string }[]} the best first; matched: the name that was found, if it is not the
 *     shown one
 */
export function searchIndex({ entries }, query, limit = Infinity) {
  const words = singled(foldText(query)).split(" ").filter(Boolean).map((word) => ` ${word}`);
  if (words.length === 0) return [];
  const whole = words.join("");
  /** @type {{ feature: Feature, matched: string, how: number }[]} */
  const found = [];
  for (const entry of entries) {
    if (!words.every((word) => entry.all.includes(word))) continue;
    found.push({ feature: entry.feature, ...rateMatch(entry, words, whole) });
  }
  found.sort((one, other) => one.how - other.how
    || one.feature.rank - other.feature.rank || one.feature.first - other.feature.first
    || (one.feature.id < other.feature.id ? -1 : 1));
  return found.slice(0, limit).map(({ feature, matched }) => ({ feature, matched }));
}

/**
 * How well a feature with all the words answers: as well as its worst word.
 * @param {FindIndex["entries"][number]} entry @param {string[]} words @param {string} whole
 */
function rateMatch({ name, others, kind }, words, whole) {
  if (name === whole) return { how: MATCH.whole, matched: "" };
  if (name.startsWith(whole)) return { how: MATCH.begins, matched: "" };
  const missing = words.filter((word) => !name.includes(word));
  if (missing.length === 0) return { how: MATCH.word, matched: "" };
  // One name with all the words is a better match than several with one each.
  const other = others.find(({ folded }) => words.every((word) => folded.includes(word)))
    ?? others.find(({ folded }) => missing.some((word) => folded.includes(word)));
  if (other && words.every((word) => other.folded.includes(word))) return { how: MATCH.other, matched: other.name };
  const levels = missing.map((word) => {
    if (others.some(({ folded }) => folded.includes(word))) return MATCH.other;
    return kind.includes(word) ? MATCH.kind : MATCH.description;
  });
  return { how: Math.max(...levels), matched: other?.name ?? "" };
}
