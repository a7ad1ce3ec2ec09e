// @ts-check
// The buttons of the time bar.
import { svg, el } from "../dom/elements.js";

/** @param {string} name @param {string} label @param {SVGElement} path @param {() => void} act */
export function makeTimeButton(name, label, path, act) {
  const attributes = { type: "button", class: `time-button ${name}`, "aria-label": label, title: label };
  const button = el("button", attributes, makeTimeIcon(path));
  button.addEventListener("click", act);
  return button;
}

/** @param {SVGElement} path on a grid of 16 units */
export function makeTimeIcon(path) {
  return svg("svg", { width: 16, height: 16, viewBox: "0 0 16 16", "aria-hidden": "true" }, path);
}
