// What scripts and styles use that the oldest browsers do not know: node floor.mjs NODE_MODULES < {floor, scripts, styles}
// Names are looked up in MDN's browser-compat-data. A member counts as known if anything with a member of that name is, or
// if the script itself makes members of that name: nothing here tells what stands before the dot, unless it is a global.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const modules = process.argv[2];
const acorn = createRequire(`${modules}/`)("acorn");
const bcd = JSON.parse(readFileSync(`${modules}/@mdn/browser-compat-data/data.json`, "utf8"));
const { floor, scripts, styles } = JSON.parse(readFileSync(0, "utf8"));

const found = new Map();

/** @param {any[]} features of which one is enough @param {string} name */
function demand(features, name) {
  const known = features.filter((each) => each?.__compat);
  if (known.length === 0 || found.has(name)) return;
  const missing = known.map((each) => Object.keys(floor).filter((browser) => !isKnown(each.__compat.support[browser], floor[browser])));
  if (missing.every((each) => each.length > 0)) found.set(name, missing[0].join(" "));
}

/** @param {any} support @param {string} version */
function isKnown(support, version) {
  return [support ?? []].flat().some(({ version_added: added, version_removed: removed, flags, prefix, alternative_name: other }) =>
    !flags && !prefix && !other && !removed && typeof added === "string" && added !== "preview" && !isLater(added.replace("≤", ""), version));
}

/** @param {string} one @param {string} other */
function isLater(one, other) {
  const [a, b] = [one, other].map((text) => text.split(".").map(Number));
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) if ((a[at] ?? 0) !== (b[at] ?? 0)) return (a[at] ?? 0) > (b[at] ?? 0);
  return false;
}

// ------------------------------------------------------------------ scripts
const { builtins } = bcd.javascript;
const globals = { ...bcd.api.Window, ...bcd.api, ...builtins };
/** @type {Map<string, any[]>} */
const members = new Map();
for (const owner of [...Object.values(builtins), ...Object.values(bcd.api)]) {
  for (const [key, feature] of Object.entries(owner)) {
    const name = key.replace(/_static$|_event$/, "");
    if (key !== "__compat" && !key.endsWith("_event")) members.set(name, [...(members.get(name) ?? []), feature]);
  }
}

/** Syntax that a newer edition of the language than 2017 has brought, by MDN's names. @param {any} node @returns {[any, string][]} */
function syntaxOf(node) {
  const { operators, classes, statements, regular_expressions: patterns } = bcd.javascript;
  const uses = {
    StaticBlock: [[classes.static?.initialization_blocks ?? classes.static_initialization_blocks, "static block"]],
    PrivateIdentifier: [[classes.private_class_fields, "private member"]],
    ChainExpression: [[operators.optional_chaining, "?."]],
    PropertyDefinition: [[node.static ? classes.static?.class_fields ?? classes.static : classes.public_class_fields, "class field"]],
    LogicalExpression: node.operator === "??" ? [[operators.nullish_coalescing, "??"]] : [],
    AssignmentExpression: { "??=": [[operators.nullish_coalescing_assignment, "??="]], "||=": [[operators.logical_or_assignment, "||="]], "&&=": [[operators.logical_and_assignment, "&&="]] }[node.operator] ?? [],
    Literal: node.regex ? [
      ...(/\(\?<[=!]/.test(node.regex.pattern) ? [[patterns.lookbehind_assertion, "look-behind"]] : []),
      ...(/\\p\{/i.test(node.regex.pattern) ? [[patterns.unicode_character_class_escape, "\\p{}"]] : []),
      ...(/\(\?<[^=!]/.test(node.regex.pattern) ? [[patterns.named_capturing_group, "named group"]] : []),
      ...(/\(\?[ims-]+:/.test(node.regex.pattern) ? [[patterns.modifier, "(?i:)"]] : []),
      ...[...node.regex.flags].map((flag) => [builtins.RegExp[{ d: "hasIndices", g: "global", i: "ignoreCase", m: "multiline", s: "dotAll", u: "unicode", v: "unicodeSets", y: "sticky" }[flag]], `/${flag}`]),
    ] : [],
    ForOfStatement: node.await ? [[statements.for_await_of, "for await"]] : [],
  };
  return uses[node.type] ?? [];
}

/** @param {any} node @param {(node: any, parent: any) => void} act @param {any} [parent] */
function walk(node, act, parent = null) {
  act(node, parent);
  for (const value of Object.values(node)) {
    for (const each of Array.isArray(value) ? value : [value]) if (each && typeof each.type === "string") walk(each, act, node);
  }
}

for (const text of scripts) {
  // Of 2022 the oldest browsers know all but what is asked of them one by one.
  const tree = acorn.parse(text, { ecmaVersion: 2022, sourceType: "script" });
  const own = new Set();
  const made = new Set();
  walk(tree, (node) => {
    const key = node.type === "AssignmentExpression" && node.left.type === "MemberExpression" && node.left.object.type === "ThisExpression"
      ? node.left.property : ["Property", "MethodDefinition", "PropertyDefinition"].includes(node.type) ? node.key : null;
    if (key?.type === "Identifier") made.add(key.name);
  });
  walk(tree, (node) => {
    for (const each of [node.id, ...(node.params ?? [])]) if (each) walk(each, (inner) => { if (inner.type === "Identifier") own.add(inner.name); });
  });
  walk(tree, (node, parent) => {
    for (const [feature, name] of syntaxOf(node)) {
      if (!feature) throw new Error(`${name}: unknown to browser-compat-data`);
      demand([feature], name);
    }
    if (node.type === "MemberExpression" && !node.computed) {
      const { object, property: { name } } = node;
      const owner = object.type === "Identifier" && !own.has(object.name) ? globals[object.name] : undefined;
      const exact = owner?.[`${name}_static`] ?? owner?.[name];
      if (object.property?.name === "style") demand([bcd.css.properties[name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)]], `style.${name}`);
      else if (["window", "globalThis", "self"].includes(object.name)) demand([globals[name]], name);
      else if (exact?.__compat) demand([exact], `${object.name}.${name}`);
      else if (!made.has(name)) demand(members.get(name) ?? [], `.${name}`);
    }
    const isName = node.type === "Identifier" && !own.has(node.name) && Object.hasOwn(globals, node.name)
      && !(parent?.type === "MemberExpression" && parent.property === node && !parent.computed)
      && !(parent?.type === "Property" && parent.key === node && !parent.computed && !parent.shorthand)
      && !["PropertyDefinition", "MethodDefinition", "LabeledStatement"].includes(parent?.type);
    if (isName) demand([globals[node.name]], node.name);
    if (node.type === "NewExpression" && node.callee.type === "Identifier" && !own.has(node.callee.name)) {
      demand([globals[node.callee.name]?.[node.callee.name]], `new ${node.callee.name}`);
    }
  });
  // Options are texts to a parser.
  if (/\bsignal\b[^}]*\}\);/.test(text)) demand([bcd.api.EventTarget.addEventListener.options_parameter.options_signal_parameter], "addEventListener signal");
  if (text.includes("preventScroll")) demand([bcd.api.HTMLElement.focus.options_preventScroll_parameter], "focus preventScroll");
  if (/\binert\b/.test(text)) demand([bcd.html.global_attributes.inert], "inert");
}

