import assert from "node:assert/strict";
import test from "node:test";
import { HomeIndex } from "../../src/baltic_map/web/static/labels/home-index.js";

test("what lies around a sign is asked once at each zoom; to whom it belongs, on each day", () => {
  let asked = 0;
  // Sea in the west, two territories beyond it.
  const homes = new HomeIndex((x) => { asked += 1; return x < 0 ? null : x < 100 ? "a" : "b"; });
  const [ship, port, town] = [-50, 2, 150].map((x) => ({ x, y: 0 }));
  const told = () => [ship, port, town].map((sign) => { const { own, wet } = homes.of(sign); return [own, wet]; });
  homes.begin(1, (territory) => territory.toUpperCase());
  assert.deepEqual(told(), [[null, true], ["A", true], ["B", false]]);
  const once = asked;
  homes.begin(1, () => "Union");
  assert.deepEqual(told(), [[null, true], ["Union", true], ["Union", false]]);
  assert.equal(asked, once);
  homes.begin(2, () => "Union");
  told();
  assert.equal(asked, 2 * once);
  // Of what stands on land only that is asked, as long as it need not be moved.
  homes.begin(3, (territory) => territory);
  asked = 0;
  for (let day = 0; day < 2; day += 1) assert.deepEqual([port, town].map((sign) => homes.landOf(sign)), ["a", "a"]);
  assert.equal(asked, 2);
  assert.equal(homes.landOf(ship), null);
});
