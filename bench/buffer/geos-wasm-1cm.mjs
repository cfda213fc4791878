import { measure, regionLayer } from "../measure.mjs";
import { bufferByGeos } from "./judge/geos-buffer.mjs";
import { judgeOutlines, segmentsFor } from "./judge/outlines.mjs";

const units = regionLayer("units");
measure(
  () => units.map((unit) => bufferByGeos(unit, segmentsFor(unit.properties.dist))),
  (buffers) => judgeOutlines(units, buffers),
);
