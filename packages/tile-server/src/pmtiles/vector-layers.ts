import type { ArchiveMetadata, VectorLayer } from "./types.ts";

/** ARCHIVE: `vector_layers` out of metadata that anyone may have written. */

const DEEPEST_ZOOM = 26;

/** The declared layers with what they leave out filled in; null where there is no list of objects with `id` and `fields`. */
export function vectorLayersOf(metadata: ArchiveMetadata): VectorLayer[] | null {
  const layers: unknown = metadata.vector_layers;
  if (!Array.isArray(layers)) return null;
  const parsed = layers.map(parseLayer);
  return parsed.includes(null) ? null : parsed.filter((layer) => layer !== null);
}

function parseLayer(layer: unknown): VectorLayer | null {
  if (typeof layer !== "object" || layer === null || !("id" in layer) || !("fields" in layer)) return null;
  const { id, fields } = layer;
  if (typeof id !== "string" || typeof fields !== "object" || fields === null) return null;
  return {
    id,
    description: "description" in layer && typeof layer.description === "string" ? layer.description : "",
    minzoom: "minzoom" in layer && typeof layer.minzoom === "number" ? layer.minzoom : 0,
    maxzoom: "maxzoom" in layer && typeof layer.maxzoom === "number" ? layer.maxzoom : DEEPEST_ZOOM,
    fields: fields as VectorLayer["fields"],
  };
}
