import { CGCS2000, type Ellipsoid, IAG1975, KRASSOWSKY, WGS84 } from "./ellipsoid.ts";
import type { EastNorth, LonLat } from "./position.ts";
import type { TransverseMercator } from "./transverse-mercator.ts";

export type DatumName = "CGCS2000" | "WGS 84" | "Xian 1980" | "Beijing 1954";

/** A coordinate reference system this library knows. Positions are always lon, lat or east, north, whatever the register says. */
export type Crs = GeographicCrs | GeocentricCrs | TransverseMercatorCrs | WebMercatorCrs | TransformCrs;

interface CrsBase {
  /** Code in the form `EPSG:4550`. */
  readonly code: string;
  readonly name: string;
  readonly datum: DatumName;
  readonly ellipsoid: Ellipsoid;
}

export interface GeographicCrs extends CrsBase {
  readonly kind: "geographic";
}

/** Earth-centred x, y, z; see `geocentricFromGeographic`. */
export interface GeocentricCrs extends CrsBase {
  readonly kind: "geocentric";
}

export interface TransverseMercatorCrs extends CrsBase {
  readonly kind: "transverse-mercator";
  readonly projection: TransverseMercator;
  /** Zone number where the zone stands before the easting (national eight-digit form) or names a UTM zone; else null. */
  readonly zone: number | null;
  /** Width of the zone in degrees: 3 or 6. */
  readonly zoneWidthDeg: 3 | 6;
}

export interface WebMercatorCrs extends CrsBase {
  readonly kind: "web-mercator";
}

/** A projected CRS by functions from outside; see `crsFromTransform`. */
export interface TransformCrs extends CrsBase {
  readonly kind: "transform";
  readonly forward: (lonLat: LonLat) => EastNorth;
  readonly inverse: (eastNorth: EastNorth) => LonLat;
}

export const ELLIPSOID_OF_DATUM: Readonly<Record<DatumName, Ellipsoid>> = {
  CGCS2000,
  "WGS 84": WGS84,
  "Xian 1980": IAG1975,
  "Beijing 1954": KRASSOWSKY,
};
