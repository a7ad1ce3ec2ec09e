import assert from "node:assert/strict";
import test from "node:test";
import { PrecisionCircles } from "../../src/baltic_map/web/static/map/precision-circles.js";
import { openDocument } from "./dom.mjs";

/** Three icons and a zone, with their circles. */
function open() {
  const document = openDocument();
  const [place, icons] = [document.createElement("g"), document.createElement("g")];
  const circles = new PrecisionCircles(place, icons);
  const drawn = ["base", "camp", "pact"].map((id, at) => {
    const node = document.createElement("g");
    node.setAttribute("class", "feature icon");
    node.dataset.id = id;
    node.append(document.createElement("path"));
    icons.append(node);
    const symbol = { color: { day: "#a9231b", night: "#f0705f" }, dash: id === "pact" ? "dotted" : null };
    return { feature: { id, symbol }, node, at: { x: 10 * at, y: 5 }, reach: 100 + at };
  });
  const zone = document.createElement("g");
  icons.append(zone);
  circles.show(() => drawn);
  const told = () => place.children[0].children.map((circle) =>
    ["class", "cx", "cy", "r"].map((name) => circle.getAttribute(name)).join(" "));
  return { circles, drawn, zone, told, group: place.children[0] };
}
const BASE = "precision-circle dashed 0 5 100";
const CAMP = "precision-circle dashed 10 5 101";
const PACT = "precision-circle dotted 20 5 102";

test("what the pointer is on has a circle around its place, until it leaves", () => {
  const { drawn: [base, , pact], zone, told, group } = open();
  assert.deepEqual(told(), []);
  assert.equal(group.getAttribute("aria-hidden"), "true");
  base.node.children[0].dispatch("pointerover");
  assert.deepEqual(told(), [BASE]);
  base.node.children[0].dispatch("pointerout");
  assert.deepEqual(told(), []);
  pact.node.dispatch("pointerover");
  assert.deepEqual(told(), [PACT], "of a schematic place it is dotted");
  pact.node.dispatch("pointerout");
  zone.dispatch("pointerover");
  assert.deepEqual(told(), []);
});

test("the focus has one where no pointer is", () => {
  const { drawn: [base, camp], told } = open();
  base.node.dispatch("focusin");
  assert.deepEqual(told(), [BASE]);
  camp.node.dispatch("pointerover");
  assert.deepEqual(told(), [CAMP]);
  camp.node.dispatch("pointerout");
  assert.deepEqual(told(), [BASE]);
  base.node.dispatch("focusout");
  assert.deepEqual(told(), []);
});

test("what is chosen has one as long as it is on the map, and one is enough", () => {
  const { circles, drawn: [base, camp], told } = open();
  circles.attend("chosen", "base");
  camp.node.dispatch("pointerover");
  assert.deepEqual(told(), [BASE, CAMP]);
  camp.node.dispatch("pointerout");
  base.node.dispatch("pointerover");
  assert.deepEqual(told(), [BASE]);
  circles.attend("chosen", null);
  base.node.dispatch("pointerout");
  assert.deepEqual(told(), []);
  circles.attend("chosen", "a-zone");
  assert.deepEqual(told(), []);
});

test("what leaves the map comes back chosen, but under no pointer", () => {
  const { circles, drawn, told } = open();
  const [base, camp, pact] = drawn;
  circles.attend("chosen", "base");
  camp.node.dispatch("pointerover");
  circles.show(() => [pact]);
  assert.deepEqual(told(), []);
  circles.show(() => drawn);
  assert.deepEqual(told(), [BASE]);
  pact.node.dispatch("focusin");
  circles.show(() => [base]);
  circles.show(() => drawn);
  assert.deepEqual(told(), [BASE]);
});
