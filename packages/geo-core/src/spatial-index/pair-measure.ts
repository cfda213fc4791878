import type { EdgeSurface } from "../geodesy/distance/edge-shape.ts";
import { type FrameShape, shapeInFrame } from "../geodesy/distance/frame-shape.ts";
import { quickPair, quickResult } from "../geodesy/distance/quick-pair.ts";
import { distanceWithin } from "../geodesy/distance/shape-distance.ts";
import { TileColumns } from "../geodesy/distance/tile-columns.ts";
import { TILE_MAX_LAT_DEG, tileFrame } from "../geodesy/distance/tile-frame.ts";
import { localFrame } from "../geodesy/local-frame.ts";
import type { FlatLayer } from "../geometry/flat-layer.ts";

/** Tiles of a degree. Small, so that a tile's plane is nearly true to scale all over. */
const TILES_PER_DEG = 10;
const ROWS = 180 * TILES_PER_DEG + 1;

/** Measures pairs of two layers, tile by tile: quickly where that is tight, else by the exact search. */
export class PairMeasure {
  readonly units: TileColumns;
  readonly sites: TileColumns;
  /** The pair last found within its limit. */
  readonly found = quickResult();
  private readonly tiles: Float64Array;
  private exactUnit = -1;
  private exactShape: FrameShape | null = null;
  private isTiled = false;

  constructor(units: FlatLayer, unitBoxes: Float64Array, sites: FlatLayer, surface: EdgeSurface) {
    this.units = new TileColumns(units, surface);
    this.sites = new TileColumns(sites, surface);
    this.unitBoxes = unitBoxes;
    this.tiles = new Float64Array(unitBoxes.length / 4);
    for (let unit = 0; unit < this.tiles.length; unit++) {
      const column = Math.floor(((unitBoxes[4 * unit]! + unitBoxes[4 * unit + 2]!) / 2) * TILES_PER_DEG);
      const row = Math.floor(((unitBoxes[4 * unit + 1]! + unitBoxes[4 * unit + 3]!) / 2) * TILES_PER_DEG);
      this.tiles[unit] = column * ROWS + row;
    }
  }

  private readonly unitBoxes: Float64Array;

  /** Units of one tile after the other; each is to be measured as it comes. */
  *unitsByTile(): Generator<number> {
    const order = Uint32Array.from(this.tiles.keys()).sort((a, b) => this.tiles[a]! - this.tiles[b]! || a - b);
    let tile = Number.NaN;
    for (const unit of order) {
      if (this.tiles[unit] !== tile) {
        tile = this.tiles[unit]!;
        this.enterTileOf(unit);
      }
      yield unit;
    }
  }

  private enterTileOf(unit: number): void {
    const [lonDeg, latDeg] = this.middleOf(unit);
    const lat0Deg = (Math.floor(latDeg * TILES_PER_DEG) + 0.5) / TILES_PER_DEG;
    const lon0Deg = (Math.floor(lonDeg * TILES_PER_DEG) + 0.5) / TILES_PER_DEG;
    this.isTiled = Math.abs(lat0Deg) <= TILE_MAX_LAT_DEG;
    if (!this.isTiled) return;
    const frame = tileFrame(lon0Deg, lat0Deg);
    this.units.enter(frame);
    this.sites.enter(frame);
  }

  private middleOf(unit: number): readonly [number, number] {
    const { unitBoxes } = this;
    return [(unitBoxes[4 * unit]! + unitBoxes[4 * unit + 2]!) / 2, (unitBoxes[4 * unit + 1]! + unitBoxes[4 * unit + 3]!) / 2];
  }

  /** Whether a unit of the current tile and a site can be nearer than `limitM`; if so, `found` says how far they are apart. */
  isWithin(unit: number, site: number, limitM: number): boolean {
    if (this.isTiled && this.units.look(unit) && this.sites.look(site)) {
      const answer = quickPair(this.units, unit, this.sites, site, limitM, this.found);
      if (answer !== "unsettled") return answer === "within";
    }
    return this.isExactlyWithin(unit, site, limitM);
  }

  private isExactlyWithin(unit: number, site: number, limitM: number): boolean {
    if (this.exactUnit !== unit || this.exactShape === null) {
      this.exactUnit = unit;
      const [lonDeg, latDeg] = this.middleOf(unit);
      this.exactShape = shapeInFrame(this.units.shapeOf(unit), localFrame(lonDeg, latDeg));
    }
    const siteShape = shapeInFrame(this.sites.shapeOf(site), this.exactShape.frame);
    const interval = distanceWithin(this.exactShape, siteShape, limitM);
    if (interval === null) return false;
    const { found } = this;
    found.distanceM = interval.distanceM;
    found.loM = interval.loM;
    found.hiM = interval.hiM;
    found.azimuthDeg = interval.azimuthDeg ?? Number.NaN;
    found.places.set(interval.from, 0);
    found.places.set(interval.to, 2);
    return true;
  }
}
