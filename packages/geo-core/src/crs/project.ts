import { GeoError } from "../errors.ts";
import { DEG_PER_RAD, RAD_PER_DEG } from "../units.ts";
import type { Crs } from "./crs.ts";
import { crsFromCode } from "./crs-from-code.ts";
import { datumShiftNeeded, isSameDatum } from "./datum.ts";
import { type DatumShift, type SevenParameterShift, shiftDatum, shiftPlane } from "./datum-shift.ts";
import type { EastNorth, LonLat } from "./position.ts";
import { lonDifferenceDeg, MAX_ANGLE_FROM_MERIDIAN_DEG, tmForward, tmInverse } from "./transverse-mercator.ts";

/** Where a geographic position comes from or goes to. CGCS2000 and WGS 84 degrees are taken as equal (within decimetres). */
export interface ProjectOptions {
  /** CRS of the degrees. Default `EPSG:4490`. Say `EPSG:4610` or `EPSG:4214` for degrees on Xian 1980 or Beijing 1954. */
  readonly lonLatCrs?: string;
  /**
   * Surveyed parameters between the datum of the degrees and that of the projected CRS, given in either direction. Used only
   * where the two differ; without them such a request is refused.
   */
  readonly datumShift?: DatumShift;
}

const DEFAULT_LON_LAT_CRS = "EPSG:4490";
/** Web Mercator ends where its square does. */
const MAX_MERCATOR_LAT_DEG = 85.06;
const scratch = new Float64Array(2);

/**
 * Projected position `[eastM, northM]` of a geographic one. Easting first, also for national CRS whose register says north
 * first; a prefixed zone keeps its prefix (zone 40: 40 500 000 on the central meridian).
 *
 * Accuracy: 1 µm against PROJ over the national zones (test/golden/gauss-krueger). Source: Karney (2011).
 *
 * @throws {GeoError} `unknown-crs`; `crs-not-projected` for a geographic CRS; `datum-shift-needed` where the degrees are on
 *   another datum; `position-out-of-range` outside ±90° latitude or more than 35° from the central meridian.
 */
export function projectTo(crs: Crs | string, lonLat: LonLat, options: ProjectOptions = {}): EastNorth {
  const target = typeof crs === "string" ? crsFromCode(crs) : crs;
  const source = crsFromCode(options.lonLatCrs ?? DEFAULT_LON_LAT_CRS);
  if (isSameDatum(source.datum, target.datum)) return project(target, lonLat);
  const { datumShift } = options;
  const seven = sevenParametersBetween(source, target, datumShift);
  if (seven) return project(target, shiftLonLat(lonLat, seven.shift, seven.direction));
  const plane = planeBeside(source, target, datumShift);
  return shiftPlane(project(plane.other, lonLat), plane.shift, plane.fromOther);
}

/** Projection without a change of datum. */
function project(target: Crs, lonLat: LonLat): EastNorth {
  const [lonDeg, latDeg] = lonLat;
  assertDegrees(lonDeg, latDeg);
  if (target.kind === "geographic" || target.kind === "geocentric") throw notProjected(target);
  if (target.kind === "transform") return target.forward(lonLat);
  if (target.kind === "web-mercator") return mercatorForward(target.ellipsoid.aM, lonDeg, latDeg);
  const fromMeridianDeg = lonDifferenceDeg(target.projection.lon0Deg, lonDeg);
  if (Math.abs(fromMeridianDeg) > MAX_ANGLE_FROM_MERIDIAN_DEG)
    throw new GeoError(
      "position-out-of-range",
      `Longitude ${lonDeg}° lies ${Math.abs(fromMeridianDeg).toFixed(1)}° from the central meridian ${target.projection.lon0Deg}° ` +
        `of ${target.code}; the limit is ${MAX_ANGLE_FROM_MERIDIAN_DEG}°. Use the zone of the position.`,
      { details: { lonDeg, latDeg, crs: target.code } },
    );
  tmForward(target.projection, lonDeg, latDeg, scratch, 0);
  return [scratch[0]!, scratch[1]!];
}

/**
 * Geographic position `[lonDeg, latDeg]` of a projected one, easting first; inverse of {@link projectTo} (round trip within
 * 10 nm).
 *
 * @throws {GeoError} as {@link projectTo}; `position-out-of-range` where the coordinates cannot belong to the CRS, for example
 *   north and east exchanged, or an eight-digit easting given to a CRS without zone prefix.
 */
export function unprojectFrom(crs: Crs | string, eastNorth: EastNorth, options: ProjectOptions = {}): LonLat {
  const source = typeof crs === "string" ? crsFromCode(crs) : crs;
  const target = crsFromCode(options.lonLatCrs ?? DEFAULT_LON_LAT_CRS);
  if (isSameDatum(source.datum, target.datum)) return unproject(source, eastNorth);
  const { datumShift } = options;
  const seven = sevenParametersBetween(source, target, datumShift);
  if (seven) return shiftLonLat(unproject(source, eastNorth), seven.shift, seven.direction);
  const plane = planeBeside(target, source, datumShift);
  return unproject(plane.other, shiftPlane(eastNorth, plane.shift, plane.toOther));
}

