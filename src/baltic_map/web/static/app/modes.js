// @ts-check
// The modes of the page: as it is, for a projector, for a kiosk, in a frame of another page.
import { isEmbedded } from "./embed.js";
import { readPreferences } from "./preferences.js";

/**
 * @typedef {object} Mode
 * @property {"atlas" | "projector" | "kiosk" | "embed"} name
 * @property {number} seconds after so many without a touch a kiosk begins anew
 * @property {boolean} isKept whether what the reader chooses is remembered: a kiosk has another reader each time, and
 *     a frame is as the page around it wants it
 */

const [SHORTEST, LONGEST] = [5, 3600];
const MODES = /** @type {const} */ (["projector", "kiosk", "embed"]);

/** How many times larger signs are, for those who stand far away. */
export const SIGNS = { atlas: 1, embed: 1, projector: 1.25, kiosk: 1.4 };

/**
 * The mode that a link asks for, or the one the reader has chosen before.
 * @param {{ projector: boolean, kiosk: number | null }} permalink
 * @returns {Mode}
 */
export function modeOf({ projector, kiosk }) {
  if (kiosk !== null) {
    return { name: "kiosk", seconds: Math.min(Math.max(kiosk, SHORTEST), LONGEST), isKept: false };
  }
  if (isEmbedded()) return { name: "embed", seconds: 0, isKept: false };
  const name = projector || readPreferences().projector ? "projector" : "atlas";
  return { name, seconds: 0, isKept: true };
}

/** Let the style sheets know. @param {Mode} mode */
export function markMode({ name }) {
  for (const each of MODES) document.documentElement.classList.toggle(each, each === name);
}
