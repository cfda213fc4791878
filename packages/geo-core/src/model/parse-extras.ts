import { isJsonObject, shown } from "../geojson/finding.ts";
import type { Issue } from "./issue.ts";
import { makeIssue } from "./issue-codes.ts";
import { checkFields, type Field, missingIssue, type Schema } from "./schema.ts";
import { readTitle } from "./title.ts";
import type { DatasetConfig, Lineage, LineageEntity, ZoneMembership, ZoningScheme } from "./types.ts";

const TEXT = { kind: "text" } as const satisfies Field;
const REQUIRED_TEXT = { kind: "text", required: true } as const satisfies Field;
const DATE = { kind: "date" } as const satisfies Field;

const ZONING: Schema = {
  id: REQUIRED_TEXT,
  title: { kind: "any" },
  source: TEXT,
  validFrom: DATE,
  zones: {
    kind: "records",
    required: true,
    fields: { id: REQUIRED_TEXT, name: REQUIRED_TEXT, nameEn: TEXT, parkIds: { kind: "texts", required: true } },
  },
};

/** A zoning scheme from its parsed file; null where it has no id or no zones. `index` is its place in the manifest. */
export function parseZoning(file: unknown, index: number, issues: Issue[]): ZoningScheme | null {
  const place = { layer: "zoning", path: `zoning[${index}]` };
  if (!isJsonObject(file)) return notAnObject(file, place, issues);
  const { fields, missing } = checkFields(file, ZONING, place, issues);
  if (missing.length > 0) {
    issues.push(missingIssue(missing, place, { en: "The scheme is left out.", zh: "该分区方案已略去。" }));
    return null;
  }
  const id = fields.id as string;
  const title = readTitle(fields.title, id, { ...place, path: `${place.path}.title` }, issues);
  return { ...fields, id, title, zones: fields.zones as readonly ZoneMembership[] };
}

const LINEAGE: Schema = {
  entities: {
    kind: "records",
    required: true,
    fields: {
      id: REQUIRED_TEXT,
      kind: { kind: "choice", of: ["park", "block"], required: true },
      name: REQUIRED_TEXT,
      featureId: TEXT,
      parkId: TEXT,
      validFrom: DATE,
      validTo: DATE,
      predecessors: { kind: "texts" },
      source: TEXT,
      note: TEXT,
    },
  },
};

/** The lineage from its parsed file; null where it has no list of entities. */
export function parseLineage(file: unknown, issues: Issue[]): Lineage | null {
  const place = { layer: "lineage", path: "" };
  if (!isJsonObject(file)) return notAnObject(file, place, issues);
  const { fields, missing } = checkFields(file, LINEAGE, place, issues);
  if (missing.length === 0) return { ...fields, entities: fields.entities as readonly LineageEntity[] };
  issues.push(missingIssue(missing, place, { en: "The lineage is left out.", zh: "沿革数据已略去。" }));
  return null;
}

const FACTS: Field = {
  kind: "records",
  fields: {
    id: REQUIRED_TEXT,
    subject: REQUIRED_TEXT,
    metric: REQUIRED_TEXT,
    comparator: TEXT,
    value: { kind: "any", required: true },
    unit: { kind: "any" },
    kind: REQUIRED_TEXT,
    year: { kind: "any" },
    source: REQUIRED_TEXT,
    note: TEXT,
  },
};

const CONFIG: Schema = {
  statistics: FACTS,
  thresholds: FACTS,
  contradictions: {
    kind: "records",
    fields: {
      id: REQUIRED_TEXT,
      description: REQUIRED_TEXT,
      sources: { kind: "texts", required: true },
      factIds: { kind: "texts" },
    },
  },
};

/** The configuration from its parsed file: the lists it is known for are checked, everything else is kept. */
export function parseConfig(file: unknown, issues: Issue[]): DatasetConfig {
  const place = { layer: "config", path: "" };
  if (!isJsonObject(file)) return notAnObject(file, place, issues) ?? {};
  return checkFields(file, CONFIG, place, issues).fields;
}

function notAnObject(file: unknown, place: { readonly layer: string; readonly path: string }, issues: Issue[]): null {
  issues.push(
    makeIssue("property-type", place, {
      en: `The ${place.layer} file must hold an object, found ${shown(file)}; it is left out.`,
      zh: `${place.layer} 文件应为对象，现为 ${shown(file)}，已略去。`,
    }),
  );
  return null;
}
