// @ts-check
// The numbers of the symbology as custom properties of the page, for the style sheet.

/** @typedef {import("../contract.js").Symbology} Symbology */

/** Define the strokes, widths and opacities of all symbols. @param {Symbology} symbology */
export function defineSymbology(symbology) {
  const element = document.createElement("style");
  const rules = symbologyProperties(symbology).map(([name, value]) => `--${name}: ${value}`);
  element.textContent = `:root { ${rules.join("; ")} }`;
  document.head.append(element);
}

/**
 * The custom properties: widths by name, and the dashes of those that have any.
 * @param {Symbology} symbology
 * @returns {[string, string][]}
 */
export function symbologyProperties({ rims, arrowRims, borders, outlines, edges, zoneTints, ...numbers }) {
  const groups = Object.entries({ rim: rims, "arrow-rim": arrowRims, border: borders, outline: outlines });
  const strokes = groups.flatMap(([group, each]) =>
    Object.entries(each).map(([name, stroke]) => ({ name: `${group}-${name}`, ...stroke })));
  return [
    ...strokes.flatMap(({ name, width, dash }) => /** @type {[string, string][]} */ ([
      [name, `${width}px`], [`${name}-dash`, dash.map((length) => `${length}px`).join(" ") || "none"],
    ])),
    ...Object.entries(edges).map(([kind, width]) => /** @type {[string, string]} */ ([`edge-${kind}`, `${width}px`])),
    ...Object.entries(zoneTints).map(([hatch, share]) =>
      /** @type {[string, string]} */ ([`tint-${hatch}`, `${share}`])),
    ["inner-border", `${numbers.innerBorder}px`], ["line", `${numbers.line}px`],
    ["side-band", `${numbers.side.width}px`], ["side-opacity", `${numbers.side.opacity}`],
    ["side-settled", `${numbers.side.settled}`],
    ["arrow-casing", `${2 * numbers.arrow.casing}px`], ["arrow-settled", `${numbers.arrow.settled}`],
    ["tint", `${100 * numbers.tint}%`], ["unproved", `${numbers.unproved}`], ["faint", `${numbers.faint}`],
  ];
}
