import { bufferColumns, flattenLayer } from "@parkatlas/geo-core";
import { measure, regionLayer } from "../measure.mjs";
import { judgeOutlines } from "./judge/outlines.mjs";

const units = regionLayer("units");
const layer = flattenLayer(units.map(({ geometry }) => geometry));
const distancesM = Float64Array.from(units, ({ properties }) => properties.dist);

/** The columns' outlines as polygons, for the judge. */
function polygonsOf({ lonLat, pathStarts }) {
  return units.map((_, i) => {
    const ring = [];
    for (let k = 2 * pathStarts[i]; k < 2 * pathStarts[i + 1]; k += 2) ring.push([lonLat[k], lonLat[k + 1]]);
    return { type: "Polygon", coordinates: [ring] };
  });
}

measure(
  () => bufferColumns(layer, distancesM),
  (buffers) => judgeOutlines(units, polygonsOf(buffers)),
);
