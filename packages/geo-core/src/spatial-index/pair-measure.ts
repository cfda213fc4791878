import type { EdgeSurface } from "../geodesy/distance/edge-shape.ts";
import { type FrameShape, shapeInFrame } from "../geodesy/distance/frame-shape.ts";
import { quickPair, quickResult } from "../geodesy/distance/quick-pair.ts";
import { distanceWithin } from "../geodesy/distance/shape-distance.ts";
import { TileColumns } from "../geodesy/distance/tile-columns.ts";
import { TILE_MAX_LAT_DEG, tileFrame } from "../geodesy/distance/tile-frame.ts";
import { localFrame } from "../geodesy/local-frame.ts";
import type { FlatLayer } from "../geometry/flat-layer.ts";
import { middleLatDeg, middleLonDeg, orderByTile, tileMiddleDeg, tilesOf } from "./tile-order.ts";

/** Measures pairs of two layers, tile by tile: quickly where that is tight, else by the exact search. */
export class PairMeasure {
  readonly units: TileColumns;
  readonly sites: TileColumns;
  /** Numbers of the units tile by tile: the order in which measuring them is cheap. */
  readonly unitsByTile: Uint32Array;
  /** The pair last found within its limit. */
  readonly found = quickResult();
  private readonly unitBoxes: Float64Array;
  private readonly tiles: Float64Array;
  private tile = Number.NaN;
  private unit = -1;
  private isTiled = false;
  private exactUnit = -1;
  private exactShape: FrameShape | null = null;

  constructor(units: FlatLayer, unitBoxes: Float64Array, sites: FlatLayer, surface: EdgeSurface) {
    this.units = new TileColumns(units, surface);
    this.sites = new TileColumns(sites, surface);
    this.unitBoxes = unitBoxes;
    this.tiles = tilesOf(unitBoxes);
    this.unitsByTile = orderByTile(this.tiles);
  }

  /** Turns to a unit. */
  begin(unit: number): void {
    if (this.tiles[unit] !== this.tile) this.enterTileOf(unit);
    this.unit = unit;
    this.isTiled = this.units.tile !== null && this.units.look(unit);
  }

  private enterTileOf(unit: number): void {
    this.tile = this.tiles[unit]!;
    const [lonDeg, latDeg] = tileMiddleDeg(this.unitBoxes, unit);
    const frame = Math.abs(latDeg) <= TILE_MAX_LAT_DEG ? tileFrame(lonDeg, latDeg) : null;
    this.units.enter(frame);
    this.sites.enter(frame);
  }

  /** Whether a site can be nearer to the unit than `limitM`; if so, `found` says how far they are apart. */
  isWithin(site: number, limitM: number): boolean {
    if (this.isTiled && this.sites.look(site)) {
      const answer = quickPair(this.units, this.unit, this.sites, site, limitM, this.found);
      if (answer !== "unsettled") return answer === "within";
    }
    return this.isExactlyWithin(this.unit, site, limitM);
  }

  private isExactlyWithin(unit: number, site: number, limitM: number): boolean {
    if (this.exactUnit !== unit || this.exactShape === null) {
      this.exactUnit = unit;
      const frame = localFrame(middleLonDeg(this.unitBoxes, unit), middleLatDeg(this.unitBoxes, unit));
      this.exactShape = shapeInFrame(this.units.shapeOf(unit), frame);
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
