// @ts-check
// Finding a feature by any of its names: spelling marks do not count, every word of the query begins a word of it.

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
 * @template {Findable} [Mark=Findable]
 * @typedef {object} FindIndex
 * @property {{ mark: Mark, name: string, others: { name: string, folded: string }[], kind: string, all: string }[]} entries texts
 *     are folded, with a space before each word
 */

/** @type {Record<string, string>} letters that are no letter with a mark */
const PLAIN_LETTERS = { ł: "l", ø: "o", ß: "ss", đ: "d", ı: "i", æ: "ae", œ: "oe", ð: "d", þ: "th" };
// The breve makes a Cyrillic letter of its own (й, ў); every other mark is left out.
const MARKED = /([\u0400-\u0482\u048a-\u04ff])\u0306|\p{M}/gu;

// How well a feature answers, best first.
const MATCH = { whole: 0, begins: 1, word: 2, other: 3, kind: 4, told: 5 };

/**
 * Bring a text into the form in which texts are compared.
 * @param {string} text
 */
export function foldText(text) {
  return text.toLowerCase().normalize("NFD").replace(MARKED, (_, cyrillic) => (cyrillic ? `${cyrillic}\u0306` : "")).normalize("NFC")
    .replace(/[łøßđıæœðþ]/g, (letter) => PLAIN_LETTERS[letter]).replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

/** Write double letters once: few readers know where Tallinn and Kuressaare have them. @param {string} folded */
function singled(folded) {
  return folded.replace(/(\p{L})\1+/gu, "$1");
}

/**
 * Prepare the features of an atlas for the search.
 * @template {Findable} Mark
 * @param {{ marks: Mark[] }} told
 * @returns {FindIndex<Mark>}
 */
export function makeIndex({ marks }) {
  const worded = (/** @type {string | null | undefined} */ text) => ` ${singled(foldText(text ?? ""))}`;
  return {
    entries: marks.map((mark) => {
      const name = worded(mark.name);
      /** @type {Map<string, string>} */
      const others = new Map();
      const known = [mark.today, ...mark.todays, ...Object.keys(mark.names).sort().map((lang) => mark.names[lang])];
      for (const other of known) {
        const folded = worded(other);
        if (folded !== " " && folded !== name && !others.has(folded)) others.set(folded, other);
      }
      const rest = [...others].map(([folded, other]) => ({ name: other, folded }));
      const kind = worded(mark.kindName);
      return { mark, name, others: rest, kind, all: [name, ...others.keys(), kind, worded(mark.description)].join("") };
    }),
  };
}

/**
 * Find features.
 * @template {Findable} Mark
 * @param {FindIndex<Mark>} index
 * @param {string} query
 * @param {number} [limit]
 * @returns {{ mark: Mark, matched: string }[]} the best first; matched: the name that was found, if it is not the shown one
 */
export function find({ entries }, query, limit = Infinity) {
  const words = singled(foldText(query)).split(" ").filter(Boolean).map((word) => ` ${word}`);
  if (words.length === 0) return [];
  const whole = words.join("");
  /** @type {{ mark: Mark, matched: string, how: number }[]} */
  const found = [];
  for (const entry of entries) {
    if (words.every((word) => entry.all.includes(word))) found.push({ mark: entry.mark, ...answer(entry, words, whole) });
  }
  found.sort((one, other) => one.how - other.how || one.mark.rank - other.mark.rank || one.mark.first - other.mark.first
    || (one.mark.id < other.mark.id ? -1 : 1));
  return found.slice(0, limit).map(({ mark, matched }) => ({ mark, matched }));
}

/**
 * Tell how well a feature with all the words answers: as well as its worst word.
 * @param {FindIndex["entries"][number]} entry @param {string[]} words @param {string} whole
 */
function answer({ name, others, kind }, words, whole) {
  if (name === whole) return { how: MATCH.whole, matched: "" };
  if (name.startsWith(whole)) return { how: MATCH.begins, matched: "" };
  const missing = words.filter((word) => !name.includes(word));
  if (missing.length === 0) return { how: MATCH.word, matched: "" };
  // One name with all the words tells more than several with one each.
  const other = others.find(({ folded }) => words.every((word) => folded.includes(word)))
    ?? others.find(({ folded }) => missing.some((word) => folded.includes(word)));
  if (other && words.every((word) => other.folded.includes(word))) return { how: MATCH.other, matched: other.name };
  const levels = missing.map((word) => {
    if (others.some(({ folded }) => folded.includes(word))) return MATCH.other;
    return kind.includes(word) ? MATCH.kind : MATCH.told;
  });
  return { how: Math.max(...levels), matched: other?.name ?? "" };
}
