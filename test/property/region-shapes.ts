import { type Areal, type Geometry, type Polygon, unprojectFrom } from "@parkatlas/geo-core";

/** EPSG:4550 is the 3° zone of 123° E; within kilometres of its meridian its metres are those of the ground to 1e-7. */
export const PLANE = "EPSG:4550";
const ORIGIN = [500_000, 4_830_000] as const;

export type PlaneRing = readonly (readonly [number, number])[];

/** A position from metres in the plane. */
const place = ([eastM, northM]: readonly [number, number]): number[] => [
  ...unprojectFrom(PLANE, [ORIGIN[0] + eastM, ORIGIN[1] + northM]),
];

/** An irregular star, open, in the plane. */
export function planeStar(random: () => number, middleM: readonly [number, number], sizeM: number): PlaneRing {
  const count = 5 + Math.floor(8 * random());
  return Array.from({ length: count }, (_, i) => {
    const radiusM = sizeM * (0.5 + 0.5 * random());
    const angle = (2 * Math.PI * i) / count;
    return [middleM[0] + radiusM * Math.cos(angle), middleM[1] + radiusM * Math.sin(angle)] as const;
  });
}

export const polygonOf = (ring: PlaneRing): Polygon => ({
  type: "Polygon",
  coordinates: [[...ring, ring[0]!].map(place)],
});

/** Positions of the outline of a geometry, each edge in `pieces`, its ends included. */
export function alongOutline(geometry: Areal, pieces: number): number[][] {
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  return polygons.flat().flatMap((ring) =>
    ring.slice(1).flatMap((to, i) => {
      const from = ring[i]!;
      return Array.from({ length: pieces }, (_, k) => from.map((value, axis) => value + (k / pieces) * (to[axis]! - value)));
    }),
  );
}

export const pointOf = (position: readonly number[]): Geometry => ({ type: "Point", coordinates: [...position] });
