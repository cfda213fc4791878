/**
 * The same questions as SQL with window functions in PostgreSQL 15: a private cluster in a temporary folder, reached by its
 * Unix socket, with memory to sort in and both cores. The table is as wide as our columns, so that no pivot is timed, and
 * everything is asked once to warm up.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AS_OF, landRegister, MONTHS, NEXT, SERIES_FROM, sizeAsked } from "./register/columns.mjs";

/** Where Debian and Ubuntu put PostgreSQL 15. */
const BIN = "/usr/lib/postgresql/15/bin";
const isRoot = process.getuid?.() === 0;

function skip(reason) {
  console.log(JSON.stringify({ skipped: reason }));
  process.exit(0);
}

if (!existsSync(join(BIN, "initdb"))) skip(`PostgreSQL 15 is not in ${BIN}`);
// The server refuses to run as root; the package brings a user for it.
if (isRoot && spawnSync("id", ["postgres"]).status !== 0) skip("there is no user postgres to run the server as");

const folder = mkdtempSync(join(tmpdir(), "parkatlas-pg-"));
const data = join(folder, "data");

function server(program, args) {
  const command = [join(BIN, program), ...args];
  const [file, ...rest] = isRoot ? ["runuser", "-u", "postgres", "--", ...command] : command;
  execFileSync(file, rest, { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
}

function psql(input) {
  const args = ["-X", "-q", "-A", "-t", "-h", folder, "-U", "postgres", "-d", "postgres", "-v", "ON_ERROR_STOP=1"];
  return execFileSync(join(BIN, "psql"), args, { input, encoding: "utf8", maxBuffer: 1 << 28 });
}

const day = (days) => `date '1970-01-01' + ${days}`;

function loadSql(parcels) {
  const { approvedDay, suppliedDay, agreedStartDay, startedDay, completedDay, areaM2, cityOf } = landRegister(parcels);
  const lines = Array.from({ length: parcels }, (_, row) =>
    [
      row,
      cityOf[row],
      areaM2[row],
      approvedDay[row],
      suppliedDay[row],
      agreedStartDay[row],
      startedDay[row],
      completedDay[row],
    ].join("\t"),
  );
  const dates = ["approved", "supplied", "agreed", "started", "completed"];
  return `
create unlogged table loaded (id int, city int, area float8, ${dates.map((name) => `${name} int`).join(", ")});
copy loaded from stdin;
${lines.join("\n")}
\\.
create unlogged table parcel as
  select id, city, area, ${dates.map((name) => `${day(name)} as ${name}`).join(", ")} from loaded order by id;
drop table loaded;
alter table parcel add primary key (id);
vacuum analyze parcel;
`;
}

/** Every period of every parcel by rules §3: the events, the days the clock adds, and the end by the window function. */
const TIMELINE = `
  select id, city, area, class, from_on, lead(from_on) over (partition by id order by from_on) as to_on
  from parcel cross join lateral (values
    ('approved-unsupplied', approved, approved < supplied),
    ('supplied-pending', supplied, supplied < started),
    ('overdue', agreed + 1, agreed + 1 < started),
    ('suspected-idle-1y', (agreed + interval '12 months')::date + 1, (agreed + interval '12 months')::date + 1 < started),
    ('suspected-idle-2y', (agreed + interval '24 months')::date + 1, (agreed + interval '24 months')::date + 1 < started),
    ('under-construction', started, started <> completed),
    ('built', completed, true)
  ) as change(class, from_on, applies)
  where applies`;

function rollUp(source, on) {
  return `
select sum(area) filter (where class like 'suspected%') / 1e4, sum(area) filter (where class = 'built') / 1e4 from (
  select city, class, count(*) as parcels, sum(area) as area from ${source} as period
  where from_on <= ${on} and (to_on is null or to_on > ${on})
  group by city, class
) as totals;`;
}

/**
 * The series as an SQL author in a hurry for time would write it: what begins and ends is added up by month once, and a
 * window function runs over the months, instead of one roll-up a month.
 */
const MONTH_OF = (on) => `greatest(date_trunc('month', ${on} - 1) + interval '1 month', timestamp '${SERIES_FROM}')`;
const SERIES = `
with step as (
  select month, city, class, sum(area) as area from (
    select ${MONTH_OF("from_on")} as month, city, class, area from timeline
    union all
    select ${MONTH_OF("to_on")}, city, class, -area from timeline where to_on is not null
  ) as change group by month, city, class
), running as (
  select month, city, class, sum(coalesce(step.area, 0)) over (partition by city, class order by month) as area
  from generate_series(timestamp '${SERIES_FROM}', timestamp '${SERIES_FROM}' + interval '${MONTHS - 1} months', '1 month') as month
  cross join (select distinct city, class from step) as cell
  left join step using (month, city, class)
)
select sum(area) / 1e4 from running where class like 'suspected%';`;

/** Asks every question twice in one session; the second answers and times count. */
function ask() {
  const questions = [rollUp(`(${TIMELINE})`, day(AS_OF)), rollUp("timeline", day(AS_OF)), rollUp("timeline", day(NEXT)), SERIES];
  const lines = psql(`
set work_mem = '768MB';
set max_parallel_workers_per_gather = 2;
set jit = off;
create temp table timeline as ${TIMELINE};
analyze timeline;
${questions.join("\n")}
\\timing on
${questions.join("\n")}
\\timing off
select substring(pg_read_file('/proc/self/status') from 'VmHWM:\\s+(\\d+)');
`)
    .trim()
    .split("\n");
  const asked = lines.slice(lines.findIndex((line) => line.startsWith("Time:")) - 1);
  const answers = questions.map((_, index) => asked[index * 2].split("|").map(Number));
  const timesMs = questions.map((_, index) => Number(/Time: ([\d.]+) ms/.exec(asked[index * 2 + 1])[1]));
  return { answers, timesMs, peakRssMiB: Number(lines.at(-1)) / 1024 };
}

try {
  if (isRoot) execFileSync("chown", ["postgres", folder]);
  chmodSync(folder, 0o755);
  server("initdb", ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]);
  const settings = `-c listen_addresses= -c unix_socket_directories=${folder} -c fsync=off -c shared_buffers=512MB -c max_wal_size=4GB`;
  server("pg_ctl", ["-D", data, "-w", "-l", join(folder, "log"), "-o", settings, "start"]);
  try {
    psql(loadSql(sizeAsked()));
    const { answers, timesMs, peakRssMiB } = ask();
    const [[suspectedHa, builtHa], , [nextSuspectedHa], [seriesHaMonths]] = answers;
    const [timelinesAndRollUpMs, rollUpByLookUpMs, nextDateMs, series120MonthsMs] = timesMs;
    console.log(
      JSON.stringify({
        wallMs: timelinesAndRollUpMs,
        userMs: null,
        peakRssMiB,
        parts: { timelinesAndRollUpMs, rollUpByLookUpMs, nextDateMs, series120MonthsMs },
        parity: { suspectedHa, builtHa, nextSuspectedHa, seriesHaMonths },
      }),
    );
  } finally {
    server("pg_ctl", ["-D", data, "-m", "immediate", "stop"]);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
