/**
 * What is wrong with a GeoJSON text before anybody knows which layer of a dataset it is. The model turns a finding into an
 * `Issue` by adding the layer.
 */
export interface GeojsonFinding {
  readonly severity: "error" | "warning" | "info";
  readonly code: GeojsonFindingCode;
  readonly featureId: string | null;
  /** JSON path inside the file, such as `features[12].geometry.coordinates[0][3]`. */
  readonly path: string;
  readonly message: string;
  readonly messageZh: string;
  readonly at?: readonly [lonDeg: number, latDeg: number];
}

/** The findings of this stage, with how bad each one is. The words for people stand in docs/dataset.md. */
export const GEOJSON_SEVERITY = {
  "not-feature-collection": "error",
  "crs-member": "info",
  "feature-malformed": "error",
  "id-missing": "error",
  "id-not-string": "error",
  "geometry-missing": "error",
  "geometry-type-unknown": "error",
  "coordinates-malformed": "error",
  "number-not-finite": "error",
  "property-key-unsafe": "warning",
  "lonlat-swapped": "error",
  "projected-coordinates": "error",
} as const satisfies Record<string, GeojsonFinding["severity"]>;

export type GeojsonFindingCode = keyof typeof GEOJSON_SEVERITY;

/** A sentence in both languages. */
export interface Words {
  readonly en: string;
  readonly zh: string;
}

/** Where a finding stands: a path in the file, and the feature and place where it has them. */
export interface FindingPlace {
  readonly path: string;
  readonly featureId?: string | null;
  readonly at?: readonly [lonDeg: number, latDeg: number];
}

/** Builds a finding with the severity of its code. */
export function geojsonFinding(code: GeojsonFindingCode, place: FindingPlace, words: Words): GeojsonFinding {
  return {
    severity: GEOJSON_SEVERITY[code],
    code,
    featureId: place.featureId ?? null,
    path: place.path,
    message: words.en,
    messageZh: words.zh,
    ...(place.at === undefined ? {} : { at: place.at }),
  };
}

/** A value as it can stand in a message: short, quoted where it is text, never a whole object. */
export function shown(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.length > 40 ? `${value.slice(0, 39)}…` : value);
  if (Array.isArray(value)) return `[${value.length === 0 ? "" : "…"}]`;
  if (value !== null && typeof value === "object") return "{…}";
  return String(value);
}

/** True for a JSON object: neither null nor an array. */
export function isJsonObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
