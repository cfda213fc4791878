import { fromGeos, geos, toGeos } from "../../geos.mjs";

/** Metres in a degree east and north at a latitude, on the ellipsoid. */
function factorsAt(latDeg) {
  const e2 = 0.00669438002290079;
  const phi = (latDeg * Math.PI) / 180;
  const w = Math.sqrt(1 - e2 * Math.sin(phi) ** 2);
  const degree = (6_378_137 * Math.PI) / 180;
  return [(degree * Math.cos(phi)) / w, (degree * (1 - e2)) / w ** 3];
}

/** A unit's buffer by GEOS, in a plane of two factors about its first position. */
export function bufferByGeos({ geometry, properties }, quadrantSegments) {
  const [lon0, lat0] = geometry.coordinates[0][0];
  const [east, north] = factorsAt(lat0);
  const plane = geometry.coordinates.map((ring) => ring.map(([lon, lat]) => [(lon - lon0) * east, (lat - lat0) * north]));
  const input = toGeos({ type: "Polygon", coordinates: plane });
  const output = geos.GEOSBuffer(input, properties.dist, quadrantSegments);
  const { type, coordinates } = fromGeos(output);
  geos.GEOSGeom_destroy(input);
  geos.GEOSGeom_destroy(output);
  return { type, coordinates: coordinates.map((ring) => ring.map(([x, y]) => [lon0 + x / east, lat0 + y / north])) };
}
