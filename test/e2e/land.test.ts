import { readFile, writeFile } from "node:fs/promises";
import { read, utils } from "@e965/xlsx";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parkatlas } from "./cli.ts";
import { demoFiles, scratchFolder } from "./fixtures.ts";

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
let demo: string;
beforeAll(async () => {
  scratch = await scratchFolder();
  demo = await scratch.dataset("demo");
});
afterAll(() => scratch.remove());

async function jsonOf(...args: readonly string[]) {
  const { code, stdout, stderr } = await parkatlas([...args, "--json"]);
  expect([code, stderr], args.join(" ")).toEqual([0, ""]);
  return JSON.parse(stdout);
}
async function textOf(language: "zh" | "en", ...args: readonly string[]) {
  const { code, stdout, stderr } = await parkatlas([...args, "--lang", language]);
  expect([code, stderr], args.join(" ")).toEqual([0, ""]);
  return stdout;
}
async function areaM2(parcelId: string): Promise<number> {
  const { features } = await jsonOf("area", demo);
  return features.find((each: { id: string }) => each.id === parcelId).geodesicM2;
}

describe("land --parcel", () => {
  it("says why a plot is suspected to be idle, with dates, days and clause", async () => {
    // Rules §3 by hand: agreed start 2024-03-01; the year ends 2025-03-01; 670 days to 2025-12-31; 20 % of 9 million.
    expect(await textOf("en", "land", demo, "--parcel", "P-idle-1y")).toMatch(/2024-03-01.*670 days.*Art\. 2\(1\).*1,800,000/s);
    expect(await textOf("zh", "land", demo, "--parcel", "P-idle-1y")).toMatch(/2024-03-01.*670日.*第二条第一款.*1,800,000/s);
  });

  it("says why a plot is not, and when it will be if nothing happens", async () => {
    // Agreed start 2025-03-01: the year ends 2026-03-01, which is 60 days after 2025-12-31.
    const { answers } = await jsonOf("land", demo, "--parcel", "P-overdue");
    expect(answers[0].forecast).toMatchObject({ outcome: "on", from: "2026-03-02", ground: "not-started-1y", daysLeft: 60 });
    expect(answers[0].clock).toMatchObject({ kind: "start", runsFrom: "2025-03-01", ownDays: 305, periodEndsOn: "2026-03-01" });
    const zh = await textOf("zh", "land", demo, "--parcel", "P-overdue");
    expect(zh).toContain("如至2026-03-01（尚余60日）仍未动工开发，该宗地自2026-03-02起属疑似闲置");
    expect(zh).toContain("逾期未动工");
    expect(await textOf("en", "land", demo, "--parcel", "P-building")).toContain(
      "does not become suspected idle if nothing happens",
    );
  });
});

describe("a local rule in the dataset's configuration", () => {
  const rule = {
    id: "demo-local",
    version: "1",
    title: { zh: "示例地方规定", en: "Example local rule" },
    validFrom: "2020-01-01",
    source: "made up for this test",
    thresholds: { notStartedIdleMonths: 6 },
  };
  const withRules = async (name: string, landRules: unknown) => {
    const files = demoFiles(name);
    (files["dataset.json"] as Record<string, unknown>).config = "config.json";
    files["config.json"] = { landRules };
    return scratch.dataset(name, files);
  };

  it("is followed in the table, in the sentences and in the notes", async () => {
    const folder = await withRules("local-rule", [rule]);
    // Agreed start 2025-03-01; six months end 2025-09-01; suspected from 2025-09-02 by the local rule.
    const { parcels, answers } = await jsonOf("land", folder, "--parcel", "P-overdue");
    expect(parcels[0]).toMatchObject({ status: "suspected-idle", since: "2025-09-02", ruleSet: "demo-local" });
    expect(answers[0].forecast).toMatchObject({ outcome: "already", from: "2025-09-02" });
    expect(answers[0].clock).toMatchObject({ periodEndsOn: "2025-09-01" });
    const path = scratch.path("local.xlsx");
    await parkatlas(["land", folder, "--out", path]);
    expect(JSON.stringify(utils.sheet_to_json(read(await readFile(path)).Sheets.notes!, { header: 1 }))).toContain(
      "Example local rule",
    );
  });

  it("is a finding under the table where it cannot be followed", async () => {
    const folder = await withRules("loose-rule", [{ ...rule, thresholds: { notStartedIdleMonths: 24 } }]);
    expect(await textOf("en", "land", folder)).toMatch(/findings\n.*\n.*\nerror +land-rule-invalid/);
  });
});

