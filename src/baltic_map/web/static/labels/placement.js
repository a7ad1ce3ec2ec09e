// @ts-check
// Label placement of a day: capitals beside their rings, states inside their own land, no word cut by a panel.
import {
  ISLET, candidatesAround, candidatesByLake, candidatesInLand, candidatesInWater, candidatesOn, uncutCandidates,
  uncutCandidatesOnSide, unscaled,
} from "./candidates.js";
import { placeLabels } from "./collision.js";
import { GridIndex } from "./grid-index.js";
import { positionLabel } from "./text.js";
import { setAttr } from "../dom/elements.js";
import { intersects, overlapArea } from "../data/geometry.js";

/**
 * @typedef {import("../data/geometry.js").Rect} Rect
 * @typedef {import("./candidates.js").Candidate} Candidate
 * @typedef {import("./land-index.js").LandIndex} LandIndex
 * @typedef {import("../data/localize.js").FeatureData} FeatureData
 * @typedef {import("../map/drawn-feature.js").DrawnFeature} DrawnFeature
 * @typedef {Rect & { clear?: boolean }} Cover clear: what lies beneath is seen
 *
 * @typedef {object} Side of a divider
 * @property {Set<string>} ids of the labels that keep to it
 * @property {number} from pixels
 * @property {number} to
 * @property {Rect[]} covers what lies over the map besides
 *
 * @typedef {{ view: Rect, covers: Cover[], side?: Side | null }} LabelViewport what is seen, and what lies over it,
 *     pixels
 *
 * @typedef {object} LabelContext
 * @property {number} scale pixels per world unit
 * @property {number} zoom
 * @property {LandIndex[]} lands of the states
 * @property {LandIndex | null} coast all land as one, without its lakes, the same on every day
 * @property {Rect[]} obstacles
 * @property {(rect: Rect) => number} zoneCost of a name of water that lies on hatch or rim there
 * @property {Set<string>} named towns where several signs are one: named however far away
 */

// Below this zoom level all states are named in a tight variant.
const WIDE_FROM = 6.2;
// More than any icons cost that cover a candidate.
const TAKEN = 1e4;
// How far a candidate beside a dot begins from it, pixels, if there is no room beside it. On a map so small that it
// would be at another town only capitals have them.
const FARTHER = [14, 24];
const FARTHER_FROM = 5.5;
// From this zoom level on a name that lies on what it names may be moved farther.
const ISLANDS_FAR_FROM = 8;
// What land under a name of water costs; a hatch costs 1.
const ASHORE_COST = 4;
// How often the name of a region is moved to find its place inside its state.
const REGION_STEPS = 6;
// Of dots with so high a rank the dot is drawn even where its label has no room.
const MAX_BARE_RANK = 3;

/** Whether a label stands beside an icon. @param {DrawnFeature} drawn */
function isBeside({ feature }) {
  return feature.symbol.shape === "icon";
}

/** Whether a feature is a town: a small icon with its label beside it. @param {DrawnFeature} drawn */
function isDot({ feature: { symbol } }) {
  return symbol.shape === "icon" && !symbol.disc;
}

/**
 * Keep room for towns and their labels, before the icons come.
 * @param {DrawnFeature[]} towns @param {number} scale
 * @param {Rect[]} crowd icons where they belong
 * @returns {Map<string, Candidate>}
 */
export function reserveLabels(towns, scale, crowd) {
  /** @type {Map<string, Candidate>} */
  const reserved = new Map();
  /** @type {GridIndex<Rect>} */
  const icons = new GridIndex();
  /** @type {GridIndex<Rect>} */
  const taken = new GridIndex();
  for (const rect of crowd) icons.add(rect, rect);
  for (const { feature, at, variants } of [...towns].sort(byPriority)) {
    const { w, h } = variants[0];
    const candidates = candidatesAround(at.x * scale, at.y * scale, labelGap(feature), w, h);
    const costs = candidates.map((candidate, number) => {
      const isTaken = taken.some(candidate, (other) => intersects(other, candidate));
      const covered = icons.near(candidate).reduce((sum, rect) => sum + overlapArea(candidate, rect), 0);
      // A later candidate must be freer by as much as a corner of an icon.
      return 40 * number + covered + (isTaken ? TAKEN : 0);
    });
    const least = Math.min(...costs);
    if (least >= TAKEN) continue;
    const kept = candidates[costs.indexOf(least)];
    reserved.set(feature.id, kept);
    taken.add(kept, kept);
  }
  return reserved;
}

