import { type Crs, crsFromCode, crsFromTransform, type DatumName, GeoError } from "@parkatlas/geo-core";
import proj4 from "proj4";
import { nationalZoneCode, utmCode } from "./known-zone.ts";
import { type Definition, readDefinition } from "./read-definition.ts";

/**
 * The CRS of a definition that came with a file: WKT 1 as ESRI (`.prj`) or OGC and GDAL write it, or a PROJ string. Positions are
 * longitude, latitude and easting, northing, whatever axes the definition names.
 *
 * The national Gauss–Krüger zones, UTM on WGS 84, Web Mercator, and degrees on the known datums are those of the library itself
 * (`crsFromCode`), which knows distances in them. Anything else is computed by proj4 (`crsFromTransform`) and called by `code`, or by
 * the definition's own name. Xian 1980 and Beijing 1954 keep their datum: parameters that the definition carries (`TOWGS84`) are means
 * of a whole country, tens of metres wrong, so projecting to and from CGCS2000 asks for the surveyed ones (`datumShift`).
 *
 * Accuracy: the library's own 1 µm; proj4 agrees with PROJ 9.1.1 to 10 µm, half a millimetre back through seven
 * parameters (crs-from-definition.test.ts).
 *
 * @throws {GeoError} `unknown-crs` where the text is no definition, or of a projection that proj4 lacks; `datum-shift-needed` where it
 *   stands on another ellipsoid and says nothing of how that lies to WGS 84.
 */
export function crsFromDefinition(text: string, code?: string): Crs {
  const definition = readDefinition(text);
  const datum = datumOf(definition);
  const known = knownCode(definition, datum);
  return known === null ? transformOf(definition, datum, code) : crsFromCode(known);
}

/** What a definition on no datum of the library needs: proj4 shifts it to WGS 84 by its own parameters. */
type FoundDatum = DatumName | "by parameters";

function datumOf(definition: Definition): FoundDatum {
  const { datumWords, aM, inverseFlattening, parameters } = definition;
  if (/xi_?an_?19?80/.test(datumWords) || isEllipsoid(definition, 6_378_140, 298.257)) return "Xian 1980";
  if (/beijing_?19?54/.test(datumWords)) return "Beijing 1954";
  if (parameters === "given") return "by parameters";
  if (/china_?2000|cgcs_?2000|china_geodetic_coordinate_system_2000/.test(datumWords)) return "CGCS2000";
  if (parameters === "none" && isEllipsoid(definition, 6_378_137, 298.257_222_101)) return "CGCS2000";
  if (parameters === "none" && isEllipsoid(definition, 6_378_137, 298.257_223_563)) return "WGS 84";
  // PROJ strings of Beijing 1954 name the ellipsoid alone.
  if (parameters === "none" && definition.isProj && isEllipsoid(definition, 6_378_245, 298.3)) return "Beijing 1954";
  throw new GeoError(
    "datum-shift-needed",
    `The definition "${definition.name}" stands on the ellipsoid a = ${aM} m, 1/f = ${inverseFlattening} and does not say how its datum lies to ` +
      "WGS 84. Add the surveyed parameters (+towgs84=… or TOWGS84[…]), or transform the data to CGCS2000 first.",
    { details: { name: definition.name, aM, inverseFlattening } },
  );
}

function isEllipsoid({ aM, inverseFlattening }: Definition, wantedA: number, wantedInverse: number): boolean {
  return Math.abs(aM - wantedA) < 1e-3 && Math.abs(inverseFlattening - wantedInverse) < 1e-7;
}

const DEGREES: Readonly<Record<DatumName, string>> = {
  CGCS2000: "EPSG:4490",
  "WGS 84": "EPSG:4326",
  "Xian 1980": "EPSG:4610",
  "Beijing 1954": "EPSG:4214",
};

/** The code under which the library knows the definition; null where it does not. */
function knownCode(definition: Definition, datum: FoundDatum): string | null {
  if (datum === "by parameters") return null;
  if (definition.kind === "geographic") return DEGREES[datum];
  if (definition.kind === "web-mercator") return "EPSG:3857";
  if (definition.kind !== "transverse-mercator") return null;
  return datum === "WGS 84" ? utmCode(definition) : nationalZoneCode(definition, datum);
}

function transformOf(definition: Definition, datum: FoundDatum, code: string | undefined): Crs {
  if (definition.kind === "geographic")
    throw new GeoError(
      "datum-shift-needed",
      `The definition "${definition.name}" is of degrees on a datum of its own. Transform them to CGCS2000 degrees (EPSG:4490) first.`,
      { details: { name: definition.name } },
    );
  // Degrees on the datum of the definition itself are not shifted; proj4 does so where one side names an ellipsoid only.
  const degrees =
    datum === "by parameters"
      ? "+proj=longlat +datum=WGS84 +no_defs"
      : `+proj=longlat +a=${definition.aM} +b=${definition.bM} +no_defs`;
  const { forward, inverse } = proj4(degrees, definition.text);
  return crsFromTransform({
    code: code ?? definition.authority ?? `definition:${definition.name}`,
    name: definition.name,
    datum: datum === "by parameters" ? "WGS 84" : datum,
    forward: ([lonDeg, latDeg]) => forward([lonDeg, latDeg]),
    inverse: ([eastM, northM]) => inverse([eastM, northM]),
  });
}
