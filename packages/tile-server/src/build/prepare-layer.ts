import { GeoError } from "@parkatlas/geo-core";
import { type ArcGraph, arcGraphOf } from "../tile/arc-graph.ts";
import type { EncodableLayer } from "../tile/encode-tile.ts";
import { featureNumberOf } from "../tile/feature-id.ts";
import { GRID_ZOOM } from "../tile/mercator.ts";
import { PropertyTable } from "../tile/properties.ts";
import { shapesOf } from "../tile/shape.ts";
import { ringSigns, vertexImportance } from "../tile/simplify-arcs.ts";
import type { SourceFeature, SourceLayer } from "./source-layer.ts";

/** BUILD: a source layer made ready once for all zooms: sorted by id, as arcs, with encoded properties. */
export interface PreparedLayer extends EncodableLayer {
  readonly features: readonly SourceFeature[];
  readonly graph: ArcGraph;
  readonly importance: Float64Array;
  readonly signs: Int8Array;
  /** First zoom of each feature. */
  readonly minZooms: Uint8Array;
  /** Last zoom of each feature. */
  readonly maxZooms: Uint8Array;
  readonly undrawable: ReadonlySet<number>;
  readonly isDerived: boolean;
  readonly standInLayer: string | null;
}

/**
 * Prepares the layers in their order. Features are sorted by id, so that the order of the input does not show in the output.
 *
 * @throws {GeoError} `build-failed` when an id is given twice in a layer, or two ids of a layer get the same number.
 */
export function prepareLayers(layers: readonly SourceLayer[]): PreparedLayer[] {
  let firstFeature = 0;
  return layers.map((layer) => {
    const prepared = prepareLayer(layer, firstFeature);
    firstFeature += prepared.count;
    return prepared;
  });
}

function prepareLayer({ schema, features: unsorted, standInLayer }: SourceLayer, firstFeature: number): PreparedLayer {
  const features = unsorted.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const ids = numbersOf(schema.name, features);
  const table = new PropertyTable();
  const shapes = shapesOf(features.map(({ geometry }) => geometry));
  const graph = arcGraphOf(shapes);
  return {
    name: schema.name,
    firstFeature,
    count: features.length,
    ids,
    types: graph.types,
    tags: features.map(({ id, properties }) => table.tagsOf({ id, ...properties })),
    table,
    features,
    graph,
    importance: vertexImportance(graph),
    signs: ringSigns(graph),
    minZooms: Uint8Array.from(features, ({ minZoom }) => Math.max(schema.minZoom, minZoom ?? 0)),
    maxZooms: Uint8Array.from(features, ({ maxZoom }) => maxZoom ?? GRID_ZOOM),
    undrawable: new Set(graph.undrawable),
    isDerived: schema.isDerived,
    standInLayer: standInLayer ?? null,
  };
}

function numbersOf(layer: string, features: readonly SourceFeature[]): Float64Array {
  const seen = new Map<number, string>();
  return Float64Array.from(features, ({ id }) => {
    const number = featureNumberOf(layer, id);
    const other = seen.get(number);
    if (other === id)
      throw new GeoError("build-failed", `The id "${id}" stands twice in layer ${layer}; give every feature its own id`, {
        details: { layer, id },
      });
    if (other !== undefined)
      throw new GeoError("build-failed", `"${id}" and "${other}" of layer ${layer} get the same number ${number}; rename one`, {
        details: { layer, ids: [id, other] },
      });
    seen.set(number, id);
    return number;
  });
}
