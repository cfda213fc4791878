import { areaCommand } from "./commands/area.ts";
import { buildCommand } from "./commands/build.ts";
import { COMMON_FLAGS, type Command, type Io } from "./commands/command.ts";
import { convertCommand } from "./commands/convert.ts";
import { envelopesCommand } from "./commands/envelopes.ts";
import { evaluateCommand } from "./commands/evaluate.ts";
import { exportCommand } from "./commands/export.ts";
import { exportSiteCommand } from "./commands/export-site.ts";
import { healthDistanceCommand } from "./commands/health-distance.ts";
import { overview, usageOf } from "./commands/help.ts";
import { importCommand } from "./commands/import.ts";
import { inspectCommand } from "./commands/inspect.ts";
import { landCommand } from "./commands/land.ts";
import { lineageCommand } from "./commands/lineage.ts";
import { protectionCommand } from "./commands/protection.ts";
import { recheckCommand } from "./commands/recheck.ts";
import { reportCommand } from "./commands/report.ts";
import { EXIT, reportError } from "./commands/report-error.ts";
import { serveCommand } from "./commands/serve.ts";
import { sitingCommand } from "./commands/siting.ts";
import { undoCommand } from "./commands/undo.ts";
import { usableCommand } from "./commands/usable.ts";
import { validateCommand } from "./commands/validate.ts";
import { verifyCommand } from "./commands/verify.ts";
import { zonesCommand } from "./commands/zones.ts";
import { parseFlags } from "./input/flags.ts";
import { didYouMean, UsageError } from "./input/usage-error.ts";
import { softwareVersion } from "./input/version.ts";
import { type Language, languageOf } from "./text/language.ts";

const COMMANDS: readonly Command[] = [
  validateCommand,
  importCommand,
  undoCommand,
  exportCommand,
  convertCommand,
  areaCommand,
  landCommand,
  protectionCommand,
  envelopesCommand,
  recheckCommand,
  healthDistanceCommand,
  zonesCommand,
  lineageCommand,
  evaluateCommand,
  sitingCommand,
  usableCommand,
  reportCommand,
  buildCommand,
  verifyCommand,
  inspectCommand,
  serveCommand,
  exportSiteCommand,
];
const processIo: Io = {
  env: process.env,
  stderrIsTerminal: process.stderr.isTTY === true,
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
};

/** The language asked for anywhere on the command line, also when the rest of it cannot be read. */
function askedLanguage(argv: readonly string[], io: Io): Language {
  const asked = argv.find((word, index) => word.startsWith("--lang=") || argv[index - 1] === "--lang")?.replace("--lang=", "");
  return asked === "zh" || asked === "en" ? asked : languageOf(io.env);
}

async function runVerb(name: string, rest: readonly string[], language: Language, io: Io): Promise<number> {
  const command = COMMANDS.find((each) => each.name === name);
  if (!command) {
    const names = COMMANDS.map((each) => each.name);
    const verbs = { zh: `可用：${names.join("、")}`, en: `the verbs are ${names.join(", ")}` };
    throw new UsageError({ zh: `没有 ${name} 这个命令`, en: `unknown verb ${name}` }, didYouMean(name, names) ?? verbs);
  }
  const args = parseFlags(rest, [...command.flags, ...COMMON_FLAGS]);
  if (args.has("help")) {
    io.out(usageOf(command, language));
    return EXIT.answered;
  }
  const { length } = args.positionals;
  const help = { zh: `见 parkatlas ${name} --help`, en: `see parkatlas ${name} --help` };
  if (length < command.minOperands)
    throw new UsageError({ zh: `${name} 需要 ${command.operands}`, en: `${name} needs ${command.operands}` }, help);
  const surplus = args.positionals[command.maxOperands];
  if (length > command.maxOperands)
    throw new UsageError({ zh: `${name} 不接受“${surplus}”`, en: `${name} does not take "${surplus}"` }, help);
  return command.run({ args, io, language });
}

/**
 * Runs one command line and gives its exit code: 0 answered, 1 errors in the data, 2 wrong usage, 3 input/output or
 * internal, 4 `protection --strict` not met. Answers go to standard output, everything else to standard error.
 */
export async function main(argv: readonly string[], io: Io = processIo): Promise<number> {
  const [first = "", ...rest] = argv;
  const language = askedLanguage(argv, io);
  // A reader that closes the pipe early, such as `head`, has what it wanted.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(EXIT.answered);
  });
  try {
    if (first === "--version" || first === "-v") {
      io.out(`${softwareVersion()}\n`);
      return EXIT.answered;
    }
    if (first === "help" && rest[0] !== undefined && !rest[0].startsWith("-"))
      return await runVerb(rest[0], ["--help", ...rest.slice(1)], language, io);
    if (first === "") {
      io.err(overview(COMMANDS, language));
      return EXIT.usage;
    }
    if (first === "help" || first === "--help" || first === "-h") {
      parseFlags(rest, COMMON_FLAGS);
      io.out(overview(COMMANDS, language));
      return EXIT.answered;
    }
    return await runVerb(first, rest, language, io);
  } catch (error) {
    return reportError(error, first.startsWith("-") ? "" : first, language, io);
  }
}
