import type { LonLat } from "../../crs/position.ts";
import type { Words } from "../../geojson/finding.ts";
import { isCivilDate } from "../civil-date.ts";
import type { Issue } from "../issue.ts";
import { type IssueCode, makeIssue } from "../issue-codes.ts";
import type { CivilDate, Dataset, LayerName } from "../types.ts";

export type AnyFeature = Dataset[LayerName][number];

/** A feature under validation, with its place in the layer as it was read. */
export interface Subject<F extends AnyFeature = AnyFeature> {
  readonly layer: LayerName;
  readonly index: number;
  readonly feature: F;
}

export function subjectsOf<L extends LayerName>(dataset: Dataset, layer: L): Subject<Dataset[L][number]>[] {
  return (dataset[layer] as readonly Dataset[L][number][]).map((feature, index) => ({ layer, index, feature }));
}

/** An issue about a property, or the geometry, of a feature. `path` is inside the feature: `properties.startedOn`. */
export function featureIssue(subject: Subject, code: IssueCode, path: string, words: Words, at?: LonLat): Issue {
  const { layer, index, feature } = subject;
  const place = { layer, featureId: feature.id, path: `features[${index}].${path}` };
  return makeIssue(code, at === undefined ? place : { ...place, at }, words);
}

/** The value if it is a date; null where it is absent or was kept unreadable (reading has reported that). */
export function dateOrNull(value: unknown): CivilDate | null {
  return isCivilDate(value) ? value : null;
}

/** `id "name"`, or the id alone where the name says no more. */
export function called(feature: AnyFeature): string {
  const { name } = feature.properties;
  return name === feature.id ? feature.id : `${feature.id} (${name})`;
}
