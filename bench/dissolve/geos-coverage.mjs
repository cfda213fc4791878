import { fromGeos, geos, toGeos } from "../geos.mjs";
import { measure, regionLayer } from "../measure.mjs";
import { judgeUnions, parcelsByBlock } from "./judge/unions.mjs";

const parcels = regionLayer("parcels");

function united(features) {
  const input = toGeos({ type: "FeatureCollection", features });
  const output = geos.GEOSCoverageUnion(input);
  const geometry = fromGeos(output);
  geos.GEOSGeom_destroy(input);
  geos.GEOSGeom_destroy(output);
  return geometry;
}

measure(() => parcelsByBlock(parcels).map(united), judgeUnions);
