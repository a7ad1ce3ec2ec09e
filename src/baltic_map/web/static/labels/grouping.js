// @ts-check
// Grouping: far away the signs of one place are one sign with a count, at the true place of the first of them; never
// with one of another state. Pure.
import { GridIndex } from "./grid-index.js";

/**
 * @typedef {import("./displacement.js").Icon} Icon
 * @typedef {{ id: string, x: number, y: number, land: string }} Town pixels
 * @typedef {object} Group
 * @property {Icon} host the sign that is drawn
 * @property {Icon[]} guests those that are counted with it
 * @property {string | null} town at which they are
 */

// Shares of a radius: what is very near each other first, so that there is never much to look at.
const RADIUS_SHARES = [1 / 16, 1 / 4, 1];
// Pixels.
const TOWN_APART = 8;
// Of more signs those that share a square as wide as the radius are one before all else.
export const CROWD = 1500;

/**
 * Group icons: first those of one town, then those that are near each other.
 * @param {Icon[]} icons
 * @param {Town[]} towns
 * @param {number} radius so many pixels are one place; 0: each stands for itself
 * @returns {Group[]} the more important first, whatever the order of the icons
 */
export function groupIcons(icons, towns, radius) {
  /** @type {Group[]} */
  const signs = icons.map((host) => ({ host, guests: [], town: null }));
  // What is left of a crowd is sorted in no time.
  const chief = (radius === 0 ? signs : thinned(signs, radius))
    .sort(({ host }, { host: other }) => byImportance(host, other));
  const parts = partsOfTowns(chief, towns, radius);
  if (radius === 0) return parts;
  const shares = icons.length > CROWD ? [1] : RADIUS_SHARES;
  return shares.reduce((groups, share) => mergeGroups(groups, share * radius), parts);
}

/**
 * Of a crowd let those that share a square be one, with the most important: each is looked at once.
 * @param {Group[]} parts @param {number} radius
 */
export function thinned(parts, radius) {
  if (parts.length <= CROWD) return parts;
  /** @type {Map<string, Map<number, Group>>} by land and square */
  const lands = new Map();
  return parts.filter((part) => {
    const { keeps, land = "", x, y } = part.host;
    if (keeps) return true;
    const squares = lands.get(land) ?? new Map();
    if (squares.size === 0) lands.set(land, squares);
    const key = Math.floor(x / radius) * 2 ** 25 + Math.floor(y / radius);
    const first = squares.get(key);
    if (!first) {
      squares.set(key, part);
      return true;
    }
    const [host, guest] = byImportance(first.host, part.host) < 0 ? [first.host, part.host] : [part.host, first.host];
    first.host = host;
    first.guests.push(guest, ...part.guests);
    return false;
  });
}

/**
 * Let each group take those that are near it.
 * @param {Group[]} parts the more important first @param {number} radius
 * @returns {Group[]}
 */
export function mergeGroups(parts, radius) {
  /** @type {GridIndex<Group>} */
  const index = new GridIndex(radius);
  for (const part of parts) index.add(pointRect(part.host), part);
  const taken = new Set();
  const groups = [];
  for (const part of parts) {
    if (taken.has(part)) continue;
    taken.add(part);
    groups.push(part);
    if (part.host.keeps) continue;
    for (const other of nearTo(index, part.host, radius, taken)) {
      taken.add(other);
      part.guests.push(other.host, ...other.guests);
    }
  }
  return groups;
}

/** @param {Town[]} towns the more important first @param {number} radius */
function indexOf(towns, radius) {
  /** @type {GridIndex<Town>} */
  const index = new GridIndex(Math.max(1, radius));
  // Of towns that cannot be told apart the first is enough.
  const known = new Set();
  for (const town of towns) {
    const { land, x, y } = town;
    const key = `${land} ${Math.floor(x / TOWN_APART)} ${Math.floor(y / TOWN_APART)}`;
    if (known.has(key)) continue;
    known.add(key);
    index.add(pointRect(town), town);
  }
  return index;
}

/**
 * The towns with several signs.
 * @param {Icon[]} icons @param {Town[]} towns @param {number} radius @param {number} least so many
 */
export function townsOfSigns(icons, towns, radius, least) {
  const index = indexOf(towns, radius);
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const icon of icons) {
    const town = nearestTown(index, icon, radius);
    if (town) counts.set(town.id, (counts.get(town.id) ?? 0) + 1);
  }
  return [...counts].flatMap(([id, count]) => (count >= least ? [id] : []));
}

/** @param {Group[]} signs the more important first @param {Town[]} towns @param {number} radius @returns {Group[]} */
function partsOfTowns(signs, towns, radius) {
  if (radius === 0) return signs;
  const index = indexOf(towns, radius);
  /** @type {Map<string, Group>} */
  const ofTowns = new Map();
  const parts = [];
  for (const part of signs) {
    const town = nearestTown(index, part.host, radius)?.id ?? null;
    const there = town === null ? undefined : ofTowns.get(town);
    if (there && !part.host.keeps) there.guests.push(part.host, ...part.guests);
    else {
      part.town = there ? null : town;
      if (part.town !== null) ofTowns.set(part.town, part);
      parts.push(part);
    }
  }
  return parts;
}

/**
 * The nearest town within a radius in the same land.
 * @param {GridIndex<Town>} index @param {Icon} icon @param {number} radius
 */
function nearestTown(index, icon, radius) {
  let [least, found] = [radius, /** @type {Town | null} */ (null)];
  for (const town of index.around(icon, radius)) {
    const far = town.land === icon.land ? Math.hypot(town.x - icon.x, town.y - icon.y) : Infinity;
    if (far < least) [least, found] = [far, town];
  }
  return found;
}

/**
 * The groups within a radius in the same land that may be counted with another and are not yet, the nearest first.
 * @param {GridIndex<Group>} index @param {Icon} icon @param {number} radius @param {Set<Group>} taken
 */
function nearTo(index, icon, radius, taken) {
  const near = [];
  for (const group of index.around(icon, radius)) {
    const { x, y, land, keeps } = group.host;
    if (keeps || land !== icon.land || taken.has(group)) continue;
    const far = Math.hypot(x - icon.x, y - icon.y);
    if (far < radius) near.push({ group, far });
  }
  return near.sort((one, other) => one.far - other.far).map(({ group }) => group);
}

/** @param {Icon} one @param {Icon} other */
export function byImportance(one, other) {
  return Number(other.keeps ?? false) - Number(one.keeps ?? false) || one.rank - other.rank
    || (one.id < other.id ? -1 : 1);
}

/** @param {{ x: number, y: number }} point */
export function pointRect({ x, y }) {
  return { x, y, w: 0, h: 0 };
}
