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
  ends = new Float64Array(4096);
  /** Number of the segment's edge within its feature, the layer's position where that edge begins, and the shares it spans. */
  edge = new Int32Array(1024);
  position = new Int32Array(1024);
  share0 = new Float64Array(1024);
  shareStep = new Float64Array(1024);
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
    this.layer = layer;
    this.surface = surface;
    this.start = new Int32Array(features);
    this.end = new Int32Array(features);
    this.boxes = new Float64Array(4 * features);
    this.deviationM = new Float64Array(features);
    this.seen = new Int32Array(features);
  }

  /** Forgets what was seen and looks from another tile. */
  enter(tile: TileFrame): void {
    this.tile = tile;
    this.count = 0;
    this.visit++;
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
    this.positionOnWhole(feature, segment, this.share0[segment]! + t * this.shareStep[segment]!, out);
  }

  private positionOnWhole(feature: number, segment: number, share: number, out: Float64Array): void {
    const { lonLat } = this.layer;
    const a = 2 * this.position[segment]!;
    if (share <= 0 || this.shareStep[segment] === 0) {
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
    const begin = this.count;
    this.start[feature] = begin;
    this.deviationM[feature] = 0;
    let edge = 0;
    const endPath = partStarts[featureStarts[feature + 1]!]!;
    for (let path = partStarts[featureStarts[feature]!]!; path < endPath; path++) {
      const first = pathStarts[path]!;
      const last = pathStarts[path + 1]! - 1;
      if (!this.projectPosition(first, 0)) return false;
      if (first === last) {
        here[2] = here[0]!;
        here[3] = here[1]!;
        this.push(edge++, first, 0, 0, here);
      }
      for (let i = first; i < last; i++) {
        if (!this.projectPosition(i + 1, 2)) return false;
        if (!this.addEdge(feature, edge++, i)) return false;
        here[0] = here[2]!;
        here[1] = here[3]!;
      }
    }
    this.end[feature] = this.count;
    this.measureBox(feature);
    return true;
  }

  private projectPosition(i: number, at: number): boolean {
    const lonDeg = this.layer.lonLat[2 * i]!;
    const latDeg = this.layer.lonLat[2 * i + 1]!;
    if (!isInTile(this.tile!, lonDeg, latDeg)) return false;
    tileForward(this.tile!, lonDeg, latDeg, here, at);
    return true;
  }

  /** Adds the edge whose ends are in `here`, in as many pieces as keep each near its chord. */
  private addEdge(feature: number, edge: number, i: number): boolean {
    const wholeM = this.edgeDeviationM(i);
    const pieces = Math.ceil(Math.sqrt(wholeM / PIECE_DEVIATION_M));
    if (pieces > MAX_PIECES) return false;
    if (pieces <= 1) {
      this.push(edge, i, 0, 1, here);
      if (wholeM > this.deviationM[feature]!) this.deviationM[feature] = wholeM;
      return true;
    }
    const pieceM = wholeM / (pieces * pieces);
    if (pieceM > this.deviationM[feature]!) this.deviationM[feature] = pieceM;
    piece[2] = here[0]!;
    piece[3] = here[1]!;
    for (let k = 0; k < pieces; k++) {
      piece[0] = piece[2]!;
      piece[1] = piece[3]!;
      const segment = this.push(edge, i, k / pieces, 1 / pieces, piece);
      if (k + 1 < pieces) {
        this.positionOnWhole(feature, segment, (k + 1) / pieces, lonLatScratch);
        tileForward(this.tile!, lonLatScratch[0]!, lonLatScratch[1]!, piece, 2);
      } else {
        piece[2] = here[2]!;
        piece[3] = here[3]!;
      }
      this.ends[4 * segment + 2] = piece[2]!;
      this.ends[4 * segment + 3] = piece[3]!;
    }
    return true;
  }

  /** Bound on how far the true edge from position i lies from its chord, by bounds.ts; a piece of 1/m of it: by 1/m² of that. */
  private edgeDeviationM(i: number): number {
    const { lonLat } = this.layer;
    if (this.surface.model === "lonlat") {
      const north = MAX_RADIUS_M * RAD_PER_DEG * (lonLat[2 * i + 3]! - lonLat[2 * i + 1]!);
      const east = this.eastM * lonDifferenceDeg(lonLat[2 * i]!, lonLat[2 * i + 2]!);
      return this.tanFactor * (north * north + east * east) + this.northFactor * north * north;
    }
    const chordM = Math.hypot(here[2]! - here[0]!, here[3]! - here[1]!);
    const maxX = Math.max(Math.abs(here[0]!), Math.abs(here[2]!)) + chordM;
    if (this.surface.model === "geodesic") return geodesicSecondDerivativeM(chordM, maxX) / 8;
    const farthest = Math.hypot(here[0]!, here[1]!) + chordM;
    return projectedSecondDerivativeM(WORK_STRETCH * chordM, this.workX + WORK_STRETCH * farthest, maxX) / 8;
  }

  private push(edge: number, position: number, share0: number, shareStep: number, from: Float64Array): number {
    const k = this.count++;
    if (k === this.edge.length) this.grow();
    this.edge[k] = edge;
    this.position[k] = position;
    this.share0[k] = share0;
    this.shareStep[k] = shareStep;
    this.ends[4 * k] = from[0]!;
    this.ends[4 * k + 1] = from[1]!;
    this.ends[4 * k + 2] = from[2]!;
    this.ends[4 * k + 3] = from[3]!;
    return k;
  }

  private grow(): void {
    this.ends = doubled(this.ends);
    this.edge = doubled(this.edge);
    this.position = doubled(this.position);
    this.share0 = doubled(this.share0);
    this.shareStep = doubled(this.shareStep);
  }

  private measureBox(feature: number): void {
    const { ends } = this;
    let minX = Infinity;
    let minY = Infinity;
    let maxX = -Infinity;
    let maxY = -Infinity;
    const end = 4 * this.end[feature]!;
    for (let k = 4 * this.start[feature]!; k < end; k += 2) {
      const x = ends[k]!;
      const y = ends[k + 1]!;
      if (x < minX) minX = x;
      if (x > maxX) maxX = x;
      if (y < minY) minY = y;
      if (y > maxY) maxY = y;
    }
    this.boxes[4 * feature] = minX;
    this.boxes[4 * feature + 1] = minY;
    this.boxes[4 * feature + 2] = maxX;
    this.boxes[4 * feature + 3] = maxY;
  }
}

const scratch = new Float64Array(2);
const lonLatScratch = new Float64Array(2);
/** Ends of the edge being added, and of a piece of it. */
const here = new Float64Array(4);
const piece = new Float64Array(4);
