// @ts-check
// Many icons, one stop of the Tab key for each group of them: the arrow keys go from icon to icon.
import { setAttr } from "./elements.js";

const HIDDEN = ".off, .hidden-label, .clustered, .no-room";

/** @param {Element} group @returns {SVGElement[]} */
function reachable(group) {
  const all = /** @type {SVGElement[]} */ ([...group.querySelectorAll('[role="button"]')]);
  return all.filter((item) => !item.closest(HIDDEN));
}

/**
 * Let the arrow keys walk a group; call the result whenever what it shows has changed.
 * @param {Element} group
 * @returns {() => void}
 */
export function rovingTabindex(group) {
  const refresh = () => {
    const items = reachable(group);
    const current = items.find((item) => item === document.activeElement)
      ?? items.find((item) => item.tabIndex === 0) ?? items[0];
    for (const item of group.querySelectorAll('[role="button"]')) {
      setAttr(item, "tabindex", item === current ? "0" : "-1");
    }
  };
  group.addEventListener("keydown", (event) => {
    const { key, target } = /** @type {KeyboardEvent} */ (event);
    const items = reachable(group);
    const at = items.indexOf(/** @type {SVGElement} */ (target));
    if (at < 0) return;
    /** @type {Record<string, number>} */
    const moves = {
      ArrowRight: (at + 1) % items.length, ArrowDown: (at + 1) % items.length,
      ArrowLeft: (at - 1 + items.length) % items.length, ArrowUp: (at - 1 + items.length) % items.length,
      Home: 0, End: items.length - 1,
    };
    if (!(key in moves)) return;
    event.preventDefault();
    event.stopPropagation();
    items[at].setAttribute("tabindex", "-1");
    items[moves[key]].setAttribute("tabindex", "0");
    items[moves[key]].focus();
  });
  return refresh;
}
