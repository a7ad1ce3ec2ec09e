import assert from "node:assert/strict";
import test from "node:test";
import { symbologyProperties } from "../../src/baltic_map/web/static/map/strokes.js";

test("strokes become widths and dashes of the style sheet", () => {
  const properties = Object.fromEntries(symbologyProperties({
    rims: { dashed: { width: 1.2, dash: [2.6, 2] } }, arrowRims: { solid: { width: 1, dash: [] } }, borders: {}, outlines: {},
    edges: { band: 5.2 }, zoneTints: { zone: 0.1 }, arrow: { casing: 2, settled: 0.6 }, innerBorder: 0.8, line: 1.6, tint: 0.42, unproved: 0.8, faint: 0.5,
    side: { width: 6, offset: 4.2, opacity: 0.3, settled: 0.5 },
  }));
  assert.deepEqual(properties, {
    "rim-dashed": "1.2px", "rim-dashed-dash": "2.6px 2px", "arrow-rim-solid": "1px", "arrow-rim-solid-dash": "none",
    "edge-band": "5.2px", "tint-zone": "0.1", "arrow-casing": "4px", "arrow-settled": "0.6", "inner-border": "0.8px", line: "1.6px", tint: "42%", "side-band": "6px", "side-opacity": "0.3", "side-settled": "0.5", unproved: "0.8", faint: "0.5",
  });
});
