import type { FlatLayer } from "../geometry/flat-layer.ts";
import { type PairColumns, pairBuffers } from "./pair-columns.ts";
import { type PairsWithinOptions, pairsOfShare } from "./pairs-within-columns.ts";

/**
 * One share of a join, as a message to a worker thread or Web Worker: plain data, so `postMessage(task)` copies it. Every task of a join
 * holds the same columns; `part` of `parts` says which units it answers for.
 */
export interface JoinTask {
  readonly units: FlatLayer;
  /** Metres, one for each unit. */
  readonly reachM: Float64Array;
  readonly sites: FlatLayer;
  readonly options: PairsWithinOptions;
  /** 0 … parts − 1. */
  readonly part: number;
  readonly parts: number;
}

/** What a worker posts back, its buffers moved: `postMessage(result, joinResultBuffers(result))`. */
export interface JoinResult {
  readonly part: number;
  readonly parts: number;
  readonly pairs: PairColumns;
}

/**
 * The join of {@link pairsWithinColumns} as `parts` tasks. Units are shared out in runs of neighbouring tiles, as many to each part;
 * the pairs and their figures are the same, digit for digit, whatever the number of parts.
 *
 * @throws {RangeError} where `parts` is no whole number from 1 up.
 */
export function joinTasks(
  units: FlatLayer,
  reachM: ArrayLike<number>,
  sites: FlatLayer,
  options: PairsWithinOptions,
  parts: number,
): readonly JoinTask[] {
  if (!(Number.isInteger(parts) && parts >= 1)) throw new RangeError(`a join has 1 part or more, not ${parts}`);
  const reaches = Float64Array.from(reachM);
  return Array.from({ length: parts }, (_, part) => ({ units, reachM: reaches, sites, options, part, parts }));
}

/**
 * Does one task, in whatever thread it is called. Synchronous.
 *
 * @throws {RangeError} and {GeoError} as pairsWithinColumns.
 */
export function runJoinTask({ units, reachM, sites, options, part, parts }: JoinTask): JoinResult {
  return { part, parts, pairs: pairsOfShare(units, reachM, sites, options, { part, parts }) };
}

/** The buffers of a result, for the transfer list of `postMessage`. */
export function joinResultBuffers({ pairs }: JoinResult): ArrayBuffer[] {
  return pairBuffers(pairs);
}

/** A run of pairs of one unit within a result. */
interface Run {
  readonly pairs: PairColumns;
  readonly unit: number;
  readonly from: number;
  readonly to: number;
}

/**
 * All pairs of the results of one join, in any order of results: by unit and then by site, as pairsWithinColumns gives them.
 *
 * @throws {RangeError} where a part is missing, or there twice.
 */
export function mergeJoinResults(results: readonly JoinResult[]): PairColumns {
  const parts = results[0]?.parts ?? 0;
  if (results.length !== parts || new Set(results.map(({ part }) => part)).size !== parts)
    throw new RangeError(`a join of ${parts} parts is merged from one result of each, not from ${results.length}`);
  const runs = results.flatMap(({ pairs }) => runsOf(pairs)).sort((a, b) => a.unit - b.unit);
  const count = results.reduce((sum, { pairs }) => sum + pairs.unit.length, 0);
  const merged: PairColumns = {
    unit: new Uint32Array(count),
    site: new Uint32Array(count),
    distanceM: new Float64Array(count),
    loM: new Float64Array(count),
    hiM: new Float64Array(count),
    azimuthDeg: new Float64Array(count),
    places: new Float64Array(4 * count),
  };
  let at = 0;
  for (const { pairs, from, to } of runs) {
    merged.unit.set(pairs.unit.subarray(from, to), at);
    merged.site.set(pairs.site.subarray(from, to), at);
    merged.distanceM.set(pairs.distanceM.subarray(from, to), at);
    merged.loM.set(pairs.loM.subarray(from, to), at);
    merged.hiM.set(pairs.hiM.subarray(from, to), at);
    merged.azimuthDeg.set(pairs.azimuthDeg.subarray(from, to), at);
    merged.places.set(pairs.places.subarray(4 * from, 4 * to), 4 * at);
    at += to - from;
  }
  return merged;
}

function runsOf(pairs: PairColumns): readonly Run[] {
  const runs: Run[] = [];
  const { unit } = pairs;
  for (let from = 0, to = 1; from < unit.length; from = to, to++) {
    while (to < unit.length && unit[to] === unit[from]) to++;
    runs.push({ pairs, unit: unit[from]!, from, to });
  }
  return runs;
}
