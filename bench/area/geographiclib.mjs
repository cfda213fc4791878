import geographiclib from "geographiclib-geodesic";
import { measure, regionLayer } from "../measure.mjs";

const wgs84 = geographiclib.Geodesic.WGS84;
const ringAreaM2 = (ring) => {
  const polygon = wgs84.Polygon(false);
  for (const [lonDeg, latDeg] of ring.slice(0, -1)) polygon.AddPoint(latDeg, lonDeg);
  return Math.abs(polygon.Compute(false, true).area);
};
const parcels = regionLayer("parcels");
measure(() => {
  let areaM2 = 0;
  for (const parcel of parcels) {
    const [shell, ...holes] = parcel.geometry.coordinates.map(ringAreaM2);
    areaM2 += shell - holes.reduce((sum, hole) => sum + hole, 0);
  }
  return { areaHa: areaM2 / 1e4, parcels: parcels.length };
});
