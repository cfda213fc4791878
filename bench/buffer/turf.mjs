import { buffer } from "@turf/buffer";
import { measure, regionLayer } from "../measure.mjs";
import { judgeOutlines } from "./judge/outlines.mjs";

const units = regionLayer("units");
measure(
  () => units.map((unit) => buffer(unit, unit.properties.dist, { units: "meters" }).geometry),
  (buffers) => judgeOutlines(units, buffers),
);
