// @ts-check
// Signs that meet are moved apart, the less important ones; what finds no room is counted with a neighbour. Pure.

/**
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
 */

const TURNS = 16;

/**
 * Spread signs.
 * @param {Sign[]} signs
 * @param {{ gap?: number, reach?: number }} [options] free pixels between signs, and how far a sign may be moved
 * @returns {Place[]} in the order of the signs; depends on nothing but the signs, whatever their order
 */
export function spreadSigns(signs, { gap = 2, reach = 44 } = {}) {
  const order = [...signs].sort((one, other) => one.rank - other.rank || (one.id < other.id ? -1 : 1));
  /** @type {{ sign: Sign, x: number, y: number }[]} */
  const placed = [];
  /** @type {Map<string, Place>} */
  const found = new Map();
  for (const sign of order) {
    const spot = freeSpot(sign, placed, order, gap, reach);
    if (spot) {
      placed.push({ sign, ...spot });
      const moved = Math.hypot(spot.x - sign.x, spot.y - sign.y) > 3;
      found.set(sign.id, { id: sign.id, ...spot, moved, into: null });
    } else {
      const host = nearest(sign, placed);
      found.set(sign.id, { id: sign.id, x: host.x, y: host.y, moved: false, into: host.sign.id });
    }
  }
  return signs.map((sign) => /** @type {Place} */ (found.get(sign.id)));
}

/**
 * @param {Sign} sign
 * @param {{ sign: Sign, x: number, y: number }[]} placed
 * @param {Sign[]} all
 * @param {number} gap
 * @param {number} reach
 */
function freeSpot(sign, placed, all, gap, reach) {
  const isFree = (/** @type {number} */ x, /** @type {number} */ y) =>
    placed.every((other) => Math.hypot(x - other.x, y - other.y) >= sign.r + other.sign.r + gap);
  if (isFree(sign.x, sign.y)) return { x: sign.x, y: sign.y };
  // Away from the crowd: from the middle of the signs that are near.
  const near = all.filter((other) => Math.hypot(other.x - sign.x, other.y - sign.y) < reach);
  const middleX = near.reduce((sum, other) => sum + other.x, 0) / near.length;
  const middleY = near.reduce((sum, other) => sum + other.y, 0) / near.length;
  const away = middleX === sign.x && middleY === sign.y ? -Math.PI / 4 : Math.atan2(sign.y - middleY, sign.x - middleX);
  for (let distance = sign.r; distance <= reach; distance += sign.r / 2) {
    for (let turn = 0; turn < TURNS; turn += 1) {
      // 0, 1, -1, 2, -2 … steps from the direction away.
      const angle = away + ((turn % 2 ? 1 : -1) * Math.ceil(turn / 2) * 2 * Math.PI) / TURNS;
      const x = sign.x + distance * Math.cos(angle);
      const y = sign.y + distance * Math.sin(angle);
      if (isFree(x, y)) return { x, y };
    }
  }
  return null;
}

/** @param {Sign} sign @param {{ sign: Sign, x: number, y: number }[]} placed */
function nearest(sign, placed) {
  const far = (/** @type {{ x: number, y: number }} */ other) => Math.hypot(other.x - sign.x, other.y - sign.y);
  return placed.reduce((best, other) => (far(other) < far(best) ? other : best));
}
