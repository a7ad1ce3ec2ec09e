// @ts-check
// Where each name of the day stands: capitals beside their rings, states inside their own land, no word cut by a panel.
import { placeLabels, placesAround } from "./labels.js";
import { showsAt, writeName } from "./lettering.js";
import { put } from "./dom.js";
import { inside, meet, shared } from "./plane.js";

/**
 * @typedef {import("./plane.js").Rect} Rect
 * @typedef {import("./marks.js").Drawn} Drawn
 * @typedef {Rect & { clear?: boolean }} Cover clear: what lies beneath is seen
 * @typedef {{ ids: Set<string>, from: number, to: number, covers: Rect[] }} Side between which pixels these names keep, and what lies over the map besides
 * @typedef {{ view: Rect, covers: Cover[], side?: Side | null }} Window what is seen of the sheet, and what lies over it, pixels of the sheet
 * @typedef {Rect & { form?: number, anchor?: "start" | "middle" | "end" }} Spot
 * @typedef {object} Ground
 * @property {number} scale pixels per world unit
 * @property {number} zoom
 * @property {import("./lands.js").Land[]} lands of the states
 * @property {import("./lands.js").Land | null} coast all land as one, the same on every day
 * @property {Rect[]} obstacles
 */

const NEAR = 40;
const FAR = 110;
// Pixels kept free around a state's name on its land, and between any name and what covers the map or its edge.
const STATE_MARGIN = 3;
const COVER_MARGIN = 8;
const EDGE_MARGIN = 3;
// The name of a sea may run over an islet of so many pixels.
const ISLET = 12;
// Below this zoom level all states are named in the tight form.
const WIDE_FROM = 6.2;

/** Moves of a state's name, the smallest first. */
const STATE_MOVES = Array.from({ length: 27 * 27 }, (_, at) => {
  const [dx, dy] = [((at % 27) - 13) * 8, (Math.floor(at / 27) - 13) * 8];
  return { dx, dy, far: Math.hypot(dx, dy) };
}).sort((one, other) => one.far - other.far);

/** Whether a mark is a town: a small sign with its name beside it. @param {Drawn} drawn */
export function isDot({ mark }) {
  return mark.look.shape === "glyph";
}

/**
 * Keep room for the first towns of the land and their names, before the signs come.
 * @param {Drawn[]} named @param {number} scale @param {number} zoom
 * @param {Rect[]} crowd signs where they belong
 * @returns {Map<string, Spot>}
 */
export function reserveNames(named, scale, zoom, crowd) {
  /** @type {Map<string, Spot>} */
  const kept = new Map();
  for (const drawn of named) {
    const { mark, at, forms } = drawn;
    if (!isDot(drawn) || mark.rank !== 1 || !showsAt(mark, zoom)) continue;
    const [x, y] = [at.x * scale, at.y * scale];
    const places = placesAround(x, y, beside(mark), forms[0].w, forms[0].h);
    let least = Infinity;
    for (const [number, place] of places.entries()) {
      // A later place must be freer by as much as a corner of a sign.
      const covered = 40 * number + crowd.reduce((sum, rect) => sum + shared(place, rect), 0) + ([...kept.values()].some((other) => meet(other, place)) ? 1e4 : 0);
      if (covered < least) {
        least = covered;
        kept.set(mark.id, place);
      }
    }
  }
  return kept;
}

/**
 * Place and write the names.
 * @param {Drawn[]} named those whose layer is shown are candidates
 * @param {Ground} ground
 * @param {Map<string, Spot>} reserved
 * @param {Window | null} window
 * @param {(drawn: Drawn) => boolean} isOn
 * @returns {Map<string, Spot>} where each name stands that has found room
 */
