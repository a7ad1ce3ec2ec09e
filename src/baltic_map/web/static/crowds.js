// @ts-check
// The signs on the map: spread where they meet, led back to where they belong, counted where there is no room.
import { draw, fillIn, onPress, put } from "./dom.js";
import { ink } from "./inks.js";
import { homeOf, mayStand } from "./shores.js";
import { spreadSigns } from "./spread.js";

/**
 * @typedef {import("./plane.js").Rect} Rect
 * @typedef {import("./marks.js").Drawn} Drawn
 * @typedef {import("./spread.js").Place & { r: number }} Stand
 */

const SMALLEST = 15;
const [LEAST_REACH, REACH] = [20, 38];
// A dot of 1.6 pixels around the place it begins at.
const FOOT = "m-1.6 0a1.6 1.6 0 1 0 3.2 0a1.6 1.6 0 1 0-3.2 0";

/**
 * Size the signs of a zoom level.
 * @param {Drawn[]} discs @param {number} scale @param {number} zoom
 * @returns {import("./spread.js").Sign[]}
 */
export function signsAt(discs, scale, zoom) {
  const grow = zoom < 6 ? 0.78 : zoom < 7.4 ? 0.9 : zoom < 8.5 ? 1 : 1.15;
  return discs.map(({ mark, at }) => ({
    id: mark.id, x: at.x * scale, y: at.y * scale, rank: mark.rank,
    r: Math.max(SMALLEST, mark.look.size * grow * ([1.12, 1, 0.9, 0.84][mark.rank - 1] ?? 1)) / 2,
  }));
}

/** How far a sign may be moved, pixels: on a small map not much farther on the ground than on a large one. @param {number} zoom */
function reachAt(zoom) {
  return Math.max(LEAST_REACH, Math.min(REACH, REACH * 2 ** (zoom - 6)));
}

/**
 * Put the signs where there is room.
 * @param {Drawn[]} discs
 * @param {import("./spread.js").Sign[]} signs of the same discs
 * @param {{ leaders: Element, counts: Element }} places
 * @param {{ zoom: number, blocked: Rect[], landAt: import("./shores.js").LandAt, words: Record<string, string>, closer: (at: { x: number, y: number }) => void }} tools
 * @returns {Rect[]} the room they take
 */
export function laySigns(discs, signs, { leaders, counts }, { zoom, blocked, landAt, words, closer }) {
  const homes = new Map(signs.map((sign) => [sign.id, homeOf(landAt, sign)]));
  const home = (/** @type {{ id: string }} */ { id }) => /** @type {import("./shores.js").Home} */ (homes.get(id));
  const places = spreadSigns(signs.map((sign) => ({ ...sign, land: home(sign).own ?? "" })), {
    gap: 1.5, reach: reachAt(zoom), blocked, may: (sign, x, y) => mayStand(landAt, home(sign), sign, { x, y }),
  });
  /** @type {Map<string | null, string[]>} */
  const guests = new Map();
  /** @type {Rect[]} */
  const taken = [];
  /** @type {Map<string, { ways: string, feet: string }>} leaders by colour */
  const led = new Map();
  places.forEach(({ id, x, y, moved, into }, at) => {
    const { mark, node } = discs[at];
    const { r } = signs[at];
    node.classList.toggle("counted", into !== null);
    if (into !== null) {
      guests.set(into, [...(guests.get(into) ?? []), id]);
      return;
    }
    if (node.lastElementChild) put(node.lastElementChild, "transform", `translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(${(2 * r) / mark.look.size})`);
    taken.push({ x: x - r, y: y - r, w: 2 * r, h: 2 * r });
    if (!moved) return;
    const colour = ink(mark.look.ink);
    const { ways, feet } = led.get(colour) ?? { ways: "", feet: "" };
    const [homeX, homeY] = [signs[at].x.toFixed(1), signs[at].y.toFixed(1)];
    led.set(colour, { ways: `${ways}M${homeX} ${homeY}L${x.toFixed(1)} ${y.toFixed(1)}`, feet: `${feet}M${homeX} ${homeY}${FOOT}` });
  });
  /** @type {Element[]} */
  const badges = [];
  places.forEach((place, at) => {
    const within = guests.get(place.id);
    if (!within) return;
    const tab = place.tab ?? { x: place.x, y: place.y - signs[at].r - 13, w: 18, h: 13 };
    const badge = count(tab, within, words);
    badge.style.color = ink(discs[at].mark.look.ink);
    onPress(badge, () => closer(discs[at].at));
    badges.push(badge);
    taken.push(tab);
  });
  exchange(leaders, [...led].map(([colour, { ways, feet }]) => {
    const group = draw("g", {}, draw("path", { class: "ways", d: ways }), draw("path", { class: "feet", d: feet }));
    group.style.color = colour;
    return group;
  }));
  exchange(counts, badges);
  return taken;
}

/** Put other drawings in the place of those that are there, unless they are the same. @param {Element} place @param {Element[]} drawn */
function exchange(place, drawn) {
  const told = (/** @type {ArrayLike<Element>} */ all) => Array.from(all, (each) => each.outerHTML.replace(/ tabindex="[-\d]+"/, "")).join("");
  if (drawn.length + place.children.length > 0 && told(drawn) !== told(place.children)) place.replaceChildren(...drawn);
}

/** @param {Rect} tab @param {string[]} within @param {Record<string, string>} words */
function count(tab, within, words) {
  const text = `+${within.length}`;
  const w = 6 + 5.5 * text.length;
  const told = fillIn(words.more_here, { count: within.length + 1 });
  return draw("g", {
    class: "count", role: "button", tabindex: -1, "data-holds": within.join(" "),
    transform: `translate(${(tab.x + (tab.w - w) / 2).toFixed(1)} ${tab.y.toFixed(1)})`,
  }, draw("title", {}, `${text}: ${told}`), draw("rect", { width: w, height: tab.h, rx: tab.h / 2 }),
  draw("text", { x: w / 2, y: 10, "text-anchor": "middle" }, text));
}
