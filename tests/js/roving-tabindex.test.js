import assert from "node:assert/strict";
import test from "node:test";
import { rovingTabindex } from "../../src/baltic_map/web/static/dom/roving-tabindex.js";
import { openDocument, press } from "./dom.mjs";

/** A group of four icons, the second of which is counted in a badge. */
function open() {
  const document = openDocument();
  const group = document.createElement("g");
  const icons = ["a", "b", "c", "d"].map((id) => {
    const icon = document.createElement("g");
    for (const [name, value] of Object.entries({ id, role: "button", class: id === "b" ? "clustered" : "" })) icon.setAttribute(name, value);
    group.append(icon);
    return icon;
  });
  const refresh = rovingTabindex(group);
  refresh();
  return { group, icons, refresh, stops: () => icons.filter(({ tabIndex }) => tabIndex === 0).map(({ id }) => id), focused: () => document.activeElement.id };
}

test("a group is one stop, and the arrows walk it round and round past what is hidden", () => {
  const { icons, stops, focused } = open();
  assert.deepEqual(stops(), ["a"]);
  icons[0].focus();
  const walked = ["ArrowRight", "ArrowDown", "ArrowRight", "ArrowLeft", "ArrowUp", "Home", "End"].map((key) => {
    press(document.activeElement, key);
    return focused();
  });
  assert.deepEqual(walked, ["c", "d", "a", "d", "c", "a", "d"]);
  assert.deepEqual(stops(), ["d"]);
});

test("when what was the stop is gone, the first that is there is", () => {
  const { group, icons, refresh, stops } = open();
  icons[0].classList.add("off");
  refresh();
  assert.deepEqual(stops(), ["c"]);
  press(group, "ArrowRight");
  assert.deepEqual(stops(), ["c"], "a key on the group itself moves nothing");
});
