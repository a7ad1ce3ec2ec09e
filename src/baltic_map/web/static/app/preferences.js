// @ts-check
// What the reader has chosen before, kept by the browser. Where it keeps nothing, all is as if nothing had been chosen.

// One key for all: on a disk and on a school's server other pages keep theirs in the same place.
const KEY = "baltic-map";

/**
 * @typedef {object} Preferences
 * @property {boolean} projector
 * @property {Record<string, boolean>} panels whether each that the reader has folded or unfolded is open
 */

/** @returns {Preferences} */
export function readPreferences() {
  try {
    const { projector, panels } = JSON.parse(window.localStorage.getItem(KEY) ?? "{}");
    const known = Object.entries(Object(panels)).filter(([, isOpen]) => typeof isOpen === "boolean");
    return { projector: projector === true, panels: Object.fromEntries(known) };
  } catch {
    return { projector: false, panels: {} };
  }
}

/** @param {Partial<Preferences>} change */
export function keepPreferences(change) {
  try {
    window.localStorage.setItem(KEY, JSON.stringify({ ...readPreferences(), ...change }));
  } catch {
    // Then it holds as long as the page is open.
  }
}

/** Which panels are open: as the link says, or as the reader left them, or as is usual. */
export class Folding {
  /**
   * @param {import("./modes.js").Mode} mode
   * @param {string[] | null} listed in the link of a page for a projector: those that are open
   */
  constructor({ name, isKept }, listed) {
    this.prefix = name === "projector" ? "projector " : "";
    this.isKept = isKept;
    this.listed = this.prefix ? listed : null;
    this.onChange = () => {};
    this.kept = isKept ? readPreferences().panels : {};
    /** @type {Map<string, boolean>} */
    this.known = new Map();
  }

  /** @param {string} panel @param {boolean} usual on a projector none is */
  isOpen(panel, usual) {
    const isOpen = this.listed?.includes(panel) ?? this.kept[this.prefix + panel] ?? (usual && !this.prefix);
    this.known.set(panel, isOpen);
    return isOpen;
  }

  /** The reader folds or unfolds a panel. @param {string} panel @param {boolean} isOpen */
  set(panel, isOpen) {
    this.known.set(panel, isOpen);
    if (this.isKept) keepPreferences({ panels: { ...readPreferences().panels, [this.prefix + panel]: isOpen } });
    this.onChange();
  }

  /** Those that are open. */
  names() {
    return [...this.known].flatMap(([panel, isOpen]) => (isOpen ? [panel] : []));
  }
}
