import { area } from "@turf/area";
import { measure, regionLayer } from "../measure.mjs";

const parcels = regionLayer("parcels");
measure(() => ({ areaHa: parcels.reduce((sum, parcel) => sum + area(parcel), 0) / 1e4, parcels: parcels.length }));
