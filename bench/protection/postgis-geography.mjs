import { measureInPostgis } from "./postgis/join.mjs";

measureInPostgis("j::geography");
