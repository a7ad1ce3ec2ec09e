import assert from "node:assert/strict";
import test from "node:test";
import { bothDates } from "../../src/baltic_map/web/static/panels/compare.js";

test("two days in one line, the year once where it ends the date", () => {
  assert.equal(bothDates("14 June 1940", "18 June 1940"), "14 June | 18 June 1940");
  assert.equal(bothDates("14. juuni 1940", "18. juuni 1940"), "14. juuni | 18. juuni 1940");
  assert.equal(bothDates("24 August 1939", "25 June 1941"), "24 August 1939 | 25 June 1941");
  assert.equal(
    bothDates("1940. gada 14. jūnijs", "1940. gada 18. jūnijs"), "1940. gada 14. jūnijs | 1940. gada 18. jūnijs");
  assert.equal(
    bothDates("1940 m. birželio 14 d.", "1940 m. birželio 18 d."), "1940 m. birželio 14 d. | 1940 m. birželio 18 d.");
});
