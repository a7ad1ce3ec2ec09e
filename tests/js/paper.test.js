import assert from "node:assert/strict";
import test from "node:test";
import { bothDates } from "../../src/baltic_map/web/static/compare.js";
import { readable } from "../../src/baltic_map/web/static/links.js";

test("two days in one line, the year once where it ends the date", () => {
  assert.equal(bothDates("14 June 1940", "18 June 1940"), "14 June | 18 June 1940");
  assert.equal(bothDates("14. juuni 1940", "18. juuni 1940"), "14. juuni | 18. juuni 1940");
  assert.equal(bothDates("24 August 1939", "25 June 1941"), "24 August 1939 | 25 June 1941");
  assert.equal(bothDates("1940. gada 14. jūnijs", "1940. gada 18. jūnijs"), "1940. gada 14. jūnijs | 1940. gada 18. jūnijs");
  assert.equal(bothDates("1940 m. birželio 14 d.", "1940 m. birželio 18 d."), "1940 m. birželio 14 d. | 1940 m. birželio 18 d.");
});

test("an address is written in letters where it has letters", () => {
  assert.equal(readable("In: https://ru.wikipedia.org/wiki/%D0%AD%D1%81%D1%82%D0%BE%D0%BD%D0%B8%D1%8F_(1940)."), "In: https://ru.wikipedia.org/wiki/Эстония_(1940).");
  assert.equal(readable("https://a.ee/okup%C4%81cija and 50%D0%90"), "https://a.ee/okupācija and 50%D0%90");
});

test("what would change the address, or is no letter, stays as it is", () => {
  for (const address of [
    "https://a.ee/a%20b%2Fc%3Fd%25D0", // blank, slash, question mark, percent sign
    "https://a.ee/%E8%F1", // bytes of another code page
    "https://a.ee/%E2%80%AEgnp", // turns the writing round
    "https://a.ee/%E2%80%8B%C2%A0", // without width; a blank
    "https://a.ee/%", "https://a.ee/%D0",
  ]) assert.equal(readable(address), address);
});
