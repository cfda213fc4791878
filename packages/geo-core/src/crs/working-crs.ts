import { GeoError } from "../errors.ts";
import type { Crs } from "./crs.ts";
import { crsFromCode } from "./crs-from-code.ts";

/**
 * Code of the projected CRS a dataset in this longitude works in: the 3° Gauss–Krüger zone on CGCS2000 whose central
 * meridian is nearest, in the form without zone prefix (`"EPSG:4550"` for 122°E…124.5°E); outside 73.5°E–136.5°E, where the
 * national zones end, the UTM zone (northern form, also usable as a plane south of the equator).
 *
 * @throws {GeoError} `position-out-of-range` unless the longitude lies within ±180.
 */
export function defaultWorkingCrs(lonDeg: number): string {
  if (!(Math.abs(lonDeg) <= 180))
    throw new GeoError("position-out-of-range", `Longitude ${lonDeg} is not within ±180°; positions are longitude first.`, {
      details: { lonDeg },
    });
  const meridianDeg = 3 * Math.round(lonDeg / 3);
  if (meridianDeg >= 75 && meridianDeg <= 135) return `EPSG:${4534 + (meridianDeg - 75) / 3}`;
  const utmZone = Math.min(60, Math.floor((lonDeg + 180) / 6) + 1);
  return `EPSG:${32600 + utmZone}`;
}

/** What a bare easting does not say. */
export interface CrsFromEastingOptions {
  /** Datum of the coordinates. Default `CGCS2000`. */
  readonly datum?: "CGCS2000" | "Xian 1980" | "Beijing 1954";
  /** Central meridian, for an easting without zone prefix. */
  readonly centralMeridianDeg?: number;
  /** Zone width, for an easting without zone prefix on a meridian that both systems have (75, 81, …). Default 3. */
  readonly zoneWidthDeg?: 3 | 6;
}

const FIRST_CODE = {
  CGCS2000: { prefixed: { 3: 4513, 6: 4491 }, bare: { 3: 4534, 6: 4502 } },
  "Xian 1980": { prefixed: { 3: 2349, 6: 2327 }, bare: { 3: 2370, 6: 2338 } },
  "Beijing 1954": { prefixed: { 3: 2401, 6: 21413 }, bare: { 3: 2422, 6: 21453 } },
} as const;

/**
 * The national Gauss–Krüger CRS an easting belongs to. Eight digits carry their zone: 13–23 are 6° zones, 25–45 are 3° zones
 * (the two ranges do not overlap in China). Six digits carry none and must be told the central meridian.
 *
 * @throws {GeoError} `zone-unknown` where the easting does not decide.
 */
export function crsFromEasting(eastM: number, options: CrsFromEastingOptions = {}): Crs {
  const codes = FIRST_CODE[options.datum ?? "CGCS2000"];
  const zone = Math.floor(eastM / 1e6);
  if (zone >= 25 && zone <= 45) return crsFromCode(`EPSG:${codes.prefixed[3] + zone - 25}`);
  if (zone >= 13 && zone <= 23) return crsFromCode(`EPSG:${codes.prefixed[6] + zone - 13}`);
  const { centralMeridianDeg, zoneWidthDeg = 3 } = options;
  const index = ((centralMeridianDeg ?? Number.NaN) - 75) / zoneWidthDeg;
  if (zone === 0 && eastM >= 100_000 && Number.isInteger(index) && index >= 0 && index <= 60 / zoneWidthDeg)
    return crsFromCode(`EPSG:${codes.bare[zoneWidthDeg] + index}`);
  throw new GeoError(
    "zone-unknown",
    zone === 0
      ? `Easting ${eastM} has no zone prefix, so the zone is not known. Give centralMeridianDeg: 75, 78 … 135 for 3° zones, ` +
          "75, 81 … 135 for 6° zones."
      : `Easting ${eastM} begins with ${zone}, which is no national zone (13–23 for 6°, 25–45 for 3°). Check whether the file ` +
          "gives north before east.",
    { details: { eastM, centralMeridianDeg: centralMeridianDeg ?? null } },
  );
}
