/** Writes docs/benchmarks.md from the newest stored run of each bench and size: `node bench/table.ts`, and every `run.ts --store`. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

interface Run {
  readonly bench: string;
  readonly size: string;
  readonly rounds: number;
  readonly date: string;
  readonly commit: string;
  readonly machine: { readonly cpu: string; readonly cores: number; readonly node: string };
  readonly rows: readonly {
    readonly contender: string;
    /** Rounds in which it took part; as many as the run, if not said. */
    readonly rounds?: number;
    readonly wallMs: number;
    readonly wallMinMs: number;
    readonly wallMaxMs: number;
    readonly peakRssMiB: number;
    readonly parts?: Readonly<Record<string, number>>;
    readonly parity: Readonly<Record<string, number>>;
    readonly timesOurs: number | null;
  }[];
}

const RESULTS = fileURLToPath(new URL("./results/", import.meta.url));
const PAGE = fileURLToPath(new URL("../docs/benchmarks.md", import.meta.url));

/** What a bench asks, and what a reader must know to take its figures rightly. */
const ABOUT: Readonly<Record<string, string>> = {
  area: "Area of every parcel of the seeded region. `turf` computes on a sphere and is 0.2 to 0.5 % off: its time is that of another answer.",
  buffer:
    "A buffer of every unit by its own distance, 50 to 1000 m. `parkatlas` keeps within 1 cm of the geodesic distance everywhere, GeoJSON in and out, `parkatlas-columns` the same in columns; `turf`, `geos-wasm` and `parkatlas-8-segments` draw 8 segments a quadrant, `turf` on a sphere, `geos-wasm` in a plane of two factors a unit, the cheapest projection there is; `…-1cm` draw as many segments as 1 cm asks. `beyond1cm`: vertices and middles of edges farther than 1 cm from the true outline, per thousand, at every 50th unit; `worstM` the farthest; `geosInvalid`: outlines that GEOS calls invalid.",
  check:
    "Every unit against every site: required distance, pairs within 1.1 times, verdict, shortfall, summary. `fullCheckMs` is all of it, `bareJoinMs` the pairs within the distance alone (`protection`), `baseIndexMs` what the first what-if costs, `moveUnitMs` and `dropSiteMs` one what-if on that index, the mean of 200. `postgis-…` gives verdict, shortfall and a JSON list of sites for each unit from loaded, indexed geometries; `planar` measures in a plane that is not true to scale.",
  dissolve:
    "The parcels of every block united. Shared borders run vertex by vertex, so `parkatlas` and `geos-coverage` cancel them; `parkatlas` first tests exactly that it may, `geos-coverage` takes it on trust. `geos-wasm` is the general unary union, `turf` calls polyclip. `geosInvalid`: results that GEOS calls invalid.",
  formats:
    "The parcels of the region from Shapefile, GeoPackage and FlatGeobuf (written by ogr2ogr, in degrees) to GeoJSON, one file after the other, by command line: start of the program included. `…UserMs` is processor time, which other programs on the machine change least; `ogr2ogr` writes 15 digits, `parkatlas` the shortest text of each number.",
  land: "1 000 000 parcels (`small`: 100 000) with five dated events each. `timelinesAndRollUpMs`: all timelines by rules §3 and the land of each class in twelve cities on a date. `rollUpByLookUpMs`: the same roll-up from timelines that exist. `nextDateMs`: another date. `series120MonthsMs`: 120 months. `postgres` is the same in SQL with window functions in PostgreSQL 15, warm, tables and timelines in memory, two workers; its memory is that of the one backend, shared buffers included, without its workers. Answers are equal (`parity`).",
  protection:
    "Every site within the distance of every unit, with the distance of each pair. `parkatlas` projects, indexes and proves an interval for each (`widestMm`), GeoJSON in and objects out; `parkatlas-columns` columns in and out. `postgis-…` and `geos-wasm` start from loaded geometries, PostGIS with its index built and nothing leaving the server; `planar` and `geos-wasm` measure in a plane that is not true to scale, so pairs are missing (`parity`). `parkatlas-2-threads` shares the columns out to two worker threads, GeoJSON in and columns out. `turf` draws buffers and intersects them: no distances, and its verdicts differ near the limit. The memory of PostGIS is that of the one backend.",
  scale:
    "The whole region in one process: read line by line into columns, then the area of every parcel and every pair of the protection join. Timed are areas and join; what counts is the peak of memory, reading included.",
  siting:
    "All parcels against one distance, 500 m: whole, part or none, and the ground that is left. `parkatlas` answers from a base that holds land status, areas and nearest sites (`prepareMs`), draws to 2 cm with a proven bound (`boundHa`) and lists every parcel with its nearest site; `postgis-…` subtracts the buffers of the sites near each parcel from loaded, indexed geometries, with 8 segments a quarter (2.4 m off) or as many as 2 cm asks. `geography` alone has equal classes; PostGIS draws its buffers in a plane, which is why its `partHa` differs by more than the bound.",
  "tile-update":
    "Ten parcels of the region, all over it, have changed. `parkatlas` makes only the tiles that differ (`changedTiles`) from the archive before and copies the others, `parkatlas-anew` makes them all; the archives are byte for byte the same (`parity`). `readMs`: both read the whole region; `makeMs`: from what was read to the finished archive.",
  tiles:
    "Vector tiles of all parcels, zooms 5 to 14, from their file to a finished archive. `parkatlas` on two threads, `parkatlas-1-thread`: blocks stand for parcels under 4 px²; `parkatlas-all-zooms`: every parcel at every zoom, on two threads. `tippecanoe` without limits, `tippecanoe-500-kB` with `--drop-densest-as-needed`. `geojson-vt` with vt-pbf and gzip, tiles left in memory. `zlib-floor`: gzip alone, on two threads, of the tiles of `parkatlas`. `z5` … `z14`: distinct parcels drawn, counted by the stock decoder; `accounted`: the least of them, those stood for by a drawn block included.",
  serve:
    "100 000 requests for the tiles of a demonstration city (z8 to z14, seeded order) by wrk on the same machine, 32 connections, warm. `parkatlas` with request log, limits and metrics on, reading its archive; `node-map` is the ceiling of the runtime: bare node:http and the same gzip out of a Map; `nginx` serves the same tiles as files, one worker. `cpuMsPer1000` is processor time of the server for 1 000 requests, which other programs on the machine change least.",
};

