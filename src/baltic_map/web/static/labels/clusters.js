// @ts-check
// The icons on the map: far away those of one place are one, with a badge that counts the others; nearer they are
// moved apart where they meet, led back by leader lines, and counted where there is no room.
import { svg, format, onActivate, setAttr, truncate } from "../dom/elements.js";
import { cssColor } from "../map/colors.js";
import { homeStateOf, canMoveTo } from "./displacement-area.js";
import { displaceIcons } from "./displacement.js";
import { groupIcons, mergeGroups, townsOfSigns } from "./grouping.js";

/**
 * @typedef {import("../data/geometry.js").Rect} Rect
 * @typedef {import("../map/features.js").DrawnFeature} DrawnFeature
 * @typedef {import("./displacement.js").Icon} Icon
 * @typedef {import("./displacement.js").PlacedIcon} PlacedIcon
 * @typedef {object} IconTools
 * @property {number} zoom
 * @property {number} scale pixels per world unit
 * @property {boolean} isClosest whether the map can be brought no closer
 * @property {Rect[]} blocked
 * @property {import("./displacement-area.js").LandAt} landAt
 * @property {Record<string, string>} messages
 * @property {DrawnFeature[]} towns that places are called by
 * @property {(cluster: Cluster, from: Element) => void} open
 *
 * @typedef {object} Grouped
 * @property {import("./grouping.js").Group[]} groups
 * @property {Map<string, import("./displacement-area.js").Home>} homes of the icons
 * @property {string[]} kept towns that keep their names though their signs part
 *
 * @typedef {object} Cluster
 * @property {DrawnFeature[]} members the one that is drawn first
 * @property {string} title
 * @property {DrawnFeature | null} town
 */

// So many pixels are one place: on a small map more, and nearer than this zoom level none.
const PART_FROM = 8;
const [MIN_PLACE, MAX_PLACE] = [22, 30];
// A square of so many pixels holds so many signs at most.
const [PART_OF_MAP, MOST_SIGNS] = [1024, 64];
const MIN_ICON_SIZE = 15;
const [MIN_REACH, MAX_REACH] = [20, 38];
const MAX_PLACE_LENGTH = 60;
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
  for (const left of order.slice(most)) {
    left.node.classList.add("clustered");
    left.stand = null;
  }
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
    groups = mergeGroups(groups, wider);
  }
  return groups;
}

/** @param {import("./grouping.js").Group[]} groups */
function isCrowded(groups) {
  /** @type {Map<string, number>} */
  const parts = new Map();
  return groups.some(({ host: { x, y } }) => {
    const part = `${Math.floor(x / PART_OF_MAP)} ${Math.floor(y / PART_OF_MAP)}`;
    parts.set(part, (parts.get(part) ?? 0) + 1);
    return Number(parts.get(part)) > MOST_SIGNS;
  });
}

/**
 * Find which signs are one.
 * @param {Icon[]} icons @param {DrawnFeature[]} towns the more important first
 * @param {Pick<IconTools, "zoom" | "scale" | "landAt">} tools
 * @returns {Grouped}
 */
export function groupSigns(icons, towns, { zoom, scale, landAt }) {
  const homes = new Map(icons.map((icon) => [icon.id, homeStateOf(landAt, icon)]));
  const places = towns.map(({ feature: { id }, at }) => {
    const [x, y] = [at.x * scale, at.y * scale];
    return { id, x, y, land: landAt(x, y) ?? "" };
  });
  const landed = icons.map((icon) => ({ ...icon, land: homes.get(icon.id)?.own ?? "" }));
  const groups = fittingGroups(landed, places, placeRadiusAt(zoom));
  const kept = zoom > KEPT_NAMES_FROM && zoom < KEPT_NAMES_TO
    ? townsOfSigns(landed, places, MIN_PLACE * 2 ** (zoom - KEPT_NAMES_FROM), NAMED_FROM) : [];
  return { groups, homes, kept };
}

/**
 * Put the icons where there is room.
 * @param {DrawnFeature[]} discs
 * @param {Icon[]} icons of the same discs
 * @param {Grouped} grouped
 * @param {{ leaders: Element, badges: Element }} places
 * @param {IconTools} tools
 * @returns {{ rects: Rect[], towns: Set<string> }} the room they take, and the towns at which there are several
 */
