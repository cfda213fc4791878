import { measureDifference } from "./postgis/difference.mjs";

measureDifference({
  columnSql: "j::geography",
  planar: (sql) => `(${sql})::geometry`,
  segments: 88,
  area: (sql) => `ST_Area(${sql}::geography)`,
});
