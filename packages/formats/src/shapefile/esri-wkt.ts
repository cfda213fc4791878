import { crsFromCode, GeoError } from "@parkatlas/geo-core";

const GEOGCS =
  'GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],' +
  'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]';

/** A number as WKT of ESRI writes it: always with a point. */
function real(value: number): string {
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

/**
 * The text of a `.prj` for degrees on CGCS2000 or one of its Gauss–Krüger zones, in the words of ESRI, which GDAL and QGIS know too.
 *
 * @throws {GeoError} `unknown-crs` for any other CRS: data of record leave the house on the national datum.
 */
export function esriWkt(code: string): string {
  const crs = crsFromCode(code);
  if (crs.code === "EPSG:4490") return GEOGCS;
  if (crs.kind !== "transverse-mercator" || crs.datum !== "CGCS2000")
    throw new GeoError(
      "unknown-crs",
      `${code} cannot be written; choose EPSG:4490 or a Gauss–Krüger zone of CGCS2000 (EPSG:4491 to 4554)`,
      {
        details: { code, messageZh: `${code} 不能写出；请选 EPSG:4490 或 2000 系高斯－克吕格带（EPSG:4491–4554）` },
      },
    );
  const { lon0Deg, falseEastM } = crs.projection;
  const width = crs.zoneWidthDeg === 3 ? "3_Degree_GK" : "GK";
  const which = crs.zone === null ? `CM_${lon0Deg}E` : `Zone_${crs.zone}`;
  return (
    `PROJCS["CGCS2000_${width}_${which}",${GEOGCS},PROJECTION["Gauss_Kruger"],` +
    `PARAMETER["False_Easting",${real(falseEastM)}],PARAMETER["False_Northing",0.0],` +
    `PARAMETER["Central_Meridian",${real(lon0Deg)}],PARAMETER["Scale_Factor",1.0],` +
    `PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]`
  );
}
