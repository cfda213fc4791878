import { checkHoles, HoleBudget } from "./check-holes.ts";
import type { DecodedFeature, DecodedLayer } from "./decode-tile.ts";
import { EXTENT } from "./mercator.ts";
import { doubleArea } from "./ring.ts";

/** TILE: what the MVT 2.1 specification asks of a tile beyond being decodable. */

/** What is wrong, for a person; the place is the layer, or the feature in it. */
export interface TileFault {
  readonly code: TileFaultCode;
  readonly layer: string;
  readonly featureId: string | null;
  readonly detail: string;
}

export type TileFaultCode =
  | "layer-duplicate"
  | "layer-empty"
  | "mvt-version"
  | "extent-unusual"
  | "key-duplicate"
  | "value-duplicate"
  | "id-missing"
  | "id-duplicate"
  | "type-unknown"
  | "point-repeated"
  | "ring-empty"
  | "winding-wrong"
  | "hole-outside"
  | "holes-unchecked"
  | "outside-buffer";

/**
 * Every fault of a decoded tile.
 *
 * @param bufferTu how far geometry may reach beyond the tile; infinite for archives of unknown builders.
 */
export function tileFaults(layers: readonly DecodedLayer[], bufferTu: number): TileFault[] {
  const names = new Set<string>();
  const budget = new HoleBudget();
  return layers.flatMap((layer) => {
    const faults = layerFaults(layer, bufferTu, budget);
    if (names.has(layer.name)) faults.push(fault("layer-duplicate", layer, null, "two layers of one tile have this name"));
    names.add(layer.name);
    return faults;
  });
}

function layerFaults(layer: DecodedLayer, bufferTu: number, budget: HoleBudget): TileFault[] {
  const faults: TileFault[] = [];
  if (layer.version !== 2) faults.push(fault("mvt-version", layer, null, `version ${layer.version}, expected 2`));
  if (layer.extent !== EXTENT) faults.push(fault("extent-unusual", layer, null, `extent ${layer.extent}, expected ${EXTENT}`));
  if (layer.features.length === 0) faults.push(fault("layer-empty", layer, null, "no features"));
  if (new Set(layer.keys).size < layer.keys.length) faults.push(fault("key-duplicate", layer, null, "a key stands twice"));
  if (new Set(layer.values.map((value) => `${typeof value}:${value}`)).size < layer.values.length)
    faults.push(fault("value-duplicate", layer, null, "a value stands twice"));
  const ids = new Set<number>();
  for (const feature of layer.features) {
    if (feature.id === null) faults.push(fault("id-missing", layer, feature, "no id"));
    else if (ids.has(feature.id)) faults.push(fault("id-duplicate", layer, feature, `id ${feature.id} stands twice`));
    if (feature.id !== null) ids.add(feature.id);
    faults.push(...geometryFaults(layer, feature, bufferTu, budget));
  }
  return faults;
}

function geometryFaults(layer: DecodedLayer, feature: DecodedFeature, bufferTu: number, budget: HoleBudget): TileFault[] {
  const faults: TileFault[] = [];
  if (feature.type === 0) faults.push(fault("type-unknown", layer, feature, "no geometry type"));
  if (feature.paths.some((path) => repeatsAPoint(path, feature.type === 3)))
    faults.push(fault("point-repeated", layer, feature, "two consecutive vertices are one"));
  const low = -bufferTu;
  const high = layer.extent + bufferTu;
  if (feature.paths.some((path) => path.some((value) => value < low || value > high)))
    faults.push(fault("outside-buffer", layer, feature, `coordinates beyond ${low}…${high}`));
  if (feature.type === 3) faults.push(...windingFaults(layer, feature), ...holeFaults(layer, feature, budget));
  return faults;
}

/** Outer rings are positive, holes negative, and the first ring is an outer ring. */
function windingFaults(layer: DecodedLayer, feature: DecodedFeature): TileFault[] {
  const areas = feature.paths.map((path) => doubleArea(path, 0, path.length));
  const faults: TileFault[] = [];
  if (areas.some((area) => area === 0)) faults.push(fault("ring-empty", layer, feature, "a ring encloses nothing"));
  if ((areas[0] ?? 0) < 0) faults.push(fault("winding-wrong", layer, feature, "the first ring is wound as a hole"));
  let left = 0;
  for (const area of areas) {
    left = area > 0 ? area : left + area;
    if (left < 0) {
      faults.push(fault("winding-wrong", layer, feature, "the holes of a polygon are larger than its outer ring"));
      break;
    }
  }
  return faults;
}

/** The holes of each polygon of a feature against its outer ring. */
function holeFaults(layer: DecodedLayer, feature: DecodedFeature, budget: HoleBudget): TileFault[] {
  const { paths } = feature;
  for (let first = 0; first < paths.length; ) {
    let next = first + 1;
    while (next < paths.length && doubleArea(paths[next]!, 0, paths[next]!.length) < 0) next++;
    const found = next > first + 1 ? checkHoles(paths[first]!, paths.slice(first + 1, next), budget) : "inside";
    if (found === "outside") return [fault("hole-outside", layer, feature, "a hole leaves its outer ring or crosses it")];
    if (found === "unchecked")
      return [fault("holes-unchecked", layer, feature, "too many edges to hold the holes of the tile against their outer rings")];
    first = next;
  }
  return [];
}

function repeatsAPoint(path: readonly number[], isRing: boolean): boolean {
  for (let i = 2; i < path.length; i += 2) if (path[i] === path[i - 2] && path[i + 1] === path[i - 1]) return true;
  return isRing && path[0] === path.at(-2) && path[1] === path.at(-1);
}

function fault(code: TileFaultCode, layer: DecodedLayer, feature: DecodedFeature | null, detail: string): TileFault {
  const id = feature === null ? null : String(feature.properties.id ?? feature.id ?? "?");
  return { code, layer: layer.name, featureId: id, detail };
}
