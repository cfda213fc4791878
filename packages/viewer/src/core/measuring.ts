import { geodesicAreaM2, geodesicDistanceM, type LonLat } from "@parkatlas/geo-core";

/** What lies between points set on the map, on the ellipsoid, by the library's exact ruler. */
export interface Measured {
  readonly lengthM: number;
  /** Of the polygon that the points close; null for fewer than three of them. */
  readonly areaM2: number | null;
}

export const MOST_POINTS = 200;

export function measure(points: readonly LonLat[]): Measured {
  const lengthM = points.slice(1).reduce((sum, point, index) => sum + geodesicDistanceM(points[index]!, point), 0);
  const ring = [...points, points[0]!].map(([lonDeg, latDeg]): [number, number] => [lonDeg, latDeg]);
  return { lengthM, areaM2: points.length < 3 ? null : geodesicAreaM2({ type: "Polygon", coordinates: [ring] }) };
}

/** Points of a link, `lon,lat lon,lat`; undefined where one is none. */
export function readPoints(text: string): readonly LonLat[] | undefined {
  const found: LonLat[] = [];
  for (const part of text === "" ? [] : text.split(" ")) {
    const [lonDeg, latDeg, ...rest] = part
      .split(",")
      .map((each) => (/^-?\d{1,3}(\.\d{1,9})?$/.test(each) ? Number(each) : Number.NaN));
    const valid = rest.length === 0 && Math.abs(lonDeg ?? 999) <= 180 && Math.abs(latDeg ?? 999) <= 85;
    if (!valid || found.length >= MOST_POINTS) return undefined;
    found.push([lonDeg!, latDeg!]);
  }
  return found;
}

export function writePoints(points: readonly LonLat[]): string {
  return points.map((point) => point.map((deg) => Number(deg.toFixed(7))).join(",")).join(" ");
}
