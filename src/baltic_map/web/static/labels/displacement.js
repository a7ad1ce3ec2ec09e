// @ts-check
// Displacement: icons that meet are moved apart, the less important ones; what finds no room is counted with a
// neighbour of its own land. Pure.
import { distanceToRect, crosses, distanceToSegment, intersects } from "../data/geometry.js";
import { GridIndex } from "./grid-index.js";
import { byImportance, pointRect } from "./grouping.js";

/**
 * @typedef {import("../data/geometry.js").Rect} Rect
 * @typedef {object} Icon
 * @property {string} id
 * @property {number} x where it belongs, pixels
 * @property {number} y
 * @property {number} r its radius, pixels
 * @property {number} rank 1 is the most important
 * @property {string} [land] it is counted only with icons of the same
 * @property {boolean} [keeps] it is never counted with another
 *
 * @typedef {object} PlacedIcon
 * @property {string} id
 * @property {number} x where it is drawn
 * @property {number} y
 * @property {boolean} moved whether a line leads from it to where it belongs
 * @property {string | null} into the icon it is counted with, if it is not drawn
 * @property {Rect | null} tab room beside it for a badge
 *
 * @typedef {{ x: number, y: number, tab: Rect | null }} Spot
 * @typedef {Spot & { icon: Icon }} Standing
 * @typedef {object} DisplacementOptions
 * @property {number} gap free pixels between icons
 * @property {number} reach how far an icon may be moved
 * @property {Rect[]} blocked what is to stay free of them
 * @property {{ w: number, h: number }} tab size of a badge
 * @property {(icon: Icon, x: number, y: number) => boolean} may whether an icon may be moved to a point
 * @property {string[]} hosting the icons that others are counted with already
 *
 * @typedef {object} Room
 * @property {number} gap
 * @property {number} reach
 * @property {{ w: number, h: number }} tab
 * @property {DisplacementOptions["may"]} may
 * @property {GridIndex<Icon>} homes where the icons belong
 * @property {GridIndex<Rect>} blocks what is to stay free of them
 */

const TURNS = 16;
const MAX_ROUNDS = 6;
// Nearer than this to its own place an icon needs no leader line.
const LEADER_FROM = 3;
// How far from its own place an icon is counted, in reaches: with one that has room for a badge, with any.
const [NEAR_HOST, FAR_HOST] = [1.5, 2.5];
// Where a badge may stand beside its icon: right and down, in radii.
const TAB_OFFSETS = [[0.75, -0.75], [1, 0], [0.75, 0.75], [-0.75, -0.75], [-1, 0], [-0.75, 0.75], [0, -1], [0, 1]];

/**
 * Displace icons.
 * @param {Icon[]} icons
 * @param {Partial<DisplacementOptions>} [options]
 * @returns {PlacedIcon[]} in the order of the icons; depends on nothing but the icons, whatever their order
 */
export function displaceIcons(icons, options = {}) {
  const { gap = 2, reach = 44, blocked = [], tab = { w: 18, h: 13 }, may = () => true, hosting = [] } = options;
  const order = [...icons].sort(byImportance);
  /** @type {GridIndex<Icon>} */
  const homes = new GridIndex();
  for (const icon of order) homes.add(pointRect(icon), icon);
  /** @type {GridIndex<Rect>} */
  const blocks = new GridIndex();
  for (const rect of blocked) blocks.add(rect, rect);
  const room = { gap, reach, tab, may: remembered(may), homes, blocks };
  // An icon that others are counted with needs room for the badge; of some that is known only when all are placed.
  const hosts = new Set(hosting);
  // What finds no room and no icon of its own land to be counted with comes first.
  /** @type {Set<string>} */
  const alone = new Set();
  for (let round = 1; ; round += 1) {
    const known = hosts.size + alone.size;
    const first = order.filter(({ id }) => alone.has(id));
    const rest = order.filter(({ id }) => !alone.has(id));
    const isLast = round === MAX_ROUNDS;
    const found = displaceOnce([...first, ...rest], hosts, alone, room, isLast);
    if (hosts.size + alone.size === known || isLast) {
      return icons.map((icon) => /** @type {PlacedIcon} */ (found.get(icon.id)));
    }
  }
}

/** Ask once of each spot: in every round an icon is tried at the same ones. @param {DisplacementOptions["may"]} may */
function remembered(may) {
  /** @type {Map<string, boolean>} */
  const known = new Map();
  return (/** @type {Icon} */ icon, /** @type {number} */ x, /** @type {number} */ y) => {
    const key = `${icon.id} ${x} ${y}`;
    let answer = known.get(key);
    if (answer === undefined) {
      answer = may(icon, x, y);
      known.set(key, answer);
    }
    return answer;
  };
}

/**
 * @param {Icon[]} order @param {Set<string>} hosts grows @param {Set<string>} alone grows
 * @param {Room} room @param {boolean} isLast
 */