/**
 * Place and write the labels.
 * @param {DrawnFeature[]} wanted whose labels are to be written
 * @param {DrawnFeature[]} all
 * @param {LabelContext} context
 * @param {Map<string, Candidate>} reserved
 * @param {LabelViewport | null} viewport
 * @returns {Map<string, Candidate>} where each label stands that has found room
 */
export function placeNames(wanted, all, context, reserved, viewport) {
  const { scale } = context;
  const frame = JSON.stringify([scale, viewport?.view, viewport?.covers]);
  const labels = wanted.map((drawn) => makeLabel(drawn, context, reserved.get(drawn.feature.id), viewport, frame));
  const dots = wanted.filter(isBareDot).map(({ feature, at }) => square(at, scale, feature.size / 2));
  const found = placeLabels(labels, [...context.obstacles, ...dots]);
  const placed = new Map(labels.flatMap(({ id, candidates }) => {
    const number = found.get(id);
    return number === undefined ? [] : [/** @type {[string, Candidate]} */ ([id, candidates[number]])];
  }));
  const shown = new Set(wanted);
  for (const drawn of all) {
    showLabel(drawn, placed.get(drawn.feature.id), isBareDot(drawn) && shown.has(drawn));
  }
  return placed;
}

/** Whether a dot is shown even without its label. @param {DrawnFeature} drawn */
function isBareDot(drawn) {
  return isDot(drawn) && drawn.feature.rank < MAX_BARE_RANK;
}

/**
 * @param {DrawnFeature} drawn @param {Candidate | undefined} place @param {boolean} isBare shown also without it
 */
function showLabel(drawn, place, isBare) {
  const { label, variants } = drawn;
  drawn.isNameless = !place && !isBare;
  const isWritten = place !== undefined;
  if (drawn.isWritten !== isWritten) label?.classList.toggle("hidden-label", !isWritten);
  drawn.isWritten = isWritten;
  if (!place) return;
  const chosen = variants[place.variant ?? 0];
  const known = writtenPlaces.get(chosen);
  if (known === place) return;
  writtenPlaces.set(chosen, place);
  for (const variant of variants) {
    if (variant !== chosen) writtenPlaces.delete(variant);
    variant.node.classList.toggle("hidden-label", variant !== chosen);
  }
  positionLabel(chosen, place, place.anchor ?? "middle");
}

/** Where each variant of a label that is written stands. @type {WeakMap<object, Candidate>} */
const writtenPlaces = new WeakMap();

/** The scale at which each dot is drawn. @type {WeakMap<Element, number>} */
const dotScales = new WeakMap();

