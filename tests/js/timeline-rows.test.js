import assert from "node:assert/strict";
import test from "node:test";
import { addEntryRow, entryText, makeDayGroup } from "../../src/baltic_map/web/static/panels/timeline-rows.js";
import { click, openDocument } from "./dom.mjs";

const SCENE = {
  messages: { chronology_show: "Show on the map", card_go_there: "Go to {day}", chronology_land: "{name}: {standing}", chronology_ends: "Ends: {name}", card_sources: "Sources" },
  iso: ["1900-01-01", "1900-01-02"], days: ["Monday, d0", "Tuesday, d1"], dates: ["d0", "d1"],
};
const feature = (more = {}) => ({ id: "fight", name: "Fight", nameLang: "", time: "", kindName: "Fight", certainty: "Certain", position: "Nowhere", first: 1, stop: 2, geometry: {}, sources: [], ...more });

test("a line leads to where it can be seen: to the map, or to its day", () => {
  openDocument();
  const lead = (how, more) => {
    const entry = { how, feature: more && feature(more), lands: ["West"], standing: "free" };
    const group = makeDayGroup(SCENE, { day: 1, quiet: 0, lines: [entry] });
    const goals = [];
    addEntryRow(SCENE, group, entry, (day) => goals.push(day));
    const button = group.body.querySelector(".chronology-show");
    click(button);
    return [button.textContent, button.getAttribute("aria-label"), ...goals];
  };
  assert.deepEqual(lead("happens", {}), ["Show on the map", "Show on the map: Fight", 1]);
  assert.deepEqual(lead("land", null), ["Show on the map", "Show on the map: West", 1]);
  assert.deepEqual(lead("happens", { geometry: undefined }), ["Go to d1", "Go to d1: Fight", 1]);
  assert.deepEqual(lead("ends", { geometry: undefined }), ["Go to d0", "Go to d0: Fight", 0]);
});

test("the filter reads what a row says, and its day", () => {
  const scene = { ...SCENE, messages: { ...SCENE.messages, card_status: "Status" } };
  const fight = feature({ time: "04:30", when: "1 to 9 May", stop: 9, geometry: undefined });
  assert.equal(entryText(scene, 1, { how: "happens", feature: fight, lands: [], standing: "" }), "tuesday d1 1900 01 02 04 30 1 to 9 may fight fight certain nowhere");
  assert.equal(entryText(scene, 1, { how: "ends", feature: fight, lands: [], standing: "" }), "tuesday d1 1900 01 02 ends fight fight certain nowhere");
  assert.equal(entryText(scene, 1, { how: "certain", feature: feature(), lands: [], standing: "" }), "tuesday d1 1900 01 02 fight fight");
  assert.equal(entryText(scene, 1, { how: "land", feature: null, lands: ["West"], standing: "free" }), "tuesday d1 1900 01 02 west free status");
});
