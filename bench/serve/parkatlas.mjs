// Ours as it is run: request log at level info, limits and metrics on, the archive read from its file.
import { fileURLToPath } from "node:url";
import { contend } from "./kit/contend.mjs";
import { archivePath } from "./kit/tiles.mjs";

const cli = fileURLToPath(new URL("../../packages/cli/bin/parkatlas.mjs", import.meta.url));
await contend({ start: (port) => [process.execPath, [cli, "serve", archivePath, "--port", String(port), "--log", "info"]] });
