import type { TransverseMercatorCrs } from "../crs/crs.ts";
import { crsFromCode } from "../crs/crs-from-code.ts";
import { defaultWorkingCrs } from "../crs/working-crs.ts";
import { isGeoError } from "../errors.ts";
import { bboxOf } from "../geometry/bbox.ts";
import type { Geometry } from "../geometry/types.ts";
import type { Issue } from "./issue.ts";
import { makeIssue } from "./issue-codes.ts";

/** This far from the central meridian a plane stretches lengths by 0.5 m per km at 43° N, 0.7 m per km at 30° N. */
const FARTHEST_DEG = 2.5;
/** The middle of China's 3° zones: a dataset without any feature works there. */
const NO_DATA_LON_DEG = 105;

/**
 * Checks that a code names a transverse Mercator zone on CGCS2000 or WGS 84, in which edges can be straight and planar areas
 * can be taken; returns it in the form `EPSG:4550`, or null with an issue.
 */
export function readWorkingCrs(code: string, issues: Issue[]): string | null {
  const zone = zoneFromCode(code);
  if (zone !== null) return zone.code;
  issues.push(
    makeIssue(
      "working-crs-unknown",
      { layer: null, path: "workingCrs" },
      {
        en: `workingCrs "${code}" is not a Gauss–Krüger zone of CGCS2000 (EPSG:4491 to EPSG:4554) or a UTM zone; name one, or leave it out to have it chosen.`,
        zh: `workingCrs“${code}”不是 CGCS2000 高斯-克吕格带（EPSG:4491 至 EPSG:4554）或 UTM 带，请改正，或省略由程序选定。`,
      },
    ),
  );
  return null;
}

function zoneFromCode(code: string): TransverseMercatorCrs | null {
  try {
    const crs = crsFromCode(code);
    return crs.kind === "transverse-mercator" && (crs.datum === "CGCS2000" || crs.datum === "WGS 84") ? crs : null;
  } catch (error) {
    if (isGeoError(error)) return null;
    throw error;
  }
}

/** Central meridian of a code that {@link readWorkingCrs} or `defaultWorkingCrs` gave, degrees. */
export function centralMeridianDegOf(workingCrs: string): number {
  const zone = zoneFromCode(workingCrs);
  if (zone === null) throw new RangeError(`${workingCrs} is no working CRS`);
  return zone.projection.lon0Deg;
}

/**
 * The working CRS of a dataset: the one it names, or else the 3° zone of the middle of the given geometries. A named zone far
 * from the data is an issue, because planar areas and lengths in it are stretched.
 */
export function workingCrsOf(named: string | null, geometries: readonly Geometry[], issues: Issue[]): string {
  const middleDeg = middleLonDeg(geometries) ?? NO_DATA_LON_DEG;
  const own = defaultWorkingCrs(middleDeg);
  if (named === null) return own;
  const centralDeg = centralMeridianDegOf(named);
  if (geometries.length > 0 && Math.abs(centralDeg - middleDeg) > FARTHEST_DEG)
    issues.push(
      makeIssue(
        "working-crs-far",
        { layer: null, path: "workingCrs" },
        {
          en: `${named} has its central meridian at ${centralDeg}°, the data lie around ${middleDeg.toFixed(2)}°, over ${FARTHEST_DEG}° away: planar lengths are stretched. Use ${own}.`,
          zh: `${named} 的中央经线为 ${centralDeg}°，数据位于 ${middleDeg.toFixed(2)}° 附近，相距超过 ${FARTHEST_DEG}°，平面长度变形过大，请用 ${own}。`,
        },
      ),
    );
  return named;
}

/** Median of the middles of the geometries: one feature drawn to [0, 0] does not move it. */
function middleLonDeg(geometries: readonly Geometry[]): number | null {
  const middlesDeg = geometries.map((geometry) => {
    const [westDeg, , eastDeg] = bboxOf(geometry);
    return (westDeg + eastDeg) / 2;
  });
  return middlesDeg.sort((a, b) => a - b)[middlesDeg.length >> 1] ?? null;
}
