// @ts-check
// To which state each sign belongs: what lies around a place is found once at each zoom, whatever the day. Pure.
import { homeOf, landsAround } from "./displacement-area.js";

/**
 * @typedef {import("./displacement-area.js").Home} Home
 * @typedef {{ territories: (string | null)[], home: Home, turn: number }} Around
 * @typedef {{ x: number, y: number, ground?: string | null }} Standing a sign at one scale, pixels; ground: the
 *     territory under it, null on the water, undefined until it is asked
 */

/** The homes of signs. */
export class HomeIndex {
  /** @param {import("./displacement-area.js").LandAt} territoryAt world */
  constructor(territoryAt) {
    this.territoryAt = territoryAt;
    this.scale = NaN;
    this.turn = 0;
    this.stateOf = (/** @type {string} */ territory) => territory;
    /** @type {WeakMap<object, Around>} of signs at one scale */
    this.known = new WeakMap();
    /** @type {Map<string, Around>} the same ones, by what they hold */
    this.distinct = new Map();
  }

  /** @param {number} scale pixels per world unit @param {(territory: string) => string} stateOf on this day */
  begin(scale, stateOf) {
    if (scale !== this.scale) this.known = new WeakMap();
    this.scale = scale;
    this.stateOf = stateOf;
    this.turn += 1;
  }

  /**
   * The state that a sign is of: what lies around it is asked only on the water.
   * @param {Standing} sign another object at another scale
   */
  landOf(sign) {
    if (sign.ground === undefined) sign.ground = this.territoryAt(sign.x / this.scale, sign.y / this.scale);
    return sign.ground === null ? this.of(sign).own : this.stateOf(sign.ground);
  }

  /** @param {{ x: number, y: number }} sign pixels */
  of(sign) {
    let around = this.known.get(sign);
    if (!around) this.known.set(sign, around = this.around(sign));
    if (around.turn !== this.turn) {
      around.home = homeOf(around.territories.map((each) => each && this.stateOf(each)));
      around.turn = this.turn;
    }
    return around.home;
  }

  /** @param {{ x: number, y: number }} sign */
  around(sign) {
    const { scale } = this;
    const territories = landsAround((x, y) => this.territoryAt(x / scale, y / scale), sign);
    const key = territories.join(" ");
    const around = this.distinct.get(key) ?? { territories, home: { own: null, wet: false }, turn: 0 };
    this.distinct.set(key, around);
    return around;
  }
}
