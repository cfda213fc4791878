import type { LonLat } from "../crs/position.ts";
import { lonLatFromBd09, lonLatFromGcj02 } from "../crs/shifted-coordinates.ts";
import { tmForward } from "../crs/transverse-mercator.ts";
import { GeoError } from "../errors.ts";
import { type LocalFrame, localFrame } from "../geodesy/local-frame.ts";
import { flattenGeometry } from "../geometry/flat-geometry.ts";
import type { Geometry } from "../geometry/types.ts";
import { indexSegments, type NearestSegments } from "./nearest-segments.ts";

export type DatumVerdict = "same" | "gcj-02" | "bd-09" | "shifted" | "unclear";

/** What a layer's coordinates look like, held against a reference of the same things. */
export interface DatumCheck {
  readonly verdict: DatumVerdict;
  /** Mean shift of the layer against the reference, metres, by the verdict; 0 for `same` and `unclear`. */
  readonly eastM: number;
  readonly northM: number;
  /** Median distance to the reference after the shift is taken back, and as given. */
  readonly residualM: number;
  readonly residualAsGivenM: number;
  readonly message: string;
  readonly messageZh: string;
}

/** Vertices of the layer that are looked at, evenly taken. */
const SAMPLE = 400;
/** Constant shifts are looked for this far, in bins this wide. */
const FARTHEST_SHIFT_M = 1500;
const BIN_M = 25;
/** A layer this near its reference needs no explanation; a shift must leave no more than this, and a quarter of what was. */
const SAME_M = 10;
const GREATEST_RESIDUAL_M = 30;
const LEAST_GAIN = 4;

/**
 * Tells by the coordinates, not by a label, whether a layer is shifted against a reference of the same things: as it is, as
 * GCJ-02, as BD-09, or by a constant (another datum). A named shift is preferred to a constant one that fits as well.
 *
 * Method: median distance of sampled vertices to the reference's lines under each hypothesis; the constant by a vote of vertex
 * differences, refined on the lines. It takes some dozens of vertices with turns in both directions. Cost: about 0.1 s.
 *
 * @throws {GeoError} `empty-geometry` where either has no position.
 */
export function checkDatum(layer: readonly Geometry[], reference: readonly Geometry[]): DatumCheck {
  const all = positionsOf(layer);
  const referencePositions = positionsOf(reference);
  if (all.length === 0 || referencePositions.length === 0)
    throw new GeoError("empty-geometry", "A datum check needs positions in the layer and in the reference.");
  const positions = all.filter((_, i) => i % Math.ceil(all.length / SAMPLE) === 0);
  const frame = localFrame(...referencePositions[referencePositions.length >> 1]!);
  const lines = indexSegments(reference.flatMap((geometry) => segmentsOf(geometry, frame)));
  const given = positions.map((position) => inFrame(frame, position));
  const residualAsGivenM = residual(given, lines);
  const hypothesis = (verdict: DatumVerdict, places: readonly Xy[]): Hypothesis => ({
    verdict,
    places,
    residualM: residual(places, lines),
  });
  const gcj = hypothesis(
    "gcj-02",
    positions.map((position) => inFrame(frame, lonLatFromGcj02(position))),
  );
  const bd = hypothesis(
    "bd-09",
    positions.map((position) => inFrame(frame, lonLatFromBd09(position))),
  );
  const vertices = referencePositions.map((position) => inFrame(frame, position));
  const constant = hypothesis("shifted", constantShift(given, vertices, lines));
  const named = gcj.residualM <= bd.residualM ? gcj : bd;
  const best = named.residualM <= 1.5 * constant.residualM + 1 ? named : constant;
  if (residualAsGivenM <= SAME_M) return describe("same", [0, 0], residualAsGivenM, residualAsGivenM);
  const explains = best.residualM <= GREATEST_RESIDUAL_M && best.residualM * LEAST_GAIN <= residualAsGivenM;
  if (!explains) return describe("unclear", [0, 0], residualAsGivenM, residualAsGivenM);
  return describe(best.verdict, meanShift(best.places, given), best.residualM, residualAsGivenM);
}

type Xy = readonly [x: number, y: number];

interface Hypothesis {
  readonly verdict: DatumVerdict;
  readonly places: readonly Xy[];
  readonly residualM: number;
}

function positionsOf(geometries: readonly Geometry[]): LonLat[] {
  return geometries.flatMap((geometry) => {
    const { lonLat } = flattenGeometry(geometry);
    return Array.from({ length: lonLat.length / 2 }, (_, i): LonLat => [lonLat[2 * i]!, lonLat[2 * i + 1]!]);
  });
}

const scratch = new Float64Array(2);

