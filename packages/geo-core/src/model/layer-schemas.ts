import type { Geometry } from "geojson";
import type { Field, Schema } from "./schema.ts";
import type { LayerName } from "./types.ts";

/** The properties of each layer as docs/dataset.md describes them: kind, unit in the name, and limits. */

const TEXT = { kind: "text" } as const satisfies Field;
const TEXTS = { kind: "texts" } as const satisfies Field;
const DATE = { kind: "date" } as const satisfies Field;
const AMOUNT = { kind: "number", min: 0 } as const satisfies Field;
const POSITIVE = { kind: "number", above: 0 } as const satisfies Field;
const ANY_NUMBER = { kind: "number" } as const satisfies Field;
const COUNT = { kind: "number", min: 0, whole: true } as const satisfies Field;
/**
 * A fact that the status rules reason from: an unreadable one stays as written, and the rules answer "unknown" instead of
 * treating it as not having happened.
 */
const EVENT = { kind: "date", keepRefused: true } as const satisfies Field;
const evidence = (fields: Schema) => ({ kind: "records", keepRefused: true, fields }) as const satisfies Field;
const needed = <F extends Field>(field: F) => ({ ...field, required: true }) as const;

const PROVENANCES = ["published", "surveyed", "digitised", "synthetic"] as const;
const SITE_KINDS = ["residential", "village", "school", "hospital", "other"] as const;
const SITE_STATUSES = ["existing", "planned", "relocated"] as const;
const DELAY_CAUSES = ["government", "force-majeure", "preliminary-work", "holder"] as const;

const COMMON: Schema = {
  name: needed(TEXT),
  nameEn: TEXT,
  provenance: { kind: "choice", of: PROVENANCES },
  source: TEXT,
  accuracyM: AMOUNT,
  validFrom: DATE,
  validTo: DATE,
};

const UNIT = { kind: "choice", of: ["mg/m3", "ug/m3"] } as const satisfies Field;
/** The short averaging periods of AERMOD; those of a month or more are none of HJ 2.2's business here. */
const PERIODS = ["1-HR", "2-HR", "3-HR", "4-HR", "6-HR", "8-HR", "12-HR", "24-HR"] as const;
const GRID: Schema = {
  files: needed(TEXTS),
  substance: needed(TEXT),
  averagingPeriod: needed({ kind: "choice", of: PERIODS }),
  limit: needed(POSITIVE),
  limitUnit: needed(UNIT),
  unit: UNIT,
  crs: TEXT,
  originEastM: ANY_NUMBER,
  originNorthM: ANY_NUMBER,
  originLonDeg: { kind: "number", min: -180, max: 180 },
  originLatDeg: { kind: "number", min: -90, max: 90 },
  group: TEXT,
  format: TEXT,
  columns: TEXTS,
};

/**
 * A rule that cannot be read in full still demands a distance: it stays with its kind alone, and the protection check reports
 * it as unsettled. Computed from what is left of it, a unit could seem to need less than it does.
 */
const DISTANCES: Field = {
  kind: "records",
  flawedKeeps: ["kind", "source"],
  orElse: [{ kind: "specified" }],
  fields: {
    kind: needed({ kind: "choice", of: ["health", "atmospheric", "specified"], orElse: "specified" }),
    distanceM: AMOUNT,
    source: TEXT,
    substances: {
      kind: "records",
      fields: {
        name: needed(TEXT),
        emissionKgPerH: needed(AMOUNT),
        limitMgPerM3: needed(POSITIVE),
        sourceClass: needed({ kind: "choice", of: ["I", "II", "III"] }),
      },
    },
    windMPerS: AMOUNT,
    areaM2: POSITIVE,
    grids: { kind: "records", fields: GRID },
    // Computed from the grids, never read: what a file says there is not taken.
    assessments: { kind: "computed" },
  },
};

