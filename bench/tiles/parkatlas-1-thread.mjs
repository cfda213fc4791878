import { buildOurs } from "./judge/build-ours.mjs";

await buildOurs({ threads: 1, blocks: true });
