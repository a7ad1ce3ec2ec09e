import assert from "node:assert/strict";
import test from "node:test";
import { hearHost, isEmbedded, signsOfFrame, tellHost } from "../../src/baltic_map/web/static/app/embed.js";

test("only embed=1 makes a page for a frame", () => {
  const addresses = [["", false], ["?embed=0", false], ["?embed", false], ["?embed=1", true], ["?x=2&embed=1", true]];
  for (const [search, embedded] of addresses) {
    globalThis.window = { location: { search } };
    assert.equal(isEmbedded(), embedded, search);
  }
});

test("a frame shows a dozen signs, a larger one more, and more as the reader zooms in", () => {
  assert.equal(signsOfFrame({ x: 600, y: 400 }, 0), 12);
  assert.equal(signsOfFrame({ x: 1200, y: 800 }, 0), 48);
  assert.equal(signsOfFrame({ x: 600, y: 400 }, 1), 48);
  assert.equal(signsOfFrame({ x: 600, y: 400 }, -0.4), 12);
  assert.equal(signsOfFrame({ x: 90, y: 60 }, 0), 4);
});

/** A window in a frame of another, which hears what is posted to it. */
function frameIn() {
  const heard = [];
  const parent = { postMessage: (data, origin) => heard.push([data, origin]) };
  globalThis.window = Object.assign(new EventTarget(), { parent });
  const say = (data, source = parent) =>
    window.dispatchEvent(Object.assign(new Event("message"), { data, source }));
  return { heard, say };
}

test("the page around the frame is heard, no other, and nothing but a day", () => {
  const { say } = frameIn();
  const days = [];
  const life = new AbortController();
  hearHost((day) => days.push(day), life.signal);
  say({ type: "baltic-map:day", day: "1940-06-16" });
  say({ type: "baltic-map:day", day: "1940-06-17" }, { other: "window" });
  for (const data of [null, "1940-06-18", { day: "1940-06-18" }, { type: "baltic-map:day", day: 18 },
    { type: "baltic-map:story", day: "1940-06-18" }]) say(data);
  assert.deepEqual(days, ["1940-06-16"]);
  life.abort();
  say({ type: "baltic-map:day", day: "1940-06-16" });
  assert.deepEqual(days, ["1940-06-16"]);
});

test("the page around the frame is told the day; where there is none, nobody is", () => {
  const { heard } = frameIn();
  tellHost("1940-06-16");
  assert.deepEqual(heard, [[{ type: "baltic-map:day", day: "1940-06-16" }, "*"]]);
  const alone = { postMessage: () => assert.fail("nobody is there"), addEventListener: () => assert.fail("nobody speaks") };
  globalThis.window = Object.assign(alone, { parent: alone });
  hearHost(() => {}, new AbortController().signal);
  tellHost("1940-06-16");
});