export function layNames(named, ground, reserved, window, isOn) {
  const { scale, zoom } = ground;
  const candidates = new Map(named.filter((drawn) => isOn(drawn) && showsAt(drawn.mark, zoom)).map((drawn) => [drawn.mark.id, drawn]));
  const frame = JSON.stringify([scale, window?.view, window?.covers]);
  const labels = [...candidates.values()].map((drawn) => label(drawn, ground, reserved.get(drawn.mark.id), window, frame));
  const dots = [...candidates.values()].filter((drawn) => isDot(drawn) && drawn.mark.rank < 3);
  const found = placeLabels(labels, [...ground.obstacles, ...dots.map(({ mark, at }) => square(at, scale, mark.look.size / 2))]);
  const byId = new Map(labels.map((each) => [each.id, each]));
  /** @type {Map<string, Spot>} */
  const stand = new Map();
  for (const drawn of named) {
    const { mark, node, name, at, forms } = drawn;
    const place = /** @type {Spot | undefined} */ (byId.get(mark.id)?.places[found.get(mark.id) ?? -1]);
    const dot = isDot(drawn);
    node.classList.toggle("unseen", !place && !(dot && candidates.has(mark.id) && mark.rank < 3));
    name?.classList.toggle("unseen", !place);
    if (dot && node.lastElementChild) put(node.lastElementChild, "transform", `translate(${(at.x * scale).toFixed(1)} ${(at.y * scale).toFixed(1)})`);
    if (!place) continue;
    stand.set(mark.id, place);
    const chosen = forms[place.form ?? 0];
    for (const form of forms) form.node.classList.toggle("unseen", form !== chosen);
    writeName(chosen, place, place.anchor ?? "middle");
  }
  return stand;
}

/** How far from the middle of its dot a name begins. @param {import("./marks.js").MarkData} mark */
function beside(mark) {
  return mark.look.size / 2 + 2.5;
}

/** Where each name may stand; from day to day that seldom changes. @type {WeakMap<Drawn, { frame: string, forms: Drawn["forms"], land: Ground["coast"], places: Spot[] }>} */
const knownPlaces = new WeakMap();

/** @param {Drawn} drawn @param {Ground} ground @param {Spot | undefined} kept @param {Window | null} window @param {string} frame */
function label(drawn, ground, kept, window, frame) {
  const { mark, at, forms } = drawn;
  if (kept) return { id: mark.id, rank: -1, places: placesOf(drawn, ground, kept, null, window), under: true };
  const land = mark.kind === "state" ? ground.lands.find((each) => each.holds({ ...at, w: 0, h: 0 })) ?? null : null;
  if (window?.side?.ids.has(mark.id)) return { id: mark.id, rank: nameRank(mark), places: placesOf(drawn, ground, undefined, land, window), under: land !== null || Boolean(kept) };
  let known = knownPlaces.get(drawn);
  if (known?.frame !== frame || known.forms !== forms || known.land !== land) {
    known = { frame, forms, land, places: placesOf(drawn, ground, undefined, land, window) };
    knownPlaces.set(drawn, known);
  }
  return { id: mark.id, rank: nameRank(mark), places: known.places, under: land !== null };
}

/** @param {Drawn} drawn @param {Ground} ground @param {Spot | undefined} kept @param {Ground["coast"]} land of a state @param {Window | null} window */
function placesOf(drawn, { scale, zoom, coast }, kept, land, window) {
  const { mark, at, forms } = drawn;
  const [x, y] = [at.x * scale, at.y * scale];
  const { w, h } = forms[0];
  /** @type {Spot[]} */
  let places;
  if (kept) places = [kept, ...placesAround(x, y, beside(mark), w, h)];
  else if (isDot(drawn)) places = [beside(mark), 14, 24].flatMap((r) => placesAround(x, y, r, w, h));
  else if (land) places = placesInLand(x, y, forms, land, { scale, tight: zoom < WIDE_FROM });
  else if (mark.kind === "sea") places = placesInWater(x, y, forms, coast, scale, mark.rank);
  else places = placesOn(x, y, w, h, reach(mark));
  if (!window) return places;
  if (!window.side?.ids.has(mark.id)) return uncut(places, { x, y }, window, isDot(drawn));
  const { view, covers, side: { from, to } } = window;
  const part = { ...view, x: from, w: to - from };
  // What lies beyond the divider is named on the other side.
  if (x < from || x > to) return places.filter((place) => !meet(place, grown(part, EDGE_MARGIN)));
  return uncut(places, { x, y }, { view: part, covers }, isDot(drawn));
}

/**
 * Leave out the places where a name would be cut. A name beside a dot that is seen is seen whole; a name that lies on
 * what it names moves to where it is seen, or hides.
 * @param {Spot[]} places @param {{ x: number, y: number }} at @param {Window} window @param {boolean} isBeside
 */
