import { pairsWithin } from "@parkatlas/geo-core";
import { measure, regionLayer } from "../measure.mjs";

const units = regionLayer("units");
const sites = regionLayer("sites");
/** GeoJSON in, objects out; counted and summed as the peers do. */
const work = () => {
  const requiredM = units.map((unit) => unit.properties.dist);
  const pairs = pairsWithin(
    units.map((unit) => unit.geometry),
    requiredM,
    sites.map((site) => site.geometry),
    { edgeModel: "lonlat" },
  );
  let inside = 0;
  let sumM = 0;
  for (const { unit, interval } of pairs) {
    if (interval.hiM >= requiredM[unit]) continue;
    inside++;
    sumM += interval.distanceM;
  }
  return { pairs, inside, sumM };
};

await measure(work, ({ pairs, inside, sumM }) => ({
  inside,
  undecided: pairs.length - inside,
  sumKm: sumM / 1000,
  widestMm: pairs.reduce((widest, { interval }) => Math.max(widest, (interval.hiM - interval.loM) * 1000), 0),
}));
