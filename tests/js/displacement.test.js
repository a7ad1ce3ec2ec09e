import assert from "node:assert/strict";
import test from "node:test";
import { displaceIcons } from "../../src/baltic_map/web/static/labels/displacement.js";

const icon = (id, x, y, rank = 2, r = 9) => ({ id, x, y, r, rank });
const heap = (count) => Array.from({ length: count }, (_, at) => icon(`s${String(at).padStart(2, "0")}`, 100, 100));

test("icons that do not meet stay where they belong", () => {
  const places = displaceIcons([icon("a", 0, 0), icon("b", 40, 0)]);
  assert.deepEqual(places.map(({ x, y, moved, into }) => [x, y, moved, into]), [[0, 0, false, null], [40, 0, false, null]]);
});

test("of two that meet the more important stays", () => {
  const [less, more] = displaceIcons([icon("a", 0, 0, 3), icon("b", 4, 0, 1)]);
  assert.deepEqual([more.x, more.y, more.moved], [4, 0, false]);
  assert.equal(less.moved, true);
  assert.ok(less.x < 0, "it gives way to the side it comes from");
});

test("no two drawn icons touch", () => {
  const icons = [...heap(9), icon("t", 112, 100, 1, 12), icon("u", 95, 108, 4, 7)];
  const drawn = displaceIcons(icons, { gap: 2 }).filter((place) => place.into === null);
  const radius = new Map(icons.map(({ id, r }) => [id, r]));
  for (const one of drawn) {
    for (const other of drawn) {
      if (one.id >= other.id) continue;
      const apart = Math.hypot(one.x - other.x, one.y - other.y);
      assert.ok(apart >= radius.get(one.id) + radius.get(other.id) + 2 - 1e-9, `${one.id} ${other.id}`);
    }
  }
});

test("no icon is moved farther than the reach; what is left over is counted with a drawn one", () => {
  const places = displaceIcons(heap(60), { reach: 30 });
  const drawn = new Set(places.filter((place) => place.into === null).map(({ id }) => id));
  for (const place of places) {
    if (place.into === null) assert.ok(Math.hypot(place.x - 100, place.y - 100) <= 30);
    else assert.ok(drawn.has(place.into));
  }
  assert.ok(drawn.size > 3 && drawn.size < 60);
});

test("the order of the icons does not matter", () => {
  const icons = heap(20);
  const byId = (places) => [...places].sort((one, other) => (one.id < other.id ? -1 : 1));
  assert.deepEqual(byId(displaceIcons([...icons].reverse())), byId(displaceIcons(icons)));
});

test("an icon that others are counted with has room for the badge", () => {
  const icons = heap(60);
  const places = displaceIcons(icons, { reach: 30, tab: { w: 18, h: 13 } });
  const hosts = places.filter((place) => places.some(({ into }) => into === place.id));
  const drawn = places.filter((place) => place.into === null);
  assert.ok(hosts.length > 0);
  for (const { tab } of hosts) {
    assert.ok(tab);
    for (const { x, y } of drawn) {
      const away = Math.hypot(Math.max(tab.x - x, 0, x - tab.x - tab.w), Math.max(tab.y - y, 0, y - tab.y - tab.h));
      assert.ok(away >= 9, "it covers no icon");
    }
  }
});

test("what is blocked stays free", () => {
  const [place] = displaceIcons([icon("a", 0, 0)], { blocked: [{ x: -5, y: -5, w: 60, h: 10 }] });
  assert.equal(place.moved, true);
  assert.ok(Math.abs(place.y) >= 14 || place.x <= -14);
});

test("the line to a moved icon crosses no other icon if it can help it", () => {
  const places = displaceIcons([icon("a", 0, 0, 1), icon("b", 20, 0, 1), icon("c", 8, 3, 3)]);
  const c = places[2];
  assert.equal(c.moved, true);
  assert.ok(Math.abs(c.y) > 8, "it goes up or down, not past its neighbours");
});

test("no icon is moved where it may not be", () => {
  const west = (_, x) => x <= 100;
  const places = displaceIcons(heap(12), { reach: 30, may: west });
  assert.ok(places.every(({ x }) => x <= 100));
  assert.ok(places.filter(({ into }) => into === null).length > 2);
  assert.ok(places.every(({ into, tab }) => into !== null || tab === null || tab.x + tab.w / 2 <= 100), "nor is its badge");
});

test("an icon is counted only with one of its own land", () => {
  const icons = [...heap(9).map((each) => ({ ...each, land: "a" })), ...heap(9).map((each) => ({ ...each, id: `t${each.id}`, x: 104, land: "b" }))];
  const land = new Map(icons.map((each) => [each.id, each.land]));
  const places = displaceIcons(icons, { reach: 22, may: (icon, x) => (icon.land === "a" ? x < 102 : x > 102) });
  const counted = places.filter(({ into }) => into !== null);
  assert.ok(counted.length > 4);
  for (const { id, into } of counted) assert.equal(land.get(into), land.get(id));
  for (const { id, x } of places) assert.equal(land.get(id) === "a", x < 102);
});

test("an icon that has no room and no other of its land comes before more important ones", () => {
  const [small, ...great] = displaceIcons(
    [{ ...icon("z", 100, 100, 4), land: "b" }, ...heap(5).map((each) => ({ ...each, rank: 1, land: "a" }))],
    { reach: 30, may: (each) => each.land === "a" },
  );
  assert.deepEqual([small.x, small.y, small.into], [100, 100, null]);
  for (const { x, y, into } of great) assert.ok(into !== null || Math.hypot(x - 100, y - 100) >= 18);
});

test("an icon that is moved by no more than three pixels needs no leader line", () => {
  const moved = (x) => displaceIcons([icon("a", 0, 0, 1, 2), icon("b", x, 0, 2, 2)], { gap: 0 })[1];
  // It is moved in steps of its half radius: from 3.5 pixels by one, from 1.5 by three, from 0.5 by four.
  assert.deepEqual([3.5, 1.5, 0.5].map((x) => Math.round(10 * (moved(x).x - x)) / 10), [1, 3, 4]);
  assert.deepEqual([3.5, 1.5, 0.5].map((x) => moved(x).moved), [false, false, true]);
});
