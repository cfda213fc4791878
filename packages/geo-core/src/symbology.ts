import type { LandClass } from "./land/class.ts";
import type { SiteKind } from "./model/types.ts";
import type { UnitVerdict } from "./protection/types.ts";
import type { SitingClass } from "./siting/types.ts";

/** Lines over a fill: rising or falling diagonals, both crossed, or dots. */
export type Hatch = "none" | "rising" | "falling" | "cross" | "dots";

/** How a class is drawn, on the screen as on paper. */
export interface Look {
  /** Colours as `#rrggbb`. */
  readonly fill: string;
  readonly outline: string;
  /** Absent: none. */
  readonly hatch?: Hatch;
  /** Colour of the hatch lines; that of the outline where absent. */
  readonly ink?: string;
  readonly dashed?: boolean;
}

const land = {
  idle: { fill: "#7a1f3d", outline: "#4d0f24", hatch: "cross", ink: "#f3d9e2" },
  "suspected-idle-2y": { fill: "#c8452b", outline: "#8c2a17", hatch: "cross", ink: "#5a1206" },
  "suspected-idle-1y": { fill: "#e8863a", outline: "#a8551a", hatch: "rising" },
  "suspected-idle-stalled": { fill: "#b0609f", outline: "#743a68", hatch: "falling", ink: "#5a264f" },
  overdue: { fill: "#f4cf5d", outline: "#a98718" },
  stalled: { fill: "#7265ab", outline: "#493e7d" },
  "supplied-pending": { fill: "#b3d4c4", outline: "#5b8b75" },
  "under-construction": { fill: "#6fa8d0", outline: "#3f78a0" },
  built: { fill: "#aeb9c1", outline: "#6f7d88" },
  "approved-unsupplied": { fill: "#f6efdd", outline: "#93824e", dashed: true },
  unknown: { fill: "#ffffff", outline: "#8a8a86", hatch: "dots" },
} as const satisfies Readonly<Record<LandClass, Look>>;

const verdict = {
  inside: { fill: "#c8452b", outline: "#8c2a17" },
  indeterminate: { fill: "#e0a526", outline: "#96690a", dashed: true },
  outside: { fill: "#2f7f8c", outline: "#1d5660" },
  "not-required": { fill: "#9aa3a8", outline: "#6d767b" },
  unknown: { fill: "#ffffff", outline: "#8a8a86", hatch: "dots" },
} as const satisfies Readonly<Record<UnitVerdict, Look>>;

const site = {
  residential: { fill: "#dcc79a", outline: "#8a6d2c" },
  village: { fill: "#cdb682", outline: "#7d6220" },
  school: { fill: "#7fa7dd", outline: "#2f5f9e" },
  hospital: { fill: "#dd8fb3", outline: "#9a3f6d" },
  other: { fill: "#c4c4bd", outline: "#75756e" },
  unknown: { fill: "#ffffff", outline: "#8a8a86", hatch: "dots" },
} as const satisfies Readonly<Record<SiteKind | "unknown", Look>>;

const siting = {
  whole: { fill: "#2f9183", outline: "#14584f" },
  part: { fill: "#f2c879", outline: "#8f6312", hatch: "rising" },
  none: { fill: "#d9d5cc", outline: "#6b665b", hatch: "cross" },
} as const satisfies Readonly<Record<SitingClass, Look>>;

/** Ground, borders and writing: quiet, so that status stands out. */
const ground = {
  sea: "#e9ecea",
  land: "#f8f6f1",
  county: "#c3bfb4",
  block: "#efece4",
  blockLine: "#bdb6a6",
  parkLine: "#5f6b66",
  plantLine: "#57534a",
  neutralParcel: "#ebe8e0",
  neutralParcelLine: "#cdc8bb",
  selected: "#0b4f4a",
  hovered: "#2b2b28",
  text: "#33363a",
  textSoft: "#6d6f6c",
  halo: "#ffffff",
} as const;

/**
 * The one table of colours and hatches; map, list, legend, chart and paper all read it. Colours come from Okabe–Ito-like hues
 * of separated lightness; classes that come near one another under a colour-vision deficiency differ by hatch, and a status
 * is always written out beside its colour. Classes stand in legend order: from what asks for action to what needs none.
 */
export const SYMBOLOGY = { land, verdict, site, siting, ground } as const;
