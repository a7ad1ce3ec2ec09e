import assert from "node:assert/strict";
import test from "node:test";
import { chiefDiscs, groupSigns, iconsAt, placeIcons } from "../../src/baltic_map/web/static/labels/clusters.js";
import { Badges } from "../../src/baltic_map/web/static/labels/badges.js";
import { click, openDocument, press } from "./dom.mjs";

const disc = (id, rank, size = 20) => ({ feature: { id, rank, size }, at: { x: 1000, y: 2000 } });

test("icons stand where they belong and grow with the zoom", () => {
  const [{ id, x, y, rank, r }] = iconsAt([disc("a", 2)], 0.01, 8);
  assert.deepEqual({ id, x, y, rank, r }, { id: "a", x: 10, y: 20, rank: 2, r: 10 });
  const radii = [5, 7, 8, 9].map((zoom) => iconsAt([disc("a", 2)], 1, zoom)[0].r);
  assert.deepEqual(radii, [...radii].sort((one, other) => one - other));
});

test("no icon is too small to be hit", () => {
  assert.equal(iconsAt([disc("a", 4, 4)], 1, 3)[0].r, 7.5);
});

const SEA = { own: null, wet: true };
const COLOR = { day: "#000000", night: "#ffffff" };
const sign = (document, id, x, y, more = {}) => ({
  feature: { id, name: `The ${id}`, rank: 2, size: 20, symbol: { color: COLOR }, ...more }, at: { x, y }, node: document.createElement("g"),
});
const messages = { signs_here: "{place}: {count} signs", zoom_in: "Zoom in", list_signs: "Show the list" };

function place(discs, more = {}) {
  const opened = [];
  const tools = { zoom: 8, scale: 1, blocked: [], towns: [], landAt: () => null, homeOf: () => SEA, ...more };
  const icons = iconsAt(discs, 1, tools.zoom);
  const result = placeIcons(icons, groupSigns(icons, tools.towns, tools), document.createElement("g"), tools);
  const badges = new Badges({ messages, isClosest: () => more.isClosest ?? false, open: (cluster, from) => opened.push([cluster, from]) });
  badges.lay(result.tabs);
  const hidden = discs.filter(({ stand }) => stand === null).map(({ feature }) => feature.id);
  return { ...result, badges: [...badges.all.values()].map(({ node }) => node), opened, hidden };
}

test("a badge counts the icons that are not drawn, says where and how many there are with its own, and opens", () => {
  const document = openDocument();
  const { badges, hidden, opened } = place(Array.from({ length: 40 }, (_, at) => sign(document, `s${at}`, 100, 100)));
  assert.ok(hidden.length > 10);
  assert.deepEqual(badges.flatMap((badge) => badge.holds).toSorted(), hidden.toSorted());
  for (const badge of badges) {
    const count = badge.holds.length;
    assert.equal(badge.querySelector("text").textContent, `+${count}`);
    // A reader who hears it hears of the icon that is drawn, too.
    assert.equal(badge.getAttribute("aria-label"), `+${count} · The ${badge.getAttribute("data-of")}: ${count + 1} signs · Zoom in`);
  }
  click(badges[0]);
  press(badges[0], "Enter");
  const holds = badges[0].holds;
  assert.deepEqual(opened.map(([{ members }]) => members.map(({ feature }) => feature.id)), Array(2).fill([badges[0].getAttribute("data-of"), ...holds]));
});

