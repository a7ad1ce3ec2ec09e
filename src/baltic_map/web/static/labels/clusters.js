// @ts-check
// The icons on the map: far away those of one place are one, with a badge that counts the others; nearer they are
// moved apart where they meet, led back by leader lines, and counted where there is no room.
import { svg, setAttr } from "../dom/elements.js";
import { cssColor } from "../map/colors.js";
import { canMoveTo } from "./displacement-area.js";
import { displaceIcons } from "./displacement.js";
import { groupIcons, mergeGroups, thinned, townsOfSigns } from "./grouping.js";

/**
 * @typedef {import("../data/geometry.js").Rect} Rect
 * @typedef {import("../map/drawn-feature.js").DrawnFeature} DrawnFeature
 * @typedef {import("./displacement.js").Icon} Icon
 * @typedef {import("./displacement.js").PlacedIcon} PlacedIcon
 * @typedef {object} IconTools
 * @property {number} zoom
 * @property {number} scale pixels per world unit
 * @property {Rect[]} blocked
 * @property {import("./displacement-area.js").LandAt} landAt
 * @property {(sign: Icon) => import("./displacement-area.js").Home} homeOf
 * @property {DrawnFeature[]} towns that places are called by
 *
 * @typedef {Icon & import("./home-index.js").Standing & { disc: DrawnFeature, scale: number, zoom: number }} Sign
 * @typedef {{ host: Sign, guests: Sign[], town: string | null }} SignGroup
 *
 * @typedef {object} Grouped
 * @property {SignGroup[]} groups
 * @property {string[]} kept towns that keep their names though their signs part
 */

// So many pixels are one place: on a small map more, and nearer than this zoom level none.
const PART_FROM = 8;
const [MIN_PLACE, MAX_PLACE] = [22, 30];
// A square of so many pixels holds so many signs at most; a map has fewer squares from north to south.
const [PART_OF_MAP, MOST_SIGNS, MOST_PARTS] = [1024, 64, 2 ** 12];
const MIN_ICON_SIZE = 15;
const [MIN_REACH, MAX_REACH] = [20, 38];
// A town is named, however far away, if so many signs at least are counted with one that stands so near it, pixels.
const [NAMED_FROM, AT_TOWN] = [3, 10];
// Between these zoom levels it keeps its name though its signs part; nearer every town is named.
const [KEPT_NAMES_FROM, KEPT_NAMES_TO] = [6.7, 8.6];
const ICON_GAP = 1.5;
// A dot of 1.6 pixels around the place a leader line begins at.
const ANCHOR_DOT = "m-1.6 0a1.6 1.6 0 1 0 3.2 0a1.6 1.6 0 1 0-3.2 0";

/**
 * Size the icons of a zoom level.
 * @param {DrawnFeature[]} discs @param {number} scale @param {number} zoom
 * @param {number} [enlarged] for those who stand far from the map
 * @returns {Sign[]} without their lands; the same ones until the zoom is another
 */
