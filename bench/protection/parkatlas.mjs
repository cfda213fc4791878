import { pairsWithin } from "@parkatlas/geo-core";
import { measure, regionLayer } from "../measure.mjs";

const units = regionLayer("units");
const sites = regionLayer("sites");
measure(() => {
  const pairs = pairsWithin(
    units.map((unit) => unit.geometry),
    units.map((unit) => unit.properties.dist),
    sites.map((site) => site.geometry),
    { edgeModel: "lonlat" },
  );
  const inside = pairs.filter(({ unit, interval }) => interval.hiM < units[unit].properties.dist);
  const undecided = pairs.filter(
    ({ unit, interval }) => interval.hiM >= units[unit].properties.dist && interval.loM < units[unit].properties.dist,
  );
  return {
    inside: inside.length,
    undecided: undecided.length,
    sumKm: inside.reduce((sum, { interval }) => sum + interval.distanceM, 0) / 1000,
    widestMm: Math.max(...inside.map(({ interval }) => (interval.hiM - interval.loM) * 1000)),
  };
});
