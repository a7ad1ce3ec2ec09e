// @ts-check
// Colours by day and by night as CSS variables, so that the map turns with the reader's theme, and prints by day.

/** @typedef {import("../contract.js").Color} ColorPair a colour by day and by night, #rrggbb */

/** @type {Set<string>} */
let knownColors = new Set();
/** @type {CSSStyleSheet | null} */
let colorSheet = null;
/** What has been given for a colour before. @type {WeakMap<ColorPair, string>} */
const knownValues = new WeakMap();

/**
 * Define the palette as custom properties of the page, and the colours that will be wanted: each one that is added
 * later makes the browser style the whole page anew.
 * @param {Record<string, ColorPair>} palette
 * @param {ColorPair[]} wanted
 */
export function defineColors(palette, wanted) {
  const element = document.createElement("style");
  const named = Object.entries(palette).filter(([name]) => /^[a-z0-9_-]+$/.test(name));
  const unknown = new Map(wanted.map((pair) => [propertyOf(pair), pair]));
  // As text: a copy of the page that is saved without its script keeps no rules that were put in one by one.
  element.textContent = [
    ...named.flatMap(([name, pair]) => colorRules(`--${name}`, pair)),
    ...[...unknown].flatMap(([name, pair]) => colorRules(name, pair)),
  ].join("\n");
  document.head.append(element);
  colorSheet = element.sheet;
  knownColors = new Set(unknown.keys());
}

/**
 * Give a colour for use in a style.
 * @param {ColorPair} pair
 * @returns {string} a CSS value
 */
export function cssColor(pair) {
  const known = knownValues.get(pair);
  if (known !== undefined) return known;
  const name = propertyOf(pair);
  if (!knownColors.has(name)) {
    knownColors.add(name);
    for (const rule of colorRules(name, pair)) colorSheet?.insertRule(rule, colorSheet.cssRules.length);
  }
  const value = `var(${name})`;
  knownValues.set(pair, value);
  return value;
}

/** @param {ColorPair} pair */
function propertyOf(pair) {
  return `--color${colorKey(pair)}`;
}

/** @param {string} name @param {ColorPair} pair @returns {string[]} */
function colorRules(name, { day, night }) {
  if (![day, night].every((colour) => /^#[0-9a-f]{6}$/.test(colour))) return [];
  return [
    `:root { ${name}: ${day} }`,
    `@media screen and (prefers-color-scheme: dark) { :root { ${name}: ${night} } }`,
  ];
}

/** A colour as a part of a name. @param {ColorPair} color */
export function colorKey({ day, night }) {
  return `${day}${night}`.replaceAll("#", "-");
}
