import { dissolve } from "@parkatlas/geo-core";
import { measure, regionLayer } from "../measure.mjs";
import { judgeUnions } from "./judge/unions.mjs";

const parcels = regionLayer("parcels");
measure(() => dissolve(parcels, ({ properties }) => properties.block).map(({ geometry }) => geometry), judgeUnions);
