import { geojsonFromFeatures } from "../geojson/write-geojson.ts";
import type { ImportedFeature } from "./convert-record.ts";

/** What an import does to a layer, by id. */
export interface LayerChanges {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly unchanged: number;
  /** In the layer, but not in the file: kept, unless the layer is replaced. */
  readonly absent: readonly string[];
  readonly removed: readonly string[];
}

export interface MergedLayer {
  readonly features: readonly ImportedFeature[];
  readonly changes: LayerChanges;
}

/**
 * A layer with imported features in it: an id that is there is replaced in its place, a new one is put at the end. `replace`
 * takes out what the file does not hold. Features are compared with all their members, so that the second import of the same
 * file changes nothing.
 */
export function mergeLayer(
  present: readonly ImportedFeature[],
  imported: readonly ImportedFeature[],
  { replace }: { readonly replace: boolean },
): MergedLayer {
  const byId = new Map(imported.map((feature) => [feature.id, feature]));
  const added: string[] = [];
  const changed: string[] = [];
  const absent: string[] = [];
  let unchanged = 0;
  const known = new Set<string>();
  const kept = present.flatMap((feature) => {
    known.add(feature.id);
    const next = byId.get(feature.id);
    if (!next) {
      absent.push(feature.id);
      return replace ? [] : [feature];
    }
    if (canonical(asWritten(next)) === canonical(feature)) unchanged++;
    else changed.push(feature.id);
    return [next];
  });
  const fresh = imported.filter(({ id }) => !known.has(id));
  added.push(...fresh.map(({ id }) => id));
  return {
    features: [...kept, ...fresh],
    changes: { added, changed, unchanged, absent: replace ? [] : absent, removed: replace ? absent : [] },
  };
}

/** The feature as the layer's file will hold it: rings turned, nothing undefined. */
function asWritten(feature: ImportedFeature): unknown {
  const written = JSON.parse(geojsonFromFeatures([feature as Parameters<typeof geojsonFromFeatures>[0][number]]));
  return written.features[0];
}

/** The same text for the same content, whatever the order of members. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const members = Object.entries(value).filter(([, each]) => each !== undefined);
  members.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, each]) => `${JSON.stringify(name)}:${canonical(each)}`).join()}}`;
}
