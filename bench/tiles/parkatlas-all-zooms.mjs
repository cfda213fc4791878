import { buildOurs } from "./judge/build-ours.mjs";

await buildOurs({ threads: 2, blocks: false });
