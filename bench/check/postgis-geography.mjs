import { measureVerdicts } from "./postgis/verdicts.mjs";

measureVerdicts("j::geography");