/** Draw a dot where it belongs, if it is drawn at all. @param {DrawnFeature} drawn @param {number} scale */
export function moveDot(drawn, scale) {
  const { node, at } = drawn;
  if (!isDot(drawn) || !node.lastElementChild || dotScales.get(node.lastElementChild) === scale) return;
  dotScales.set(node.lastElementChild, scale);
  const [x, y] = [at.x * scale, at.y * scale];
  setAttr(node.lastElementChild, "transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
}

/**
 * The order in which names are placed.
 * @param {DrawnFeature} one @param {DrawnFeature} other
 */
export function byPriority(one, other) {
  const of = (/** @type {DrawnFeature} */ drawn) =>
    (drawn.isPointed ? 0 : drawn.feature.label.priority + drawn.feature.rank);
  return of(one) - of(other) || (one.feature.id < other.feature.id ? -1 : 1);
}

/**
 * How far from the middle of its icon a label begins.
 * @param {FeatureData} feature @param {{ r: number } | null} [stand]
 */
function labelGap(feature, stand) {
  return (stand?.r ?? feature.size / 2) + 2.5;
}

/**
 * @typedef {object} KnownCandidates
 * @property {string} frame
 * @property {DrawnFeature["variants"]} variants
 * @property {LandIndex | null} land
 * @property {DrawnFeature["stand"]} stand
 * @property {Candidate[]} candidates
 */

/** Where each label may stand; from day to day that seldom changes. @type {WeakMap<DrawnFeature, KnownCandidates>} */
const knownCandidates = new WeakMap();

/**
 * @param {DrawnFeature} drawn @param {LabelContext} context @param {Candidate | undefined} kept
 * @param {LabelViewport | null} viewport @param {string} frame of the known candidates
 * @returns {import("./collision.js").Label & { candidates: Candidate[] }}
 */
function makeLabel(drawn, context, kept, viewport, frame) {
  const { feature, at, variants } = drawn;
  const { id } = feature;
  if (kept) return { id, priority: -1, candidates: candidatesOf(drawn, context, kept, null, viewport), under: true };
  const { place } = feature.label;
  const lands = place === "land" || feature.symbol.label === "region" ? context.lands : [];
  const land = lands.find((each) => each.holds({ ...at, w: 0, h: 0 })) ?? null;
  const priority = drawn.isPointed ? 0 : feature.label.priority + (context.named.has(id) ? 1 : feature.rank);
  const { scale, coast } = context;
  const isAshore = (/** @type {Rect} */ rect) => coast?.touches(unscaled(rect, scale), ISLET / scale);
  const cost = place !== "water" ? undefined : (/** @type {Rect} */ rect) =>
    context.zoneCost(rect) + (isAshore(rect) ? ASHORE_COST : 0);
  const label = { id, priority, cost, under: place === "land" && land !== null };
  const make = () => candidatesOf(drawn, context, undefined, land, viewport);
  if (viewport?.side?.ids.has(id)) return { ...label, candidates: make() };
  let known = knownCandidates.get(drawn);
  if (known?.frame !== frame || known.variants !== variants || known.land !== land
    || !isSame(known.stand, drawn.stand)) {
    known = { frame, variants, land, stand: drawn.stand, candidates: make() };
    knownCandidates.set(drawn, known);
  }
  return { ...label, candidates: known.candidates };
}

/** Whether a sign stands where it stood. @param {DrawnFeature["stand"]} one @param {DrawnFeature["stand"]} other */
function isSame(one, other) {
  return one === other || (one?.x === other?.x && one?.y === other?.y && one?.r === other?.r);
}

/**
 * @param {DrawnFeature} drawn @param {LabelContext} context @param {Candidate | undefined} kept
 * @param {LandIndex | null} land of a state @param {LabelViewport | null} viewport
 */
function candidatesOf(drawn, context, kept, land, viewport) {
  const { feature, at, stand } = drawn;
  const point = stand ?? { x: at.x * context.scale, y: at.y * context.scale };
  const candidates = allCandidates(drawn, point, context, kept, land);
  if (!viewport) return candidates;
  const { side } = viewport;
  return side?.ids.has(feature.id) ? uncutCandidatesOnSide(candidates, point, { ...viewport, side }, isBeside(drawn))
    : uncutCandidates(candidates, point, viewport, isBeside(drawn));
}

/**
 * @param {DrawnFeature} drawn @param {import("../data/geometry.js").Point} point @param {LabelContext} context
 * @param {Candidate | undefined} kept @param {LandIndex | null} land
 * @returns {Candidate[]}
 */
function allCandidates(drawn, point, { scale, zoom, coast }, kept, land) {
  const { feature, variants } = drawn;
  const { w, h } = variants[0];
  const around = (/** @type {number} */ r) => candidatesAround(point.x, point.y, r, w, h);
  const { stand } = drawn;
  // Farther away it might be the name of another sign.
  if (feature.symbol.disc) return [labelGap(feature, stand), labelGap(feature, stand) + 5].flatMap(around);
  if (isDot(drawn)) {
    const far = zoom < FARTHER_FROM && feature.symbol.label !== "capital" ? [] : FARTHER;
    const beside = [labelGap(feature), ...far].flatMap(around);
    return kept ? [kept, ...beside] : beside;
  }
  if (land && feature.symbol.label === "region") {
    return candidatesOn(point, w, h, REGION_STEPS).filter((rect) => land.holds(unscaled(rect, scale)));
  }
  if (land) return candidatesInLand(point, variants, land, { scale, isTight: zoom < WIDE_FROM });
  if (feature.symbol.label === "lake") return candidatesByLake(point, variants, coast, scale);
  if (feature.label.place === "water") return candidatesInWater(point, variants, coast, scale, feature.rank);
  return candidatesOn(point, w, h, feature.label.place === "land" ? 3 : zoom < ISLANDS_FAR_FROM ? 2 : 5);
}

/** @param {{ x: number, y: number }} at @param {number} scale @param {number} r */
export function square(at, scale, r) {
  return { x: at.x * scale - r, y: at.y * scale - r, w: 2 * r, h: 2 * r };
}
