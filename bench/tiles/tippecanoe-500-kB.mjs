import { runTippecanoe } from "./judge/run-tippecanoe.mjs";

await runTippecanoe("tippecanoe-500-kB", "--drop-densest-as-needed");
