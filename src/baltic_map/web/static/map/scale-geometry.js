// @ts-check
// The geometry of the basemap at one scale as path data, made when it is first asked for.
import { decodeLines } from "../data/decode.js";
import { TerritoryIndex } from "../data/territory-index.js";
import { dissolve } from "../data/topology.js";
import { pieces, reachOf, simplify } from "../data/simplify.js";
import { WORLD_ZOOM, pathData } from "../data/mercator.js";

/** @typedef {import("../contract.js").BasemapScale} ScaleData */

// So many points a piece has at most, where the map is far away and where it is near: there what is seen of it is a
// small part, and the same points take less room.
const [MAX_POINTS, MAX_POINTS_NEAR, NEAR_SCALE_FROM] = [128, 512, 8];
// Where the map is far away, pixels: no point of an outline is there for less; coasts and border lines cover it.
const SEEN = 0.35;
// So many units of the smallest maps are a pixel where they open.
const SEEN_UNITS = 16;
// Pieces that share a path lie in one square of so many units, if they can.
const SQUARE = 2 ** 14;

/** Geometry of one scale. */
export class ScaleGeometry {
  /** @param {ScaleData} data */
  constructor(data) {
    this.data = data;
    this.most = data.minZoom < NEAR_SCALE_FROM ? MAX_POINTS : MAX_POINTS_NEAR;
    /** @type {Int32Array[] | null} */
    this.unpacked = null;
    /** @type {ArrayLike<number>[] | null} */
    this.simplified = null;
    /** @type {string[] | null} */
    this.shorePieces = null;
    /** @type {TerritoryIndex | null} */
    this.knownTerritoryIndex = null;
  }

  /** Which territory a point lies in, as fine as this scale is drawn. */
  get territoryIndex() {
    const step = Math.max(1, this.data.unit >> 1);
    this.knownTerritoryIndex ??= new TerritoryIndex(this.data.polygons, this.arcs, step);
    return this.knownTerritoryIndex;
  }

  get arcs() {
    this.unpacked ??= decodeLines(this.data.arcs, this.data.unit);
    return this.unpacked;
  }

  /** The arcs as areas are filled by them: each is painted anew with every state that changes. */
  get fillArcs() {
    if (this.most > MAX_POINTS) return this.arcs;
    this.simplified ??= this.arcs.map((arc) => {
      const fewer = simplify(arc, SEEN * this.pixel);
      // The smallest islets keep all they have.
      return fewer.length < 8 ? arc : fewer;
    });
    return this.simplified;
  }

  /** A pixel of the world where the map is farthest away. Of the smallest maps a unit is a part of it. */
  get pixel() {
    const { unit, minZoom } = this.data;
    return unit < 1 ? SEEN_UNITS * unit : 2 ** (WORLD_ZOOM - Math.max(6.5, minZoom));
  }

  /** Rings of arcs around a group of territories. @param {string[]} territories */
  rings(territories) {
    const arcs = this.arcs;
    const name = (/** @type {Int32Array} */ arc, /** @type {number} */ at) => `${arc.at(at)} ${arc.at(at + 1)}`;
    const polygons = territories.map((key) => this.data.polygons[key] ?? []);
    return dissolve(polygons, (arc) => [name(arcs[arc], 0), name(arcs[arc], -2)]);
  }

  /**
   * Path data of a group of territories as one outline.
   * @param {string[]} territories @param {ArrayLike<number>[]} [arcs]
   */
  outline(territories, arcs = this.fillArcs) {
    const ringPath = (/** @type {number[]} */ ring) =>
      ring.map((ref, at) => arcPath(arcs, ref, at > 0)).join("") + "Z";
    return this.rings(territories).map(ringPath).join("");
  }

  /** Lines of that outline. @param {string[]} territories @returns {Int32Array[]} */
  outlineArcs(territories) {
    return this.linesOf(territories, this.arcs);
  }