const PARCEL: Schema = {
  ...COMMON,
  blockId: needed(TEXT),
  holder: TEXT,
  // Idle land is a matter of state-owned land only, so a word that cannot be read must not turn into the default.
  ownership: { kind: "choice", of: ["state", "collective"], keepRefused: true },
  landUse: TEXT,
  landUseScheme: TEXT,
  floorAreaM2: AMOUNT,
  footprintM2: AMOUNT,
  recordedAreaM2: POSITIVE,
  approvedOn: EVENT,
  suppliedOn: EVENT,
  supplyMethod: TEXT,
  priceCny: AMOUNT,
  agreedStartOn: EVENT,
  startedOn: EVENT,
  suspendedOn: EVENT,
  resumedOn: EVENT,
  completedOn: EVENT,
  startableAreaM2: POSITIVE,
  plannedInvestmentCny: AMOUNT,
  progress: evidence({ on: needed(EVENT), developedAreaM2: AMOUNT, investedCny: AMOUNT }),
  extensions: evidence({ decidedOn: needed(EVENT), newStartOn: needed(EVENT), ground: TEXT }),
  suspensions: evidence({ from: needed(EVENT), to: EVENT }),
  delays: evidence({ from: needed(EVENT), to: EVENT, cause: needed({ kind: "choice", of: DELAY_CAUSES, keepRefused: true }) }),
  determinations: evidence({ on: needed(EVENT), documentNo: needed(TEXT) }),
  dispositions: evidence({ on: needed(EVENT), kind: needed(TEXT), documentNo: needed(TEXT) }),
  performance: {
    kind: "records",
    fields: {
      year: needed({ kind: "number", min: 1900, max: 2200, whole: true }),
      // A refund makes a year's tax negative.
      taxCny: ANY_NUMBER,
      outputCny: AMOUNT,
      energyTce: AMOUNT,
      employees: AMOUNT,
      rdCny: AMOUNT,
    },
  },
};

export const LAYER_SCHEMAS: Readonly<Record<LayerName, Schema>> = {
  boundaries: { ...COMMON, adcode: TEXT },
  parks: {
    ...COMMON,
    city: TEXT,
    county: TEXT,
    level: TEXT,
    class: TEXT,
    industries: TEXTS,
    plannedAreaM2: AMOUNT,
    builtAreaM2: AMOUNT,
    readyAreaM2: AMOUNT,
  },
  blocks: { ...COMMON, parkId: needed(TEXT), county: TEXT, industries: TEXTS, enterprises: COUNT, enterprisesAboveScale: COUNT },
  parcels: PARCEL,
  sites: {
    ...COMMON,
    kind: needed({ kind: "choice", of: SITE_KINDS }),
    households: COUNT,
    population: COUNT,
    status: { kind: "choice", of: SITE_STATUSES },
  },
  units: { ...COMMON, plantId: TEXT, parkId: TEXT, enterprise: TEXT, distances: DISTANCES, operatesFrom: DATE, operatesTo: DATE },
  plants: { ...COMMON, parkId: TEXT, enterprise: TEXT, distances: DISTANCES },
  contours: { ...COMMON, plantId: TEXT },
};

/** What stands in for a required property that is absent, so that the feature stays usable; a name falls back to the id. */
export const FALLBACKS: Readonly<Record<string, string>> = {
  /** Belongs to no block, or to no park: no id is empty. */
  blockId: "",
  parkId: "",
  kind: "other",
};

type GeometryType = Geometry["type"];
const AREAL: readonly GeometryType[] = ["Polygon", "MultiPolygon"];

/** The geometry types that each layer takes. */
export const LAYER_GEOMETRIES: Readonly<Record<LayerName, readonly GeometryType[]>> = {
  boundaries: [...AREAL, "LineString", "MultiLineString"],
  parks: AREAL,
  blocks: AREAL,
  parcels: AREAL,
  sites: [...AREAL, "Point"],
  units: [...AREAL, "Point"],
  plants: AREAL,
  contours: AREAL,
};
