import assert from "node:assert/strict";
import test from "node:test";
import { cssColor } from "../../src/baltic_map/web/static/map/colors.js";

const pair = (day, night) => ({ day, night });

test("a colour is a variable, the same for the same pair", () => {
  assert.equal(cssColor(pair("#010203", "#040506")), "var(--color-010203-040506)");
  assert.equal(cssColor(pair("#010203", "#040506")), "var(--color-010203-040506)");
  assert.equal(cssColor(pair("#040506", "#010203")), "var(--color-040506-010203)");
});
