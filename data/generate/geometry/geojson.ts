import geodesic from "geographiclib-geodesic";
import type { Frame, LonLat } from "./frame.ts";
import type { Ring } from "./plane.ts";

type Position = LonLat;
export interface Polygon {
  readonly type: "Polygon";
  readonly coordinates: readonly (readonly Position[])[];
}
export interface MultiPolygon {
  readonly type: "MultiPolygon";
  readonly coordinates: readonly (readonly (readonly Position[])[])[];
}
export interface Point {
  readonly type: "Point";
  readonly coordinates: Position;
}
type Geometry = Polygon | MultiPolygon | Point;

export interface Feature {
  readonly type: "Feature";
  readonly id: string;
  readonly geometry: Geometry;
  readonly properties: Readonly<Record<string, unknown>>;
}

function closedRing(ring: Ring, frame: Frame): readonly Position[] {
  const positions = ring.map((point) => frame.toLonLat(point));
  return [...positions, positions[0]!];
}

/** A polygon of an outer ring (counter-clockwise) and holes (clockwise), all open rings of a frame. */
export function polygonOf(frame: Frame, outer: Ring, holes: readonly Ring[] = []): Polygon {
  return { type: "Polygon", coordinates: [outer, ...holes].map((ring) => closedRing(ring, frame)) };
}

const ellipsoid = new geodesic.Geodesic.Geodesic(6_378_137, 1 / 298.257222101);

/** Area on the CGCS2000 ellipsoid with geodesic edges, m² (geographiclib, Karney 2013). */
export function geodesicAreaM2(geometry: Polygon | MultiPolygon): number {
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  let areaM2 = 0;
  for (const rings of polygons)
    rings.forEach((ring, index) => {
      const polygon = ellipsoid.Polygon(false);
      for (const [lonDeg, latDeg] of ring.slice(0, -1)) polygon.AddPoint(latDeg, lonDeg);
      const ringAreaM2 = Math.abs(polygon.Compute(false, true).area ?? Number.NaN);
      areaM2 += index === 0 ? ringAreaM2 : -ringAreaM2;
    });
  return areaM2;
}

/** Geodesic distance of two positions on the CGCS2000 ellipsoid, metres. */
export function geodesicDistanceM(from: LonLat, to: LonLat): number {
  return ellipsoid.Inverse(from[1], from[0], to[1], to[0]).s12 ?? Number.NaN;
}
