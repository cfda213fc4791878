import { fileURLToPath } from "node:url";
import { measureConvert } from "./kit/convert.mjs";

const program = fileURLToPath(new URL("../../packages/cli/bin/parkatlas.mjs", import.meta.url));
measureConvert((input, output) => [process.execPath, program, "convert", input, "-o", output]);