// ------------------------------------------------------------------ styles
/** @type {Map<string, any[]>} */
const types = new Map();
const gather = (/** @type {any} */ node) => {
  for (const [key, feature] of Object.entries(node)) {
    if (key === "__compat" || typeof feature !== "object") continue;
    types.set(key, [...(types.get(key) ?? []), feature]);
    gather(feature);
  }
};
gather(bcd.css.types);
const { length } = bcd.css.types;
const UNITS = [[/\d(?:cqw|cqh|cqi|cqb|cqmin|cqmax)\b/, length.container_query_length_units], [/\d(?:dvh|dvw|dvmin|dvmax)\b/, length.viewport_percentage_units_dynamic],
  [/\d(?:svh|svw)\b/, length.viewport_percentage_units_small], [/\d(?:lvh|lvw)\b/, length.viewport_percentage_units_large], [/\d(?:lh|rlh)\b/, length.lh], [/\dcap\b/, length.cap]];

for (const text of styles) {
  const bare = text.replace(/\/\*[^]*?\*\//g, "").replace(/url\([^)]*\)/g, "url()");
  for (const [, name] of bare.matchAll(/@([a-z-]+)/g)) if (!name.startsWith("-")) demand([bcd.css["at-rules"][name] ?? { __compat: { support: {} } }], `@${name}`);
  for (const [, name] of bare.matchAll(/@(?:media|container)[^{]*\(([a-z-]+)\s*[:)]/g)) demand([bcd.css["at-rules"].media[name.replace(/^(?:min|max)-/, "")]], `(${name})`);
  // A rule in a rule: no brace closes between two that open, and what stands before the first is no at-rule.
  if (/(?:^|[{};])\s*(?![\s@])[^{};]+\{[^{}]*\{/.test(bare)) demand([bcd.css.selectors.nesting], "nesting");
  for (const [, selector] of bare.matchAll(/(?:^|[{};])\s*(?![\s@])([^{};]+)\{/g)) {
    for (const [, colons, name] of selector.matchAll(/(::?)([a-z-]+)/g)) {
      if (!name.startsWith("-")) demand([bcd.css.selectors[name] ?? { __compat: { support: {} } }], `${colons}${name}`);
    }
  }
  for (const [, property, value] of bare.matchAll(/[{;]\s*([a-z-]+)\s*:\s*([^;{}]+)(?=[;}])/g)) {
    if (property.startsWith("-")) continue;
    const feature = bcd.css.properties[property] ?? (bcd.svg.global_attributes[property] ? null : bcd.css["at-rules"]["font-face"][property]);
    demand([feature ?? (bcd.svg.global_attributes[property] || { __compat: { support: {} } })], property);
    const plain = value.replace(/"[^"]*"/g, "");
    for (const [word] of plain.matchAll(/(?<![\w-])[a-z][a-z-]*(?![\w(-])/g)) demand([feature?.[word]], `${property}: ${word}`);
    for (const [, name] of plain.matchAll(/(?<![\w-])([a-z-]+)\(/g)) demand(types.get(name) ?? [feature?.[name]], `${name}()`);
    for (const [pattern, unit] of UNITS) if (pattern.test(plain)) demand([unit], String(pattern));
    if (property === "content" && /"\s*\//.test(value)) demand([feature.alt_text ?? feature.alternative_text_after], "content: alternative text");
  }
}

process.stdout.write(JSON.stringify(Object.fromEntries([...found].sort())));
