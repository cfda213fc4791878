import { distanceBetween, geodesicAreaM2 } from "@parkatlas/geo-core";
import { geosInvalid } from "../../geos.mjs";

const TOLERANCE_M = 0.01;

/** Segments a quadrant whose chords stay within the tolerance of their circle. */
export const segmentsFor = (radiusM) => Math.ceil(Math.PI / 4 / Math.acos(1 - TOLERANCE_M / radiusM));

/** Figures of buffers beside the exact distance from vertices and middles of edges to their unit. */
export function judgeOutlines(units, buffers) {
  let checked = 0;
  let beyond = 0;
  let worstM = 0;
  for (let i = 0; i < units.length; i += 50) {
    const [ring] = buffers[i].coordinates;
    for (let k = 1; k < ring.length; k++) {
      const [a, b] = [ring[k - 1], ring[k]];
      for (const at of [b, [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]]) {
        const { distanceM } = distanceBetween({ type: "Point", coordinates: at }, units[i].geometry, { edgeModel: "lonlat" });
        const offM = Math.abs(distanceM - units[i].properties.dist);
        checked++;
        if (offM > TOLERANCE_M) beyond++;
        worstM = Math.max(worstM, offM);
      }
    }
  }
  return {
    areaHa: buffers.reduce((sum, buffer) => sum + geodesicAreaM2(buffer), 0) / 1e4,
    vertices: buffers.reduce((sum, { coordinates }) => sum + coordinates.flat().length, 0) / buffers.length,
    beyond1cm: (1000 * beyond) / checked,
    worstM,
    geosInvalid: geosInvalid(buffers),
  };
}
