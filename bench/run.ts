/**
 * Runs a benchmark: `node bench/run.ts <area|land|protection> [--size small|medium|large] [--rounds 5] [--node PATH] [--store]`.
 *
 * Every contender is a process of its own that reads the same region (or makes the same register, for `land`), does its work
 * once to warm up, then once timed. A contender that cannot run here says why and is left out.
 * Contenders take turns within a round, so that a machine that slows down slows all of them; ratios of medians are
 * what may be quoted. Results are checked against each other before times are printed.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { writeBenchmarksPage } from "./table.ts";

interface Measurement {
  readonly wallMs: number;
  /** Null where the work is done by another process. */
  readonly userMs: number | null;
  readonly peakRssMiB: number;
  /** Single questions of a bench that asks several, ms. */
  readonly parts?: Readonly<Record<string, number>>;
  readonly parity: Readonly<Record<string, number>>;
}

interface Skipped {
  readonly skipped: string;
}

const here = dirname(fileURLToPath(import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    size: { type: "string", default: "medium" },
    rounds: { type: "string", default: "5" },
    store: { type: "boolean", default: false },
    node: { type: "string", default: process.execPath },
  },
});
const bench = positionals[0] ?? "";
const benches = readdirSync(here, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !["results", "region", "node_modules"].includes(entry.name))
  .map((entry) => entry.name);
if (!benches.includes(bench)) {
  console.error(
    `usage: node bench/run.ts <${benches.join("|")}> [--size small|medium|large] [--rounds 5] [--node PATH] [--store]`,
  );
  process.exit(2);
}

/** Benches that make their own input from a seed; the others read the region. */
const WITHOUT_REGION: readonly string[] = ["land", "serve"];

/** Contenders that take minutes take part in the first round only; the result says so. */
const ONE_ROUND: readonly string[] = ["dissolve/turf"];

/** Installs the peers and writes the seeded region, once. */
function prepare(size: string): string {
  if (!existsSync(join(here, "node_modules"))) {
    execFileSync(join(here, "..", "node_modules", ".bin", "pnpm"), ["install", "--ignore-workspace"], {
      cwd: here,
      stdio: ["ignore", 2, 2],
    });
  }
  const folder = join(process.env.PARKATLAS_BENCH_DIR ?? join(tmpdir(), "parkatlas-bench"), size);
  if (!existsSync(join(folder, "summary.json"))) {
    mkdirSync(folder, { recursive: true });
    execFileSync(process.execPath, [join(here, "region", "generate-region.mjs"), size, folder], { stdio: ["ignore", 2, 2] });
  }
  return folder;
}

function measure(contender: string, input: string): Measurement | Skipped {
  const file = join(here, bench, `${contender}.mjs`);
  const child = spawnSync(values.node, ["--max-old-space-size=8000", file, input], {
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  if (child.status !== 0) throw new Error(`${contender} failed:\n${child.stderr}`);
  return JSON.parse(child.stdout) as Measurement | Skipped;
}

const median = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

const nodeVersion = () => execFileSync(values.node, ["--version"], { encoding: "utf8" }).trim();

/** The median of each part over the rounds. */
function partsOf(measured: readonly Measurement[]): Readonly<Record<string, number>> {
  const names = Object.keys(measured[0]?.parts ?? {});
  return Object.fromEntries(names.map((name) => [name, median(measured.map((each) => each.parts?.[name] ?? Number.NaN))]));
}

const input = WITHOUT_REGION.includes(bench) ? values.size : prepare(values.size);
const runs = new Map<string, Measurement[]>(
  readdirSync(join(here, bench))
    .filter((name) => name.endsWith(".mjs"))
    .map((name) => [name.slice(0, -4), []]),
);
for (let round = 0; round < Number(values.rounds); round++) {
  for (const [contender, measured] of runs) {
    if (round > 0 && ONE_ROUND.includes(`${bench}/${contender}`)) continue;
    const found = measure(contender, input);
    if ("skipped" in found) {
      console.error(`${contender} is left out: ${found.skipped}`);
      runs.delete(contender);
    } else measured.push(found);
  }
}
const rows = [...runs].map(([contender, measured]) => {
  const wall = measured.map((each) => each.wallMs);
  const user = measured.flatMap((each) => each.userMs ?? []);
  const parts = partsOf(measured);
  return {
    contender,
    rounds: measured.length,
    wallMs: median(wall),
    wallMinMs: Math.min(...wall),
    wallMaxMs: Math.max(...wall),
    userMs: user.length === 0 ? null : median(user),
    peakRssMiB: median(measured.map((each) => each.peakRssMiB)),
    ...(Object.keys(parts).length === 0 ? {} : { parts }),
    parity: measured[0]?.parity ?? {},
  };
});
const ours = rows.find((row) => row.contender === "parkatlas");
const result = {
  bench,
  size: values.size,
  rounds: Number(values.rounds),
  date: new Date().toISOString().slice(0, 10),
  commit: execFileSync("git", ["rev-parse", "--short", "HEAD"], { cwd: here, encoding: "utf8" }).trim(),
  machine: { cpu: cpus()[0]?.model ?? "unknown", cores: cpus().length, node: nodeVersion() },
  rows: rows.map((row) => ({ ...row, timesOurs: ours ? row.wallMs / ours.wallMs : null })),
};
for (const row of result.rows) {
  console.log(
    `${row.contender.padEnd(28)} ${row.wallMs.toFixed(1).padStart(9)} ms  ×${(row.timesOurs ?? Number.NaN).toFixed(2).padStart(8)}  ${JSON.stringify(row.parity)}`,
  );
  for (const [name, ms] of Object.entries(row.parts ?? {})) {
    const ourMs = ours?.parts?.[name];
    console.log(`  ${name.padEnd(26)} ${ms.toFixed(3).padStart(9)} ms  ×${(ms / (ourMs ?? Number.NaN)).toFixed(2).padStart(8)}`);
  }
}
if (values.store) {
  const other = values.node === process.execPath ? "" : `-node${Number.parseInt(result.machine.node.slice(1), 10)}`;
  const file = join(here, "results", `${result.date}-${bench}-${values.size}${other}.json`);
  writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
  writeBenchmarksPage();
  console.log(`stored: ${file.slice(here.length + 1)}`);
}
