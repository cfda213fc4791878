import { GeoError } from "../errors.ts";
import { type Crs, type DatumName, ELLIPSOID_OF_DATUM, type TransverseMercatorCrs } from "./crs.ts";
import { transverseMercator } from "./transverse-mercator.ts";

/**
 * The blocks in which EPSG numbers the national Gauss–Krüger zones (EPSG v11; checked against PROJ 9.1.1 in
 * test/golden/gauss-krueger). Each runs from its first zone eastward, one code a zone: 3° zones 25–45 (75°E–135°E),
 * 6° zones 13–23 (75°E–135°E). `prefixed` = the zone number stands before the easting (false easting zone·10⁶ + 500 km).
 */
const GAUSS_KRUGER_BLOCKS: readonly {
  readonly firstCode: number;
  readonly datum: DatumName;
  readonly zoneWidthDeg: 3 | 6;
  readonly prefixed: boolean;
}[] = [
  { firstCode: 4513, datum: "CGCS2000", zoneWidthDeg: 3, prefixed: true },
  { firstCode: 4534, datum: "CGCS2000", zoneWidthDeg: 3, prefixed: false },
  { firstCode: 4491, datum: "CGCS2000", zoneWidthDeg: 6, prefixed: true },
  { firstCode: 4502, datum: "CGCS2000", zoneWidthDeg: 6, prefixed: false },
  { firstCode: 2349, datum: "Xian 1980", zoneWidthDeg: 3, prefixed: true },
  { firstCode: 2370, datum: "Xian 1980", zoneWidthDeg: 3, prefixed: false },
  { firstCode: 2327, datum: "Xian 1980", zoneWidthDeg: 6, prefixed: true },
  { firstCode: 2338, datum: "Xian 1980", zoneWidthDeg: 6, prefixed: false },
  { firstCode: 2401, datum: "Beijing 1954", zoneWidthDeg: 3, prefixed: true },
  { firstCode: 2422, datum: "Beijing 1954", zoneWidthDeg: 3, prefixed: false },
  { firstCode: 21413, datum: "Beijing 1954", zoneWidthDeg: 6, prefixed: true },
  { firstCode: 21453, datum: "Beijing 1954", zoneWidthDeg: 6, prefixed: false },
];
const FIRST_ZONE = { 3: 25, 6: 13 } as const;
const ZONE_COUNT = { 3: 21, 6: 11 } as const;

const GEOGRAPHIC: Readonly<Record<number, { name: string; datum: DatumName }>> = {
  4490: { name: "CGCS2000", datum: "CGCS2000" },
  4480: { name: "CGCS2000 (3-D)", datum: "CGCS2000" },
  4326: { name: "WGS 84", datum: "WGS 84" },
  4610: { name: "Xian 1980", datum: "Xian 1980" },
  4214: { name: "Beijing 1954", datum: "Beijing 1954" },
};

const cache = new Map<string, Crs>();

/**
 * The CRS of a code such as `"EPSG:4550"`, `"4550"`, `"urn:ogc:def:crs:EPSG::4550"` or `"OGC:CRS84"`.
 *
 * Known: geographic 4490, 4480, 4326, CRS84, 4610, 4214; geocentric 4479; Gauss–Krüger of CGCS2000 (4491–4554), Xian 1980 (2327–2390) and
 * Beijing 1954 (2401–2442, 21413–21423, 21453–21463); UTM on WGS 84 (32601–32660, 32701–32760); Web Mercator 3857.
 * Axis order of this library is east, north for all of them, also where the register (and the national standard) says
 * north, east.
 *
 * @throws {GeoError} `unknown-crs` for any other code; see `crsFromTransform` for those.
 */
export function crsFromCode(code: string): Crs {
  const known = cache.get(code);
  if (known) return known;
  const crs = lookUp(code);
  cache.set(code, crs);
  return crs;
}

