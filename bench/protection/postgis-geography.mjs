import { measureJoin } from "./postgis/join.mjs";

measureJoin("j::geography");