function displaceOnce(order, hosts, alone, room, isLast) {
  /** @type {GridIndex<Standing>} */
  const placed = new GridIndex();
  /** @type {GridIndex<Standing>} by where they belong */
  const owned = new GridIndex();
  /** @type {Map<string, PlacedIcon>} */
  const found = new Map();
  const guests = [];
  const place = (/** @type {Icon} */ icon, /** @type {Spot} */ spot) => {
    placed.add(pointRect(spot), { icon, ...spot });
    owned.add(pointRect(icon), { icon, ...spot });
    found.set(icon.id, { id: icon.id, ...spot, moved: isMoved(icon, spot), into: null });
  };
  for (const icon of order) {
    const spot = (hosts.has(icon.id) && freeSpot(icon, placed, room, true)) || freeSpot(icon, placed, room, false);
    if (spot) place(icon, spot);
    else guests.push(icon);
  }
  for (const icon of guests) {
    const within = (/** @type {number} */ far) => owned.around(icon, far * room.reach).filter(({ icon: other }) =>
      other.land === icon.land && Math.hypot(other.x - icon.x, other.y - icon.y) < far * room.reach);
    const near = within(isLast ? FAR_HOST : NEAR_HOST).filter(({ tab }) => tab);
    const host = icon.keeps ? undefined : nearest(icon, near.length > 0 ? near : within(FAR_HOST));
    if (host) {
      hosts.add(host.icon.id);
      found.set(icon.id, { id: icon.id, x: host.x, y: host.y, moved: false, into: host.icon.id, tab: null });
    } else {
      // Rather on top of another than in another land.
      alone.add(icon.id);
      place(icon, { x: icon.x, y: icon.y, tab: null });
    }
  }
  return found;
}

/**
 * Find the nearest free spot, if there is one whose leader line crosses nothing.
 * @param {Icon} icon @param {GridIndex<Standing>} placed @param {Room} room @param {boolean} withBadge
 * @returns {Spot | null}
 */
function freeSpot(icon, placed, room, withBadge) {
  const distance = (/** @type {{ x: number, y: number }} */ other) => Math.hypot(other.x - icon.x, other.y - icon.y);
  const near = placed.around(icon, 2 * room.reach + icon.r + 40);
  const blocked = room.blocks.around(icon, room.reach + icon.r + 40);
  const spotAt = (/** @type {number} */ x, /** @type {number} */ y) => {
    const isFree = near.every((other) => Math.hypot(x - other.x, y - other.y) >= icon.r + other.icon.r + room.gap
      && (!other.tab || distanceToRect(other.tab, x, y) >= icon.r + 1));
    if (!isFree || blocked.some((rect) => distanceToRect(rect, x, y) < icon.r)) return null;
    if (!(x === icon.x && y === icon.y) && !room.may(icon, x, y)) return null;
    const tab = withBadge ? tabBeside(icon, { x, y }, near, blocked, room) : null;
    return withBadge && !tab ? null : { x, y, tab };
  };
  const home = spotAt(icon.x, icon.y);
  if (home) return home;
  const away = awayFrom(room.homes.around(icon, room.reach).filter((other) => distance(other) < room.reach), icon);
  let rough = null;
  for (let far = icon.r / 2; far <= room.reach; far += icon.r / 2) {
    for (let turn = 0; turn < TURNS; turn += 1) {
      // 0, 1, -1, 2, -2 … steps from the direction away.
      const angle = away + ((turn % 2 ? 1 : -1) * Math.ceil(turn / 2) * 2 * Math.PI) / TURNS;
      const spot = spotAt(icon.x + far * Math.cos(angle), icon.y + far * Math.sin(angle));
      if (spot && isClear(icon, spot, near)) return spot;
      rough ??= spot;
    }
  }
  return rough;
}

/** The direction away from the middle of a crowd. @param {Icon[]} crowd @param {Icon} icon */
function awayFrom(crowd, icon) {
  const x = crowd.reduce((sum, other) => sum + other.x, 0) / crowd.length;
  const y = crowd.reduce((sum, other) => sum + other.y, 0) / crowd.length;
  return x === icon.x && y === icon.y ? -Math.PI / 4 : Math.atan2(icon.y - y, icon.x - x);
}

/**
 * Find room for a badge beside an icon, where the icon itself might stand.
 * @param {Icon} icon @param {{ x: number, y: number }} spot @param {Standing[]} placed @param {Rect[]} blocked
 * @param {Room} room
 */
function tabBeside(icon, { x, y }, placed, blocked, { tab: { w, h }, may }) {
  const { r } = icon;
  for (const [right, down] of TAB_OFFSETS) {
    const left = x + right * (r + 2) - (right > 0 ? 0 : right < 0 ? w : w / 2);
    const rect = { x: left, y: y + down * (r + 1 + h / 2) - h / 2, w, h };
    const isFree = placed.every((other) =>
      distanceToRect(rect, other.x, other.y) >= other.icon.r + 1 && (!other.tab || !intersects(rect, other.tab)));
    const isBlocked = blocked.some((other) => intersects(rect, other));
    if (isFree && !isBlocked && may(icon, rect.x + w / 2, rect.y + h / 2)) return rect;
  }
  return null;
}

/**
 * Whether an icon at a spot and its leader line keep clear of other lines and icons.
 * @param {Icon} icon @param {{ x: number, y: number }} spot @param {Standing[]} placed
 */
function isClear(icon, spot, placed) {
  return placed.every((other) => {
    const isUnder = Math.hypot(icon.x - other.x, icon.y - other.y) <= other.icon.r;
    if (!isUnder && distanceToSegment(other, icon, spot) < other.icon.r + 0.5) return false;
    if (!isMoved(other.icon, other)) return true;
    return !crosses(icon, spot, other.icon, other) && distanceToSegment(spot, other.icon, other) >= icon.r;
  });
}

/** @param {{ x: number, y: number }} home @param {{ x: number, y: number }} spot */
function isMoved(home, spot) {
  return Math.hypot(spot.x - home.x, spot.y - home.y) > LEADER_FROM;
}

/** @param {Icon} icon @param {Standing[]} placed @returns {Standing | undefined} */
function nearest(icon, placed) {
  // Rather with an important icon a little farther away.
  const far = (/** @type {Standing} */ other) => Math.hypot(other.x - icon.x, other.y - icon.y) + 4 * other.icon.rank;
  return placed.reduce((/** @type {Standing | undefined} */ best, other) =>
    (!best || far(other) < far(best) ? other : best), undefined);
}
