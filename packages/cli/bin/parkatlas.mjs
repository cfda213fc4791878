#!/usr/bin/env node
// Starts the built command line. The build is looked for first, so that a fresh clone hears what to do and sees no stack.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const entry = new URL("../dist/main.js", import.meta.url);
if (existsSync(fileURLToPath(entry))) {
  const { main } = await import(entry.href);
  process.exitCode = await main(process.argv.slice(2));
} else {
  process.stderr.write("parkatlas: not built yet; run `npm run build` in the repository root first\n");
  process.exitCode = 3;
}
