// @ts-check
// Signs that meet are moved apart, the less important ones; what finds no room is counted with a neighbour. Pure.
import { apartFrom, crosses, distanceTo, meet } from "./plane.js";

/**
 * @typedef {import("./plane.js").Rect} Rect
 * @typedef {object} Sign
 * @property {string} id
 * @property {number} x where it belongs, pixels
 * @property {number} y
 * @property {number} r its radius, pixels
 * @property {number} rank 1 is the most important
 *
 * @typedef {object} Place
 * @property {string} id
 * @property {number} x where it is drawn
 * @property {number} y
 * @property {boolean} moved whether a line leads from it to where it belongs
 * @property {string | null} into the sign it is counted with, if it is not drawn
 * @property {Rect | null} tab room beside it for a count
 *
 * @typedef {{ sign: Sign, x: number, y: number, tab: Rect | null }} Standing
 * @typedef {{ gap: number, reach: number, blocked: Rect[], tab: { w: number, h: number } }} Room
 */

const TURNS = 16;
const ROUNDS = 6;
// Where a count may stand beside its sign: right and down, in radii.
const TAB_WAYS = [[0.75, -0.75], [1, 0], [0.75, 0.75], [-0.75, -0.75], [-1, 0], [-0.75, 0.75], [0, -1], [0, 1]];

/**
 * Spread signs.
 * @param {Sign[]} signs
 * @param {Partial<Room>} [options] free pixels between signs, how far a sign may be moved, what is to stay free of
 *     them, and the size of a count
 * @returns {Place[]} in the order of the signs; depends on nothing but the signs, whatever their order
 */
export function spreadSigns(signs, { gap = 2, reach = 44, blocked = [], tab = { w: 18, h: 13 } } = {}) {
  const order = [...signs].sort((one, other) => one.rank - other.rank || (one.id < other.id ? -1 : 1));
  // A sign that others are counted with needs room for the count; that is known only when all have been placed.
  /** @type {Set<string>} */
  const hosts = new Set();
  for (let round = 1; ; round += 1) {
    const known = hosts.size;
    const found = spreadOnce(order, hosts, { gap, reach, blocked, tab }, round === ROUNDS);
    if (hosts.size === known || round === ROUNDS) return signs.map((sign) => /** @type {Place} */ (found.get(sign.id)));
  }
}

/** @param {Sign[]} order @param {Set<string>} hosts grows @param {Room} room @param {boolean} last */
function spreadOnce(order, hosts, room, last) {
  /** @type {Standing[]} */
  const placed = [];
  /** @type {Map<string, Place>} */
  const found = new Map();
  const guests = [];
  for (const sign of order) {
    const spot = (hosts.has(sign.id) && freeSpot(sign, placed, order, room, true)) || freeSpot(sign, placed, order, room, false);
    if (spot) {
      placed.push({ sign, ...spot });
      found.set(sign.id, { id: sign.id, ...spot, moved: isMoved(sign, spot), into: null });
    } else guests.push(sign);
  }
  const roomy = placed.filter((each) => each.tab);
  for (const sign of guests) {
    const near = roomy.filter((each) => last || Math.hypot(each.sign.x - sign.x, each.sign.y - sign.y) < 1.5 * room.reach);
    const host = nearest(sign, near.length > 0 ? near : placed);
    if (!host) continue;
    hosts.add(host.sign.id);
    found.set(sign.id, { id: sign.id, x: host.x, y: host.y, moved: false, into: host.sign.id, tab: null });
  }
  return found;
}

/**
 * Find the nearest free spot, if there is one whose leading line crosses nothing.
 * @param {Sign} sign @param {Standing[]} placed @param {Sign[]} all @param {Room} room @param {boolean} counts
 * @returns {{ x: number, y: number, tab: Rect | null } | null}
 */
