import { buffer } from "@turf/buffer";
import { measure, regionLayer } from "../measure.mjs";
import { judgeOutlines, segmentsFor } from "./judge/outlines.mjs";

const units = regionLayer("units");
measure(
  () =>
    units.map((unit) => {
      const { dist } = unit.properties;
      return buffer(unit, dist, { units: "meters", steps: segmentsFor(dist) }).geometry;
    }),
  (buffers) => judgeOutlines(units, buffers),
);
