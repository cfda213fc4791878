import { measureInPostgis } from "../../postgis.mjs";

/** The distance of the bench, metres; bench/siting/parkatlas.mjs asks the same. */
const DISTANCE_M = 500;

/**
 * Parcels less the buffers of the sites near them, on a column made by `columnSql`; `planar` turns it into what the overlay takes.
 * Each site near a parcel is buffered once, a quarter of a circle in `segments` pieces.
 */
export function measureDifference({ columnSql, planar, segments, area }) {
  measureInPostgis({
    layers: ["parcels", "sites"],
    columnSql,
    question: `
with pair as materialized (
  select p.id as parcel, s.id as site from parcels p join sites s on ST_DWithin(p.g, s.g, ${DISTANCE_M})
), taken as materialized (
  select s.id, ${planar(`ST_Buffer(s.g, ${DISTANCE_M}, 'quad_segs=${segments}')`)} as ground
  from sites s where s.id in (select site from pair)
), rest as (
  select ST_Difference(${planar("p.g")}, ST_Union(t.ground)) as usable
  from pair join parcels p on p.id = pair.parcel join taken t on t.id = pair.site group by p.id, p.g
)
select (select count(*) from parcels) - count(*), count(*) filter (where not ST_IsEmpty(usable)),
  count(*) filter (where ST_IsEmpty(usable)), sum(${area("usable")}) / 10000 from rest;`,
    parity: ["whole", "part", "none", "partHa"],
  });
}

/** In the 3° zone in which most of the region lies; projecting is not timed. Distances in its plane are not those on the ground. */
export function measurePlanar(segments) {
  const asIs = (sql) => sql;
  measureDifference({ columnSql: "ST_Transform(j, 4550)", planar: asIs, segments, area: (sql) => `ST_Area(${sql})` });
}
