import { checkProtection, pairsWithin, protectionWhatIf } from "@parkatlas/geo-core";
import { regionLayer } from "../measure.mjs";

const OPTIONS = { edgeModel: "lonlat", workingCrs: "EPSG:4550", envelopes: false };
/** What-ifs asked one after the other, each of another unit; their mean is the figure. */
const SCENARIOS = 200;

const unit = ({ id, geometry, properties: { kind, dist } }) => {
  const distances = [{ kind: "specified", distanceM: dist, source: "bench" }];
  return { type: "Feature", id: `u${id}`, geometry, properties: { name: kind, distances } };
};
const site = ({ id, geometry, properties: { village, pop } }) => {
  return { type: "Feature", id: `s${id}`, geometry, properties: { name: village, kind: "village", population: pop } };
};
const input = { units: regionLayer("units").map(unit), plants: [], sites: regionLayer("sites").map(site) };

function timed(work) {
  const before = process.hrtime.bigint();
  const result = work();
  return [result, Number(process.hrtime.bigint() - before) / 1e6];
}

/** The check, the join that it rests on alone, and scenarios on the checked data: a unit moved 100 m, a site gone. */
function ask() {
  const [, joinMs] = timed(() =>
    pairsWithin(
      input.units.map(({ geometry }) => geometry),
      input.units.map(({ properties }) => properties.distances[0].distanceM),
      input.sites.map(({ geometry }) => geometry),
      OPTIONS,
    ),
  );
  const cpuBefore = process.cpuUsage();
  const [base, checkMs] = timed(() => checkProtection(input, OPTIONS));
  const userMs = process.cpuUsage(cpuBefore).user / 1e3;
  const scenarios = (changeOf) => {
    const [differences, ms] = timed(() => {
      let count = 0;
      for (let k = 0; k < SCENARIOS; k++) count += protectionWhatIf(input, base, [changeOf(k)], OPTIONS).differences.length;
      return count;
    });
    return { differences, ms: ms / SCENARIOS };
  };
  const every = (list, k) => list[Math.floor((k * list.length) / SCENARIOS)].id;
  const [, indexMs] = timed(() => protectionWhatIf(input, base, [], OPTIONS));
  const moved = scenarios((k) => ({ kind: "move-unit", unitId: every(input.units, k), eastM: 100, northM: 0 }));
  const gone = scenarios((k) => ({ kind: "drop-site", siteId: every(input.sites, k) }));
  const pairs = base.units.flatMap((row) => row.pairs);
  return {
    wallMs: checkMs,
    userMs,
    parts: { fullCheckMs: checkMs, bareJoinMs: joinMs, baseIndexMs: indexMs, moveUnitMs: moved.ms, dropSiteMs: gone.ms },
    parity: {
      unitsInside: base.summary.inside,
      sitesInside: base.summary.sitesInside,
      pairsInside: pairs.filter(({ verdict }) => verdict === "inside").length,
      differences: moved.differences + gone.differences,
    },
  };
}

ask();
const warm = ask();
console.log(JSON.stringify({ ...warm, peakRssMiB: process.resourceUsage().maxRSS / 1024 }));
