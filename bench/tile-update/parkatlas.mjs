import { buildChanged } from "./judge/build-changed.mjs";

await buildChanged(true);
