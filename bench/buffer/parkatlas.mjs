import { bufferGeometry } from "@parkatlas/geo-core";
import { measure, regionLayer } from "../measure.mjs";
import { judgeOutlines } from "./judge/outlines.mjs";

const units = regionLayer("units");
measure(
  () => units.map(({ geometry, properties }) => bufferGeometry(geometry, properties.dist)),
  (buffers) => judgeOutlines(units, buffers),
);
