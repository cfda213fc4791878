import { flattenLayer, geodesicAreasM2 } from "@parkatlas/geo-core";
import { measure, regionLayer } from "../measure.mjs";

const parcels = flattenLayer(regionLayer("parcels").map((parcel) => parcel.geometry));
measure(() => ({
  areaHa: geodesicAreasM2(parcels).reduce((sum, areaM2) => sum + areaM2, 0) / 1e4,
  parcels: parcels.featureStarts.length - 1,
}));