export function placeIcons(discs, icons, { groups, homes, kept }, { leaders, badges }, tools) {
  const { zoom, scale, blocked, landAt } = tools;
  const home = (/** @type {Icon} */ { id }) => /** @type {import("./displacement-area.js").Home} */ (homes.get(id));
  const placed = displaceIcons(groups.map(({ host }) => host), {
    gap: ICON_GAP, reach: reachAt(zoom), blocked, may: (icon, x, y) => canMoveTo(landAt, home(icon), icon, { x, y }),
    hosting: groups.flatMap(({ host, guests }) => (guests.length > 0 ? [host.id] : [])),
  });
  const byId = new Map(discs.map((disc, at) => [disc.feature.id, { disc, icon: icons[at] }]));
  const known = (/** @type {string} */ id) => /** @type {{ disc: DrawnFeature, icon: Icon }} */ (byId.get(id));
  /** @type {Standing[]} */
  const standing = placed.map((place) => ({ ...known(place.id), place }));
  const shown = standing.filter(({ place }) => place.into === null);
  const drawn = new Set(shown.map(({ place }) => place.id));
  for (const disc of discs) {
    disc.stand = null;
    disc.node.classList.toggle("clustered", !drawn.has(disc.feature.id));
  }
  for (const { disc, icon: { r }, place: { x, y } } of shown) {
    disc.stand = { x, y, r };
    moveSign(disc);
  }
  replaceIfChanged(leaders, makeLeaderLines(shown));
  const counts = countsOf(groups, placed);
  const tabs = shown.flatMap(({ disc, icon, place: { id, x, y, tab } }) => {
    const ids = counts.get(id) ?? [];
    if (ids.length === 0) return [];
    return [{ disc, ids, rect: tab ?? { x, y: y - icon.r - 13, w: 18, h: 13 } }];
  });
  const townsById = new Map(tools.towns.map((town) => [town.feature.id, town]));
  const townOf = new Map(groups.map(({ host, town }) => [host.id, town === null ? undefined : townsById.get(town)]));
  const focused = badges.contains(document.activeElement) ? document.activeElement?.getAttribute("data-of") : null;
  replaceIfChanged(badges, tabs.map(({ disc, ids, rect }) => {
    const members = [disc, ...ids.map((id) => known(id).disc)];
    return makeBadge(rect, members, townOf.get(disc.feature.id) ?? null, tools);
  }));
  if (focused) keepFocus(focused, badges, byId.get(focused)?.disc.node);
  return {
    rects: [...shown.map(({ icon: { r }, place: { x, y } }) => ({ x: x - r, y: y - r, w: 2 * r, h: 2 * r })),
      ...tabs.map(({ rect }) => rect)],
    towns: new Set([...tabs.flatMap(({ disc, ids }) => {
      const town = townOf.get(disc.feature.id);
      return ids.length + 1 >= NAMED_FROM && town && isAt(town, disc, scale) ? [town.feature.id] : [];
    }), ...kept]),
  };
}

/**
 * Whether a sign stands so near a town that the town's name tells where it is.
 * @param {DrawnFeature} town @param {DrawnFeature} disc @param {number} scale
 */
function isAt({ at: { x, y } }, { at }, scale) {
  return Math.hypot(at.x - x, at.y - y) * scale < AT_TOWN;
}

/** @typedef {{ disc: DrawnFeature, icon: Icon, place: PlacedIcon }} Standing */

/**
 * Who has opened a cluster by a key stays at it or, where it has parted, at its first sign.
 * @param {string} id @param {Element} badges @param {SVGElement | undefined} sign
 */
function keepFocus(id, badges, sign) {
  if (badges.contains(document.activeElement)) return;
  const badge = [...badges.children].find((each) => each.getAttribute("data-of") === id);
  /** @type {SVGElement | undefined} */ (badge ?? sign)?.focus({ preventScroll: true });
}

/** Draw a sign where it stands, if it is drawn at all. @param {DrawnFeature} disc */
export function moveSign({ feature, node, stand }) {
  if (!node.lastElementChild || !stand) return;
  const { x, y, r } = stand;
  const scale = (2 * r) / feature.size;
  setAttr(node.lastElementChild, "transform", `translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(${scale})`);
}

/**
 * The ids that are counted with each icon: those of its group, and those that have found no room.
 * @param {import("./grouping.js").Group[]} groups @param {PlacedIcon[]} placed of their hosts
 * @returns {Map<string, string[]>}
 */
function countsOf(groups, placed) {
  const counts = new Map(groups.map(({ host, guests }) => [host.id, guests.map(({ id }) => id)]));
  for (const { id, into } of placed) {
    if (into !== null) counts.get(into)?.push(id, .../** @type {string[]} */ (counts.get(id)));
  }
  return counts;
}

/** Leader lines, a group for each colour. @param {Standing[]} shown */
function makeLeaderLines(shown) {
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

/**
 * @param {Rect} rect @param {DrawnFeature[]} members the one that is drawn first @param {DrawnFeature | null} town
 * @param {IconTools} tools
 */
function makeBadge(rect, members, town, { messages, isClosest, open }) {
  const [{ feature }, ...counted] = members;
  const text = `+${counted.length}`;
  const w = 6 + 5.5 * text.length;
  const place = truncate((town ?? members[0]).feature.name, MAX_PLACE_LENGTH);
  const title = format(messages.signs_here, { place, count: members.length });
  const act = isClosest ? messages.list_signs : messages.zoom_in;
  const attributes = {
    class: "cluster", role: "button", tabindex: -1, "data-of": feature.id,
    "data-holds": counted.map((each) => each.feature.id).join(" "),
    transform: `translate(${(rect.x + (rect.w - w) / 2).toFixed(1)} ${rect.y.toFixed(1)})`,
    "aria-label": `${text} · ${title} · ${act}`,
  };
  const badge = svg("g", attributes,
    svg("rect", { width: w, height: rect.h, rx: rect.h / 2 }),
    svg("text", { x: w / 2, y: 10, "text-anchor": "middle" }, text));
  badge.style.color = cssColor(feature.symbol.color);
  onActivate(badge, () => open({ members, title, town }, badge));
  return badge;
}
