import { flattenLayer, pairsWithinColumns, verdictColumn } from "@parkatlas/geo-core";
import { measure, regionLayer } from "../measure.mjs";

/** Columns in, columns out: what a worker thread is handed and hands back. */
const units = regionLayer("units");
const unitColumns = flattenLayer(units.map((unit) => unit.geometry));
const siteColumns = flattenLayer(regionLayer("sites").map((site) => site.geometry));
const requiredM = Float64Array.from(units, (unit) => unit.properties.dist);
measure(() => {
  const pairs = pairsWithinColumns(unitColumns, requiredM, siteColumns, { edgeModel: "lonlat" });
  const verdicts = verdictColumn(pairs, requiredM);
  return {
    inside: verdicts.reduce((count, verdict) => count + (verdict === 1 ? 1 : 0), 0),
    undecided: verdicts.reduce((count, verdict) => count + (verdict === 2 ? 1 : 0), 0),
    sumKm: pairs.distanceM.reduce((sum, distanceM) => sum + distanceM, 0) / 1000,
    widestMm: pairs.hiM.reduce((widest, hiM, i) => Math.max(widest, (hiM - pairs.loM[i]) * 1000), 0),
  };
});
