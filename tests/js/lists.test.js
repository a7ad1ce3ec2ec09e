import assert from "node:assert/strict";
import test from "node:test";
import { makeFeatureList, makeHeadline, makeKeyDays } from "../../src/baltic_map/web/static/panels/lists.js";
import { click, openDocument } from "./dom.mjs";
import { SYMBOLOGY } from "./symbology.mjs";

const SYMBOL = { shape: "icon", icon: "burst", color: { day: "#000000", night: "#ffffff" }, disc: true, fill: "full", faint: false };
const READING = { reading: { id: "first", name: "First", description: "", mark: "", sources: [] }, readings: [["first", "First"]] };
const feature = (id, more = {}) => ({ id, name: id, nameLang: "", time: "", kindName: "Fight", certainty: "Certain", symbol: SYMBOL, ...more });

test("a list tells time and name, by ear also what it is and how sure, and is chosen from", () => {
  openDocument();
  const chosen = [];
  const features = [feature("fight", { time: "04:30" }), feature("siege", { nameLang: "en" })];
  const list = makeFeatureList(features, { drawings: { icons: {}, symbology: SYMBOLOGY }, choose: ({ id }, from) => chosen.push([id, from.getAttribute("data-for")]), isFaint: ({ id }) => id === "siege" });
  const rows = list.children.map((item) => [item.getAttribute("class"), item.textContent, item.querySelector("button").getAttribute("aria-label"), item.querySelector(".what").getAttribute("lang")]);
  assert.deepEqual(rows, [[null, "04:30 fight", "04:30 fight, Fight, Certain", null], ["possible", "siege", "siege, Fight, Certain", "en"]]);
  click(list.querySelectorAll("button")[1]);
  assert.deepEqual(chosen, [["siege", "siege"]]);
});

test("the day of the week stands on a line of its own, before or after the date", () => {
  openDocument();
  const { element, show } = makeHeadline({ title: "War", subtitle: "Ten days", messages: {}, ...READING }, null);
  const told = (day) => {
    show(day, "2 changes");
    return element.querySelector("h1").children.map((part) => [part.getAttribute("class"), part.textContent]);
  };
  assert.deepEqual(told("Sunday, 16 June 1940"), [["weekday", "Sunday, "], ["date", "16 June 1940"]]);
  assert.deepEqual(told("1940 m. birželio 16 d., sekmadienis"), [["date", "1940 m. birželio 16 d."], ["weekday", ", sekmadienis"]]);
  assert.deepEqual(told("16 June 1940"), [["date", "16 June 1940"]]);
  assert.equal(element.querySelector(".day-count").textContent, "2 changes");
});

test("a page of one day leads to the pages that there are", () => {
  openDocument();
  const messages = { previous: "Before", next: "After", days_nav: "Days", not_built: "Not built" };
  const { element } = makeHeadline({ title: "", subtitle: "", messages, ...READING }, { next: { text: "17 June", iso: "1940-06-17" }, previous: { text: "14 June", href: "1940-06-14.html" }, days: [] });
  const steps = element.querySelector("nav").children.map((step) => [step.tagName, step.getAttribute("class"), step.getAttribute("href"), step.textContent]);
  assert.deepEqual(steps, [["a", "step back", "1940-06-14.html", "←Before 14 June"], ["span", "step on plain", null, "→After 17 June"]]);
  const days = makeKeyDays([{ text: "14 June", href: "a.html" }, { text: "16 June", href: "b.html", current: true }]);
  assert.deepEqual(days.children.map((day) => day.children[0].tagName), ["a", "span"]);
  assert.equal(days.querySelector("span").getAttribute("aria-current"), "date");
});
