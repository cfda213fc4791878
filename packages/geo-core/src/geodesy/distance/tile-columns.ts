import { lonDifferenceDeg, tmForward } from "../../crs/transverse-mercator.ts";
import { doubled } from "../../geometry/doubled.ts";
import { type FlatLayer, featureOf } from "../../geometry/flat-layer.ts";
import { RAD_PER_DEG } from "../../units.ts";
import { geodesicSecondDerivativeM, MAX_CURVATURE, MAX_RADIUS_M, MIN_RADIUS_M, projectedSecondDerivativeM } from "./bounds.ts";
import { type EdgeShape, type EdgeSurface, edgesOf, positionOnEdge } from "./edge-shape.ts";
import { isInTile, TILE_REACH_LAT_DEG, type TileFrame, tileForward } from "./tile-frame.ts";

/** Edges that stray farther than this from their chord are seen as several pieces. */
const PIECE_DEVIATION_M = 5e-5;
/** An edge that needs more pieces than this leaves its feature to the exact search. */
const MAX_PIECES = 256;
/** Greatest k² up to 900 km from a meridian, rooted and rounded up: how much longer an edge is in its working plane. */
const WORK_STRETCH = 1.021;
/** More than |x| of any place in a tile, metres. */
const TILE_X_M = 100_000;

/**
 * A layer seen tile by tile: for the features asked for, the chords of their edges (or of pieces of long edges) as flat x, y pairs in
 * the frame of the tile last entered. Segment k runs from `ends[4k], ends[4k + 1]` to `ends[4k + 2], ends[4k + 3]`; a point is a
 * segment of no length.
 */
export class TileColumns {
  readonly layer: FlatLayer;
  readonly surface: EdgeSurface;
  tile: TileFrame | null = null;
  ends: Float64Array;
  /** Number of the segment's edge within its feature, the layer's position where that edge begins, and which piece of how many. */
  edge: Int32Array;
  position: Int32Array;
  piece: Int32Array;
  /** 0 for a point. */
  pieces: Int32Array;
  /** Farthest that the true edge lies from the segment. */
  strayM: Float64Array;
  /** First segment of each feature seen, and the end. */
  readonly start: Int32Array;
  readonly end: Int32Array;
  /** minX, minY, maxX, maxY of the chords of each feature seen. */
  readonly boxes: Float64Array;
  /** Farthest that a true edge of the feature lies from its chords. */
  readonly deviationM: Float64Array;
  private count = 0;
  private visit = 0;
  /** The visit in which the feature was last seen; negative where it does not fit the tile. */
  private readonly seen: Int32Array;
  private readonly shapes = new Map<number, EdgeShape>();
  private tanFactor = 0;
  private northFactor = 0;
  private eastM = 0;
  private workX = 0;

  constructor(layer: FlatLayer, surface: EdgeSurface) {
    const features = layer.featureStarts.length - 1;
    // Room for most tiles from the start: growing costs copies, and the engine's assumptions about these fields.
    const room = Math.min(layer.lonLat.length, 1 << 13) + 16;
    this.layer = layer;
    this.surface = surface;
    this.ends = new Float64Array(4 * room);
    this.edge = new Int32Array(room);
    this.position = new Int32Array(room);
    this.piece = new Int32Array(room);
    this.pieces = new Int32Array(room);
    this.strayM = new Float64Array(room);
    this.start = new Int32Array(features);
    this.end = new Int32Array(features);
    this.boxes = new Float64Array(4 * features);
    this.deviationM = new Float64Array(features);
    this.seen = new Int32Array(features);
  }

  /** Forgets what was seen and looks from another tile; from none where tiles are not made. */
  enter(tile: TileFrame | null): void {
    this.tile = tile;
    this.count = 0;
    this.visit++;
    if (tile === null) return;
    const absDeg = Math.abs(tile.lat0Deg);
    const tan = Math.tan((absDeg + TILE_REACH_LAT_DEG) * RAD_PER_DEG);
    this.tanFactor = (1.03 / 8) * (MAX_CURVATURE * TILE_X_M + tan / MIN_RADIUS_M);
    this.northFactor = ((1.03 / 8) * (tan + 0.0136)) / MIN_RADIUS_M;
    this.eastM = MAX_RADIUS_M * RAD_PER_DEG * Math.cos(Math.max(0, absDeg - TILE_REACH_LAT_DEG) * RAD_PER_DEG);
    if (this.surface.model !== "projected") return;
    tmForward(this.surface.plane, tile.lon0Deg, tile.lat0Deg, scratch, 0);
    this.workX = Math.abs(scratch[0]!);
  }

