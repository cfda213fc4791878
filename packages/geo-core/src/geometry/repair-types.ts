import type { LonLat } from "../crs/position.ts";
import type { GeometryDefect } from "./defect-types.ts";
import type { Geometry } from "./types.ts";

export type RepairAction =
  /** The first position was repeated at the end of a ring. */
  | "ring-closed"
  /** A ring without three different positions was left out; a shell with its holes. */
  | "ring-dropped"
  | "duplicate-removed"
  | "spike-removed"
  | "ring-reversed"
  /** A ring that crosses or touches itself was cut there; what it goes round an odd number of times stays. */
  | "crossing-split"
  /** Parts that overlap or share a border became one. */
  | "parts-united"
  /** Of a hole the stretch outside its shell, or inside another hole, was left out. */
  | "hole-cut"
  /** Positions of more than nine decimals were rounded because their geometry had to be drawn anew. */
  | "positions-rounded"
  /** Heights were left out because their geometry had to be drawn anew. */
  | "heights-dropped";

/** One thing that repair did, with its place on the ground and in the JSON of the original (`coordinates[0][3]`). */
export interface GeometryChange {
  readonly action: RepairAction;
  readonly at: LonLat;
  readonly path: string;
  readonly message: string;
  readonly messageZh: string;
}

export interface RepairedGeometry {
  /** The original itself where nothing had to change; null where nothing is left. */
  readonly geometry: Geometry | null;
  readonly changes: readonly GeometryChange[];
  /** Defects that only their author can correct: positions that are not in degrees. */
  readonly remaining: readonly GeometryDefect[];
}