test("far away the signs of a town are one sign at its true place, called by the town; nearer they part", () => {
  const document = openDocument();
  const town = sign(document, "town", 100, 100);
  const discs = [sign(document, "base", 100, 100, { rank: 1 }), ...["a", "b", "c"].map((id, at) => sign(document, id, 104 + 2 * at, 100))];
  const far = place(discs, { zoom: 6, towns: [town] });
  assert.deepEqual(far.hidden, ["a", "b", "c"]);
  assert.deepEqual([discs[0].stand.x, discs[0].stand.y], [100, 100]);
  assert.equal(far.badges[0].getAttribute("aria-label"), "+3 · The town: 4 signs · Zoom in");
  assert.deepEqual([...far.towns], ["town"]);
  assert.deepEqual(far.rects[0], { x: 91, y: 91, w: 18, h: 18 });
  const near = place(discs, { zoom: 8, towns: [town] });
  assert.deepEqual([near.hidden, near.badges.length, [...near.towns]], [[], 0, ["town"]], "the town keeps its name");
  const crowd = Array.from({ length: 40 }, (_, at) => sign(document, `s${at}`, 100, 100));
  assert.match(place(crowd, { zoom: 12, isClosest: true }).badges[0].getAttribute("aria-label"), /signs · Show the list$/);
});

test("who opens a cluster by a key stays at it, or at its first sign", () => {
  const document = openDocument();
  const discs = ["a", "b"].map((id) => sign(document, id, 100, 100));
  const badges = new Badges({ messages, isClosest: () => false, open() {} });
  const layOut = (zoom) => {
    const icons = iconsAt(discs, 1, zoom);
    const tools = { scale: 1, zoom, blocked: [], towns: [], landAt: () => null, homeOf: () => SEA };
    const { focused } = badges;
    badges.lay(placeIcons(icons, groupSigns(icons, [], tools), document.createElement("g"), tools).tabs);
    badges.group.replaceChildren(...[...badges.all.values()].map(({ node }) => node));
    if (focused) badges.keepFocus(focused, discs[0].node);
  };
  layOut(5);
  badges.group.children[0].focus();
  layOut(6);
  assert.equal(document.activeElement, badges.group.children[0]);
  layOut(9);
  assert.equal(document.activeElement, discs[0].node);
});

test("for those who stand far away icons are larger", () => {
  assert.equal(iconsAt([disc("a", 2)], 1, 8, 1.25)[0].r, 12.5);
});

test("where there is room for few, what is pointed out stays, then the chief ones, the newest first", () => {
  const document = openDocument();
  const discs = [["old", 1, 3], ["slight", 3, 9], ["new", 1, 8], ["told", 4, 1]].map(([id, rank, first]) => ({ feature: { id, rank, first }, node: document.createElement("g") }));
  const left = (most, told = []) => chiefDiscs(discs, most, new Set(told)).map(({ feature }) => feature.id);
  assert.deepEqual(left(4), ["old", "slight", "new", "told"]);
  assert.deepEqual(left(1), ["new"]);
  assert.deepEqual(left(2, ["told"]), ["new", "told"]);
  assert.deepEqual(discs.map(({ stand }) => stand === null), [true, true, false, true]);
});

test("a badge stays, and counts what there is now", () => {
  const document = openDocument();
  const discs = ["a", "b", "c"].map((id, at) => sign(document, id, at < 2 ? 100 : 900, 100));
  discs.push(sign(document, "d", 900, 100));
  const badges = new Badges({ messages, isClosest: () => false, open() {} });
  const layOut = (some) => {
    const tools = { scale: 1, zoom: 5, blocked: [], towns: [], landAt: () => null, homeOf: () => SEA };
    const icons = iconsAt(some, 1, 5);
    badges.lay(placeIcons(icons, groupSigns(icons, [], tools), document.createElement("g"), tools).tabs);
    return Object.fromEntries([...badges.all].map(([id, { node }]) => [id, node]));
  };
  const before = layOut(discs);
  const told = () => [before.c.holds.join(" "), before.c.getAttribute("aria-label")];
  assert.deepEqual([before.c.textContent, ...told()], ["+1", "d", "+1 · The c: 2 signs · Zoom in"]);
  const after = layOut([...discs, sign(document, "e", 900, 100)]);
  assert.deepEqual(after, before);
  assert.deepEqual([before.c.textContent, ...told()], ["+2", "d e", "+2 · The c: 3 signs · Zoom in"]);
});
