// @ts-check
// Signs that meet are moved apart, the less important ones; what finds no room is counted with a neighbour of its own
// land. Pure.
import { apartFrom, crosses, distanceTo, meet } from "./plane.js";

/**
 * @typedef {import("./plane.js").Rect} Rect
 * @typedef {object} Sign
 * @property {string} id
 * @property {number} x where it belongs, pixels
 * @property {number} y
 * @property {number} r its radius, pixels
 * @property {number} rank 1 is the most important
 * @property {string} [land] it is counted only with signs of the same
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
 * @typedef {{ gap: number, reach: number, blocked: Rect[], tab: { w: number, h: number }, may: (sign: Sign, x: number, y: number) => boolean }} Room
 */

const TURNS = 16;
const ROUNDS = 6;
// How far from its own place a sign is counted, in reaches: with one that has room for a count, with any.
const [NEAR_HOST, FAR_HOST] = [1.5, 2.5];
// Where a count may stand beside its sign: right and down, in radii.
const TAB_WAYS = [[0.75, -0.75], [1, 0], [0.75, 0.75], [-0.75, -0.75], [-1, 0], [-0.75, 0.75], [0, -1], [0, 1]];

/**
 * Spread signs.
 * @param {Sign[]} signs
 * @param {Partial<Room>} [options] free pixels between signs, how far a sign may be moved, what is to stay free of
 *     them, the size of a count, and whether a sign may be moved to a point
 * @returns {Place[]} in the order of the signs; depends on nothing but the signs, whatever their order
 */
export function spreadSigns(signs, { gap = 2, reach = 44, blocked = [], tab = { w: 18, h: 13 }, may = () => true } = {}) {
  const order = [...signs].sort((one, other) => one.rank - other.rank || (one.id < other.id ? -1 : 1));
  const room = { gap, reach, blocked, tab, may: remembered(may) };
  // A sign that others are counted with needs room for the count; that is known only when all have been placed.
  /** @type {Set<string>} */
  const hosts = new Set();
  // What finds no room and no sign of its own land to be counted with comes first.
  /** @type {Set<string>} */
  const alone = new Set();
  for (let round = 1; ; round += 1) {
    const known = hosts.size + alone.size;
    const found = spreadOnce([...order.filter(({ id }) => alone.has(id)), ...order.filter(({ id }) => !alone.has(id))], hosts, alone, room, round === ROUNDS);
    if (hosts.size + alone.size === known || round === ROUNDS) return signs.map((sign) => /** @type {Place} */ (found.get(sign.id)));
  }
}

/** Ask once of each spot: in every round a sign is tried at the same ones. @param {Room["may"]} may @returns {Room["may"]} */
function remembered(may) {
  /** @type {Map<string, boolean>} */
  const known = new Map();
  return (sign, x, y) => {
    const key = `${sign.id} ${x} ${y}`;
    let answer = known.get(key);
    if (answer === undefined) {
      answer = may(sign, x, y);
      known.set(key, answer);
    }
    return answer;
  };
}

/** @param {Sign[]} order @param {Set<string>} hosts grows @param {Set<string>} alone grows @param {Room} room @param {boolean} last */
function spreadOnce(order, hosts, alone, room, last) {
  /** @type {Standing[]} */
  const placed = [];
  /** @type {Map<string, Place>} */
  const found = new Map();
  const guests = [];
  const place = (/** @type {Sign} */ sign, /** @type {{ x: number, y: number, tab: Rect | null }} */ spot) => {
    placed.push({ sign, ...spot });
    found.set(sign.id, { id: sign.id, ...spot, moved: isMoved(sign, spot), into: null });
  };
  for (const sign of order) {
    const spot = (hosts.has(sign.id) && freeSpot(sign, placed, order, room, true)) || freeSpot(sign, placed, order, room, false);
    if (spot) place(sign, spot);
    else guests.push(sign);
  }
  const roomy = placed.filter((each) => each.tab);
  for (const sign of guests) {
    const within = (/** @type {number} */ far) => (/** @type {Standing} */ other) =>
      other.sign.land === sign.land && Math.hypot(other.sign.x - sign.x, other.sign.y - sign.y) < far * room.reach;
    const near = roomy.filter(within(last ? FAR_HOST : NEAR_HOST));
    const host = nearest(sign, near.length > 0 ? near : placed.filter(within(FAR_HOST)));
    if (host) {
      hosts.add(host.sign.id);
      found.set(sign.id, { id: sign.id, x: host.x, y: host.y, moved: false, into: host.sign.id, tab: null });
    } else {
      // Rather on top of another than in another land.
      alone.add(sign.id);
      place(sign, { x: sign.x, y: sign.y, tab: null });
    }
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
    if (!isFree || !((x === sign.x && y === sign.y) || room.may(sign, x, y))) return null;
    const tab = counts ? tabBeside(sign, { x, y }, near, blocked, room) : null;
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
 * Find room for a count beside a sign, where the sign itself might stand.
 * @param {Sign} sign @param {{ x: number, y: number }} spot @param {Standing[]} placed @param {Rect[]} blocked @param {Room} room
 */
function tabBeside(sign, { x, y }, placed, blocked, { tab: { w, h }, may }) {
  const { r } = sign;
  for (const [right, down] of TAB_WAYS) {
    const rect = { x: x + right * (r + 2) - (right > 0 ? 0 : right < 0 ? w : w / 2), y: y + down * (r + 1 + h / 2) - h / 2, w, h };
    const isFree = placed.every((other) => apartFrom(rect, other.x, other.y) >= other.sign.r + 1 && (!other.tab || !meet(rect, other.tab)))
      && !blocked.some((other) => meet(rect, other));
    if (isFree && may(sign, rect.x + w / 2, rect.y + h / 2)) return rect;
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