export function iconsAt(discs, scale, zoom, enlarged = 1) {
  const grow = zoom < 6 ? 0.78 : zoom < 7.4 ? 0.9 : zoom < 8.5 ? 1 : 1.15;
  return discs.map((disc) => {
    const { feature: { id, rank, size }, at, icon } = disc;
    const r = enlarged * Math.max(MIN_ICON_SIZE, size * grow) / 2;
    if (icon && icon.scale === scale && icon.zoom === zoom && icon.r === r) return icon;
    return (disc.icon = {
      id, x: at.x * scale, y: at.y * scale, rank, r, disc, land: "", keeps: false, scale, zoom, ground: undefined,
    });
  });
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
  for (const left of order.slice(most)) left.stand = null;
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

/** @param {number} zoom */
function placeRadiusAt(zoom) {
  if (zoom >= PART_FROM) return 0;
  return Math.max(MIN_PLACE, Math.min(MAX_PLACE, MIN_PLACE + (MAX_PLACE - MIN_PLACE) * (6.5 - zoom)));
}

/**
 * Group icons so that no part of the map holds more than can be told apart.
 * @param {Icon[]} icons @param {import("./grouping.js").Town[]} towns @param {number} radius at least
 */
function fittingGroups(icons, towns, radius) {
  let groups = groupIcons(icons, towns, radius);
  for (let wider = MIN_PLACE; isCrowded(groups) && wider < PART_OF_MAP; wider *= 1.4) {
    // None is nearer to another than that.
    if (wider <= radius) continue;
    groups = mergeGroups(thinned(groups, wider), wider);
  }
  return groups;
}

/** @param {import("./grouping.js").Group[]} groups */
function isCrowded(groups) {
  /** @type {Map<number, number>} */
  const parts = new Map();
  return groups.some(({ host: { x, y } }) => {
    const part = Math.floor(x / PART_OF_MAP) * MOST_PARTS + Math.floor(y / PART_OF_MAP);
    const count = (parts.get(part) ?? 0) + 1;
    parts.set(part, count);
    return count > MOST_SIGNS;
  });
}

/**
 * Find which signs are one.
 * @param {Sign[]} signs that know their lands @param {DrawnFeature[]} towns the more important first
 * @param {Pick<IconTools, "zoom" | "scale" | "landAt">} tools
 * @returns {Grouped}
 */
export function groupSigns(signs, towns, { zoom, scale, landAt }) {
  const places = towns.map(({ feature: { id }, at }) => {
    const [x, y] = [at.x * scale, at.y * scale];
    return { id, x, y, land: landAt(x, y) ?? "" };
  });
  const groups = /** @type {SignGroup[]} */ (fittingGroups(signs, places, placeRadiusAt(zoom)));
  const kept = zoom > KEPT_NAMES_FROM && zoom < KEPT_NAMES_TO
    ? townsOfSigns(signs, places, MIN_PLACE * 2 ** (zoom - KEPT_NAMES_FROM), NAMED_FROM) : [];
  return { groups, kept };
}

/**
 * Put the icons where there is room.
 * @param {Sign[]} signs
 * @param {Grouped} grouped the same
 * @param {Element} leaders
 * @param {IconTools} tools
 * @returns {{ rects: Rect[], towns: Set<string>, tabs: import("./badges.js").Tab[] }} the room they take, the towns at
 *     which there are several, and where badges count those that are not drawn
 */
export function placeIcons(signs, { groups, kept }, leaders, tools) {
  const { zoom, scale, blocked, landAt, homeOf } = tools;
  const placed = displaceIcons(groups.map(({ host }) => host), {
    gap: ICON_GAP, reach: reachAt(zoom), blocked,
    may: (icon, x, y) => canMoveTo(landAt, homeOf(icon), icon, { x, y }),
    hosting: groups.flatMap(({ host, guests }) => (guests.length > 0 ? [host.id] : [])),
  });
  const shown = placed.map((place, at) => ({ icon: groups[at].host, disc: groups[at].host.disc, place }))
    .filter(({ place }) => place.into === null);
  for (const { disc } of signs) disc.stand = null;
  for (const { disc, icon: { r }, place: { x, y } } of shown) {
    disc.stand = { x, y, r };
    moveSign(disc);
  }
  drawLeaderLines(leaders, shown);
  const counts = countsOf(groups, placed);
  const townsById = new Map(tools.towns.map((town) => [town.feature.id, town]));
  const townOf = new Map(groups.map(({ host, town }) => [host.id, (town !== null && townsById.get(town)) || null]));
  const tabs = shown.flatMap(({ disc, icon, place: { id, x, y, tab } }) => {
    const counted = counts.get(id) ?? [];
    if (counted.length === 0) return [];
    const rect = tab ?? { x, y: y - icon.r - 13, w: 18, h: 13 };
    return [{ rect, members: [disc, ...counted.map((sign) => sign.disc)], town: townOf.get(id) ?? null }];
  });
  return {
    rects: [...shown.map(({ icon: { r }, place: { x, y } }) => ({ x: x - r, y: y - r, w: 2 * r, h: 2 * r })),
      ...tabs.map(({ rect }) => rect)],
    towns: new Set([...tabs.flatMap(({ members, town }) =>
      (members.length >= NAMED_FROM && town && isAt(town, members[0], scale) ? [town.feature.id] : [])), ...kept]),
    tabs,
  };
}

/**
 * Whether a sign stands so near a town that the town's name tells where it is.
 * @param {DrawnFeature} town @param {DrawnFeature} disc @param {number} scale
 */
function isAt({ at: { x, y } }, { at }, scale) {
  return Math.hypot(at.x - x, at.y - y) * scale < AT_TOWN;
}

/** @typedef {{ disc: DrawnFeature, icon: Sign, place: PlacedIcon }} Standing */

/** Draw a sign where it stands, if it is drawn at all. @param {DrawnFeature} disc */
export function moveSign({ feature, node, stand }) {
  if (!node.lastElementChild || !stand) return;
  const { x, y, r } = stand;
  const scale = (2 * r) / feature.size;
  setAttr(node.lastElementChild, "transform", `translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(${scale})`);
}

/**
 * What is counted with each icon: its group, and those that have found no room.
 * @param {SignGroup[]} groups @param {PlacedIcon[]} placed their hosts
 * @returns {Map<string, Sign[]>}
 */
function countsOf(groups, placed) {
  const counts = new Map(groups.map(({ host, guests }) => [host.id, [...guests]]));
  for (const [at, { id, into }] of placed.entries()) {
    if (into !== null) counts.get(into)?.push(groups[at].host, .../** @type {Sign[]} */ (counts.get(id)));
  }
  return counts;
}

/** The leader lines that are drawn. @type {WeakMap<Element, string>} */
const drawnLeaders = new WeakMap();

/** Draw leader lines, a group for each colour. @param {Element} place @param {Standing[]} shown */
function drawLeaderLines(place, shown) {
  /** @type {Map<string, { lines: string, anchors: string }>} */
  const byColor = new Map();
  for (const { disc, icon, place: { x, y, moved } } of shown) {
    if (!moved) continue;
    const color = cssColor(disc.feature.symbol.color);
    const { lines, anchors } = byColor.get(color) ?? { lines: "", anchors: "" };
    const anchor = `M${icon.x.toFixed(1)} ${icon.y.toFixed(1)}`;
    byColor.set(color, {
      lines: `${lines}${anchor}L${x.toFixed(1)} ${y.toFixed(1)}`, anchors: `${anchors}${anchor}${ANCHOR_DOT}`,
    });
  }
  const key = JSON.stringify([...byColor]);
  if (drawnLeaders.get(place) === key) return;
  drawnLeaders.set(place, key);
  place.replaceChildren(...[...byColor].map(([color, { lines, anchors }]) => {
    const group = svg("g", {},
      svg("path", { class: "leader-lines", d: lines }), svg("path", { class: "leader-anchors", d: anchors }));
    group.style.color = color;
    return group;
  }));
}
