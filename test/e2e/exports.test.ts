import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { read, utils, type WorkBook } from "@e965/xlsx";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parkatlas, ROOT } from "./cli.ts";
import { demoFiles, scratchFolder } from "./fixtures.ts";

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
let demo: string;
beforeAll(async () => {
  scratch = await scratchFolder();
  demo = await scratch.dataset("demo");
});
afterAll(() => scratch.remove());

/** Runs a verb with `--out` and gives the bytes of the file. */
async function written(name: string, ...args: readonly string[]): Promise<Uint8Array> {
  const path = scratch.path(name);
  const { code, stdout, stderr } = await parkatlas([...args, "--out", path]);
  expect([code, stdout], stderr).toEqual([0, ""]);
  return readFile(path);
}

/** The workbook through another library than the one that wrote it. */
async function workbook(name: string, ...args: readonly string[]): Promise<WorkBook> {
  return read(await written(name, ...args), { cellNF: true });
}
const rowsOf = (book: WorkBook, sheet: string): unknown[][] => utils.sheet_to_json(book.Sheets[sheet]!, { header: 1 });
const notesOf = (book: WorkBook) => new Map(rowsOf(book, book.SheetNames.at(-1)!).map(([word, text]) => [word, text]));

const EXPORTS: readonly (readonly [verb: string, ...flags: readonly string[]])[] = [
  ["area", "--by", "park"],
  ["land"],
  ["protection"],
  ["zones", "--suggest", "2"],
  ["lineage"],
  ["evaluate", "--by", "park"],
  ["siting", "--distance", "200"],
];

describe("an exported workbook", () => {
  it("holds the land answer with real dates and numbers, totals, and what it rests on", async () => {
    const book = await workbook("land.xlsx", "land", demo, "--by", "zone");
    expect(book.SheetNames).toEqual(["parcels", "groups", "statuses", "notes"]);
    const parcels = book.Sheets.parcels!;
    const [heading = [], ...rows] = rowsOf(book, "parcels");
    const idle = rows.findIndex(([id]) => id === "P-idle-1y") + 2;
    const cell = (title: string) => parcels[utils.encode_cell({ r: idle - 1, c: heading.indexOf(title) })];
    // Rules §3 by hand: agreed start 2024-03-01, suspected idle from 2025-03-02; 20 % of 9 million. Excel's day 45718 is 2025-03-02.
    expect(cell("since")).toMatchObject({ t: "n", v: 45_718, z: "yyyy-mm-dd" });
    expect(cell("fee CNY")).toMatchObject({ t: "n", v: 1_800_000 });
    expect(cell("provenance")).toMatchObject({ t: "s", v: "synthetic" });
    const totals = rows.at(-1)!;
    expect(totals[0]).toBe("total");
    const mu = heading.indexOf("area mu");
    const sum = rows.slice(0, -1).reduce((all, row) => all + Number(row[mu]), 0);
    expect(Math.abs(Number(totals[mu]) - sum)).toBeLessThan(1e-9);
    const notes = notesOf(book);
    const { version } = JSON.parse(await readFile(join(ROOT, "packages/cli/package.json"), "utf8"));
    expect(notes.get("software")).toBe(`ParkAtlas ${version}`);
    expect(notes.get("as of")).toBe("2025-12-31");
    expect(notes.get("dataset SHA-256")).toMatch(/^[0-9a-f]{64}$/);
    expect(String(notes.get("rules"))).toContain("Order 53 (2012)");
    expect(JSON.stringify(rowsOf(book, "notes"))).toContain("Art. 2(1), Art. 14(2)");
    expect(String(notes.get("notice"))).toContain("Synthetic data");
  });

  it("is in Chinese where nothing asks for English", async () => {
    const path = scratch.path("zh.xlsx");
    await parkatlas(["land", demo, "--out", path], { env: { LANG: "C" } });
    const book = read(await readFile(path));
    expect(book.SheetNames).toEqual(["宗地", "分组", "状态构成", "说明"]);
    expect(String(notesOf(book).get("注意"))).toContain("合成数据");
  });

  it("can be had from every verb that answers from a dataset, with its notes, and leaves nothing half-written", async () => {
    for (const [verb, ...flags] of EXPORTS) {
      const book = await workbook(`${verb}-each.xlsx`, verb, demo, ...flags);
      expect(rowsOf(book, book.SheetNames[0]!).length, verb).toBeGreaterThan(1);
      expect(notesOf(book).get("dataset SHA-256"), verb).toMatch(/^[0-9a-f]{64}$/);
    }
    expect((await readdir(scratch.root)).filter((name) => name.endsWith(".part"))).toEqual([]);
  });
});

describe("made-up features", () => {
  it("are called so in every table, file and collection that they went into", async () => {
    for (const [verb, ...flags] of EXPORTS) {
      const text = await parkatlas([verb, demo, ...flags]);
      expect(text.stdout, verb).toContain("Synthetic data: features made up for demonstration");
      const csv = new TextDecoder("utf8", { ignoreBOM: true }).decode(await written(`${verb}.csv`, verb, demo, ...flags));
      expect(csv.startsWith("\uFEFF"), verb).toBe(true);
      const [heading, ...rows] = csv.trimEnd().split("\r\n");
      expect(heading, verb).toMatch(/,provenance$/);
      for (const row of rows) expect(row, verb).toMatch(/,synthetic$/);
      const collection = JSON.parse(new TextDecoder().decode(await written(`${verb}.geojson`, verb, demo, ...flags)));
      expect(collection.parkatlas, verb).toMatchObject({ dataset: "demo", synthetic: true });
      expect(collection.features.length, verb).toBeGreaterThan(0);
      for (const feature of collection.features) expect(feature.properties.provenance, verb).toBe("synthetic");
    }
  });

  it("are not claimed where there are none", async () => {
    const files = demoFiles("surveyed");
    const features = (files["parcels.geojson"] as { features: { properties: Record<string, unknown> }[] }).features;
    for (const { properties } of features) properties.provenance = "surveyed";
    const folder = await scratch.dataset("surveyed", files);
    expect((await parkatlas(["land", folder])).stdout).not.toContain("Synthetic");
    expect(new TextDecoder().decode(await written("surveyed.csv", "land", folder))).toContain(",surveyed\r\n");
  });
});
