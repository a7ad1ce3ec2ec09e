// @ts-check
// The switches of layers and of certainty.
import { fillIn, make } from "./dom.js";

/**
 * @typedef {{ hidden: Set<string>, sure: "all" | "likely" | "certain", strength: number }} Setting strength of uncertain things, percent
 */

/**
 * Make the switches.
 * @param {{ words: Record<string, string>, layers: { id: string, name: string }[], count: (key: string, number: number) => string }} told
 * @param {Setting} setting
 * @param {(setting: Setting) => void} change
 * @returns {{ element: HTMLElement, set: (setting: Setting) => void, show: (counts: Map<string, number>) => void }} show: how
 *     many of each layer are in force
 */
export function makeSwitches({ words, layers, count }, setting, change) {
  let now = setting;
  const turn = (/** @type {Partial<Setting>} */ part) => {
    now = { ...now, ...part };
    set(now);
    change(now);
  };
  const rows = [...layers, { id: "borders", name: words.borders }].map(({ id, name }) => {
    const box = /** @type {HTMLInputElement} */ (make("input", { type: "checkbox", "data-toggles": id }));
    box.addEventListener("change", () => {
      const hidden = new Set(now.hidden);
      if (box.checked) hidden.delete(id);
      else hidden.add(id);
      turn({ hidden });
    });
    const number = make("span", { class: "layer-count" });
    return { id, box, number, row: make("li", {}, make("label", {}, box, make("span", { class: "layer-name" }, name), number)) };
  });
  const tick = (/** @type {string} */ name, /** @type {string} */ word, /** @type {(checked: boolean) => Setting["sure"]} */ sure) => {
    const box = /** @type {HTMLInputElement} */ (make("input", { type: "checkbox", "data-sure": name }));
    box.addEventListener("change", () => turn({ sure: sure(box.checked) }));
    return { box, row: make("li", {}, make("label", {}, box, make("span", { class: "layer-name" }, word))) };
  };
  const possible = tick("possible", words.filter_possible, (checked) => (checked ? "all" : "likely"));
  const certain = tick("certain", words.filter_certain, (checked) => (checked ? "certain" : "all"));
  const strength = /** @type {HTMLInputElement} */ (make("input", { type: "range", class: "strength", min: 0, max: 100, step: 10 }));
  strength.addEventListener("input", () => turn({ strength: Number(strength.value) }));
  const element = make("div", { class: "switches" },
    make("ul", { class: "layers" }, ...rows.map(({ row }) => row)),
    make("fieldset", { class: "sureness" }, make("legend", {}, words.filter_title),
      make("ul", { class: "layers" }, possible.row, certain.row),
      make("label", { class: "strength-label" }, make("span", {}, words.filter_opacity), strength)));
  const set = (/** @type {Setting} */ next) => {
    now = next;
    for (const { id, box } of rows) box.checked = !now.hidden.has(id);
    certain.box.checked = now.sure === "certain";
    possible.box.checked = now.sure === "all";
    possible.box.disabled = now.sure === "certain";
    strength.value = String(now.strength);
    strength.setAttribute("aria-valuetext", fillIn(words.filter_percent, { number: now.strength }));
  };
  set(setting);
  return {
    element, set,
    show: (counts) => {
      for (const { id, number, row } of rows) {
        const there = counts.get(id) ?? 0;
        number.textContent = String(there);
        number.title = count("in_force", there);
        row.classList.toggle("empty", there === 0);
      }
    },
  };
}
