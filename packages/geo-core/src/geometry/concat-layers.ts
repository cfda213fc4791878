import { allocateLayer, type FlatLayer } from "./flat-layer.ts";

/**
 * The layers' features one after the other as one layer: a file too long for one list of geometries is flattened batch by batch and put
 * together. Cost: one copy of each position.
 */
export function concatLayers(layers: readonly FlatLayer[]): FlatLayer {
  const sum = (count: (layer: FlatLayer) => number): number => layers.reduce((all, layer) => all + count(layer), 0);
  const whole = allocateLayer(
    sum(({ featureStarts }) => featureStarts.length - 1),
    {
      positions: sum(({ lonLat }) => lonLat.length / 2),
      paths: sum(({ pathStarts }) => pathStarts.length - 1),
      parts: sum(({ partKinds }) => partKinds.length),
    },
  );
  let positions = 0;
  let paths = 0;
  let parts = 0;
  let features = 0;
  for (const { lonLat, pathStarts, partStarts, partKinds, featureStarts } of layers) {
    whole.lonLat.set(lonLat, 2 * positions);
    whole.partKinds.set(partKinds, parts);
    append(whole.pathStarts, paths, pathStarts, positions);
    append(whole.partStarts, parts, partStarts, paths);
    append(whole.featureStarts, features, featureStarts, parts);
    positions += lonLat.length / 2;
    paths += pathStarts.length - 1;
    parts += partKinds.length;
    features += featureStarts.length - 1;
  }
  return whole;
}

/** Writes the starts after their first to `whole` from `at + 1` on, counted on from `base`. */
function append(whole: Int32Array, at: number, starts: Int32Array, base: number): void {
  for (let k = 1; k < starts.length; k++) whole[at + k] = base + starts[k]!;
}
