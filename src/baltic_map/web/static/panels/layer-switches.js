// @ts-check
// The switches of layers and of certainty.
import { format, el } from "../dom/elements.js";
import { writeCount } from "./count.js";

/**
 * @typedef {import("../data/shown.js").Filter & { opacity: number }} LayerSettings opacity of uncertain features,
 *     percent
 * @typedef {object} SwitchesScene
 * @property {Record<string, string>} messages
 * @property {{ id: string, name: string }[]} layers
 * @property {unknown[]} lines between states; without any there is nothing to put away
 * @property {(key: string, number: number) => string} count
 *
 * @typedef {object} LayerSwitches
 * @property {HTMLElement} element
 * @property {HTMLElement} news the switch that pales what is not new
 * @property {(settings: LayerSettings) => void} set
 * @property {(counts: Map<string, import("./count.js").Count>) => void} show how many of each layer are in force
 */

/**
 * Make the switches.
 * @param {SwitchesScene} scene
 * @param {LayerSettings} settings
 * @param {(settings: LayerSettings) => void} change
 * @returns {LayerSwitches}
 */
export function makeLayerSwitches({ messages, layers, lines, count }, settings, change) {
  let now = settings;
  const turn = (/** @type {Partial<LayerSettings>} */ part) => {
    now = { ...now, ...part };
    set(now);
    change(now);
  };
  const borders = lines.length > 0 ? [{ id: "borders", name: messages.borders }] : [];
  const rows = [...layers, ...borders].map(({ id, name }) => {
    const number = el("span", { class: "layer-count" });
    const toggle = (/** @type {boolean} */ isOn) => {
      const hidden = new Set(now.hidden);
      if (isOn) hidden.delete(id);
      else hidden.add(id);
      turn({ hidden });
    };
    return { id, number, ...makeCheckbox("data-toggles", id, name, toggle, number) };
  });
  const possible = makeCheckbox("data-sure", "possible", messages.filter_possible,
    (isOn) => turn({ sure: isOn ? "all" : "likely" }));
  const certain = makeCheckbox("data-sure", "certain", messages.filter_certain,
    (isOn) => turn({ sure: isOn ? "certain" : "all" }));
  const news = makeCheckbox("data-news", "new", messages.filter_new, (isOn) => turn({ news: isOn }));
  const opacity = /** @type {HTMLInputElement} */ (el("input",
    { type: "range", class: "opacity-slider", min: 0, max: 100, step: 10 }));
  opacity.addEventListener("input", () => turn({ opacity: Number(opacity.value) }));
  const element = el("div", { class: "switches" },
    el("ul", { class: "layers" }, ...rows.map(({ row }) => row)),
    el("fieldset", { class: "certainty-filter" }, el("legend", {}, messages.filter_title),
      el("ul", { class: "layers" }, possible.row, certain.row),
      el("label", { class: "opacity-label" }, el("span", {}, messages.filter_opacity), opacity)));
  const set = (/** @type {LayerSettings} */ next) => {
    now = next;
    for (const { id, box } of rows) box.checked = !now.hidden.has(id);
    certain.box.checked = now.sure === "certain";
    possible.box.checked = now.sure === "all";
    possible.box.disabled = now.sure === "certain";
    news.box.checked = now.news;
    opacity.value = String(now.opacity);
    opacity.setAttribute("aria-valuetext", format(messages.filter_percent, { number: now.opacity }));
  };
  set(settings);
  return {
    element, set, news: el("ul", { class: "layers news" }, news.row),
    show: (counts) => {
      for (const { id, number, row } of rows) {
        const there = counts.get(id) ?? { certain: 0, possible: 0 };
        writeCount(number, there, messages, count("in_force", there.possible));
        row.classList.toggle("empty", there.possible === 0);
      }
    },
  };
}

/**
 * @param {string} attribute that names it @param {string} value @param {string} label
 * @param {(isOn: boolean) => void} act @param {HTMLElement | null} [number] beside the label
 */
function makeCheckbox(attribute, value, label, act, number = null) {
  const box = /** @type {HTMLInputElement} */ (el("input", { type: "checkbox", [attribute]: value }));
  box.addEventListener("change", () => act(box.checked));
  const row = el("li", {}, el("label", {}, box, el("span", { class: "layer-name" }, label), number));
  return { box, row };
}
