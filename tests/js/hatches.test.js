import assert from "node:assert/strict";
import test from "node:test";
import { Hatches } from "../../src/baltic_map/web/static/map/hatches.js";
import { openDocument } from "./dom.mjs";
import { SYMBOLOGY } from "./symbology.mjs";

const RED = { day: "#a9231b", night: "#f0705f" };

test("a hatch is defined once for a colour and a rule, and keeps its width as the drawing is scaled", () => {
  const defs = openDocument().createElement("defs");
  const hatches = new Hatches(defs, "map", SYMBOLOGY.hatches);
  assert.deepEqual([hatches.paint(RED), hatches.paint(RED), hatches.paint(RED, "zone")], [
    "url(#map-area-a9231b-f0705f)", "url(#map-area-a9231b-f0705f)", "url(#map-zone-a9231b-f0705f)",
  ]);
  const turned = () => defs.children.map((pattern) => pattern.getAttribute("patternTransform"));
  assert.deepEqual(turned(), ["rotate(-45) scale(1)", "rotate(-135) scale(1)"]);
  hatches.rescale(4);
  assert.deepEqual(turned(), ["rotate(-45) scale(0.25)", "rotate(-135) scale(0.25)"]);
  hatches.paint({ day: "#000000", night: "#ffffff" });
  assert.equal(turned()[2], "rotate(-45) scale(0.25)");
});