  /** @template T @param {string[]} territories @param {T[]} arcs */
  linesOf(territories, arcs) {
    return this.rings(territories).flat().map((ref) => arcs[ref >= 0 ? ref : ~ref]);
  }

  /** Path data of the same outline in pieces, for a stroke. @param {string[]} territories @returns {string[]} */
  outlinePieces(territories) {
    return inPieces(this.linesOf(territories, this.fillArcs), this.most);
  }

  /** Path data of all land. */
  land() {
    return this.outline(Object.keys(this.data.polygons), this.arcs);
  }

  /** Path data of the coasts, in pieces. */
  coast() {
    return inPieces(this.data.coast.map((arc) => this.arcs[arc]), this.most);
  }

  /**
   * Path data of the coasts as broad bands follow them: smoother, without the smallest islets, and in pieces.
   * @returns {string[]}
   */
  shore() {
    // Several bands follow it.
    this.shorePieces ??= this.makeShore();
    return this.shorePieces;
  }

  makeShore() {
    const { pixel } = this;
    return inPieces(this.data.coast.map((arc) => this.arcs[arc])
      .filter((points) => reachOf(points) > 5 * pixel)
      .map((points) => simplify(points, 1.3 * pixel)), this.most);
  }

  /** Path data of a border line. @param {string} id */
  line(id) {
    return (this.data.borders[id] ?? []).map((ref) => arcPath(this.arcs, ref, false)).join("");
  }

  /** Path data of the lakes, one or more in a piece. */
  lakes() {
    return joined(this.lakeLines(), this.most, { closed: true });
  }

  /** The shores of the lakes, open where they begin. */
  lakeLines() {
    return decodeLines(this.data.lakes, this.data.unit);
  }

  /** Path data of the rivers, in pieces. */
  rivers() {
    return inPieces(decodeLines(this.data.rivers, this.data.unit), this.most);
  }
}

/** @param {ArrayLike<number>[]} arcs @param {number} ref @param {boolean} isJoined */
function arcPath(arcs, ref, isJoined) {
  return pathData(arcs[ref >= 0 ? ref : ~ref], { backwards: ref < 0, joined: isJoined });
}

/**
 * Write lines as path data in pieces of about equal length: a browser strokes a path anew for each tile of the screen
 * that the path's box touches, and each path costs as well.
 * @param {ArrayLike<number>[]} lines x and y in turn @param {number} most points of a piece
 */
function inPieces(lines, most) {
  const parts = lines.flatMap((points) => pieces(points, most));
  // Shorter ones are not worth it: where many lines share a path, Chromium smooths their edges otherwise.
  return joined(most > MAX_POINTS ? neighbours(parts) : parts, most);
}

/** Put lines that lie near each other one after another. @param {ArrayLike<number>[]} lines */
function neighbours(lines) {
  // Row by row, to and fro.
  const placed = lines.map((line) => {
    const [column, row] = [Math.floor(line[0] / SQUARE), Math.floor(line[1] / SQUARE)];
    return { line, row, column: row % 2 ? -column : column };
  });
  return placed.sort((one, other) => one.row - other.row || one.column - other.column).map(({ line }) => line);
}

/**
 * Write lines as path data, short ones together.
 * @param {ArrayLike<number>[]} lines x and y in turn @param {number} most points of a path, if its lines allow
 * @param {{ closed?: boolean }} [how]
 * @returns {string[]}
 */
function joined(lines, most, how) {
  const parts = [""];
  let room = most;
  for (const line of lines) {
    if (room < line.length / 2 && parts[parts.length - 1]) {
      parts.push("");
      room = most;
    }
    parts[parts.length - 1] += pathData(line, how);
    room -= line.length / 2;
  }
  return parts;
}

/**
 * Choose the scale of a zoom level.
 * @param {{ minZoom: number }[]} scales from the coarse to the fine
 * @param {number} zoom
 * @returns {number}
 */
export function scaleAt(scales, zoom) {
  return scales.reduce((chosen, { minZoom }, at) => (zoom >= minZoom ? at : chosen), 0);
}
