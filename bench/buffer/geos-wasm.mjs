import { fromGeos, geos, toGeos } from "../geos.mjs";
import { measure, regionLayer } from "../measure.mjs";
import { judgeOutlines } from "./judge/outlines.mjs";

const units = regionLayer("units");
const QUADRANT_SEGMENTS = 8;

/** Metres in a degree east and north at a latitude, on the ellipsoid. */
function factorsAt(latDeg) {
  const e2 = 0.00669438002290079;
  const phi = (latDeg * Math.PI) / 180;
  const w = Math.sqrt(1 - e2 * Math.sin(phi) ** 2);
  const degree = (6_378_137 * Math.PI) / 180;
  return [(degree * Math.cos(phi)) / w, (degree * (1 - e2)) / w ** 3];
}

function drawn({ geometry, properties }) {
  const [lon0, lat0] = geometry.coordinates[0][0];
  const [east, north] = factorsAt(lat0);
  const plane = geometry.coordinates.map((ring) => ring.map(([lon, lat]) => [(lon - lon0) * east, (lat - lat0) * north]));
  const input = toGeos({ type: "Polygon", coordinates: plane });
  const output = geos.GEOSBuffer(input, properties.dist, QUADRANT_SEGMENTS);
  const { type, coordinates } = fromGeos(output);
  geos.GEOSGeom_destroy(input);
  geos.GEOSGeom_destroy(output);
  return { type, coordinates: coordinates.map((ring) => ring.map(([x, y]) => [lon0 + x / east, lat0 + y / north])) };
}

measure(
  () => units.map(drawn),
  (buffers) => judgeOutlines(units, buffers),
);