describe("land --series", () => {
  const series = (...more: readonly string[]) => ["land", demo, "--series", "year", "--from", "2021-12-31", ...more];

  it("gives every date with what came in and went out since the one before", async () => {
    const { dates, groups, synthetic } = await jsonOf(...series());
    expect(synthetic).toBe(true);
    expect(dates).toEqual(["2021-12-31", "2022-12-31", "2023-12-31", "2024-12-31", "2025-12-31"]);
    // By hand: P-idle-2y becomes suspected on 2022-03-02, P-idle-1y on 2025-03-02; a second year is no flow.
    const events = groups[0].flows.flatMap((flow: { events: { on: string; parcelId: string; cause: string }[] }) => flow.events);
    expect(
      events.map(({ on, parcelId, cause }: { on: string; parcelId: string; cause: string }) => [on, parcelId, cause]),
    ).toEqual([
      ["2022-03-02", "P-idle-2y", "not-started-1y"],
      ["2025-03-02", "P-idle-1y", "not-started-1y"],
    ]);
    const { points, flows } = groups[0];
    for (const [index, { inflowM2, outflowM2 }] of flows.entries())
      expect(Math.abs(points[index].idleOrSuspectedM2 + inflowM2 - outflowM2 - points[index + 1].idleOrSuspectedM2)).toBeLessThan(
        1e-6,
      );
  });

  it("goes to CSV as points and to XLSX with the flows beside them", async () => {
    const [csv, xlsx] = [scratch.path("series.csv"), scratch.path("series.xlsx")];
    await parkatlas([...series("--by", "park"), "--out", csv]);
    expect((await readFile(csv, "utf8")).trimEnd().split("\r\n")).toHaveLength(1 + 2 * 5);
    await parkatlas([...series("--by", "park"), "--out", xlsx]);
    const book = read(await readFile(xlsx));
    expect(book.SheetNames).toEqual(["series", "inflow and outflow", "notes"]);
    expect(utils.sheet_to_json(book.Sheets["inflow and outflow"]!)).toMatchObject([
      { group: "K-east", parcel: "P-idle-2y", by: "not started for 1 year" },
      { group: "K-west", parcel: "P-idle-1y", by: "not started for 1 year" },
    ]);
  });

  it("is refused where its dates are missing or other flags contradict it", async () => {
    for (const [args, says] of [
      [["--series", "year"], "--series needs --from"],
      [["--series", "decade", "--from", "2021-12-31"], "one of month, quarter, year"],
      [["--series", "year", "--from", "2021-12-31", "--as-of", "2025-12-31"], "do not go together"],
      [["--series", "year", "--from", "2026-12-31"], "ends on 2025-12-31, before it begins"],
      [["--series", "year", "--from", "2021-12-31", "--out", "x.geojson"], "this verb writes .json, .csv, .xlsx"],
      [["--series", "month", "--from", "1021-12-31"], "more than 1200"],
      [["--from", "2021-12-31"], "belongs to --series"],
    ] as const) {
      const { code, stdout, stderr } = await parkatlas(["land", demo, ...args]);
      expect([code, stdout], stderr).toEqual([2, ""]);
      expect(stderr).toContain(says);
    }
  });
});

describe("land --closure and crossed groups", () => {
  it("prints parts that add up to the printed total, in every form the same", async () => {
    const { closure } = await jsonOf("land", demo, "--by", "zone,park", "--closure");
    const area = closure.find((each: { column: string }) => each.column === "areaM2");
    expect(area.parts.map((part: { id: string }) => part.id)).toEqual(["west|K-west", "east|K-east"]);
    const inUnits = (value: number) => Math.round(value * 1e4);
    expect(area.parts.reduce((sum: number, part: { value: number }) => sum + inUnits(part.value), 0)).toBe(inUnits(area.whole));
    expect(await textOf("zh", "land", demo, "--by", "zone,park", "--closure")).toContain("强制闭合：");
  });
});

