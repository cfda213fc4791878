import { measure, regionLayer } from "../measure.mjs";
import { bufferByGeos } from "./judge/geos-buffer.mjs";
import { judgeOutlines } from "./judge/outlines.mjs";

const units = regionLayer("units");
measure(
  () => units.map((unit) => bufferByGeos(unit, 8)),
  (buffers) => judgeOutlines(units, buffers),
);