  /** Sees a feature in the tile. False where it reaches beyond the tile's limits: then the exact search has to answer. */
  look(feature: number): boolean {
    if (this.seen[feature] === this.visit) return true;
    if (this.seen[feature] === -this.visit) return false;
    const fits = this.project(feature);
    this.seen[feature] = fits ? this.visit : -this.visit;
    return fits;
  }

  /** The feature as a shape of its own, for the exact search. */
  shapeOf(feature: number): EdgeShape {
    const known = this.shapes.get(feature);
    if (known) return known;
    const shape = edgesOf(featureOf(this.layer, feature), this.surface);
    this.shapes.set(feature, shape);
    return shape;
  }

  /** Writes lon, lat, degrees, of the true edge at share `t` of a segment to `out[0]`, `out[1]`. */
  positionOn(feature: number, segment: number, t: number, out: Float64Array): void {
    const { lonLat } = this.layer;
    const a = 2 * this.position[segment]!;
    const pieces = this.pieces[segment]!;
    const share = pieces === 0 ? 0 : (this.piece[segment]! + t) / pieces;
    if (share <= 0) {
      out[0] = lonLat[a]!;
      out[1] = lonLat[a + 1]!;
    } else if (share >= 1) {
      out[0] = lonLat[a + 2]!;
      out[1] = lonLat[a + 3]!;
    } else if (this.surface.model === "lonlat") {
      out[0] = lonLat[a]! + share * lonDifferenceDeg(lonLat[a]!, lonLat[a + 2]!);
      out[1] = lonLat[a + 1]! + share * (lonLat[a + 3]! - lonLat[a + 1]!);
    } else positionOnEdge(this.shapeOf(feature), this.edge[segment]!, share, out);
  }

  private project(feature: number): boolean {
    const { featureStarts, partStarts, pathStarts } = this.layer;
    const firstPath = partStarts[featureStarts[feature]!]!;
    const endPath = partStarts[featureStarts[feature + 1]!]!;
    const base = pathStarts[firstPath]!;
    if (!this.projectPositions(feature, base, pathStarts[endPath]!)) return false;
    this.start[feature] = this.count;
    let edge = 0;
    let deviationM = 0;
    for (let path = firstPath; path < endPath; path++) {
      const first = pathStarts[path]!;
      const last = pathStarts[path + 1]! - 1;
      if (first === last) this.push(edge++, first, 0, 0, 2 * (first - base), 2 * (first - base));
      for (let i = first; i < last; i++) {
        const edgeM = this.addEdge(feature, edge++, i, 2 * (i - base));
        if (edgeM === Infinity) return false;
        if (edgeM > deviationM) deviationM = edgeM;
      }
    }
    this.end[feature] = this.count;
    this.deviationM[feature] = deviationM;
    return true;
  }

  /** Projects positions first … end − 1 to `xy` and starts the feature's box with them. False where one is beyond the limits. */
  private projectPositions(feature: number, first: number, end: number): boolean {
    const tile = this.tile!;
    const { lonLat } = this.layer;
    if (!isInTile(tile, lonLat, first, end)) return false;
    if (2 * (end - first) > xy.length) xy = new Float64Array(4 * (end - first));
    tileForward(tile, lonLat, first, end, xy, 0);
    let minX = Infinity;
    let minY = Infinity;
    let maxX = -Infinity;
    let maxY = -Infinity;
    for (let at = 0; at < 2 * (end - first); at += 2) {
      const x = xy[at]!;
      const y = xy[at + 1]!;
      if (x < minX) minX = x;
      if (x > maxX) maxX = x;
      if (y < minY) minY = y;
      if (y > maxY) maxY = y;
    }
    const { boxes } = this;
    boxes[4 * feature] = minX;
    boxes[4 * feature + 1] = minY;
    boxes[4 * feature + 2] = maxX;
    boxes[4 * feature + 3] = maxY;
    return true;
  }

