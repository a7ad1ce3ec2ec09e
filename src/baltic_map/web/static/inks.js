// @ts-check
// Colours by day and by night as CSS variables, so that the plate turns with the reader's theme, and prints by day.

/** @typedef {[string, string]} Pair a colour by day and by night, #rrggbb */

/** @type {Map<string, string>} */
const knownInks = new Map();
/** @type {CSSStyleSheet | null} */
let inkSheet = null;

/**
 * Define the palette as custom properties of the page, and the colours that will be wanted: each one that is added later
 * makes the browser style the whole page anew.
 * @param {Record<string, Pair>} palette
 * @param {Pair[]} wanted
 */
export function startInks(palette, wanted) {
  const element = document.createElement("style");
  document.head.append(element);
  inkSheet = element.sheet;
  for (const [name, pair] of Object.entries(palette)) if (/^[a-z0-9_-]+$/.test(name)) defineInk(`--${name}`, pair);
  for (const pair of wanted) ink(pair);
}

/**
 * Give a colour for use in a style.
 * @param {Pair} pair
 * @returns {string} a CSS value
 */
export function ink(pair) {
  const key = pair.join("").replaceAll("#", "-");
  let name = knownInks.get(key);
  if (!name) {
    name = `--ink${key}`;
    knownInks.set(key, name);
    defineInk(name, pair);
  }
  return `var(${name})`;
}

/** @param {string} name @param {Pair} pair */
function defineInk(name, [day, night]) {
  if (!inkSheet || ![day, night].every((colour) => /^#[0-9a-f]{6}$/.test(colour))) return;
  inkSheet.insertRule(`:root { ${name}: ${day} }`, inkSheet.cssRules.length);
  inkSheet.insertRule(
    `@media screen and (prefers-color-scheme: dark) { :root { ${name}: ${night} } }`,
    inkSheet.cssRules.length,
  );
}

/**
 * Mix two colours.
 * @param {Pair} one @param {Pair} other @param {number} share of the second
 * @returns {Pair}
 */
export function mixInks(one, other, share) {
  return /** @type {Pair} */ (one.map((colour, theme) => mixed(colour, other[theme], share)));
}

/** @param {string} one @param {string} other @param {number} share */
function mixed(one, other, share) {
  const channels = [1, 3, 5].map((at) => {
    const [from, to] = [one, other].map((colour) => Number.parseInt(colour.slice(at, at + 2), 16));
    return Math.round(from + (to - from) * share).toString(16).padStart(2, "0");
  });
  return `#${channels.join("")}`;
}