function lookUp(code: string): Crs {
  const text = code.trim().toUpperCase();
  if (/^(OGC:CRS84|CRS84|URN:OGC:DEF:CRS:OGC:[\d.]*:CRS84)$/.test(text))
    return { kind: "geographic", code: "OGC:CRS84", name: "WGS 84", datum: "WGS 84", ellipsoid: ELLIPSOID_OF_DATUM["WGS 84"] };
  const match = /^(?:EPSG:|URN:OGC:DEF:CRS:EPSG:[\d.]*:|HTTPS?:\/\/WWW\.OPENGIS\.NET\/DEF\/CRS\/EPSG\/0\/)?(\d{4,5})$/.exec(text);
  const number = match ? Number(match[1]) : Number.NaN;
  const crs =
    geographicCrs(number) ?? geocentricCrs(number) ?? gaussKrugerCrs(number) ?? utmCrs(number) ?? webMercatorCrs(number);
  if (crs) return crs;
  throw new GeoError(
    "unknown-crs",
    `Unknown coordinate reference system "${code}". Known are EPSG:4490, 4480, 4479, 4326, 4610, 4214, the Gauss–Krüger zones ` +
      "4491–4554 (CGCS2000), 2327–2390 (Xian 1980), 2401–2442, 21413–21423 and 21453–21463 (Beijing 1954), UTM 326zz and " +
      "327zz, and 3857. Reproject the data to one of them, or bring its functions with crsFromTransform.",
    { details: { code } },
  );
}

function geographicCrs(number: number): Crs | null {
  const entry = GEOGRAPHIC[number];
  if (!entry) return null;
  return { kind: "geographic", code: `EPSG:${number}`, ...entry, ellipsoid: ELLIPSOID_OF_DATUM[entry.datum] };
}

function geocentricCrs(number: number): Crs | null {
  if (number !== 4479) return null;
  const datum = "CGCS2000";
  return { kind: "geocentric", code: "EPSG:4479", name: "CGCS2000 (geocentric)", datum, ellipsoid: ELLIPSOID_OF_DATUM[datum] };
}

function gaussKrugerCrs(number: number): TransverseMercatorCrs | null {
  for (const { firstCode, datum, zoneWidthDeg, prefixed } of GAUSS_KRUGER_BLOCKS) {
    const index = number - firstCode;
    if (!(index >= 0 && index < ZONE_COUNT[zoneWidthDeg])) continue;
    const lon0Deg = 75 + index * zoneWidthDeg;
    const zone = FIRST_ZONE[zoneWidthDeg] + index;
    const ellipsoid = ELLIPSOID_OF_DATUM[datum];
    return {
      kind: "transverse-mercator",
      code: `EPSG:${number}`,
      name: `${datum} / ${zoneWidthDeg}-degree Gauss-Kruger ${prefixed ? `zone ${zone}` : `CM ${lon0Deg}E`}`,
      datum,
      ellipsoid,
      projection: transverseMercator(ellipsoid, lon0Deg, { falseEastM: (prefixed ? zone * 1e6 : 0) + 500_000 }),
      zone: prefixed ? zone : null,
      zoneWidthDeg,
    };
  }
  return null;
}

function utmCrs(number: number): TransverseMercatorCrs | null {
  const south = number > 32700;
  const zone = number - (south ? 32700 : 32600);
  if (!(zone >= 1 && zone <= 60)) return null;
  const ellipsoid = ELLIPSOID_OF_DATUM["WGS 84"];
  return {
    kind: "transverse-mercator",
    code: `EPSG:${number}`,
    name: `WGS 84 / UTM zone ${zone}${south ? "S" : "N"}`,
    datum: "WGS 84",
    ellipsoid,
    projection: transverseMercator(ellipsoid, zone * 6 - 183, {
      k0: 0.9996,
      falseEastM: 500_000,
      falseNorthM: south ? 10_000_000 : 0,
    }),
    zone,
    zoneWidthDeg: 6,
  };
}

function webMercatorCrs(number: number): Crs | null {
  if (number !== 3857) return null;
  return {
    kind: "web-mercator",
    code: "EPSG:3857",
    name: "WGS 84 / Pseudo-Mercator",
    datum: "WGS 84",
    ellipsoid: ELLIPSOID_OF_DATUM["WGS 84"],
  };
}