function inFrame(frame: LocalFrame, [lonDeg, latDeg]: LonLat): Xy {
  tmForward(frame.projection, lonDeg, latDeg, scratch, 0);
  return [scratch[0]!, scratch[1]!];
}

/** Segments of a geometry in the frame, ax, ay, bx, by in turn; points as segments without length. */
function segmentsOf(geometry: Geometry, frame: LocalFrame): number[] {
  const { lonLat, pathStarts } = flattenGeometry(geometry);
  const at = (i: number): Xy => inFrame(frame, [lonLat[2 * i]!, lonLat[2 * i + 1]!]);
  const segments: number[] = [];
  for (let path = 0; path + 1 < pathStarts.length; path++) {
    const [from, to] = [pathStarts[path]!, pathStarts[path + 1]!];
    if (to - from === 1) segments.push(...at(from), ...at(from));
    for (let i = from + 1; i < to; i++) segments.push(...at(i - 1), ...at(i));
  }
  return segments;
}

function residual(places: readonly Xy[], lines: NearestSegments): number {
  return median(places.map(([x, y]) => Math.hypot(...lines.vectorFrom(x, y))));
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}

/** The places moved by the one shift that brings most of them onto the reference: a vote, then medians of what is left. */
function constantShift(places: readonly Xy[], vertices: readonly Xy[], lines: NearestSegments): Xy[] {
  const votes = new Map<string, number>();
  for (const [x, y] of places)
    for (const [u, v] of vertices) {
      if (Math.abs(u - x) > FARTHEST_SHIFT_M || Math.abs(v - y) > FARTHEST_SHIFT_M) continue;
      const key = `${Math.round((u - x) / BIN_M)},${Math.round((v - y) / BIN_M)}`;
      votes.set(key, (votes.get(key) ?? 0) + 1);
    }
  const winner = [...votes].reduce((best, vote) => (vote[1] > best[1] ? vote : best), ["0,0", 0])[0];
  let [dx, dy] = winner.split(",").map((bin) => Number(bin) * BIN_M) as [number, number];
  for (let step = 0; step < 8; step++) {
    const rests = places.map(([x, y]) => lines.vectorFrom(x + dx, y + dy));
    dx += median(rests.map(([x]) => x));
    dy += median(rests.map(([, y]) => y));
  }
  return places.map(([x, y]) => [x + dx, y + dy]);
}

/** How far the places as given lie from where they should be. */
function meanShift(places: readonly Xy[], given: readonly Xy[]): Xy {
  const sum = places.reduce<Xy>((total, [x, y], i) => [total[0] + given[i]![0] - x, total[1] + given[i]![1] - y], [0, 0]);
  return [sum[0] / places.length, sum[1] / places.length];
}

function describe(verdict: DatumVerdict, [eastM, northM]: Xy, residualM: number, residualAsGivenM: number): DatumCheck {
  const shift = `${Math.abs(Math.round(eastM))} m ${eastM < 0 ? "W" : "E"} ${Math.abs(Math.round(northM))} m ${northM < 0 ? "S" : "N"}`;
  const shiftZh = `向${eastM < 0 ? "西" : "东"} ${Math.abs(Math.round(eastM))} 米、向${northM < 0 ? "南" : "北"} ${Math.abs(Math.round(northM))} 米`;
  const rest = residualM < 9.95 ? residualM.toFixed(1) : residualM.toFixed(0);
  const [message, messageZh] = {
    same: [`The layer lies on the reference, residual ${rest} m.`, `图层与参照一致，残差 ${rest} 米。`],
    "gcj-02": [
      `This looks like GCJ-02, shifted ${shift}, residual ${rest} m.`,
      `坐标似为 GCJ-02（火星坐标），偏移${shiftZh}，残差 ${rest} 米。`,
    ],
    "bd-09": [
      `This looks like BD-09, shifted ${shift}, residual ${rest} m.`,
      `坐标似为 BD-09（百度坐标），偏移${shiftZh}，残差 ${rest} 米。`,
    ],
    shifted: [
      `The layer is shifted as a whole, ${shift}, residual ${rest} m: another datum, or a wrong zone.`,
      `图层整体偏移${shiftZh}，残差 ${rest} 米：可能是其他坐标系或投影带有误。`,
    ],
    unclear: [
      `The layer lies ${rest} m from the reference, and no shift explains it; check that both draw the same things.`,
      `图层与参照相距 ${rest} 米，任何平移都不能解释；请确认两者所绘为同一对象。`,
    ],
  }[verdict] as [string, string];
  return { verdict, eastM, northM, residualM, residualAsGivenM, message, messageZh };
}
