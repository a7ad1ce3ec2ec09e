// @ts-check
// The signs of one place that find no room even where the map is nearest: a list to choose from.
import { el } from "../dom/elements.js";
import { makeFeatureList } from "./lists.js";

/**
 * Make the place where the list is shown.
 * @param {{ messages: Record<string, string> }} scene
 * @param {{
 *   drawings: import("../map/icons.js").IconDrawings, signal: AbortSignal,
 *   choose: (feature: import("../data/localize.js").FeatureData, from: Element) => void,
 * }} tools
 */
export function makeSignList({ messages }, { drawings, choose, signal }) {
  const heading = el("h2", { id: "sign-list-title" });
  const panel = el("div", { class: "sign-list", role: "dialog", "aria-labelledby": heading.id, hidden: true });
  /** @type {Element | null} */
  let opener = null;
  const close = () => {
    if (panel.hidden) return;
    const hadFocus = panel.contains(document.activeElement);
    panel.hidden = true;
    panel.classList.remove("card");
    document.documentElement.classList.remove("with-card");
    if (hadFocus) /** @type {HTMLElement | null} */ (opener)?.focus({ preventScroll: true });
  };
  const button = el("button", { type: "button", class: "close", "aria-label": messages.close }, "×");
  button.addEventListener("click", close);

  /**
   * @param {string} title @param {import("../data/localize.js").FeatureData[]} features
   * @param {Element} from where the focus goes back to
   */
  const open = (title, features, from) => {
    opener = from;
    heading.textContent = title;
    // A card that is chosen gives the focus back to the map: the list is gone by then.
    const list = makeFeatureList(features, { drawings, choose: (feature) => choose(feature, from), withKinds: true });
    panel.replaceChildren(button, heading, list);
    // It stands where a card stands.
    panel.classList.add("card");
    panel.hidden = false;
    panel.scrollTop = 0;
    document.documentElement.classList.add("with-card");
    button.focus({ preventScroll: true });
  };

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || panel.hidden || event.defaultPrevented) return;
    event.preventDefault();
    close();
  }, { signal });
  return { panel, open, close };
}
