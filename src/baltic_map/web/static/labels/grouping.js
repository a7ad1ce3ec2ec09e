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

/**
 * Group icons: first those of one town, then those that are near each other.
 * @param {Icon[]} icons
 * @param {Town[]} towns
 * @param {number} radius so many pixels are one place; 0: each stands for itself
 * @returns {Group[]} the more important first, whatever the order of the icons
 */
export function groupIcons(icons, towns, radius) {
  const parts = partsOfTowns([...icons].sort(byImportance), towns, radius);
  return radius === 0 ? parts : RADIUS_SHARES.reduce((groups, share) => mergeGroups(groups, share * radius), parts);
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
    for (const other of nearTo(index, part.host, radius)) {
      if (taken.has(other) || other.host.keeps) continue;
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
    const town = nearTo(index, icon, radius)[0];
    if (town) counts.set(town.id, (counts.get(town.id) ?? 0) + 1);
  }
  return [...counts].flatMap(([id, count]) => (count >= least ? [id] : []));
}

/** @param {Icon[]} order @param {Town[]} towns @param {number} radius @returns {Group[]} */
function partsOfTowns(order, towns, radius) {
  const index = indexOf(towns, radius);
  /** @type {Map<string, Group>} */
  const ofTowns = new Map();
  const parts = [];
  for (const icon of order) {
    const town = nearTo(index, icon, radius)[0]?.id ?? null;
    const there = town === null ? undefined : ofTowns.get(town);
    if (there && !icon.keeps) there.guests.push(icon);
    else {
      const part = { host: icon, guests: [], town: there ? null : town };
      if (part.town !== null) ofTowns.set(part.town, part);
      parts.push(part);
    }
  }
  return parts;
}

/**
 * What lies within a radius in the same land, the nearest first.
 * @template {Town | Group} Item
 * @param {GridIndex<Item>} index @param {Icon} icon @param {number} radius
 */
function nearTo(index, icon, radius) {
  if (radius === 0) return [];
  const far = (/** @type {Item} */ item) => {
    const { x, y, land } = "host" in item ? item.host : item;
    return land === icon.land ? Math.hypot(x - icon.x, y - icon.y) : Infinity;
  };
  return index.around(icon, radius).map((item) => ({ item, far: far(item) })).filter((each) => each.far < radius)
    .sort((one, other) => one.far - other.far).map(({ item }) => item);
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
