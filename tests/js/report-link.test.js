import assert from "node:assert/strict";
import test from "node:test";
import { reportLink } from "../../src/baltic_map/web/static/data/report-link.js";

const WORDS = { ask: "What is wrong?", atlas: "Atlas, version 1.2" };
const FIGHT = { id: "fight-1", title: "Õhtu & Жук", when: "3 January", claim: "They fight: 100%." };

test("a mail holds the title as its subject, and asks before it tells what the card says", () => {
  const address = reportLink({ address: "mailto:a@b.example", version: "1.2" }, FIGHT, WORDS);
  assert.equal(address, "mailto:a@b.example?subject=%C3%95htu%20%26%20%D0%96%D1%83%D0%BA%20(fight-1)"
    + "&body=What%20is%20wrong%3F%0D%0A%0D%0A%0D%0A%0D%0A%C3%95htu%20%26%20%D0%96%D1%83%D0%BA%20(fight-1)"
    + "%0D%0A3%20January%0D%0AThey%20fight%3A%20100%25.%0D%0AAtlas%2C%20version%201.2");
});

test("a form has its braces filled in, and nothing else is changed", () => {
  const report = { address: "https://a.example/new?t={title}&i={id}&v={version}&b={text}#x", version: "1.2" };
  assert.equal(reportLink(report, { ...FIGHT, title: "{id}", when: "", claim: "" }, WORDS),
    "https://a.example/new?t=%7Bid%7D%20(fight-1)&i=fight-1&v=1.2"
    + "&b=What%20is%20wrong%3F%0A%0A%0A%0A%7Bid%7D%20(fight-1)%0AAtlas%2C%20version%201.2#x");
});

test("a claim is cut until the address fits, between letters; a name of any length too", () => {
  const long = { ...FIGHT, title: "Б".repeat(300), claim: "𝔘ж".repeat(2000) };
  const address = reportLink({ address: "mailto:", version: "" }, long, WORDS);
  assert.ok(address.length > 1600 && address.length <= 1900, String(address.length));
  const body = new URLSearchParams(address.slice(address.indexOf("?"))).get("body");
  assert.match(body, /\r\nБ{80}… \(fight-1\)\r\n3 January\r\n(?:𝔘ж)+𝔘?…\r\nAtlas, version 1\.2$/u);
});