function uncut(places, at, { view, covers }, isBeside) {
  const whole = grown(view, -EDGE_MARGIN);
  const kept = covers.map((cover) => grown(cover, COVER_MARGIN));
  const isSeen = (/** @type {Rect} */ rect) => inside(rect, whole) && !kept.some((cover) => meet(rect, cover));
  const isHidden = (/** @type {Rect} */ rect) => !meet(rect, grown(view, EDGE_MARGIN)) || covers.some((cover) => !cover.clear && inside(rect, cover));
  const seen = places.filter(isSeen);
  return isBeside && isSeen({ ...at, w: 0, h: 0 }) ? seen : [...seen, ...places.filter(isHidden)];
}

/** @param {Rect} rect @param {number} by */
function grown({ x, y, w, h }, by) {
  return { x: x - by, y: y - by, w: w + 2 * by, h: h + 2 * by };
}

/**
 * Places for a state's name inside its land: near its home in any form, else farther away.
 * @param {number} x @param {number} y @param {import("./lettering.js").Form[]} forms
 * @param {import("./lands.js").Land} land @param {{ scale: number, tight: boolean }} how
 */
function placesInLand(x, y, forms, land, { scale, tight }) {
  /** @type {Spot[]} */
  const places = [];
  for (const [from, to] of [[-1, NEAR], [NEAR, FAR]]) {
    forms.forEach(({ w: length, h, wide }, form) => {
      if (tight && wide) return;
      const w = length + 2 * STATE_MARGIN;
      for (const { dx, dy, far } of STATE_MOVES) {
        if (far <= from || far > to) continue;
        const place = { x: x + dx - w / 2, y: y + dy - h / 2, w, h, form };
        if (land.holds({ x: place.x / scale, y: (place.y - STATE_MARGIN) / scale, w: w / scale, h: (h + 2 * STATE_MARGIN) / scale })) places.push(place);
      }
    });
  }
  return places;
}

/**
 * Places for the name of a sea, those on open water first, in one line or in two. The great seas are named nowhere else;
 * a strait or a lagoon may be narrower than its name.
 * @param {number} x @param {number} y @param {import("./lettering.js").Form[]} forms
 * @param {Ground["coast"]} coast @param {number} scale @param {number} rank
 */
function placesInWater(x, y, forms, coast, scale, rank) {
  const places = forms.flatMap(({ w, h }, form) => placesOn(x, y, w, h, 7 - rank).map((place) => ({ ...place, form })));
  const isWet = (/** @type {Rect} */ { x: left, y: top, w, h }) => !coast?.touches({ x: left / scale, y: top / scale, w: w / scale, h: h / scale }, ISLET / scale);
  const wet = places.filter(isWet);
  return rank === 1 && coast ? wet : [...wet, ...places.filter((place) => !wet.includes(place))];
}

/**
 * Places for a name that lies on what it names: there, or a little beside.
 * @param {number} x @param {number} y @param {number} w @param {number} h
 * @param {number} free how many steps it may be moved
 */
function placesOn(x, y, w, h, free) {
  const places = [];
  for (let step = 0; step <= free; step += 1) {
    for (const [dx, dy] of step === 0 ? [[0, 0]] : [[0, -1], [0, 1], [-1, 0], [1, 0], [-1, -1], [1, -1], [-1, 1], [1, 1]]) {
      places.push({ x: x - w / 2 + dx * step * 9, y: y - h / 2 + dy * step * 8, w, h });
    }
  }
  return places;
}

/** Names of states and seas come first, then towns by rank. @param {import("./marks.js").MarkData} mark */
function nameRank(mark) {
  const order = { state: 0, capital: 0.5, sea: 1.2, lake: 2.6, region: 2.8, island: 2.4, river: 3.2 };
  return (order[/** @type {keyof typeof order} */ (mark.kind)] ?? 1) + mark.rank;
}

/** How many steps a name may be moved on what it names. @param {import("./marks.js").MarkData} mark */
function reach(mark) {
  return mark.kind === "state" ? 3 : 2;
}

/** @param {{ x: number, y: number }} at @param {number} scale @param {number} r */
export function square(at, scale, r) {
  return { x: at.x * scale - r, y: at.y * scale - r, w: 2 * r, h: 2 * r };
}
