import assert from "node:assert/strict";
import test from "node:test";
import { countedLon, pathData, projectLine, projection, worldLength, writtenLon, zoomShift } from "../../src/baltic_map/web/static/data/mercator.js";

const BOX = { west: 15.5, south: 53, east: 34.5, north: 62 };

test("the corner is the origin; a degree of longitude is as wide everywhere, one of latitude grows", () => {
  const to = projection(BOX);
  assert.deepEqual([to.x(15.5), to.y(62)], [0, 0]);
  assert.equal(to.x(16.5), Math.round((256 * 2 ** 14) / 360));
  assert.ok(to.y(54) - to.y(55) < to.y(60) - to.y(61));
});

test("it is Web Mercator: Tallinn lies where Leaflet puts it", () => {
  const to = projection(BOX);
  // L.CRS.EPSG3857.latLngToPoint(L.latLng(59.437, 24.7535), 14), Leaflet 1.9.3
  assert.deepEqual([to.x(24.7535) + to.left, to.y(59.437) + to.top], [2_385_551, 1_231_033]);
});

test("a kilometre is longer on the map the farther north it lies", () => {
  // 256 * 2 ** 14 / 40075.01669 km, and twice as much at 60 degrees.
  assert.ok(Math.abs(worldLength(1, 0) - 104.66132) < 1e-4);
  assert.ok(Math.abs(worldLength(1, 60) - 209.32264) < 1e-4);
  assert.ok(Math.abs(worldLength(50, -59.437) - 10_291.4757) < 0.01);
  assert.equal(worldLength(0, 59), 0);
});

test("a length is as far as one goes: ten kilometres north, a 111th and more of a degree", () => {
  const to = projection(BOX);
  const north = to.y(57) - to.y(57 + 10 / 111.319);
  assert.ok(Math.abs(worldLength(10, 57 + 5 / 111.319) - north) < 2);
});

test("path data walks either way and joins", () => {
  assert.equal(pathData([0, 0, 3, 4, 5, 4]), "M0 0l3 4 2 0 ");
  assert.equal(pathData([0, 0, 3, 4, 5, 4], { backwards: true }), "M5 4l-2 0 -3 -4 ");
  assert.equal(pathData([0, 0, 3, 4], { joined: true, closed: true }), "l3 4 Z");
});

test("lines are projected point by point", () => {
  const to = projection(BOX);
  assert.deepEqual([...projectLine([15.5, 62, 16.5, 61], to)], [0, 0, to.x(16.5), to.y(61)]);
});

test("a box across 180 degrees goes on to the east", () => {
  const to = projection({ west: 120, south: -20, east: 240, north: 50 });
  assert.deepEqual([to.x(120), to.x(180), to.x(240)], [0, 699_051, 1_398_102]);
});

test("the steps of a map of a town are parts of a pixel", () => {
  const to = projection({ west: 25, south: -17.93, east: 25.02, north: -17.915 });
  assert.equal(Math.round(to.x(25.02)), 233);
  assert.equal((to.x(25.0131) * 128) % 1, 0);
  assert.ok(Math.abs(to.x(25.0131) - (0.0131 * 256 * 2 ** 14) / 360) < 0.5);
});

test("a town is seen nearer than most atlases, the world farther away, a country as they are", () => {
  const view = (...[west, south, east, north]) => zoomShift({ west, south, east, north });
  assert.equal(Math.abs(view(20.3, 53.9, 29.5, 60.3)), 0);
  assert.ok(Math.abs(view(25.005, -17.927, 25.015, -17.918) + 10.2288) < 1e-4);
  assert.ok(Math.abs(view(-180, -60, 180, 80) - 4.9069) < 1e-4);
});

test("a link writes longitudes as they are usual, and a map across 180 degrees finds them", () => {
  assert.deepEqual([24.1, 190, 240, -170, 370].map(writtenLon), [24.1, -170, -120, -170, 10]);
  const pacific = { west: 120, south: -20, east: 240, north: 50 };
  assert.deepEqual([-170, 150, -120].map((lon) => countedLon(lon, pacific)), [190, 150, 240]);
  assert.equal(countedLon(24.1, BOX), 24.1);
});
