import { measureInPostgis } from "../../postgis.mjs";

/** Measures the join in PostGIS on a column made by `columnSql` from the loaded geometry `j` (EPSG:4326). */
export function measureJoin(columnSql) {
  measureInPostgis({
    layers: ["units", "sites"],
    columnSql,
    question: `
select count(*), sum(distance) / 1000
from (select ST_Distance(u.g, s.g) as distance from units u join sites s on ST_DWithin(u.g, s.g, u.dist)) as pair;`,
    parity: ["inside", "sumKm"],
  });
}
