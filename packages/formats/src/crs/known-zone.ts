import { crsFromCode, type DatumName } from "@parkatlas/geo-core";
import type { Definition } from "./read-definition.ts";

/** Degrees and metres that definitions print are good to this. */
const TOLERANCE = 1e-6;
const near = (value: number, wanted: number): boolean => Math.abs(value - wanted) < TOLERANCE;

/** First code of each block in which EPSG numbers the zones: with the zone before the easting, and without. */
const FIRST_CODE = {
  CGCS2000: { prefixed: { 3: 4513, 6: 4491 }, bare: { 3: 4534, 6: 4502 } },
  "Xian 1980": { prefixed: { 3: 2349, 6: 2327 }, bare: { 3: 2370, 6: 2338 } },
  "Beijing 1954": { prefixed: { 3: 2401, 6: 21413 }, bare: { 3: 2422, 6: 21453 } },
} as const;

/** The national Gauss–Krüger zone of a transverse Mercator, or null. A bare 3° zone on a meridian of both systems is the same as the 6° one. */
export function nationalZoneCode(definition: Definition, datum: Exclude<DatumName, "WGS 84">): string | null {
  const { lon0Deg, lat0Deg, k0, falseEastM, falseNorthM } = definition;
  if (!(near(lat0Deg, 0) && near(k0, 1) && near(falseNorthM, 0))) return null;
  const prefix = Math.round((falseEastM - 500_000) / 1e6);
  if (!near(falseEastM, prefix * 1e6 + 500_000)) return null;
  const index = Math.round((lon0Deg - 75) / 3);
  if (!near(lon0Deg, 75 + 3 * index) || index < 0 || index > 20) return null;
  const codes = FIRST_CODE[datum];
  if (prefix === 0) return `EPSG:${codes.bare[3] + index}`;
  if (prefix === 25 + index) return `EPSG:${codes.prefixed[3] + index}`;
  return prefix === 13 + index / 2 ? `EPSG:${codes.prefixed[6] + index / 2}` : null;
}

/** The UTM zone of a transverse Mercator on WGS 84, or null. */
export function utmCode({ lon0Deg, lat0Deg, k0, falseEastM, falseNorthM }: Definition): string | null {
  const zone = Math.round((lon0Deg + 183) / 6);
  if (!(zone >= 1 && zone <= 60 && near(lat0Deg, 0))) return null;
  const code = `EPSG:${(falseNorthM === 0 ? 32_600 : 32_700) + zone}`;
  const crs = crsFromCode(code);
  if (crs.kind !== "transverse-mercator") return null;
  const { projection } = crs;
  const isIt =
    near(lon0Deg, projection.lon0Deg) &&
    near(k0, projection.k0) &&
    near(falseEastM, projection.falseEastM) &&
    near(falseNorthM, projection.falseNorthM);
  return isIt ? code : null;
}
