import { projectTo } from "@parkatlas/geo-core";
import Flatbush from "flatbush";
import { geos, toGeos } from "../geos.mjs";
import { measure, regionLayer } from "../measure.mjs";

/** Into the 3° zone of most of the region; not timed. Distances in its plane are not those on the ground. */
const projected = ({ type, coordinates }) => {
  const place = (lonLat) => projectTo("EPSG:4550", lonLat);
  return { type, coordinates: type === "Point" ? place(coordinates) : coordinates.map((ring) => ring.map(place)) };
};
const units = regionLayer("units").map(({ geometry, properties }) => ({ geometry: projected(geometry), dist: properties.dist }));
const sites = regionLayer("sites").map(({ geometry }) => projected(geometry));

const boxOf = ({ type, coordinates }) => {
  const ring = type === "Point" ? [coordinates] : coordinates[0];
  const easts = ring.map(([eastM]) => eastM);
  const norths = ring.map(([, northM]) => northM);
  return [Math.min(...easts), Math.min(...norths), Math.max(...easts), Math.max(...norths)];
};

measure(() => {
  const index = new Flatbush(sites.length);
  for (const site of sites) index.add(...boxOf(site));
  index.finish();
  const siteGeometries = sites.map(toGeos);
  const out = geos.Module._malloc(8);
  let inside = 0;
  let sumM = 0;
  for (const { geometry, dist } of units) {
    const unit = toGeos(geometry);
    const prepared = geos.GEOSPrepare(unit);
    const [west, south, east, north] = boxOf(geometry);
    for (const site of index.search(west - dist, south - dist, east + dist, north + dist)) {
      geos.GEOSPreparedDistance(prepared, siteGeometries[site], out);
      const distanceM = geos.Module.getValue(out, "double");
      if (distanceM >= dist) continue;
      inside++;
      sumM += distanceM;
    }
    geos.GEOSPreparedGeom_destroy(prepared);
    geos.GEOSGeom_destroy(unit);
  }
  for (const site of siteGeometries) geos.GEOSGeom_destroy(site);
  geos.Module._free(out);
  return { inside, sumKm: sumM / 1000 };
});
