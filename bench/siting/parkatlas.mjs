import { prepareSiting } from "@parkatlas/geo-core";
import { regionLayer } from "../measure.mjs";

/** The distance of the bench, metres; bench/siting/postgis asks the same. */
const DISTANCE_M = 500;

const parcel = ({ id, geometry, properties: { code, block } }) => {
  return { type: "Feature", id: `p${id}`, geometry, properties: { name: code, blockId: `b${block}`, approvedOn: "2020-01-01" } };
};
const site = ({ id, geometry, properties: { village, pop } }) => {
  return { type: "Feature", id: `s${id}`, geometry, properties: { name: village, kind: "village", population: pop } };
};
const input = {
  parcels: regionLayer("parcels").map(parcel),
  sites: regionLayer("sites").map(site),
  asOf: "2025-12-31",
  edgeModel: "lonlat",
  workingCrs: "EPSG:4550",
};

function timed(work) {
  const before = process.hrtime.bigint();
  const result = work();
  return [result, Number(process.hrtime.bigint() - before) / 1e6];
}

/** Land status, areas and nearest sites of all parcels, which no distance changes; then one distance. */
const [base, prepareMs] = timed(() => prepareSiting(input));
base.at({ distanceM: DISTANCE_M - 1 });
const cpuBefore = process.cpuUsage();
const [{ parcels, summary }, wallMs] = timed(() => base.at({ distanceM: DISTANCE_M }));
const userMs = process.cpuUsage(cpuBefore).user / 1e3;
const part = parcels.filter((row) => row.class === "part");
const sumHa = (key) => part.reduce((sum, row) => sum + row[key], 0) / 1e4;
console.log(
  JSON.stringify({
    wallMs,
    userMs,
    parts: { oneDistanceMs: wallMs, prepareMs },
    peakRssMiB: process.resourceUsage().maxRSS / 1024,
    parity: {
      whole: summary.whole,
      part: summary.part,
      none: summary.none,
      partHa: sumHa("usableAreaM2"),
      boundHa: sumHa("usableAreaBoundM2"),
    },
  }),
);