const majorOf = ({ machine }: Run) => Number.parseInt(machine.node.replace("v", ""), 10);

/** The newest run of each bench, size and major version of Node, in order of their names. */
function newestRuns(): readonly Run[] {
  const newest = new Map<string, Run>();
  for (const file of readdirSync(RESULTS)
    .filter((name) => name.endsWith(".json"))
    .sort()) {
    const run = JSON.parse(readFileSync(join(RESULTS, file), "utf8")) as Run;
    newest.set(`${run.bench} ${run.size} ${majorOf(run)}`, run);
  }
  return [...newest].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, run]) => run);
}

const figure = (value: number) => {
  const decimals = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 1 ? 2 : 3;
  return value.toLocaleString("en-US", { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).replaceAll(",", " ");
};

function line(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

function partsTable({ rows }: Run): readonly string[] {
  const names = Object.keys(rows.find((row) => row.parts)?.parts ?? {});
  if (names.length === 0) return [];
  const ours = rows.find((row) => row.contender === "parkatlas")?.parts ?? {};
  const cell = (part: number | undefined, own: number | undefined) =>
    part === undefined ? "–" : own === undefined ? figure(part) : `${figure(part)} (×${figure(part / own)})`;
  return [
    "",
    line(["contender", ...names]),
    line(["---", ...names.map(() => "---:")]),
    ...rows.map((row) => line([row.contender, ...names.map((name) => cell(row.parts?.[name], ours[name]))])),
  ];
}

function section(run: Run): readonly string[] {
  const parity = Object.keys(run.rows[0]?.parity ?? {});
  return [
    `## ${run.bench}, ${run.size}, Node ${majorOf(run)}`,
    "",
    ABOUT[run.bench] ?? "",
    "",
    line(["contender", "median ms", "least–most ms", "× ours", "peak MiB", ...parity]),
    line(["---", "---:", "---:", "---:", "---:", ...parity.map(() => "---:")]),
    ...run.rows.map((row) =>
      line([
        row.rounds !== undefined && row.rounds < run.rounds ? `${row.contender} (1 round)` : row.contender,
        figure(row.wallMs),
        `${figure(row.wallMinMs)}–${figure(row.wallMaxMs)}`,
        row.timesOurs === null ? "–" : figure(row.timesOurs),
        figure(row.peakRssMiB),
        ...parity.map((name) => (row.parity[name] === undefined ? "–" : figure(row.parity[name]))),
      ]),
    ),
    ...partsTable(run),
    "",
    `${run.date}, commit ${run.commit}, ${run.rounds} rounds, ${run.machine.cpu}, ${run.machine.cores} cores, Node ${run.machine.node.replace("v", "")}.`,
    "",
  ];
}

/** The page as the stored runs make it. */
export function benchmarksPage(): string {
  return [
    "# Benchmarks",
    "",
    "Made by `node bench/table.ts` from the newest stored run of each bench and size in [bench/results](../bench/results); how they are run and",
    "what may be quoted (ratios within one run) stands in [bench/README.md](../bench/README.md). Machines differ: run them on yours.",
    "",
    ...newestRuns().flatMap(section),
  ].join("\n");
}

/** Writes the page anew. */
export function writeBenchmarksPage(): void {
  writeFileSync(PAGE, benchmarksPage());
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeBenchmarksPage();
