import type { QuickPair } from "../geodesy/distance/quick-pair.ts";
import type { DistanceInterval } from "../geodesy/types.ts";
import { doubled } from "../geometry/doubled.ts";

/** A unit and a site, by their places in the lists given, with the interval of their distance. */
export interface PairWithin {
  readonly unit: number;
  readonly site: number;
  readonly interval: DistanceInterval;
}

/** Pairs as columns, by unit and then by site; every column owns its buffer. */
export interface PairColumns {
  readonly unit: Uint32Array;
  readonly site: Uint32Array;
  readonly distanceM: Float64Array;
  readonly loM: Float64Array;
  readonly hiM: Float64Array;
  /** NaN where the geometries touch or overlap. */
  readonly azimuthDeg: Float64Array;
  /** lon, lat of the nearest place of the unit, then of the site, degrees: four numbers a pair. */
  readonly places: Float64Array;
}

/** Codes of a column of verdicts. */
export const VERDICT_CODES = ["outside", "inside", "indeterminate"] as const;

/**
 * Verdict of every pair against the distance its unit must keep, as places in `VERDICT_CODES`: inside where the distance is
 * certainly shorter, outside where it certainly is not, else indeterminate.
 *
 * @param requiredM Metres, one for each unit.
 */
export function verdictColumn({ unit, loM, hiM }: PairColumns, requiredM: ArrayLike<number>): Uint8Array {
  const verdicts = new Uint8Array(unit.length);
  for (let i = 0; i < unit.length; i++) {
    const limitM = requiredM[unit[i]!]!;
    verdicts[i] = loM[i]! >= limitM ? 0 : hiM[i]! < limitM ? 1 : 2;
  }
  return verdicts;
}

/** Pair `i` of the columns as an object. */
export function pairAt(columns: PairColumns, i: number): PairWithin {
  return { unit: columns.unit[i]!, site: columns.site[i]!, interval: intervalAt(columns, i) };
}

/** The interval of pair `i`. */
export function intervalAt({ distanceM, loM, hiM, azimuthDeg, places }: PairColumns, i: number): DistanceInterval {
  const azimuth = azimuthDeg[i]!;
  return {
    distanceM: distanceM[i]!,
    loM: loM[i]!,
    hiM: hiM[i]!,
    from: [places[4 * i]!, places[4 * i + 1]!],
    to: [places[4 * i + 2]!, places[4 * i + 3]!],
    azimuthDeg: Number.isNaN(azimuth) ? null : azimuth,
  };
}

/** The buffers of the columns, for the transfer list of `postMessage`. */
export function pairBuffers(columns: PairColumns): ArrayBuffer[] {
  return Object.values(columns).map((column: Float64Array | Uint32Array) => column.buffer as ArrayBuffer);
}

/** distanceM, loM, hiM, azimuthDeg and four numbers of places. */
const WIDTH = 8;

/** Gathers pairs unit by unit, in any order of units, and lays them out by unit. */
export class PairCollector {
  private rows: Float64Array;
  private sites: Uint32Array;
  private count = 0;
  private unit = 0;
  private readonly starts: Uint32Array;
  private readonly counts: Uint32Array;

  constructor(units: number) {
    // A guess of some pairs a unit, to grow seldom.
    const room = Math.max(64, 4 * units);
    this.rows = new Float64Array(WIDTH * room);
    this.sites = new Uint32Array(room);
    this.starts = new Uint32Array(units);
    this.counts = new Uint32Array(units);
  }

  begin(unit: number): void {
    this.unit = unit;
    this.starts[unit] = this.count;
  }

  add(site: number, { distanceM, loM, hiM, azimuthDeg, places }: QuickPair): void {
    if (this.count === this.sites.length) this.grow();
    const { rows } = this;
    const at = WIDTH * this.count;
    rows[at] = distanceM;
    rows[at + 1] = loM;
    rows[at + 2] = hiM;
    rows[at + 3] = azimuthDeg;
    for (let k = 0; k < 4; k++) rows[at + 4 + k] = places[k]!;
    this.sites[this.count++] = site;
    this.counts[this.unit]!++;
  }

  columns(): PairColumns {
    const column = (): Float64Array => new Float64Array(this.count);
    const unit = new Uint32Array(this.count);
    const site = new Uint32Array(this.count);
    const [distanceM, loM, hiM, azimuthDeg] = [column(), column(), column(), column()];
    const places = new Float64Array(4 * this.count);
    let i = 0;
    for (let u = 0; u < this.starts.length; u++)
      for (let k = 0; k < this.counts[u]!; k++, i++) {
        const from = this.starts[u]! + k;
        const at = WIDTH * from;
        unit[i] = u;
        site[i] = this.sites[from]!;
        distanceM[i] = this.rows[at]!;
        loM[i] = this.rows[at + 1]!;
        hiM[i] = this.rows[at + 2]!;
        azimuthDeg[i] = this.rows[at + 3]!;
        for (let part = 0; part < 4; part++) places[4 * i + part] = this.rows[at + 4 + part]!;
      }
    return { unit, site, distanceM, loM, hiM, azimuthDeg, places };
  }

  private grow(): void {
    this.rows = doubled(this.rows);
    this.sites = doubled(this.sites);
  }
}
