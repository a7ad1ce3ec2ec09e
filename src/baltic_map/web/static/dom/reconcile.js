// @ts-check
// Children that come and go but keep one order: a day looks the same however it was reached.

/**
 * Let an element hold just these children, in this order; what is there already is not touched.
 * @param {Element} place
 * @param {Element[]} wanted
 * @returns {boolean} whether anything came or went
 */
export function reconcileChildren(place, wanted) {
  const keep = new Set(wanted);
  let changed = false;
  for (const child of [...place.children]) {
    if (keep.has(child)) continue;
    child.remove();
    changed = true;
  }
  let at = place.firstElementChild;
  for (const node of wanted) {
    if (node === at) at = at.nextElementSibling;
    else {
      place.insertBefore(node, at);
      changed = true;
    }
  }
  return changed;
}
