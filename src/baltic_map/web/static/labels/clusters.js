// @ts-check
// The icons on the map: moved apart where they meet, led back by leader lines, counted in badges where there is no
// room.
import { svg, format, onActivate, setAttr } from "../dom/elements.js";
import { cssColor } from "../map/colors.js";
import { homeStateOf, canMoveTo } from "./displacement-area.js";
import { displaceIcons } from "./displacement.js";

/**
 * @typedef {import("../data/geometry.js").Rect} Rect
 * @typedef {import("../map/features.js").DrawnFeature} DrawnFeature
 * @typedef {import("./displacement.js").Icon} Icon
 * @typedef {import("./displacement.js").PlacedIcon} PlacedIcon
 * @typedef {object} IconTools
 * @property {number} zoom
 * @property {Rect[]} blocked
 * @property {import("./displacement-area.js").LandAt} landAt
 * @property {Record<string, string>} messages
 * @property {(at: { x: number, y: number }) => void} closer
 */

const MIN_ICON_SIZE = 15;
const [MIN_REACH, MAX_REACH] = [20, 38];
const ICON_GAP = 1.5;
// A dot of 1.6 pixels around the place a leader line begins at.
const ANCHOR_DOT = "m-1.6 0a1.6 1.6 0 1 0 3.2 0a1.6 1.6 0 1 0-3.2 0";

/**
 * Size the icons of a zoom level.
 * @param {DrawnFeature[]} discs @param {number} scale @param {number} zoom
 * @param {number} [enlarged] for those who stand far from the map
 * @returns {Icon[]}
 */
export function iconsAt(discs, scale, zoom, enlarged = 1) {
  const grow = zoom < 6 ? 0.78 : zoom < 7.4 ? 0.9 : zoom < 8.5 ? 1 : 1.15;
  return discs.map(({ feature: { id, rank, size }, at }) => ({
    id, x: at.x * scale, y: at.y * scale, rank,
    r: enlarged * Math.max(MIN_ICON_SIZE, size * grow) / 2,
  }));
}

/**
 * The chief ones, where there is room for so many only; the others are put away.
 * @param {DrawnFeature[]} discs @param {number} most @param {Set<string>} pointedOut before all else
 */
export function chiefDiscs(discs, most, pointedOut) {
  if (discs.length <= most) return discs;
  const place = (/** @type {DrawnFeature} */ { feature: { id, rank } }) => (pointedOut.has(id) ? 0 : rank);
  // Of the same rank what is newest.
  const order = [...discs].sort((one, other) => place(one) - place(other) || other.feature.first - one.feature.first);
  for (const { node } of order.slice(most)) node.classList.add("clustered");
  const chief = new Set(order.slice(0, most));
  return discs.filter((disc) => chief.has(disc));
}

/**
 * How far an icon may be moved, pixels: on a small map not much farther on the ground than on a large one.
 * @param {number} zoom
 */
function reachAt(zoom) {
  return Math.max(MIN_REACH, Math.min(MAX_REACH, MAX_REACH * 2 ** (zoom - 6)));
}

/**
 * Put the icons where there is room.
 * @param {DrawnFeature[]} discs
 * @param {Icon[]} icons of the same discs
 * @param {{ leaders: Element, badges: Element }} groups
 * @param {IconTools} tools
 * @returns {Rect[]} the room they take
 */
export function placeIcons(discs, icons, { leaders, badges }, { zoom, blocked, landAt, messages, closer }) {
  const homes = new Map(icons.map((icon) => [icon.id, homeStateOf(landAt, icon)]));
  const home = (/** @type {Icon} */ { id }) => /** @type {import("./displacement-area.js").Home} */ (homes.get(id));
  const placed = displaceIcons(icons.map((icon) => ({ ...icon, land: home(icon).own ?? "" })), {
    gap: ICON_GAP, reach: reachAt(zoom), blocked, may: (icon, x, y) => canMoveTo(landAt, home(icon), icon, { x, y }),
  });
  for (const [at, place] of placed.entries()) moveIcon(discs[at], icons[at], place);
  const shown = placed.flatMap(({ into, x, y }, at) => (into === null ? [{ x, y, r: icons[at].r }] : []));
  replaceIfChanged(leaders, makeLeaderLines(discs, icons, placed));
  const counts = countsOf(placed);
  const tabs = [...counts].map(([at, ids]) => {
    const { tab, x, y } = placed[at];
    return { at, ids, rect: tab ?? { x, y: y - icons[at].r - 13, w: 18, h: 13 } };
  });
  replaceIfChanged(badges, tabs.map(({ at, ids, rect }) => {
    const badge = makeBadge(rect, ids, messages);
    badge.style.color = cssColor(discs[at].feature.symbol.color);
    onActivate(badge, () => closer(discs[at].at));
    return badge;
  }));
  return [...shown.map(({ x, y, r }) => ({ x: x - r, y: y - r, w: 2 * r, h: 2 * r })), ...tabs.map(({ rect }) => rect)];
}

