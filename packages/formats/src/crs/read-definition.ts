import { GeoError } from "@parkatlas/geo-core";
import proj4 from "proj4";

/** What of a definition decides which CRS it is. */
export interface Definition {
  readonly text: string;
  /** As the definition calls itself, or the text. */
  readonly name: string;
  /** `EPSG:n` where it ends with its code. */
  readonly authority: string | null;
  readonly isProj: boolean;
  readonly kind: "geographic" | "transverse-mercator" | "web-mercator" | "other";
  /** Names of the datum and of the degrees, lower case, runs of other signs as one `_`. */
  readonly datumWords: string;
  readonly aM: number;
  readonly bM: number;
  readonly inverseFlattening: number;
  /** Whether it says how its datum lies to WGS 84: not at all, by nothing but zeros, or by figures or grids. */
  readonly parameters: "none" | "given";
  readonly lon0Deg: number;
  readonly lat0Deg: number;
  readonly k0: number;
  readonly falseEastM: number;
  readonly falseNorthM: number;
}

const WKT1 = /^(PROJCS|GEOGCS)\s*\[/i;
const PROJ = /^\+proj=|\s\+proj=/i;
const TRANSVERSE_MERCATOR = /^(tmerc|etmerc|utm|transverse_?mercator|gauss_?kruger)$/i;
const WEB_MERCATOR = /web_?mercator|pseudo_?mercator|popular_visualisation|auxiliary_sphere/i;

/**
 * Reads WKT 1 or a PROJ string.
 *
 * @throws {GeoError} `unknown-crs`
 */
export function readDefinition(given: string): Definition {
  const text = given.replace(/^\ufeff/, "").trim();
  if (!WKT1.test(text) && !PROJ.test(text))
    throw notRead(text, "it is neither WKT 1 (PROJCS[…], GEOGCS[…]) nor a PROJ string (+proj=…)");
  try {
    return definitionOf(text, new proj4.Proj(text) as unknown as ParsedProjection);
  } catch (error) {
    throw notRead(text, error instanceof Error ? error.message : String(error));
  }
}

/** What proj4 makes of a definition; its own types leave most of it out. Angles in radians. */
interface ParsedProjection {
  readonly projName?: string;
  readonly a: number;
  readonly b: number;
  readonly datum_params?: readonly (string | number)[];
  readonly long0?: number;
  readonly lat0?: number;
  readonly k0?: number;
  readonly x0?: number;
  readonly y0?: number;
}

function definitionOf(text: string, proj: ParsedProjection): Definition {
  const isProj = !WKT1.test(text);
  const shifts = (proj.datum_params ?? []).map(Number);
  const name = isProj ? text : (/"([^"]*)"/.exec(text)?.[1] ?? text);
  const flattening = 1 - proj.b / proj.a;
  const degPerRad = 180 / Math.PI;
  return {
    text,
    name,
    authority: /AUTHORITY\s*\[\s*"EPSG"\s*,\s*"?(\d+)"?\s*\]\s*\]\s*$/i.exec(text)?.[1]?.replace(/^/, "EPSG:") ?? null,
    isProj,
    kind: kindOf(text, proj.projName ?? ""),
    datumWords: (isProj ? text : [...text.matchAll(/(?:GEOGCS|DATUM)\s*\[\s*"([^"]*)"/gi)].map(([, word]) => word).join(" "))
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, "_"),
    aM: proj.a,
    bM: proj.b,
    inverseFlattening: 1 / flattening,
    parameters: shifts.some((value) => value !== 0) || /nadgrids/i.test(text) ? "given" : "none",
    lon0Deg: (proj.long0 ?? 0) * degPerRad,
    lat0Deg: (proj.lat0 ?? 0) * degPerRad,
    k0: proj.k0 ?? 1,
    falseEastM: proj.x0 ?? 0,
    falseNorthM: proj.y0 ?? 0,
  };
}

function kindOf(text: string, projection: string): Definition["kind"] {
  if (projection === "longlat") return "geographic";
  if (WEB_MERCATOR.test(text)) return "web-mercator";
  return TRANSVERSE_MERCATOR.test(projection) && !isInOtherUnits(text) ? "transverse-mercator" : "other";
}

/** Whether lengths are in another unit than the metre. */
function isInOtherUnits(text: string): boolean {
  const unit = [...text.matchAll(/UNIT\s*\[\s*"[^"]*"\s*,\s*([\d.eE+-]+)/gi)].map(([, size]) => Number(size)).at(-1);
  const projUnit = /\+to_meter=([\d.]+)/.exec(text)?.[1];
  return /\+units=(?!m\b)/.test(text) || (projUnit !== undefined && Number(projUnit) !== 1) || (unit !== undefined && unit !== 1);
}

function notRead(text: string, why: string): GeoError {
  const shown = text.length > 80 ? `${text.slice(0, 80)}…` : text;
  return new GeoError(
    "unknown-crs",
    `"${shown}" is no coordinate reference system that can be read: ${why}. Name its EPSG code instead.`,
    {
      details: { definition: shown },
    },
  );
}
