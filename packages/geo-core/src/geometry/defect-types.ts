import type { LonLat } from "../crs/position.ts";

export type GeometryDefectCode =
  | "ring-not-closed"
  | "ring-too-short"
  | "self-intersection"
  | "duplicate-point"
  | "spike"
  | "hole-outside-shell"
  | "nested-hole"
  | "position-out-of-range"
  | "wrong-winding";

/** A flaw of a geometry, with its place on the ground and in the JSON, relative to the geometry (`coordinates[0][3]`). */
export interface GeometryDefect {
  readonly code: GeometryDefectCode;
  readonly at: LonLat;
  readonly path: string;
  readonly message: string;
  readonly messageZh: string;
}

/** A position for messages: nine decimals, no trailing zeros. */
export function showPosition([lonDeg, latDeg]: LonLat): string {
  return `[${Number(lonDeg.toFixed(9))}, ${Number(latDeg.toFixed(9))}]`;
}