describe("lineage", () => {
  it("gives the parks of a date with totals and says whether the land is conserved", async () => {
    const now = await jsonOf("lineage", demo);
    expect(now.entities.map((row: { id: string; parcels: number }) => [row.id, row.parcels])).toEqual([
      ["L-west", 4],
      ["L-east", 4],
    ]);
    const before = await jsonOf("lineage", demo, "--as-of", "2020-10-31");
    expect(before.entities.map((row: { id: string; parcels: number }) => [row.id, row.parcels])).toEqual([["L-old", 8]]);
    expect(before.changes).toMatchObject([
      { on: "2020-11-01", ended: ["L-old"], began: ["L-west", "L-east"], lostParcelIds: [] },
    ]);
    expect(await textOf("en", "lineage", demo)).toMatch(/2020-11-01 +1 +2 .* yes/);
  });

  it("follows an entity to all that it came from and became", async () => {
    const { chains } = await jsonOf("lineage", demo, "--entity", "L-old");
    expect(chains[0].successors.map((entity: { id: string }) => entity.id)).toEqual(["L-west", "L-east"]);
    const { code, stderr } = await parkatlas(["lineage", demo, "--entity", "L-odl"]);
    expect([code, stderr.includes("did you mean L-old?")]).toEqual([2, true]);
  });

  it("names the parcels where land is lost", async () => {
    const files = demoFiles();
    (files["lineage.json"] as { entities: { predecessors?: string[] }[] }).entities[2]!.predecessors = [];
    const folder = await scratch.dataset("lossy", files);
    const { issues } = await jsonOf("lineage", folder);
    expect(issues[0]).toMatchObject({ severity: "error", code: "lineage-land-gained" });
    expect(issues[0].message).toContain("P-built");
  });
});

describe("evaluate", () => {
  const config = {
    id: "one-term",
    title: { zh: "单项", en: "One term" },
    source: "made up for this test",
    indicators: [{ id: "taxPerMu", weight: 100, benchmark: 10 }],
    grades: {
      kind: "threshold",
      steps: [
        { grade: "A", atLeast: 1000 },
        { grade: "B", atLeast: 1 },
        { grade: "C", atLeast: 0 },
      ],
    },
  };

  it("scores by a configuration of one's own", async () => {
    const path = scratch.path("config.json");
    await writeFile(path, JSON.stringify(config));
    const { rows, config: used } = await jsonOf("evaluate", demo, "--by", "parcel", "--config", path);
    expect(used).toMatchObject({ id: "one-term", vetoes: [] });
    // By hand: 300 万元 over the plot's mu (2000/3 m²), against 10 万元/亩, times 100.
    const expected = ((300 / (((await areaM2("P-built")) * 3) / 2000)) * 100) / 10;
    const byId = new Map(rows.map((row: { id: string }) => [row.id, row]));
    expect(byId.get("P-built")).toMatchObject({ grade: "B", rank: 1 });
    expect(Math.abs((byId.get("P-built") as { score: number }).score - expected)).toBeLessThan(1e-9);
    expect(byId.get("P-idle-1y")).toMatchObject({ grade: "C", score: 0, rank: 2 });
  });

  it("grades enterprises by the published configuration where none is given", async () => {
    const { config: used, rows, year, synthetic } = await jsonOf("evaluate", demo);
    expect([used.id, year, synthetic]).toEqual(["per-mu-abcd", 2024, true]);
    expect(rows.map((row: { id: string; grade: string }) => [row.id, row.grade])).toEqual([
      ["示例企业 004", "D"],
      ["示例企业 007", "A"],
    ]);
    expect(await textOf("zh", "evaluate", demo)).toContain("亩均税收 /45");
  });

  it("judges inefficient land only by a rule that is given", async () => {
    const path = scratch.path("rule.json");
    const rule = { id: "r", title: { zh: "示例标准", en: "Example rule" }, source: "made up for this test", taxPerMuBelow: 1000 };
    await writeFile(path, JSON.stringify(rule));
    expect(await jsonOf("evaluate", demo)).not.toHaveProperty("inefficient");
    const { inefficient } = await jsonOf("evaluate", demo, "--inefficient", path);
    expect(inefficient.parcels.map((row: { id: string; inefficient: boolean }) => [row.id, row.inefficient])).toEqual([
      ["P-built", true],
    ]);
  });

  it("says what is wrong with a configuration", async () => {
    const table: readonly (readonly [unknown, string])[] = [
      [[], "holds no JSON object"],
      [{ ...config, source: undefined }, 'no text "source"'],
      [{ ...config, title: "x" }, "holds no JSON object"],
      [{ ...config, indicators: [{ id: "taxPerMu" }] }, "without a weight"],
      [{ ...config, indicators: [{ id: "beauty", weight: 1 }] }, "beauty"],
      [{ ...config, grades: { kind: "stars" } }, "neither quantile nor threshold"],
    ];
    for (const [index, [content, says]] of table.entries()) {
      const path = scratch.path(`wrong-${index}.json`);
      await writeFile(path, JSON.stringify(content));
      const { code, stdout, stderr } = await parkatlas(["evaluate", demo, "--config", path]);
      expect([code, stdout], stderr).toEqual([2, ""]);
      expect(stderr).toContain(says);
    }
    expect((await parkatlas(["evaluate", demo, "--config", "per-mu-abcde"])).stderr).toContain("did you mean per-mu-abcd?");
    expect((await parkatlas(["evaluate", demo, "--config", scratch.path("none.json")])).code).toBe(3);
  });
});
