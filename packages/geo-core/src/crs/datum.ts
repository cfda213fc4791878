import { GeoError } from "../errors.ts";
import type { Crs, DatumName } from "./crs.ts";

/** CGCS2000 and WGS 84 (G-frames): same definition, realisations apart by plate motion, a few decimetres. */
function isEarthCentred(datum: DatumName): boolean {
  return datum === "CGCS2000" || datum === "WGS 84";
}

/** True where degrees of one datum may be read as degrees of the other. */
export function isSameDatum(a: DatumName, b: DatumName): boolean {
  return a === b || (isEarthCentred(a) && isEarthCentred(b));
}

/**
 * Refuses to mix datums. CGCS2000 and WGS 84 count as one: their degrees differ by decimetres, which the data's own accuracy
 * hides, and every result says which it used. Xian 1980 and Beijing 1954 lie 50–150 m away by amounts that depend on the
 * place; only surveyed parameters can bridge them.
 *
 * @throws {GeoError} `datum-shift-needed`
 */
export function assertSameDatum(from: Crs, to: Crs): void {
  if (!isSameDatum(from.datum, to.datum)) throw datumShiftNeeded(from, to);
}

/** The error for two datums and no parameters that bridge them. */
export function datumShiftNeeded(from: Crs, to: Crs): GeoError {
  return new GeoError(
    "datum-shift-needed",
    `${from.code} is on ${from.datum} and ${to.code} on ${to.datum}: they differ by 50–150 m, and the shift depends on the ` +
      "place. Give the surveyed parameters of the area (datumShift of projectTo and unprojectFrom), or coordinates on one datum.",
    { details: { from: from.code, to: to.code, fromDatum: from.datum, toDatum: to.datum } },
  );
}
