import { type Hatch, type LandClass, type Look, SYMBOLOGY } from "@parkatlas/geo-core";
import { en } from "../core/dictionary-en.ts";
import { zh } from "../core/dictionary-zh.ts";

// What the map, lists, legends and charts draw a class with: its look from the table that paper shares, and its name.

export type { Hatch };

export interface MapSymbol {
  readonly fill: string;
  readonly outline: string;
  readonly hatch: Hatch;
  /** Colour of the hatch lines. */
  readonly ink: string;
  readonly dashed: boolean;
  readonly label: { readonly zh: string; readonly en: string };
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
  SYMBOLOGY.land,
  zh.landClass,
  en.landClass,
);

export const LAND_CLASSES = Object.keys(LAND_SYMBOLS) as readonly LandClass[];

export type VerdictKey = keyof typeof zh.unitVerdict;

/** Units and their drawn envelopes by verdict. */
export const VERDICT_SYMBOLS: Readonly<Record<VerdictKey, MapSymbol>> = symbols<VerdictKey>(
  SYMBOLOGY.verdict,
  zh.unitVerdict,
  en.unitVerdict,
);

/** What is assumed and not as the data say: the unit of a scenario and its envelope. */
export const ASSUMED = { fill: "#7a5bb5", outline: "#4f3788" } as const;

export type SiteKindKey = keyof typeof zh.siteKind;

/** Sensitive sites by kind. */
export const SITE_SYMBOLS: Readonly<Record<SiteKindKey, MapSymbol>> = symbols<SiteKindKey>(
  SYMBOLOGY.site,
  zh.siteKind,
  en.siteKind,
);

export type SitingKey = keyof typeof zh.sitingClass;

/** Parcels by what a project that needs the distance could use of them. */
export const SITING_SYMBOLS: Readonly<Record<SitingKey, MapSymbol>> = symbols<SitingKey>(
  SYMBOLOGY.siting,
  zh.sitingClass,
  en.sitingClass,
);

/** Parks by index of their zone in the scheme, cycled; `ZONE_UNKNOWN` where a park lies in no zone. */
export const ZONE_COLOURS = ["#3e7cb1", "#7a9e3f", "#c58a2b", "#8a68a8", "#4a9d93", "#b5657a", "#6f7f8f", "#9a8246"] as const;
export const ZONE_UNKNOWN = "#9a9a94";

/** Ground, borders and writing of the map: quiet, so that status stands out. */
export const GROUND = SYMBOLOGY.ground;

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
