import assert from "node:assert/strict";
import test from "node:test";
import { markMode, modeOf } from "../../src/baltic_map/web/static/app/modes.js";
import { openDocument } from "./dom.mjs";

/** A page that is opened at a link, by a reader who has chosen something before or not. */
function at(link, search = "", kept = null) {
  globalThis.window = { location: { search }, localStorage: { getItem: () => kept } };
  return modeOf({ projector: false, kiosk: null, ...link });
}

test("the link says which mode it is, and before all else that it is a kiosk", () => {
  assert.equal(at({}).name, "atlas");
  assert.equal(at({ projector: true }).name, "projector");
  assert.equal(at({ projector: true }, "?embed=1").name, "embed");
  assert.equal(at({ projector: true, kiosk: 90 }, "?embed=1").name, "kiosk");
});

test("a projector is remembered; a frame and a kiosk are as the link says", () => {
  const kept = '{"projector":true}';
  assert.deepEqual(["", "?embed=1"].map((search) => at({}, search, kept).name), ["projector", "embed"]);
  assert.equal(at({ kiosk: 90 }, "", kept).name, "kiosk");
  assert.deepEqual([at({}).isKept, at({}, "?embed=1").isKept, at({ kiosk: 90 }).isKept], [true, false, false]);
});

test("a kiosk gives its reader a while, but not for ever", () => {
  assert.deepEqual([1, 90, 1e9].map((kiosk) => at({ kiosk }).seconds), [5, 90, 3600]);
});

test("the page bears the name of its mode, and no other", () => {
  const { documentElement } = openDocument();
  documentElement.setAttribute("class", "atlas");
  for (const name of ["kiosk", "projector"]) markMode({ name });
  assert.equal(documentElement.getAttribute("class"), "atlas projector");
  markMode({ name: "atlas" });
  assert.equal(documentElement.getAttribute("class"), "atlas");
});
