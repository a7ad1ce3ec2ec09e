import assert from "node:assert/strict";
import test from "node:test";
import { spokenName } from "../../src/baltic_map/web/static/map/spoken-name.js";

test("who cannot see a feature hears its name, kind and certainty", () => {
  assert.equal(spokenName({ name: "Hanko", kindName: "Naval base", certainty: "" }), "Hanko, Naval base");
  assert.equal(spokenName({ name: "x".repeat(400), kindName: "Town", certainty: "sure" }).length, 300 + ", Town, sure".length);
});
