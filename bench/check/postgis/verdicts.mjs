import { measureInPostgis } from "../../postgis.mjs";

/** Verdict of every unit with the sites inside its distance, as a check that is written in SQL gives them. */
export function measureVerdicts(columnSql) {
  measureInPostgis({
    layers: ["units", "sites"],
    columnSql,
    question: `
with pair as materialized (
  select u.id as unit, u.dist, s.id as site, ST_Distance(u.g, s.g) as distance, ST_Azimuth(ST_Centroid(u.g), ST_Centroid(s.g)) as azimuth
  from units u join sites s on ST_DWithin(u.g, s.g, 1.1 * u.dist)
), verdict as (
  select u.id, coalesce(bool_or(p.distance < p.dist), false) as inside, max(p.dist - p.distance) as shortfall,
    json_agg(json_build_object('site', p.site, 'distance', p.distance, 'azimuth', p.azimuth) order by p.distance)::text as sites
  from units u left join pair p on p.unit = u.id group by u.id
)
select (select count(*) from verdict where inside), (select count(distinct site) from pair where distance < dist),
  (select count(*) from pair where distance < dist), (select sum(length(sites)) from verdict);`,
    parity: ["unitsInside", "sitesInside", "pairsInside"],
  });
}
