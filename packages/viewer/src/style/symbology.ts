import type { LandClass } from "@parkatlas/geo-core";
import { en } from "../core/dictionary-en.ts";
import { zh } from "../core/dictionary-zh.ts";

// The one place where a class gets its colour, hatch, outline and name: map, list, legend and charts all read it.
// Colours come from Okabe–Ito-like hues of separated lightness; classes that come near one another under a
// colour-vision deficiency differ by hatch, and a status is always written out beside its colour.

export type Hatch = "none" | "rising" | "falling" | "cross" | "dots";

export interface MapSymbol {
  readonly fill: string;
  readonly outline: string;
  readonly hatch: Hatch;
  /** Colour of the hatch lines. */
  readonly ink: string;
  readonly dashed: boolean;
  readonly label: { readonly zh: string; readonly en: string };
}

interface Look {
  readonly fill: string;
  readonly outline: string;
  readonly hatch?: Hatch;
  readonly ink?: string;
  readonly dashed?: boolean;
}

function symbols<K extends string>(looks: Readonly<Record<K, Look>>, zhNames: Record<K, string>, enNames: Record<K, string>) {
  const entries = (Object.keys(looks) as K[]).map((key): [K, MapSymbol] => {
    const look = looks[key];
    const label = { zh: zhNames[key], en: enNames[key] };
    const { fill, outline, hatch = "none", ink = outline, dashed = false } = look;
    return [key, { fill, outline, hatch, ink, dashed, label }];
  });
  return Object.fromEntries(entries) as Readonly<Record<K, MapSymbol>>;
}

/** Parcels by land class, in legend order: from what asks for action to what needs none. */
export const LAND_SYMBOLS: Readonly<Record<LandClass, MapSymbol>> = symbols<LandClass>(
  {
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
  },
  zh.landClass,
  en.landClass,
);

export const LAND_CLASSES = Object.keys(LAND_SYMBOLS) as readonly LandClass[];

export type VerdictKey = keyof typeof zh.unitVerdict;

/** Units and their drawn envelopes by verdict. */
export const VERDICT_SYMBOLS: Readonly<Record<VerdictKey, MapSymbol>> = symbols<VerdictKey>(
  {
    inside: { fill: "#c8452b", outline: "#8c2a17" },
    indeterminate: { fill: "#e0a526", outline: "#96690a", dashed: true },
    outside: { fill: "#2f7f8c", outline: "#1d5660" },
    "not-required": { fill: "#9aa3a8", outline: "#6d767b" },
    unknown: { fill: "#ffffff", outline: "#8a8a86", hatch: "dots" },
  },
  zh.unitVerdict,
  en.unitVerdict,
);

/** What is assumed and not as the data say: the unit of a scenario and its envelope. */
export const ASSUMED = { fill: "#7a5bb5", outline: "#4f3788" } as const;

export type SiteKindKey = keyof typeof zh.siteKind;

/** Sensitive sites by kind. */
export const SITE_SYMBOLS: Readonly<Record<SiteKindKey, MapSymbol>> = symbols<SiteKindKey>(
  {
    residential: { fill: "#dcc79a", outline: "#8a6d2c" },
    village: { fill: "#cdb682", outline: "#7d6220" },
    school: { fill: "#7fa7dd", outline: "#2f5f9e" },
    hospital: { fill: "#dd8fb3", outline: "#9a3f6d" },
    other: { fill: "#c4c4bd", outline: "#75756e" },
    unknown: { fill: "#ffffff", outline: "#8a8a86", hatch: "dots" },
  },
  zh.siteKind,
  en.siteKind,
);

export type SitingKey = keyof typeof zh.sitingClass;

/** Parcels by what a project that needs the distance could use of them. */
export const SITING_SYMBOLS: Readonly<Record<SitingKey, MapSymbol>> = symbols<SitingKey>(
  {
    whole: { fill: "#2f9183", outline: "#14584f" },
    part: { fill: "#f2c879", outline: "#8f6312", hatch: "rising" },
    none: { fill: "#d9d5cc", outline: "#6b665b", hatch: "cross" },
  },
  zh.sitingClass,
  en.sitingClass,
);

/** Parks by index of their zone in the scheme, cycled; `ZONE_UNKNOWN` where a park lies in no zone. */
export const ZONE_COLOURS = ["#3e7cb1", "#7a9e3f", "#c58a2b", "#8a68a8", "#4a9d93", "#b5657a", "#6f7f8f", "#9a8246"] as const;
export const ZONE_UNKNOWN = "#9a9a94";

/** Ground, borders and writing of the map: quiet, so that status stands out. */
export const GROUND = {
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

/** Suspected idle share of a park or block in steps, from the first share on: discs and blocks on small scales, and their legend. */
export const SHARE_STEPS = [
  { fromShare: 0, colour: "#4f8580" },
  { fromShare: 0.05, colour: "#9a7410" },
  { fromShare: 0.1, colour: "#cc6a1f" },
  { fromShare: 0.2, colour: "#a8321a" },
] as const;

/** Above this zoom the outline of a park says more than a disc. */
export const DISC_MAX_ZOOM = 10;
/** Below about this zoom parcels are too small to be seen and tiles carry the shares of their blocks instead; the tiles decide. */
export const PARCELS_FROM_ZOOM = 10;
