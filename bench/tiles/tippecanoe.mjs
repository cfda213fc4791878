import { runTippecanoe } from "./judge/run-tippecanoe.mjs";

await runTippecanoe("tippecanoe", "--no-tile-size-limit", "--no-feature-limit");