function freeSpot(sign, placed, all, room, counts) {
  const near = placed.filter((other) => Math.hypot(other.x - sign.x, other.y - sign.y) < 2 * room.reach + other.sign.r + 40);
  const blocked = room.blocked.filter((rect) => apartFrom(rect, sign.x, sign.y) < room.reach + sign.r + 40);
  const spotAt = (/** @type {number} */ x, /** @type {number} */ y) => {
    const isFree = near.every((other) => Math.hypot(x - other.x, y - other.y) >= sign.r + other.sign.r + room.gap
      && (!other.tab || apartFrom(other.tab, x, y) >= sign.r + 1)) && blocked.every((rect) => apartFrom(rect, x, y) >= sign.r);
    if (!isFree) return null;
    const tab = counts ? tabBeside(x, y, sign.r, near, blocked, room.tab) : null;
    return counts && !tab ? null : { x, y, tab };
  };
  const home = spotAt(sign.x, sign.y);
  if (home) return home;
  // Away from the crowd: from the middle of the signs that are near.
  const crowd = all.filter((other) => Math.hypot(other.x - sign.x, other.y - sign.y) < room.reach);
  const middleX = crowd.reduce((sum, other) => sum + other.x, 0) / crowd.length;
  const middleY = crowd.reduce((sum, other) => sum + other.y, 0) / crowd.length;
  const away = middleX === sign.x && middleY === sign.y ? -Math.PI / 4 : Math.atan2(sign.y - middleY, sign.x - middleX);
  let rough = null;
  for (let distance = sign.r / 2; distance <= room.reach; distance += sign.r / 2) {
    for (let turn = 0; turn < TURNS; turn += 1) {
      // 0, 1, -1, 2, -2 … steps from the direction away.
      const angle = away + ((turn % 2 ? 1 : -1) * Math.ceil(turn / 2) * 2 * Math.PI) / TURNS;
      const spot = spotAt(sign.x + distance * Math.cos(angle), sign.y + distance * Math.sin(angle));
      if (spot && isClear(sign, spot, near)) return spot;
      rough ??= spot;
    }
  }
  return rough;
}

/**
 * Find room for a count beside a sign.
 * @param {number} x @param {number} y @param {number} r @param {Standing[]} placed @param {Rect[]} blocked
 * @param {{ w: number, h: number }} size
 */
function tabBeside(x, y, r, placed, blocked, { w, h }) {
  for (const [right, down] of TAB_WAYS) {
    const rect = { x: x + right * (r + 2) - (right > 0 ? 0 : right < 0 ? w : w / 2), y: y + down * (r + 1 + h / 2) - h / 2, w, h };
    const isFree = placed.every((other) => apartFrom(rect, other.x, other.y) >= other.sign.r + 1 && (!other.tab || !meet(rect, other.tab)))
      && !blocked.some((other) => meet(rect, other));
    if (isFree) return rect;
  }
  return null;
}

/**
 * Whether a sign at a spot and the line that leads to it keep clear of other lines and signs.
 * @param {Sign} sign @param {{ x: number, y: number }} spot @param {Standing[]} placed
 */
function isClear(sign, spot, placed) {
  return placed.every((other) => {
    const underIt = Math.hypot(sign.x - other.x, sign.y - other.y) <= other.sign.r;
    if (!underIt && distanceTo(other, sign, spot) < other.sign.r + 0.5) return false;
    if (!isMoved(other.sign, other)) return true;
    return !crosses(sign, spot, other.sign, other) && distanceTo(spot, other.sign, other) >= sign.r;
  });
}

/** @param {{ x: number, y: number }} home @param {{ x: number, y: number }} spot */
function isMoved(home, spot) {
  return Math.hypot(spot.x - home.x, spot.y - home.y) > 3;
}

/** @param {Sign} sign @param {Standing[]} placed @returns {Standing | undefined} */
function nearest(sign, placed) {
  // Rather with an important sign a little farther away.
  const far = (/** @type {Standing} */ other) => Math.hypot(other.x - sign.x, other.y - sign.y) + 4 * other.sign.rank;
  return placed.reduce((/** @type {Standing | undefined} */ best, other) => (!best || far(other) < far(best) ? other : best), undefined);
}
