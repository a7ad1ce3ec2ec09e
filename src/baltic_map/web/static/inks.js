// @ts-check
// Colours by day and by night as CSS variables, so that the plate turns with the reader's theme, and prints by day.

/** @typedef {[string, string]} Pair a colour by day and by night, #rrggbb */

/** @type {Set<string>} */
let knownInks = new Set();
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
  const named = Object.entries(palette).filter(([name]) => /^[a-z0-9_-]+$/.test(name));
  const unknown = new Map(wanted.map((pair) => [nameOf(pair), pair]));
  // As text: a copy of the page that is saved without its script keeps no rules that were put in one by one.
  element.textContent = [...named.map(([name, pair]) => inkRules(`--${name}`, pair)), ...[...unknown].map(([name, pair]) => inkRules(name, pair))].flat().join("\n");
  document.head.append(element);
  inkSheet = element.sheet;
  knownInks = new Set(unknown.keys());
}

/**
 * Give a colour for use in a style.
 * @param {Pair} pair
 * @returns {string} a CSS value
 */
export function ink(pair) {
  const name = nameOf(pair);
  if (!knownInks.has(name)) {
    knownInks.add(name);
    for (const rule of inkRules(name, pair)) inkSheet?.insertRule(rule, inkSheet.cssRules.length);
  }
  return `var(${name})`;
}

/** @param {Pair} pair */
function nameOf(pair) {
  return `--ink${pair.join("").replaceAll("#", "-")}`;
}

/** @param {string} name @param {Pair} pair @returns {string[]} */
function inkRules(name, [day, night]) {
  if (![day, night].every((colour) => /^#[0-9a-f]{6}$/.test(colour))) return [];
  return [`:root { ${name}: ${day} }`, `@media screen and (prefers-color-scheme: dark) { :root { ${name}: ${night} } }`];
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
