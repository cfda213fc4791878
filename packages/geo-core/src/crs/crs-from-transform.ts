import { GeoError } from "../errors.ts";
import { type DatumName, ELLIPSOID_OF_DATUM, type TransformCrs } from "./crs.ts";
import type { EastNorth, LonLat } from "./position.ts";

/** What a CRS from outside is made of. */
export interface CrsTransform {
  /** How messages and results call it, for example `"EPSG:2326"` or `"local:tongliao"`. */
  readonly code: string;
  readonly name: string;
  /** Datum of the degrees that `forward` takes and `inverse` gives. Default `CGCS2000`, taken as equal to WGS 84. */
  readonly datum?: DatumName;
  readonly forward: (lonLat: LonLat) => readonly number[];
  readonly inverse: (eastNorth: EastNorth) => readonly number[];
}

/**
 * A projected CRS that this library does not know, from the user's own functions, for example proj4's (see
 * docs/coordinates.md). It can be given to `projectTo`, `unprojectFrom` and `planarAreaM2`. Distances need a transverse
 * Mercator and refuse it.
 *
 * Order: longitude, latitude and easting, northing. Accuracy and cost are those of the functions.
 */
export function crsFromTransform({ code, name, datum = "CGCS2000", forward, inverse }: CrsTransform): TransformCrs {
  return {
    kind: "transform",
    code,
    name,
    datum,
    ellipsoid: ELLIPSOID_OF_DATUM[datum],
    forward: (lonLat) => checked(code, "forward", lonLat, forward(lonLat)),
    inverse: (eastNorth) => {
      const lonLat = checked(code, "inverse", eastNorth, inverse(eastNorth));
      if (Math.abs(lonLat[0]) <= 360 && Math.abs(lonLat[1]) <= 90) return lonLat;
      throw outOfRange(code, "inverse", eastNorth, lonLat);
    },
  };
}

function checked(code: string, side: string, given: readonly number[], found: readonly number[]): readonly [number, number] {
  const [first = Number.NaN, second = Number.NaN] = found;
  if (Number.isFinite(first) && Number.isFinite(second)) return [first, second];
  throw outOfRange(code, side, given, found);
}

function outOfRange(code: string, side: string, given: readonly number[], found: readonly number[]): GeoError {
  return new GeoError(
    "position-out-of-range",
    `The ${side} function of ${code} turned ${given.join(", ")} into ${found.join(", ")}, which is no position. Check that the ` +
      "place lies in its area of use, and that it takes longitude, latitude and easting, northing.",
    { details: { crs: code, given, found } },
  );
}
