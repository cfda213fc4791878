import { booleanIntersects } from "@turf/boolean-intersects";
import { buffer } from "@turf/buffer";
import Flatbush from "flatbush";
import { measure, regionLayer } from "../measure.mjs";

const units = regionLayer("units");
const sites = regionLayer("sites");

/** Box of a polygon's shell or of a point; the region lies far from the antimeridian. */
const boxOf = ({ type, coordinates }) => {
  const ring = type === "Point" ? [coordinates] : coordinates[0];
  const lons = ring.map(([lonDeg]) => lonDeg);
  const lats = ring.map(([, latDeg]) => latDeg);
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
};

measure(() => {
  const index = new Flatbush(sites.length);
  for (const site of sites) index.add(...boxOf(site.geometry));
  index.finish();
  let inside = 0;
  for (const unit of units) {
    const zone = buffer(unit, unit.properties.dist, { units: "meters" });
    for (const candidate of index.search(...boxOf(zone.geometry))) if (booleanIntersects(zone, sites[candidate])) inside++;
  }
  return { inside };
});
