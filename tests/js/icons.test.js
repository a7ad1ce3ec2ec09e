import assert from "node:assert/strict";
import test from "node:test";
import { drawIcon } from "../../src/baltic_map/web/static/map/icons.js";
import { openDocument } from "./dom.mjs";
import { SYMBOLOGY } from "./symbology.mjs";

const ICONS = { burst: "M0 0Z" };
const symbol = (more = {}) => ({ icon: "burst", color: { day: "#a9231b", night: "#f0705f" }, disc: true, fill: "full", faint: false, ...more });
const drawn = (more, size = 20) => {
  openDocument();
  const icon = drawIcon(symbol(more), { icons: ICONS, symbology: SYMBOLOGY }, size);
  return [icon.getAttribute("class"), icon.children.map((part) => [part.getAttribute("class"), part.getAttribute("r") ?? part.getAttribute("transform")])];
};

test("an icon stands in a disc, or bare, as its symbol says and not by its size", () => {
  assert.deepEqual(drawn({}), ["symbol full", [["halo", "10"], ["disc", "9.5"], ["icon", "translate(-7 -7) scale(0.875)"]]]);
  assert.deepEqual(drawn({ disc: false }), ["symbol full", [["bare", "translate(-10 -10) scale(1.25)"]]]);
});

test("its class tells how sure it is", () => {
  assert.deepEqual(["full", "outline", "dashed"].map((fill) => drawn({ fill })[0]), ["symbol full", "symbol outline", "symbol dashed"]);
  assert.equal(drawn({ faint: true, fill: "dashed" })[0], "symbol dashed faint");
});
