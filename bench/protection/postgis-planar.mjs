import { measureJoin } from "./postgis/join.mjs";

// The 3° zone in which most of the region lies; projecting is not timed. Distances in its plane are not those on the ground.
measureJoin("ST_Transform(j, 4550)");
