import assert from "node:assert/strict";
import test from "node:test";
import { makeSignList } from "../../src/baltic_map/web/static/panels/sign-list.js";
import { click, openDocument, press } from "./dom.mjs";
import { SYMBOLOGY } from "./symbology.mjs";

test("the signs that part nowhere are chosen from a list, which gives the focus back", () => {
  const document = openDocument();
  const color = { day: "#000000", night: "#ffffff" };
  const features = ["a", "b"].map((id) => ({ id, name: id, nameLang: "", time: "", kindName: "Base", certainty: "", symbol: { shape: "icon", icon: "x", color, disc: true, fill: "full", faint: false } }));
  const chosen = [];
  const list = makeSignList({ messages: { close: "Close" } }, { drawings: { icons: {}, symbology: SYMBOLOGY }, choose: ({ id }, from) => chosen.push([id, from]), signal: new AbortController().signal });
  const badge = document.createElement("g");
  list.open("Paldiski: 2 signs", features, badge);
  assert.equal(list.panel.hidden, false);
  assert.equal(list.panel.querySelector("h2").textContent, "Paldiski: 2 signs");
  assert.equal(document.activeElement.getAttribute("aria-label"), "Close");
  click(list.panel.querySelector(".event-list").querySelectorAll("button")[1]);
  assert.deepEqual(chosen, [["b", badge]]);
  press(document, "Escape");
  assert.equal(list.panel.hidden, true);
  assert.equal(document.activeElement, badge);
});
