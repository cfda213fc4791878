import { type RawFeature, readFeatureCollection } from "../geojson/feature-collection.ts";
import { geometryIssues } from "./geometry-issues.ts";
import type { Issue } from "./issue.ts";
import { issueOfFinding, makeIssue } from "./issue-codes.ts";
import { FALLBACKS, LAYER_GEOMETRIES, LAYER_SCHEMAS } from "./layer-schemas.ts";
import { checkFields, missingIssue } from "./schema.ts";
import type { Block, Boundary, Contour, DatasetFeature, LayerName, Parcel, Park, Plant, Site, Unit } from "./types.ts";

interface LayerFeatures {
  readonly boundaries: Boundary;
  readonly parks: Park;
  readonly blocks: Block;
  readonly parcels: Parcel;
  readonly sites: Site;
  readonly units: Unit;
  readonly plants: Plant;
  readonly contours: Contour;
}

export interface ParsedLayer<L extends LayerName> {
  readonly features: readonly LayerFeatures[L][];
  /** Where each feature stands in the file's `features`. */
  readonly indexes: readonly number[];
  readonly issues: readonly Issue[];
  /** False where the file is no FeatureCollection: then nothing can be said about the layer. */
  readonly readable: boolean;
}

/**
 * The features of one layer from its parsed file, with everything that is wrong with them. A feature stays in the model if it
 * can be named and its outline can be used; every issue that costs a feature or a value says so. An outline that crosses
 * itself stays, because distances from it are still defined and a site that silently vanished could turn a violation into a
 * "compliant". Never throws on bad data. Cost: O(n log n) in the positions of each feature.
 */
export function parseLayer<L extends LayerName>(layer: L, file: unknown): ParsedLayer<L> {
  const collection = readFeatureCollection(file);
  const issues: Issue[] = collection.findings.map((finding) => issueOfFinding(finding, layer));
  const firstIndexById = new Map<string, number>();
  const features: LayerFeatures[L][] = [];
  const indexes: number[] = [];
  for (const raw of collection.features) {
    const first = firstIndexById.get(raw.id);
    if (first !== undefined) {
      issues.push(duplicateId(layer, raw, first));
      continue;
    }
    firstIndexById.set(raw.id, raw.index);
    const feature = parseFeature(layer, raw, issues);
    if (feature === null) continue;
    // The schema and the geometry list of the layer have just been enforced; the compiler cannot follow a table.
    features.push(feature as unknown as LayerFeatures[L]);
    indexes.push(raw.index);
  }
  return { features, indexes, issues, readable: collection.readable };
}

function parseFeature(layer: LayerName, raw: RawFeature, issues: Issue[]): DatasetFeature<RawFeature["geometry"], object> | null {
  const path = `features[${raw.index}]`;
  const types = LAYER_GEOMETRIES[layer];
  const properties = parseProperties(layer, raw, issues);
  if (!types.includes(raw.geometry.type)) {
    issues.push(
      makeIssue(
        "geometry-type-wrong",
        { layer, featureId: raw.id, path: `${path}.geometry.type` },
        {
          en: `Layer ${layer} takes ${types.join(" or ")}, found ${raw.geometry.type}; the feature is left out. Was the right file named for this layer?`,
          zh: `图层 ${layer} 应为 ${types.join(" 或 ")}，现为 ${raw.geometry.type}，该要素已略去。请检查该图层的文件是否正确。`,
        },
      ),
    );
    return null;
  }
  const defects = geometryIssues(raw.geometry, { layer, featureId: raw.id, path: `${path}.geometry` });
  issues.push(...defects.issues);
  return defects.usable ? { type: "Feature", id: raw.id, geometry: raw.geometry, properties } : null;
}

function parseProperties(layer: LayerName, raw: RawFeature, issues: Issue[]): object {
  const place = { layer, featureId: raw.id, path: `features[${raw.index}].properties` };
  const { fields, missing } = checkFields(raw.properties, LAYER_SCHEMAS[layer], place, issues);
  if (missing.length === 0) return fields;
  // A value that was refused has its own issue already; only absent ones are reported as missing.
  const absent = missing.filter((key) => raw.properties[key] === undefined || raw.properties[key] === null);
  if (absent.length > 0)
    issues.push(missingIssue(absent, place, { en: "The feature is kept without.", zh: "该要素暂按缺失处理。" }));
  return { ...fields, ...Object.fromEntries(missing.map((key) => [key, key === "name" ? raw.id : FALLBACKS[key]])) };
}

function duplicateId(layer: LayerName, raw: RawFeature, firstIndex: number): Issue {
  return makeIssue(
    "id-duplicate",
    { layer, featureId: raw.id, path: `features[${raw.index}].id` },
    {
      en: `The id "${raw.id}" is already that of features[${firstIndex}]; an id must be unique in its layer. This feature is left out.`,
      zh: `id“${raw.id}”与 features[${firstIndex}] 重复，id 在图层内必须唯一。本要素已略去。`,
    },
  );
}
