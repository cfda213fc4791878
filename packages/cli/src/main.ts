import { readFileSync } from "node:fs";
import { isGeoError } from "@parkatlas/geo-core";
import { areaCommand } from "./commands/area.ts";
import { buildCommand } from "./commands/build.ts";
import { COMMON_FLAGS, type Command, type Io } from "./commands/command.ts";
import { healthDistanceCommand } from "./commands/health-distance.ts";
import { overview, usageOf } from "./commands/help.ts";
import { inspectCommand } from "./commands/inspect.ts";
import { landCommand } from "./commands/land.ts";
import { protectionCommand } from "./commands/protection.ts";
import { serveCommand } from "./commands/serve.ts";
import { sitingCommand } from "./commands/siting.ts";
import { validateCommand } from "./commands/validate.ts";
import { verifyCommand } from "./commands/verify.ts";
import { zonesCommand } from "./commands/zones.ts";
import { DataError } from "./input/data-error.ts";
import { parseFlags } from "./input/flags.ts";
import { nearestWord } from "./input/suggest.ts";
import { UsageError } from "./input/usage-error.ts";
import { type Language, languageOf } from "./text/language.ts";

const COMMANDS: readonly Command[] = [
  validateCommand,
  areaCommand,
  landCommand,
  protectionCommand,
  healthDistanceCommand,
  zonesCommand,
  sitingCommand,
  buildCommand,
  verifyCommand,
  inspectCommand,
  serveCommand,
];
const EXIT = { answered: 0, data: 1, usage: 2, failure: 3 } as const;
const USAGE_CODES: readonly string[] = ["unknown-id", "date-invalid", "input-out-of-range"];
const FAILURE_CODES: readonly string[] = ["file-unreadable", "file-unwritable", "port-in-use"];
/** Findings shown when the data cannot answer; `validate` shows all. */
const ISSUES_SHOWN = 10;

const processIo: Io = {
  env: process.env,
  stderrIsTerminal: process.stderr.isTTY === true,
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
};

function version(): string {
  return JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")).version;
}

async function runVerb(name: string, rest: readonly string[], io: Io): Promise<number> {
  const command = COMMANDS.find((each) => each.name === name);
  if (!command) {
    const names = COMMANDS.map((each) => each.name);
    const meant = nearestWord(name, names);
    throw new UsageError(`unknown verb ${name}`, meant ? `did you mean ${meant}?` : `the verbs are ${names.join(", ")}`);
  }
  const args = parseFlags(rest, [...command.flags, ...COMMON_FLAGS]);
  const language: Language = args.text("lang") === undefined ? languageOf(io.env) : args.text("lang") === "zh" ? "zh" : "en";
  if (args.has("help")) {
    io.out(usageOf(command, language));
    return EXIT.answered;
  }
  const { length } = args.positionals;
  if (length < command.minOperands) throw new UsageError(`${name} needs ${command.operands}`, `see parkatlas ${name} --help`);
  if (length > command.maxOperands)
    throw new UsageError(`${name} does not take "${args.positionals[command.maxOperands]}"`, `see parkatlas ${name} --help`);
  return command.run({ args, io, language });
}

/** Says on standard error what went wrong, and gives the exit code of its kind. */
function report(error: unknown, verb: string, io: Io): number {
  const who = `parkatlas${verb === "" ? "" : ` ${verb}`}`;
  const zh = languageOf(io.env) === "zh";
  if (io.env.PARKATLAS_DEBUG === "1" && error instanceof Error) io.err(`${error.stack}\n`);
  if (error instanceof UsageError) {
    io.err(`${who}: ${error.message}${error.hint ? `; ${error.hint}` : ""}\n`);
    return EXIT.usage;
  }
  if (error instanceof DataError) {
    const lines = error.issues.slice(0, ISSUES_SHOWN).map((issue) => `  ${issue.code}: ${zh ? issue.messageZh : issue.message}`);
    const more = error.issues.length > ISSUES_SHOWN ? [`  … ${error.issues.length - ISSUES_SHOWN} more: parkatlas validate`] : [];
    io.err(`${[`${who}: ${error.message}`, ...lines, ...more].join("\n")}\n`);
    return EXIT.data;
  }
  if (isGeoError(error)) {
    io.err(`${who}: ${error.code}: ${error.message}\n`);
    return USAGE_CODES.includes(error.code) ? EXIT.usage : FAILURE_CODES.includes(error.code) ? EXIT.failure : EXIT.data;
  }
  const what = error instanceof Error ? error.message : String(error);
  io.err(`${who}: internal error: ${what}; this is a fault of ParkAtlas, PARKATLAS_DEBUG=1 shows where\n`);
  return EXIT.failure;
}

/**
 * Runs one command line and gives its exit code: 0 answered, 1 errors in the data, 2 wrong usage, 3 input/output or
 * internal, 4 `protection --strict` not met. Answers go to standard output, everything else to standard error.
 */
export async function main(argv: readonly string[], io: Io = processIo): Promise<number> {
  const [first = "", ...rest] = argv;
  // A reader that closes the pipe early, such as `head`, has what it wanted.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(EXIT.answered);
  });
  try {
    if (first === "--version" || first === "-v") {
      io.out(`${version()}\n`);
      return EXIT.answered;
    }
    if (first === "help" && rest[0] !== undefined && !rest[0].startsWith("-"))
      return await runVerb(rest[0], ["--help", ...rest.slice(1)], io);
    if (first === "help" || first === "--help" || first === "-h" || first === "") {
      const { text } = parseFlags(rest, COMMON_FLAGS);
      const asked = text("lang");
      const page = overview(COMMANDS, asked === undefined ? languageOf(io.env) : asked === "zh" ? "zh" : "en");
      if (first === "") io.err(page);
      else io.out(page);
      return first === "" ? EXIT.usage : EXIT.answered;
    }
    return await runVerb(first, rest, io);
  } catch (error) {
    return report(error, first.startsWith("-") ? "" : first, io);
  }
}
