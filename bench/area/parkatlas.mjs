import { geodesicAreaM2 } from "@parkatlas/geo-core";
import { measure, regionLayer } from "../measure.mjs";

const parcels = regionLayer("parcels");
measure(() => ({
  areaHa: parcels.reduce((sum, parcel) => sum + geodesicAreaM2(parcel.geometry), 0) / 1e4,
  parcels: parcels.length,
}));