/** Inverse projection without a change of datum. */
function unproject(source: Crs, eastNorth: EastNorth): LonLat {
  const [eastM, northM] = eastNorth;
  if (source.kind === "geographic" || source.kind === "geocentric") throw notProjected(source);
  if (source.kind === "transform") return source.inverse(eastNorth);
  if (source.kind === "web-mercator") return mercatorInverse(source.ellipsoid.aM, eastM, northM);
  const { projection } = source;
  const eastOffsetM = eastM - projection.falseEastM;
  const northOffsetM = northM - projection.falseNorthM;
  if (!(Math.abs(eastOffsetM) <= 3_900_000 && Math.abs(northOffsetM) <= 10_002_000))
    throw new GeoError(
      "position-out-of-range",
      `Easting ${eastM}, northing ${northM} cannot belong to ${source.code} (${source.name}): the easting lies ` +
        `${Math.round(eastOffsetM)} m from the central meridian, limit 3 900 000, and northings end at 10 002 000. ` +
        "Check the zone prefix, and whether the file gives north before east.",
      { details: { eastM, northM, crs: source.code } },
    );
  tmInverse(projection, eastM, northM, scratch, 0);
  return [scratch[0]!, scratch[1]!];
}

type Direction = "forward" | "inverse";

function sevenParametersBetween(
  from: Crs,
  to: Crs,
  shift: DatumShift | undefined,
): { shift: SevenParameterShift; direction: Direction } | null {
  if (shift?.kind !== "seven-parameter") return null;
  if (isSameDatum(shift.from, from.datum) && isSameDatum(shift.to, to.datum)) return { shift, direction: "forward" };
  if (isSameDatum(shift.to, from.datum) && isSameDatum(shift.from, to.datum)) return { shift, direction: "inverse" };
  return null;
}

function shiftLonLat([lonDeg, latDeg]: LonLat, shift: SevenParameterShift, direction: Direction): LonLat {
  const [shiftedLonDeg, shiftedLatDeg] = shiftDatum([lonDeg, latDeg, 0], shift, direction);
  return [shiftedLonDeg, shiftedLatDeg];
}

/** The projected CRS on the degrees' datum that four parameters join to the wanted one, and the directions between the two. */
function planeBeside(degrees: Crs, plane: Crs, shift: DatumShift | undefined) {
  if (shift?.kind === "four-parameter") {
    const [from, to] = [crsFromCode(shift.from), crsFromCode(shift.to)];
    if (from.code === plane.code && isSameDatum(to.datum, degrees.datum))
      return { other: to, shift, toOther: "forward", fromOther: "inverse" } as const;
    if (to.code === plane.code && isSameDatum(from.datum, degrees.datum))
      return { other: from, shift, toOther: "inverse", fromOther: "forward" } as const;
  }
  throw datumShiftNeeded(degrees, plane);
}

function assertDegrees(lonDeg: number, latDeg: number): void {
  if (Math.abs(lonDeg) <= 360 && Math.abs(latDeg) <= 90) return;
  throw new GeoError(
    "position-out-of-range",
    `Position lon ${lonDeg}, lat ${latDeg} is not in degrees: longitude must be within ±360, latitude within ±90. ` +
      "Positions are longitude first; metres must be unprojected first.",
    { details: { lonDeg, latDeg } },
  );
}

function notProjected(crs: Crs): GeoError {
  return new GeoError(
    "crs-not-projected",
    `${crs.code} (${crs.name}) is ${crs.kind} and has no eastings and northings; use a projected CRS, for example EPSG:4550.`,
    { details: { crs: crs.code } },
  );
}

function mercatorForward(radiusM: number, lonDeg: number, latDeg: number): EastNorth {
  if (Math.abs(latDeg) > MAX_MERCATOR_LAT_DEG)
    throw new GeoError("position-out-of-range", `Latitude ${latDeg}° is beyond Web Mercator, which ends at ±85.06°.`, {
      details: { lonDeg, latDeg },
    });
  return [radiusM * lonDeg * RAD_PER_DEG, radiusM * Math.asinh(Math.tan(latDeg * RAD_PER_DEG))];
}

function mercatorInverse(radiusM: number, eastM: number, northM: number): LonLat {
  const halfWorldM = Math.PI * radiusM;
  if (!(Math.abs(eastM) <= 2 * halfWorldM && Math.abs(northM) <= 1.01 * halfWorldM))
    throw new GeoError("position-out-of-range", `Easting ${eastM}, northing ${northM} is outside Web Mercator (±20 037 508 m).`, {
      details: { eastM, northM },
    });
  return [(eastM / radiusM) * DEG_PER_RAD, Math.atan(Math.sinh(northM / radiusM)) * DEG_PER_RAD];
}
