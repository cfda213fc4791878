import {
  type Crs,
  crsFromCode,
  type Geometry,
  isGeoError,
  type LonLat,
  lonLatFromBd09,
  lonLatFromGcj02,
  unprojectFrom,
} from "@parkatlas/geo-core";
import { crsFromDefinition } from "../crs/crs-from-definition.ts";
import { finding } from "../source/finding.ts";
import type { Report, SourceCrs } from "../source/types.ts";

/** The CRS that coordinates are read in, and the ground for it: it is printed, and stored with the import. */
export interface CrsDecision {
  readonly crs: Crs;
  readonly ground: "asked" | "declared";
  /** What the file itself says, in its words; null where it says nothing. */
  readonly declared: string | null;
}

/**
 * The CRS of a source: the user's word, else the file's. Null, with an error that says what to do, where neither says one, or
 * the datum needs parameters that nobody gave: between 1954, 1980 and 2000 nothing is guessed.
 */
export function decideCrs(declared: SourceCrs, asked: string | undefined, file: string, report: Report): CrsDecision | null {
  const word = declared.kind === "code" ? declared.code : declared.kind === "definition" ? declared.text : null;
  try {
    const crs = asked === undefined ? crsOf(declared) : crsFromCode(asked);
    if (crs === null) {
      report(
        finding(
          "error",
          "crs-needed",
          { file },
          {
            zh: "文件没有说明坐标系；请以 --crs EPSG:n 指定（如 EPSG:4490 经纬度，EPSG:4528 为 2000 系 3° 带 40 带）",
            en: "the file does not say its CRS; say --crs EPSG:n (EPSG:4490 for degrees, EPSG:4528 for CGCS2000 3° zone 40)",
          },
        ),
      );
      return null;
    }
    if (crs.datum !== "CGCS2000" && crs.datum !== "WGS 84") {
      report(
        finding(
          "error",
          "datum-shift-needed",
          { file },
          {
            zh: `坐标系 ${crs.name} 需要当地的转换参数，程序不猜测；请先由测绘部门转换到 2000 坐标系`,
            en: `${crs.name} needs local parameters, and none are guessed; have it transformed to CGCS2000 by the survey office first`,
          },
        ),
      );
      return null;
    }
    return { crs, ground: asked === undefined ? "declared" : "asked", declared: word };
  } catch (error) {
    if (!isGeoError(error)) throw error;
    report(
      finding(
        "error",
        error.code,
        { file },
        {
          zh: `坐标系无法识别：${(asked ?? word ?? "").slice(0, 120)}；请以 --crs EPSG:n 指定`,
          en: `${error.message}; say --crs EPSG:n`,
        },
      ),
    );
    return null;
  }
}

function crsOf(declared: SourceCrs): Crs | null {
  if (declared.kind === "none") return null;
  return declared.kind === "code" ? crsFromCode(declared.code) : crsFromDefinition(declared.text);
}

/** Degrees are written with nine decimals: a tenth of a millimetre, below what any survey knows. */
const DECIMALS = 1e9;

function rounded([lonDeg, latDeg]: LonLat): [number, number] {
  return [Math.round(lonDeg * DECIMALS) / DECIMALS, Math.round(latDeg * DECIMALS) / DECIMALS];
}

/** Turns geometries of a source into longitude and latitude on CGCS2000; degrees stay as they are written. */
export function toLonLatFrom(crs: Crs, shifted?: "gcj02" | "bd09"): (geometry: Geometry) => Geometry {
  const unshift = shifted === "gcj02" ? lonLatFromGcj02 : shifted === "bd09" ? lonLatFromBd09 : null;
  if (crs.kind === "geographic" && !unshift) return (geometry) => geometry;
  const place = (position: readonly number[]): [number, number] => {
    const at: LonLat = [position[0]!, position[1]!];
    const lonLat = crs.kind === "geographic" ? at : unprojectFrom(crs, at);
    return rounded(unshift ? unshift(lonLat) : lonLat);
  };
  const mapped = (value: unknown): unknown =>
    Array.isArray(value) ? (typeof value[0] === "number" ? place(value) : value.map(mapped)) : value;
  return (geometry) =>
    geometry.type === "GeometryCollection" ? geometry : ({ ...geometry, coordinates: mapped(geometry.coordinates) } as Geometry);
}
