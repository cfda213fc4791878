import { concatLayers, flattenLayer, geodesicAreasM2, pairsWithinColumns, verdictColumn } from "@parkatlas/geo-core";
import { measure, regionFeatures } from "../measure.mjs";

/** Geometries taken in at once: objects of so many live at a time. */
const BATCH = 20_000;

/** A layer of the region in columns, with one number of each feature's properties. */
function columnsOf(name, property) {
  const layers = [];
  const numbers = [];
  let batch = [];
  const flush = () => {
    layers.push(flattenLayer(batch));
    batch = [];
  };
  for (const { geometry, properties } of regionFeatures(name)) {
    numbers.push(properties[property] ?? 0);
    if (batch.push(geometry) === BATCH) flush();
  }
  flush();
  return { layer: concatLayers(layers), numbers: Float64Array.from(numbers) };
}

/** All in one process: the whole region in columns, the area of every parcel, every pair; what counts is the peak of its memory. */
const { layer: parcels } = columnsOf("parcels", "mu");
const { layer: units, numbers: requiredM } = columnsOf("units", "dist");
const { layer: sites } = columnsOf("sites", "dist");
measure(() => {
  const areasM2 = geodesicAreasM2(parcels);
  const pairs = pairsWithinColumns(units, requiredM, sites, { edgeModel: "lonlat" });
  const verdicts = verdictColumn(pairs, requiredM);
  return {
    parcels: areasM2.length,
    areaHa: areasM2.reduce((sum, areaM2) => sum + areaM2, 0) / 1e4,
    inside: verdicts.reduce((count, verdict) => count + (verdict === 1 ? 1 : 0), 0),
    undecided: verdicts.reduce((count, verdict) => count + (verdict === 2 ? 1 : 0), 0),
  };
});
