import { fileURLToPath } from "node:url";
import { contend } from "./kit/contend.mjs";

const script = fileURLToPath(new URL("./kit/map-server.mjs", import.meta.url));
await contend({ start: (port) => [process.execPath, [script, String(port)]] });
