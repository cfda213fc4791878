import { flattenLayer, pairsWithinColumns, verdictColumn } from "@parkatlas/geo-core";
import { measure, regionLayer } from "../measure.mjs";
import { insideOf, judgeColumns } from "./columns/judge.mjs";

/** Columns in, columns out: what a worker thread is handed and hands back. */
const units = regionLayer("units");
const unitColumns = flattenLayer(units.map((unit) => unit.geometry));
const siteColumns = flattenLayer(regionLayer("sites").map((site) => site.geometry));
const requiredM = Float64Array.from(units, (unit) => unit.properties.dist);

await measure(() => {
  const pairs = pairsWithinColumns(unitColumns, requiredM, siteColumns, { edgeModel: "lonlat" });
  return insideOf(pairs, verdictColumn(pairs, requiredM));
}, judgeColumns);
