/**
 * PostGIS for benches: a private PostgreSQL 15 in a temporary folder, reached by its Unix socket, layers of the region loaded, indexed
 * and analysed before anything is timed, the question asked once to warm up. Nothing but sums leaves the server.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { regionLayer } from "./measure.mjs";

/** Where Debian and Ubuntu put PostgreSQL 15 and its extensions. */
const BIN = "/usr/lib/postgresql/15/bin";
const POSTGIS = "/usr/share/postgresql/15/extension/postgis.control";
const isRoot = process.getuid?.() === 0;

function skip(reason) {
  console.log(JSON.stringify({ skipped: reason }));
  process.exit(0);
}

function rows(name) {
  return regionLayer(name).map(({ geometry, properties }, id) => `${id}\t${properties.dist ?? 0}\t${JSON.stringify(geometry)}`);
}

/** A layer as a table `id, dist, g`, its column made by `columnSql` from the loaded geometry `j` (EPSG:4326). */
function table(name, columnSql) {
  return `
create table ${name}_loaded (id int, dist float8, j text);
copy ${name}_loaded from stdin;
${rows(name).join("\n")}
\\.
create table ${name} as select id, dist, ${columnSql} as g
  from (select id, dist, ST_SetSRID(ST_GeomFromGeoJSON(j), 4326) as j from ${name}_loaded) as parsed;
create index on ${name} using gist (g);
vacuum analyze ${name};`;
}

/**
 * Asks `question` of the named layers of the region and prints what `run.ts` reads. The question answers one row, one number for
 * each name of `parity`.
 */
export function measureInPostgis({ layers, columnSql, question, parity }) {
  if (!existsSync(join(BIN, "initdb"))) skip(`PostgreSQL 15 is not in ${BIN}`);
  if (!existsSync(POSTGIS)) skip("PostGIS 3 for PostgreSQL 15 is not installed (Debian: postgresql-15-postgis-3)");
  // The server refuses to run as root; the package brings a user for it.
  if (isRoot && spawnSync("id", ["postgres"]).status !== 0) skip("there is no user postgres to run the server as");
  const folder = mkdtempSync(join(tmpdir(), "parkatlas-postgis-"));
  const data = join(folder, "data");
  const server = (program, args) => {
    const command = [join(BIN, program), ...args];
    const [file, ...rest] = isRoot ? ["runuser", "-u", "postgres", "--", ...command] : command;
    execFileSync(file, rest, { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
  };
  const psql = (input) =>
    execFileSync(
      join(BIN, "psql"),
      ["-X", "-q", "-A", "-t", "-h", folder, "-U", "postgres", "-d", "postgres", "-v", "ON_ERROR_STOP=1"],
      { input, encoding: "utf8", maxBuffer: 1 << 28 },
    );
  try {
    if (isRoot) execFileSync("chown", ["postgres", folder]);
    chmodSync(folder, 0o755);
    server("initdb", ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]);
    const settings = `-c listen_addresses= -c unix_socket_directories=${folder} -c fsync=off -c shared_buffers=512MB -c max_wal_size=4GB`;
    server("pg_ctl", ["-D", data, "-w", "-l", join(folder, "log"), "-o", settings, "start"]);
    try {
      psql(`create extension postgis;${layers.map((name) => table(name, columnSql)).join("")}`);
      const lines = psql(`
set jit = off;
set max_parallel_workers_per_gather = 0;
set work_mem = '512MB';
${question}
\\timing on
${question}
\\timing off
select substring(pg_read_file('/proc/self/status') from 'VmHWM:\\s+(\\d+)');
`)
        .trim()
        .split("\n");
      const timeAt = lines.findIndex((line) => line.startsWith("Time:"));
      const answers = lines[timeAt - 1].split("|").map(Number);
      const wallMs = Number(/Time: ([\d.]+) ms/.exec(lines[timeAt])[1]);
      const figures = Object.fromEntries(parity.map((name, i) => [name, answers[i]]));
      console.log(JSON.stringify({ wallMs, userMs: null, peakRssMiB: Number(lines.at(-1)) / 1024, parity: figures }));
    } finally {
      server("pg_ctl", ["-D", data, "-m", "immediate", "stop"]);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
