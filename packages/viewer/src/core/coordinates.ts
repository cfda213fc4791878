import { crsFromCode, crsFromEasting, type EastNorth, type LonLat, projectTo, unprojectFrom } from "@parkatlas/geo-core";

/** What a person typed, understood as a place: where, and how it was read. */
export interface TypedPlace {
  readonly at: LonLat;
  /** Name of the reference system and form: `CGCS2000`, or that of a Gauss–Krüger zone. */
  readonly system: string;
}

const NUMBER = String.raw`[-+]?\d+(?:\.\d+)?`;
const SEPARATOR = String.raw`(?:\s*[,，;；]\s*|\s+)`;
const PAIR = new RegExp(`^(${NUMBER})°?${SEPARATOR}(${NUMBER})°?$`);
const DMS_ANGLE = /(\d{1,3})\s*°\s*(\d{1,2})\s*['′’]\s*(\d{1,2}(?:\.\d+)?)\s*(?:["″”]|'')\s*([NSEW北南东西]?)/gi;
const HEMISPHERES: Readonly<Record<string, { readonly axis: "lon" | "lat"; readonly sign: 1 | -1 }>> = {
  N: { axis: "lat", sign: 1 },
  北: { axis: "lat", sign: 1 },
  S: { axis: "lat", sign: -1 },
  南: { axis: "lat", sign: -1 },
  E: { axis: "lon", sign: 1 },
  东: { axis: "lon", sign: 1 },
  W: { axis: "lon", sign: -1 },
  西: { axis: "lon", sign: -1 },
};

/**
 * A place from text: degrees (`122.15, 43.67`, either order where only one is possible in China, longitude first else), degrees,
 * minutes and seconds with or without letters of the hemisphere, or Gauss–Krüger metres in either order; an easting with
 * zone prefix names its zone, a bare one is in `workingCrs`. Null where the text is none of these.
 */
export function readPlace(text: string, workingCrs: string): TypedPlace | null {
  const cleaned = text.trim().replace(/^[（(]|[）)]$/g, "");
  const pair = PAIR.exec(cleaned);
  if (pair) {
    const [first, second] = [Number(pair[1]), Number(pair[2])];
    return Math.max(Math.abs(first), Math.abs(second)) > 1000
      ? fromMetres(first, second, workingCrs)
      : fromDegrees(first, second);
  }
  return fromDms(cleaned.replace(/东经|北纬|西经|南纬/g, (word) => word.slice(0, 1)));
}

function fromDegrees(first: number, second: number): TypedPlace | null {
  const isChinese = (lonDeg: number, latDeg: number) => lonDeg >= 73 && lonDeg <= 136 && latDeg >= 3 && latDeg <= 54;
  const isSwapped = !isChinese(first, second) && isChinese(second, first);
  return placeOf(isSwapped ? [second, first] : [first, second], "CGCS2000");
}

function fromMetres(first: number, second: number, workingCrs: string): TypedPlace | null {
  // Northings in China have seven digits; eastings six, or eight with their zone.
  const isNorthing = (value: number) => value >= 1_000_000 && value < 10_000_000;
  if (isNorthing(first) === isNorthing(second)) return null;
  const [eastM, northM] = isNorthing(first) ? [second, first] : [first, second];
  try {
    const crs = eastM >= 10_000_000 ? crsFromEasting(eastM) : crsFromCode(workingCrs);
    const eastNorth: EastNorth = [eastM, northM];
    return placeOf(unprojectFrom(crs, eastNorth), crs.name);
  } catch {
    return null;
  }
}

function fromDms(text: string): TypedPlace | null {
  // A letter may stand before its angle (`N43°…`) or behind it.
  const angles = [...text.matchAll(DMS_ANGLE)];
  const [first, second] = angles;
  if (angles.length !== 2 || !first || !second) return null;
  const letters = text.toUpperCase().match(/[NSEW北南东西]/g) ?? [];
  const values = [first, second].map(([, deg, min, sec]) => Number(deg) + Number(min) / 60 + Number(sec) / 3600);
  if ([first, second].some(([, , min, sec]) => Number(min) >= 60 || Number(sec) >= 60)) return null;
  if (letters.length === 0) return fromDegrees(values[0]!, values[1]!);
  const [a, b] = letters.map((letter) => HEMISPHERES[letter]!);
  if (!a || !b || letters.length !== 2 || a.axis === b.axis) return null;
  const [one, two] = [values[0]! * a.sign, values[1]! * b.sign];
  return placeOf(a.axis === "lon" ? [one, two] : [two, one], "CGCS2000");
}

function placeOf(at: LonLat, system: string): TypedPlace | null {
  const [lonDeg, latDeg] = at;
  return Math.abs(lonDeg) <= 180 && Math.abs(latDeg) <= 85 ? { at, system } : null;
}

export const READOUT_FORMS = ["degrees", "dms", "plane"] as const;
export type ReadoutForm = (typeof READOUT_FORMS)[number];

/** A place in one of the forms that officers read; the plane form as X (north) and Y (east) of the working CRS. */
export function placeText([lonDeg, latDeg]: LonLat, form: ReadoutForm, workingCrs: string): string {
  switch (form) {
    case "degrees":
      return `${lonDeg.toFixed(6)}°, ${latDeg.toFixed(6)}° (CGCS2000)`;
    case "dms":
      return `${dmsText(lonDeg, "E", "W")} ${dmsText(latDeg, "N", "S")}`;
    case "plane": {
      const [eastM, northM] = projectTo(workingCrs, [lonDeg, latDeg]);
      return `X ${northM.toFixed(2)}  Y ${eastM.toFixed(2)} m (${workingCrs})`;
    }
  }
}

/** Rounded once, to hundredths of a second, so that no part ever reads 60. */
function dmsText(deg: number, positive: string, negative: string): string {
  const hundredths = Math.round(Math.abs(deg) * 360_000);
  const seconds = (hundredths % 6000) / 100;
  const minutes = Math.floor(hundredths / 6000) % 60;
  const two = (value: number, digits: number) => value.toFixed(digits).padStart(digits === 0 ? 2 : 3 + digits, "0");
  return `${Math.floor(hundredths / 360_000)}°${two(minutes, 0)}′${two(seconds, 2)}″${deg < 0 ? negative : positive}`;
}
