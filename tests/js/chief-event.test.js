import assert from "node:assert/strict";
import test from "node:test";
import { Caption, makeChiefEvent } from "../../src/baltic_map/web/static/panels/chief-event.js";
import { click, openDocument } from "./dom.mjs";

const feature = (id, more = {}) => ({ id, name: id, nameLang: "", kindName: "Fight", certainty: "Certain", certainFirst: 0, certainStop: 9, time: "", rank: 1, description: `The ${id} began. More of it.`, card: { descriptionLang: "en" }, ...more });
const SIEGE = feature("siege", { time: "04:30" });
const STRIKE = feature("strike", { rank: 2, certainFirst: 4 });
const DAYS = [[], [SIEGE, STRIKE], [], [STRIKE], []];
const SCENE = { messages: { last_event: "Last ({day}):" }, dates: ["d0", "d1", "d2", "d3", "d4"], events: (day) => DAYS[day] };

test("the chief event is told with its hour and the first sentence, in the language that it is in", () => {
  openDocument();
  const chosen = [];
  const { element, show } = makeChiefEvent(SCENE, ({ id }) => chosen.push(id));
  show(1);
  assert.deepEqual(element.children.map(({ textContent }) => textContent), ["04:30 siege", "The siege began."]);
  assert.equal(element.querySelector(".chief-sentence").getAttribute("lang"), "en");
  const name = element.querySelector("button");
  assert.deepEqual([name.getAttribute("aria-label"), name.getAttribute("class")], ["04:30 siege, Fight, Certain", "chief-name"]);
  click(element.querySelector("button"));
  assert.deepEqual(chosen, ["siege"]);
  show(null);
  assert.equal(element.hidden, true);
});

test("a quiet day tells what was last, and begins at the top", () => {
  openDocument();
  const { element, show } = makeChiefEvent(SCENE, () => {});
  const told = (day) => {
    show(day);
    return element.textContent;
  };
  element.scrollTop = 50;
  element.dispatch("scroll");
  assert.deepEqual([0, 2, 4].map(told), ["", "Last (d1): siege", "Last (d3): strike"]);
  assert.equal(element.querySelector("button").getAttribute("class"), "chief-name possible");
  assert.equal(element.scrollTop, 0);
});

test("the line at the foot follows each day; what is greatest is said, and where playing ends", (context) => {
  openDocument();
  let now = 10_000;
  context.mock.method(performance, "now", () => now);
  const caption = new Caption(SCENE);
  const look = (day) => {
    caption.show(day);
    return [caption.line.textContent, caption.status.textContent];
  };
  assert.deepEqual(look(1), ["d1, 04:30 siege", ""]);
  caption.play(true);
  assert.deepEqual([look(1), look(2), look(3)], [["d1, 04:30 siege", "d1, 04:30 siege"], ["d2", "d1, 04:30 siege"], ["d3 strike", "d1, 04:30 siege"]]);
  caption.status.textContent = "";
  now += 1000;
  assert.equal(look(1)[1], "");
  now += 4000;
  assert.equal(look(1)[1], "d1, 04:30 siege");
  look(4);
  caption.play(false);
  assert.equal(caption.status.textContent, "d4");
});
