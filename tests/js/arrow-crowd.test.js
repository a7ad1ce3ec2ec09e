import assert from "node:assert/strict";
import test from "node:test";
import { ArrowCrowd } from "../../src/baltic_map/web/static/map/arrow-crowd.js";
import { openDocument } from "./dom.mjs";

const [RED, BLUE] = [{ day: "#ff0000", night: "#ff8080" }, { day: "#0000ff", night: "#8080ff" }];
const arrow = (id, color, ...way) => ({ feature: { id, symbol: { color } }, ways: [way.map(([x, y]) => ({ x, y }))] });

test("many arrows of a colour are one path, each with its barbs; another day draws others", () => {
  openDocument();
  const crowd = new ArrowCrowd(() => {});
  const lines = () => crowd.group.querySelectorAll(".crowd-line").map((each) => each.getAttribute("d").split("M").length - 1);
  const many = Array.from({ length: 500 }, (_, at) => arrow(`a${at}`, at % 2 ? RED : BLUE, [at, 0], [at, 90]));
  crowd.show(many, 0.5);
  assert.deepEqual([lines(), crowd.group.children.length], [[750, 750], 4]);
  crowd.show(many.slice(0, 1), 0.5);
  assert.deepEqual(lines(), [3]);
  crowd.show([], 1);
  assert.equal(crowd.group.children.length, 0);
});

test("a click chooses the arrow whose line is nearest, and none that is far", () => {
  openDocument();
  const chosen = [];
  const crowd = new ArrowCrowd(({ feature }) => chosen.push(feature.id));
  crowd.group.getScreenCTM = () => ({ e: 1000, f: 100 });
  crowd.show([arrow("west", RED, [0, 0], [0, 800]), arrow("east", BLUE, [20, 0], [20, 400], [400, 400])], 0.5);
  for (const [clientX, clientY] of [[1001, 300], [1009, 200], [1100, 303], [1100, 250]]) crowd.group.dispatch("click", { clientX, clientY });
  assert.deepEqual(chosen, ["west", "east", "east"]);
});