/** @param {DrawnFeature} disc @param {Icon} icon @param {PlacedIcon} place */
function moveIcon({ feature, node }, { r }, { x, y, into }) {
  node.classList.toggle("clustered", into !== null);
  if (into !== null || !node.lastElementChild) return;
  const scale = (2 * r) / feature.size;
  setAttr(node.lastElementChild, "transform", `translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(${scale})`);
}

/**
 * The icons that others are counted with, and the ids of those.
 * @param {PlacedIcon[]} placed
 * @returns {Map<number, string[]>}
 */
function countsOf(placed) {
  /** @type {Map<string, string[]>} */
  const guests = new Map();
  for (const { id, into } of placed) if (into !== null) guests.set(into, [...(guests.get(into) ?? []), id]);
  return new Map(placed.flatMap(({ id }, at) => {
    const ids = guests.get(id);
    return ids ? [/** @type {[number, string[]]} */ ([at, ids])] : [];
  }));
}

/**
 * Leader lines, a group for each colour.
 * @param {DrawnFeature[]} discs @param {Icon[]} icons @param {PlacedIcon[]} placed
 */
function makeLeaderLines(discs, icons, placed) {
  /** @type {Map<string, { lines: string, anchors: string }>} */
  const byColor = new Map();
  placed.forEach(({ x, y, moved, into }, at) => {
    if (into !== null || !moved) return;
    const color = cssColor(discs[at].feature.symbol.color);
    const { lines, anchors } = byColor.get(color) ?? { lines: "", anchors: "" };
    const anchor = `M${icons[at].x.toFixed(1)} ${icons[at].y.toFixed(1)}`;
    byColor.set(color, {
      lines: `${lines}${anchor}L${x.toFixed(1)} ${y.toFixed(1)}`, anchors: `${anchors}${anchor}${ANCHOR_DOT}`,
    });
  });
  return [...byColor].map(([color, { lines, anchors }]) => {
    const group = svg("g", {},
      svg("path", { class: "leader-lines", d: lines }), svg("path", { class: "leader-anchors", d: anchors }));
    group.style.color = color;
    return group;
  });
}

/**
 * Put other drawings in the place of those that are there, unless they are the same.
 * @param {Element} group @param {Element[]} drawn
 */
function replaceIfChanged(group, drawn) {
  const markup = (/** @type {ArrayLike<Element>} */ all) =>
    Array.from(all, (each) => each.outerHTML.replace(/ tabindex="[-\d]+"/, "")).join("");
  if (drawn.length + group.children.length === 0) return;
  if (markup(drawn) !== markup(group.children)) group.replaceChildren(...drawn);
}

/** @param {Rect} rect @param {string[]} ids of the icons that are counted @param {Record<string, string>} messages */
function makeBadge(rect, ids, messages) {
  const text = `+${ids.length}`;
  const w = 6 + 5.5 * text.length;
  const title = `${text}: ${format(messages.more_here, { count: ids.length + 1 })}`;
  const attributes = {
    class: "cluster", role: "button", tabindex: -1, "data-holds": ids.join(" "),
    transform: `translate(${(rect.x + (rect.w - w) / 2).toFixed(1)} ${rect.y.toFixed(1)})`,
  };
  return svg("g", attributes, svg("title", {}, title), svg("rect", { width: w, height: rect.h, rx: rect.h / 2 }),
    svg("text", { x: w / 2, y: 10, "text-anchor": "middle" }, text));
}
