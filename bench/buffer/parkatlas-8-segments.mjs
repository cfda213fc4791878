import { bufferGeometry } from "@parkatlas/geo-core";
import { measure, regionLayer } from "../measure.mjs";
import { judgeOutlines } from "./judge/outlines.mjs";

/** Share of the distance that the chords of 8 segments a quadrant cut off. */
const SAGITTA = 1 - Math.cos(Math.PI / 32);

const units = regionLayer("units");
measure(
  () =>
    units.map(({ geometry, properties: { dist } }) =>
      // As many vertices as the others' 8 segments a quadrant make; `nearest` draws arcs half outside, so it needs two thirds.
      bufferGeometry(geometry, dist, { toleranceM: (SAGITTA * dist) / 1.5 }),
    ),
  (buffers) => judgeOutlines(units, buffers),
);
