import { GeoError } from "../errors.ts";
import { MAX_CURVATURE } from "./distance/bounds.ts";
import type { EdgeSurface } from "./distance/edge-shape.ts";

/** How a drawn buffer relates to the true one: holds it, lies in it, or is nearest to it. */
export type BufferGuarantee = "inner" | "outer" | "nearest";

/** What is to be drawn, and how exactly. */
export interface BufferTask {
  readonly distanceM: number;
  readonly toleranceM: number;
  readonly guarantee: BufferGuarantee;
  readonly surface: EdgeSurface;
}

/** Shares of the tolerance that these sources of error may use, to both sides; arcs use what is left. */
const SCALE_SHARE = 0.16;
const EDGE_SHARE = 0.05;
const OUTPUT_SHARE = 0.05;
/** Rounding to the drawing grid and to 1e-9 degrees, and points left out beside their neighbours, with reserve. */
const ROUNDING_M = 4e-4;
/** Rounding alone must leave room for the rest. */
const LEAST_TOLERANCE_M = 0.004;

/** Planar figures for drawing a geodesic distance in a frame, so that every error lands on the allowed side. */
export interface OffsetPlan {
  /** Signed planar offset, metres. */
  readonly offsetM: number;
  /** How much farther than `offsetM` the inner vertices of arcs are drawn, so that areas come out even; signed as the offset. */
  readonly arcLiftM: number;
  /** How far arcs may cut inside their circle. */
  readonly arcToleranceM: number;
  /** How far a true edge may lie from the pieces that stand for it. */
  readonly edgeToleranceM: number;
  /** How far an output edge may lie from the outline when read as straight in lon/lat, in a zone, or as a geodesic. */
  readonly outputToleranceM: number;
}

/**
 * Greatest excess of planar over geodesic distance, as a share, for distances up to `distanceM` from places within `maxX` of a
 * frame's central meridian: mean of K̂x²/2 along a line that starts at u ≤ X and ends at most r farther out (bounds.ts, B1).
 */
function scaleExcess(distanceM: number, maxX: number): number {
  return (MAX_CURVATURE / 6) * (3 * maxX * maxX + 3 * maxX * distanceM + distanceM * distanceM) * 1.01;
}

/** Whether one frame can draw the distance from places within `maxX` of its meridian. */
export function frameIsEnough(distanceM: number, maxX: number, toleranceM: number): boolean {
  return (Math.abs(distanceM) * scaleExcess(Math.abs(distanceM), maxX)) / 2 <= SCALE_SHARE * toleranceM;
}

/**
 * The plan for a signed distance. Arcs err to one side only (their chords run inside the circle), the rest to both sides.
 *
 * @throws {RangeError} for a tolerance under 4 mm.
 * @throws {GeoError} `input-out-of-range` where the distance is too long for the tolerance in any frame.
 */
export function planOffset(distanceM: number, maxX: number, toleranceM: number, guarantee: BufferGuarantee): OffsetPlan {
  const lengthM = Math.abs(distanceM);
  const excess = scaleExcess(lengthM, maxX) / 2;
  if (lengthM * excess > SCALE_SHARE * toleranceM) throw tooLong(lengthM, toleranceM);
  const planarM = distanceM * (1 + excess);
  const bothSidesM = (EDGE_SHARE + OUTPUT_SHARE) * toleranceM + lengthM * excess + ROUNDING_M;
  // One-sided: the outline is moved by what may err to both sides, so that counts twice. Nearest: chords cut off two thirds of their
  // sagitta on average, so arcs are drawn that much outside; a chord from a vertex that is not runs 25/36 of the sagitta inside.
  const arcToleranceM = guarantee === "nearest" ? (36 / 25) * (toleranceM - bothSidesM) : toleranceM - 2 * bothSidesM;
  // Arcs cut inside the disc: too small when growing, too large when shrinking.
  const arcSide = Math.sign(distanceM) * arcToleranceM;
  const shiftM = { outer: bothSidesM + Math.max(0, arcSide), inner: -bothSidesM + Math.min(0, arcSide), nearest: 0 }[guarantee];
  return {
    offsetM: planarM + shiftM,
    arcLiftM: guarantee === "nearest" ? (2 / 3) * arcSide : 0,
    arcToleranceM,
    edgeToleranceM: EDGE_SHARE * toleranceM,
    outputToleranceM: OUTPUT_SHARE * toleranceM,
  };
}

export function assertBufferInput(distanceM: number, toleranceM: number): void {
  if (!Number.isFinite(distanceM)) throw new RangeError(`distanceM must be a finite number of metres, not ${distanceM}`);
  if (!(toleranceM >= LEAST_TOLERANCE_M))
    throw new RangeError(
      `toleranceM must be at least ${LEAST_TOLERANCE_M} m, because outlines are rounded to 0.1 mm, not ${toleranceM}`,
    );
}

function tooLong(lengthM: number, toleranceM: number): GeoError {
  const neededM = (lengthM * scaleExcess(lengthM, 0)) / 2 / SCALE_SHARE;
  return new GeoError(
    "input-out-of-range",
    `A distance of ${lengthM} m cannot be drawn to ${toleranceM} m: the plane itself is off by more. Give toleranceM of ` +
      `${(neededM * 1.05).toPrecision(2)} or more.`,
    { details: { distanceM: lengthM, toleranceM } },
  );
}
