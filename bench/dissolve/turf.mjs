import { union } from "@turf/union";
import { measure, regionLayer } from "../measure.mjs";
import { judgeUnions, parcelsByBlock } from "./judge/unions.mjs";

const parcels = regionLayer("parcels");
measure(() => parcelsByBlock(parcels).map((features) => union({ type: "FeatureCollection", features }).geometry), judgeUnions);
