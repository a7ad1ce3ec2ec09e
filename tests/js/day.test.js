import assert from "node:assert/strict";
import test from "node:test";
import { DayPanel } from "../../src/baltic_map/web/static/panels/day.js";
import { click, openDocument } from "./dom.mjs";

const MESSAGES = { events: "Events", legend: "Legend", changes_title: "Changes", layers: "Layers", credits: "Credits", in_force: "In force", no_events: "None", no_other_events: "No other", changes_none: "Nothing", changes_began: "New", changes_ended: "Over", changes_land: "Land" };
const feature = (id, first, stop, more = {}) => ({
  id, name: id, first, stop, certainFirst: first, certainStop: stop, role: "events", layer: "events", sure: "certain", time: "", geometry: {}, sources: [`${id}'s book`], symbol: { shape: "label" }, ...more,
});
const FIGHT = feature("fight", 1, 2, { time: "04:30" });
const DOUBT = feature("doubt", 1, 3, { certainFirst: 2 });
const ZONE = feature("zone", 1, 2, { role: null, layer: "zones", kindName: "Zone" });
const LAND = feature("Poland", 0, 1, { role: "places" });
const LOST = feature("lost", 0, 3, { role: null, geometry: undefined });

function open(kept = { unplaced: true }) {
  const document = openDocument();
  const scene = {
    messages: MESSAGES, credits: ["Drawn."], reading: { id: "first", name: "First", description: "", mark: "", sources: [] }, readings: [["first", "First"]], window: [0, 3], features: [FIGHT, DOUBT, ZONE, LAND, LOST], territories: [], events: (day) => (day === 1 ? [FIGHT, DOUBT] : []),
    areas: [{ spans: [[0, 3]], card: { sources: [{ text: "book" }, { text: "fight's book" }] } }], legend: () => [],
  };
  const folding = { isOpen: (name, usual) => kept[name] ?? usual, set: (name, isOpen) => { kept[name] = isOpen; } };
  const [left, right] = [document.createElement("div"), document.createElement("div")];
  const panel = new DayPanel(scene, { left, right, isPhone: () => false }, { icons: {}, choose: () => {}, switches: document.createElement("div"), days: [], hatches: null, embed: null, folding });
  const show = (day) => {
    for (const part of panel.parts(day)) part();
    return Object.values(panel.bodies).slice(0, 3).map((body) => body.textContent);
  };
  return { panel, show, right };
}

test("a day tells its events, what else has changed, and what is in force without a place", () => {
  const { panel, show } = open();
  assert.deepEqual(show(0), ["None", "Nothing", "lost"]);
  // Events stand above; that they are new is no news.
  assert.deepEqual(show(1), ["doubt", "New 1zone", "lost"]);
  // The chief one stands in the headline, and the list begins at its top.
  panel.bodies.events.parentElement.scrollTop = 80;
  panel.bodies.events.parentElement.dispatch("scroll");
  assert.deepEqual(show(2), ["None", "Over 1zone Zone", "doubtlost"]);
  assert.equal(panel.bodies.events.parentElement.scrollTop, 0);
});

test("what is merely possible on the day is faint", () => {
  const { panel, show } = open();
  show(1);
  assert.deepEqual(panel.bodies.events.querySelectorAll("li").map((item) => item.getAttribute("class")), ["possible"]);
  show(2);
  assert.deepEqual(panel.bodies.unplaced.querySelectorAll("li").map((item) => item.getAttribute("class")), [null, null]);
});

test("the list of a folded section is not in the page before it is unfolded", () => {
  const { panel, show, right } = open({ unplaced: false });
  const { unplaced } = panel.bodies;
  show(0);
  assert.equal(unplaced.querySelectorAll("*").length, 0);
  const section = right.querySelector(".unplaced");
  click(section.firstElementChild);
  assert.equal(unplaced.textContent, "lost");
  // It is the list of its day, also on another while it is unfolded.
  section.setAttribute("open", "");
  assert.equal(show(2)[2], "doubtlost");
  section.removeAttribute("open");
  assert.equal(show(1)[2], "");
});

test("the works of a day are each named once, those of its events first", () => {
  const { panel } = open();
  assert.deepEqual(panel.sources(1, true), ["fight's book", "doubt's book", "book"]);
  assert.deepEqual(panel.sources(1, false), ["book", "fight's book"]);
});

test("a section is as the reader has left it, and what the reader does with it is kept", () => {
  const kept = { events: false, credits: true };
  const { right } = open(kept);
  const section = (name) => right.querySelector(`.${name}`);
  const isOpen = (name) => section(name).getAttribute("open") !== null;
  assert.deepEqual([isOpen("events"), isOpen("changes"), isOpen("credits")], [false, true, true]);
  click(section("events").firstElementChild);
  assert.equal(kept.events, true);
});
