import assert from "node:assert/strict";
import test from "node:test";
import { toBibtex, toRis } from "../../src/baltic_map/web/static/data/reference.js";

const REFERENCE = ["BOOK\tbook\ta-book", "AU\t\tWriter, Ann", "AU\t\tA Committee", "TI\ttitle\tA = {Book}", "PY\tyear\t1950", "\tauthor\tWriter, Ann and {A Committee}"].join("\n");

test("a work as a record of RIS", () => {
  assert.deepEqual(toRis(REFERENCE).split("\n"), [
    "TY  - BOOK", "AU  - Writer, Ann", "AU  - A Committee", "TI  - A = {Book}", "PY  - 1950", "ID  - a-book", "ER  - ", ""]);
});

test("a work as an entry of BibTeX", () => {
  assert.deepEqual(toBibtex(REFERENCE).split("\n"), [
    "@book{a-book,", "    title = {A = {Book}},", "    year = {1950},", "    author = {Writer, Ann and {A Committee}}", "}", ""]);
});