  /**
   * Adds the edge from position `i`, whose ends are at `at` in `xy`, in as many pieces as keep each near its chord. Returns how far
   * the true edge lies from them, Infinity where it would take too many.
   */
  private addEdge(feature: number, edge: number, i: number, at: number): number {
    const wholeM = this.edgeDeviationM(i, at);
    if (wholeM <= PIECE_DEVIATION_M) {
      const segment = this.push(edge, i, 0, 1, at, at + 2);
      this.strayM[segment] = wholeM;
      return wholeM;
    }
    const pieces = Math.ceil(Math.sqrt(wholeM / PIECE_DEVIATION_M));
    if (!(pieces <= MAX_PIECES)) return Infinity;
    const pieceM = wholeM / (pieces * pieces);
    let segment = this.push(edge, i, 0, pieces, at, at + 2);
    this.strayM[segment] = pieceM;
    for (let k = 1; k < pieces; k++) {
      segment = this.push(edge, i, k, pieces, at, at + 2);
      const { ends } = this;
      this.strayM[segment] = pieceM;
      this.positionOn(feature, segment, 0, lonLatScratch);
      tileForward(this.tile!, lonLatScratch, 0, 1, ends, 4 * segment);
      ends[4 * segment - 2] = ends[4 * segment]!;
      ends[4 * segment - 1] = ends[4 * segment + 1]!;
      this.widenBox(4 * feature, 4 * segment);
    }
    return pieceM;
  }

  /** Widens the box at `at` to hold the place at `end` in `ends`. */
  private widenBox(at: number, end: number): void {
    const { boxes, ends } = this;
    boxes[at] = Math.min(boxes[at]!, ends[end]!);
    boxes[at + 1] = Math.min(boxes[at + 1]!, ends[end + 1]!);
    boxes[at + 2] = Math.max(boxes[at + 2]!, ends[end]!);
    boxes[at + 3] = Math.max(boxes[at + 3]!, ends[end + 1]!);
  }

  /** Bound on how far the true edge from position i lies from its chord, by bounds.ts; a piece of 1/m of it: by 1/m² of that. */
  private edgeDeviationM(i: number, at: number): number {
    if (this.surface.model === "lonlat") {
      const { lonLat } = this.layer;
      const north = MAX_RADIUS_M * RAD_PER_DEG * (lonLat[2 * i + 3]! - lonLat[2 * i + 1]!);
      const east = this.eastM * lonDifferenceDeg(lonLat[2 * i]!, lonLat[2 * i + 2]!);
      return this.tanFactor * (north * north + east * east) + this.northFactor * north * north;
    }
    const ax = xy[at]!;
    const ay = xy[at + 1]!;
    const dx = xy[at + 2]! - ax;
    const dy = xy[at + 3]! - ay;
    const chordM = Math.sqrt(dx * dx + dy * dy);
    const maxX = Math.max(Math.abs(ax), Math.abs(ax + dx)) + chordM;
    if (this.surface.model === "geodesic") return geodesicSecondDerivativeM(chordM, maxX) / 8;
    const farthest = Math.sqrt(ax * ax + ay * ay) + chordM;
    return projectedSecondDerivativeM(WORK_STRETCH * chordM, this.workX + WORK_STRETCH * farthest, maxX) / 8;
  }

  /** Adds a segment between two places in `xy`. */
  private push(edge: number, position: number, piece: number, pieces: number, from: number, to: number): number {
    const k = this.count++;
    if (k === this.edge.length) this.grow();
    this.edge[k] = edge;
    this.position[k] = position;
    this.piece[k] = piece;
    this.pieces[k] = pieces;
    this.strayM[k] = 0;
    const { ends } = this;
    ends[4 * k] = xy[from]!;
    ends[4 * k + 1] = xy[from + 1]!;
    ends[4 * k + 2] = xy[to]!;
    ends[4 * k + 3] = xy[to + 1]!;
    return k;
  }

  private grow(): void {
    this.ends = doubled(this.ends);
    this.edge = doubled(this.edge);
    this.position = doubled(this.position);
    this.piece = doubled(this.piece);
    this.pieces = doubled(this.pieces);
    this.strayM = doubled(this.strayM);
  }
}

const scratch = new Float64Array(2);
const lonLatScratch = new Float64Array(2);
/** Positions of the feature being seen. */
let xy = new Float64Array(256);
