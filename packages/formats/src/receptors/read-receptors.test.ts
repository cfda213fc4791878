import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { GRID_ISSUE_SEVERITY } from "./grid-issues.ts";
import { readReceptors } from "./read-receptors.ts";

/** Written by hand from the FORMAT lines and headers of the models; values are invented. */
const PLOT = `* AERMOD ( 22112):  示例项目 NH3                                                              06/23/23
* AERMET ( 15181):                                                                          20:48:41
* MODELING OPTIONS USED:   RegDFAULT  CONC  ELEV  RURAL
*         PLOT FILE OF HIGH   1ST HIGH 1-HR VALUES FOR SOURCE GROUP: ALL
*         FOR A TOTAL OF     4 RECEPTORS.
*         FORMAT: (3(1X,F13.5),3(1X,F8.2),3X,A5,2X,A8,2X,A5,5X,A8,2X,I8)
*        X             Y      AVERAGE CONC    ZELEV    ZHILL    ZFLAG    AVE     GRP       RANK     NET ID   DATE(CONC)
* ____________  ____________  ____________   ______   ______   ______  ______  ________  ________  ________  ________
  348700.00000 4030300.00000      12.50000   110.30   560.00     0.00    1-HR  ALL       1ST       CART1     20081824
  348750.00000 4030300.00000     212.25000   117.60   560.00     0.00    1-HR  ALL       1ST       CART1   **20010107
  348700.00000 4030350.00000       0.00000   131.60   560.00     0.00    1-HR  ALL       1ST       CART1     20081824
  348755.50000 4030344.40000     199.99999   131.60   560.00     0.00    1-HR  ALL       1ST                 20081824
`;
const POST = `* AERMOD ( 22112):  two hours, two groups                                                     06/23/23
* MODELING OPTIONS USED:   RegDFAULT  CONC  ELEV  RURAL
*         POST/PLOT FILE OF CONCURRENT 1-HR VALUES FOR SOURCE GROUP: ALL
*         FOR A TOTAL OF     2 RECEPTORS.
*         FORMAT: (3(1X,F13.5),3(1X,F8.2),2X,A6,2X,A8,2X,I8.8,2X,A8)
*        X             Y      AVERAGE CONC    ZELEV    ZHILL    ZFLAG    AVE     GRP       DATE     NET ID
* ____________  ____________  ____________   ______   ______   ______  ______  ________  ________  ________
      50.00000     100.00000       5.00000     0.00     0.00     0.00    1-HR  ALL       08033101
     100.00000     100.00000       7.00000     0.00     0.00     0.00    1-HR  ALL       08033101
      50.00000     100.00000       9.50000     0.00     0.00     0.00    1-HR  ALL       08033102
     100.00000     100.00000       6.00000     0.00     0.00     0.00    1-HR  ALL       08033102
* AERMOD ( 22112):  two hours, two groups                                                     06/23/23
*         POST/PLOT FILE OF CONCURRENT 24-HR VALUES FOR SOURCE GROUP: TANKS
*         FOR A TOTAL OF     1 RECEPTORS.
*         FORMAT: (2(1X,F13.5),1X,E13.6,3(1X,F8.2),2X,A6,2X,A8,2X,I8.8,2X,A8)
*        X             Y      AVERAGE CONC    ZELEV    ZHILL    ZFLAG    AVE     GRP       DATE     NET ID
      50.00000     100.00000  0.250000E-02     0.00     0.00     0.00   24-HR  TANKS     08033124  CART1
`;
const ISC = `* ISCST3 (02035):  TEST
* MODELING OPTIONS USED:
*  CONC                    URBAN FLAT        DFAULT
*        POST/PLOT FILE OF CONCURRENT  1-HR VALUES FOR SOURCE GROUP: A
*        FOR A TOTAL OF    2 RECEPTORS.
*        FORMAT: (3(1X,F13.5),1X,F8.2,2X,A6,2X,A8,2X,I8.8,2X,A8)
*        X            Y      AVERAGE CONC  ZELEV    AVE    GRP      DATE    NET ID
*  ___________  ___________  ___________  ______  ______  ________  ________  ________
  292000.00000 2761000.00000       0.00000     0.00    1-HR  A         18010101  GRD1
  292200.00000 2761000.00000       3.50000     0.00    1-HR  A         18010101  GRD1
`;
const read = (text: string, layout?: Parameters<typeof readReceptors>[1]["layout"]) =>
  readReceptors(new TextEncoder().encode(text), { file: "a.plt", ...(layout ? { layout } : {}) });
const codes = (text: string) => read(text).issues.map(({ code }) => code);

describe("a PLOTFILE of AERMOD", () => {
  it("gives the highest values with period, group and rank, also where the network id is blank and the top is marked **", () => {
    const { program, coordinates, unit, series, issues } = read(PLOT);
    expect(issues).toEqual([]);
    expect([program, coordinates, unit]).toEqual(["AERMOD", "plane", "ug/m3"]);
    expect(series).toEqual([
      {
        averagingPeriod: "1-HR",
        group: "ALL",
        ranks: ["1ST"],
        records: 4,
        x: [348700, 348750, 348700, 348755.5],
        y: [4030300, 4030300, 4030350, 4030344.4],
        concentration: [12.5, 212.25, 0, 199.99999],
      },
    ]);
  });

  it("reads the same with line ends of Windows and without a last one", () => {
    expect(read(PLOT.replaceAll("\n", "\r\n")).series).toEqual(read(PLOT).series);
    expect(read(PLOT.trimEnd()).series).toEqual(read(PLOT).series);
  });
});

describe("a POSTFILE of AERMOD", () => {
  it("gives the largest value of each place over all hours, apart by period and group, in either notation", () => {
    const { series, issues } = read(POST);
    expect(issues).toEqual([]);
    expect(
      series.map(({ averagingPeriod, group, records, concentration }) => [averagingPeriod, group, records, concentration]),
    ).toEqual([
      ["1-HR", "ALL", 4, [9.5, 7]],
      ["24-HR", "TANKS", 1, [0.0025]],
    ]);
  });

  it("must have every receptor in every hour", () => {
    const lines = POST.split("\n");
    const without = lines.filter((_, index) => index !== 9).join("\n");
    const { issues, series } = read(without);
    expect(series).toEqual([]);
    expect(issues).toMatchObject([{ code: "grid-count-wrong", path: "a.plt line 4" }]);
    expect(issues[0]!.message).toMatch(/line 4: the header states 2 receptors, but 1-HR ALL 08033102 has 1/);
    expect(issues[0]!.messageZh).toMatch(/第 4 行：文件头注明 2 个预测点/);
  });
});

it("a plot file of ISCST3 is read by its own FORMAT, which lacks ZHILL and ZFLAG", () => {
  expect(read(ISC)).toMatchObject({
    program: "ISCST3",
    issues: [],
    series: [{ averagingPeriod: "1-HR", group: "A", x: [292000, 292200], concentration: [0, 3.5] }],
  });
});

it("a file without header is read by the format and the columns that the caller states, and not without", () => {
  const bare = POST.split("\n").slice(7, 11).join("\n");
  const layout = {
    format: "(3(1X,F13.5),3(1X,F8.2),2X,A6,2X,A8,2X,I8.8,2X,A8)",
    columns: "X,Y,AVERAGE CONC,ZELEV,ZHILL,ZFLAG,AVE,GRP,DATE,NET ID".split(","),
  };
  expect(read(bare, layout).series[0]?.concentration).toEqual([9.5, 7]);
  expect(read(`* made with NOHEADER\n${bare}`).issues[0]).toMatchObject({ code: "grid-format-missing", path: "a.plt line 2" });
});

describe("a dispersion file that does not hold together", () => {
  const change = (from: string, to: string) => {
    expect(PLOT).toContain(from);
    return PLOT.replace(from, to);
  };
  it.each<[string, string, string, RegExp]>([
    [
      "a header with another count",
      change("     4 REC", "   441 REC"),
      "grid-count-wrong",
      /states 441 receptors, but 1-HR ALL 1ST has 4/,
    ],
    ["shifted columns", change("  348750.00000 40", "   348750.0000040"), "grid-column-shifted", /line 10: column 15/],
    [
      "text in a gap",
      change(" 4030300.00000     212", "x4030300.00000     212"),
      "grid-column-shifted",
      /column 15 should be blank/,
    ],
    ["an overflow", change("    212.25000", "*************"), "grid-value-invalid", /FILEFORM EXP/],
    [
      "a negative concentration",
      change("    212.25000", "   -212.25000"),
      "grid-value-invalid",
      /is -212.25; it must be 0 or more/,
    ],
    ["a blank concentration", change("    212.25000", "             "), "grid-value-invalid", /is blank/],
    [
      "a format of something else",
      change("(3(1X,F13.5),3(1X,F8.2)", "(3(1X,A13),3(1X,F8.2)"),
      "grid-format-invalid",
      /do not belong together/,
    ],
    ["a format with several lines a record", change("3X,A5", "/,A5"), "grid-format-invalid", /character 25/],
    ["deposition", change("AVERAGE CONC", "TOTAL DEPO  "), "grid-column-missing", /AVERAGE CONC is missing/],
    ["no FORMAT line", change("FORMAT:", "LAYOUT:"), "grid-format-missing", /line 9/],
    ["no records", PLOT.split("\n").slice(0, 8).join("\n"), "grid-count-wrong", /no records follow/],
  ])("%s: says file, line, value and what to do, and gives no receptors", (_, text, code, message) => {
    const { series, issues } = read(text);
    expect(series).toEqual([]);
    expect(issues[0]).toMatchObject({ code, severity: "error" });
    expect(issues[0]!.message).toMatch(message);
    expect(issues[0]!.messageZh).toMatch(/\p{Script=Han}/u);
  });

  it("a file cut in the middle of a record is not taken for a whole one", () => {
    const end = PLOT.lastIndexOf("199.99999") + 4;
    expect(codes(PLOT.slice(0, end))).toContain("grid-value-invalid");
  });

  it("a wholly wrong file gives twenty findings and stops", () => {
    const header = PLOT.split("\n").slice(0, 8).join("\n");
    const { issues } = read(`${header}\n${"no record at all\n".repeat(500_000)}`);
    expect(issues).toHaveLength(21);
    expect(issues.at(-1)?.code).toBe("grid-too-many-errors");
  });

  it("binary files are refused by name of the option that writes them", () => {
    expect(readReceptors(new Uint8Array([42, 0, 0, 1]), { file: "post.bin" }).issues[0]?.message).toContain("UNFORM");
  });
});

describe("a table", () => {
  it.each<[string, string, "plane" | "lonlat", "mg/m3" | "ug/m3" | null]>([
    ["English, plane", "x,y,concentration\n1,2,3.5", "plane", null],
    ["Chinese with units", "X坐标(m),Y坐标(m),浓度(mg/m³)\n1,2,3.5", "plane", "mg/m3"],
    [
      "Chinese, degrees, full-width brackets",
      "经度；纬度；贡献值（μg/m^3）".replaceAll("；", ";").concat("\n1;2;3.5"),
      "lonlat",
      "ug/m3",
    ],
    ["tabs, quotes, further columns", 'name\t"lon"\tlat\tCONC [µg/m³]\n"a ""b"""\t1\t2\t3.5', "lonlat", "ug/m3"],
    ["surveyor's words and a slash", "东坐标/m,北坐标/m,浓度/mg/m3\n1,2,3.5", "plane", "mg/m3"],
    ["exponents, a mark and comments", "\uFEFF# note\neasting,northing,conc\n1,2,3.5E+00", "plane", null],
  ])("%s", (_, text, coordinates, unit) => {
    expect(read(text)).toMatchObject({
      program: "CSV",
      coordinates,
      unit,
      issues: [],
      series: [{ x: [1], y: [2], concentration: [3.5] }],
    });
  });

  it("keeps periods and groups apart where it has columns for them", () => {
    const { series } = read("x,y,浓度(ug/m3),平均时段\n0,0,5,小时平均\n0,0,2,日平均\n0,0,6,小时平均");
    expect(series.map(({ averagingPeriod, concentration }) => [averagingPeriod, concentration])).toEqual([
      ["小时平均", [6]],
      ["日平均", [2]],
    ]);
  });

  it("is read in GB18030 too", () => {
    // "x,y,浓度\n1,2,3" with 浓度 in GB18030.
    const bytes = new Uint8Array([
      ...new TextEncoder().encode("x,y,"),
      0xc5,
      0xa8,
      0xb6,
      0xc8,
      ...new TextEncoder().encode("\n1,2,3"),
    ]);
    expect(readReceptors(bytes, { file: "a.csv" }).series[0]?.concentration).toEqual([3]);
  });

  it.each<[string, string, string, RegExp]>([
    ["no such columns", "a,b\n1,2", "grid-column-missing", /the header is "a", "b"/],
    ["two columns of one meaning", "x,easting,y,conc\n1,2,3,4", "grid-column-missing", /two columns could be the x/],
    ["a word for a number", "x,y,conc\n1,2,high", "grid-value-invalid", /line 2: concentration is "high"/],
    ["a thousands separator", 'x,y,conc\n"1,000",2,3', "grid-value-invalid", /x is "1,000"/],
    ["a negative concentration", "x,y,conc\n1,2,-3", "grid-value-invalid", /0 or more/],
    ["a missing cell", "x,y,conc\n1,2", "grid-value-invalid", /concentration is ""/],
    ["only a header", "x,y,conc\n", "grid-no-receptors", /below the header/],
    ["nothing", "", "grid-no-receptors", /no receptors/],
  ])("%s is an error", (_, text, code, message) => {
    const { series, issues } = read(text);
    expect(series).toEqual([]);
    expect(issues[0]).toMatchObject({ code });
    expect(issues[0]!.message).toMatch(message);
  });
});

describe("whatever the bytes", () => {
  const answers = (bytes: Uint8Array) => {
    const { series, issues } = readReceptors(bytes, { file: "f" });
    expect(series.length > 0).toBe(issues.length === 0);
    for (const { x, y, concentration } of series)
      for (const value of [...x, ...y, ...concentration]) expect(Number.isFinite(value)).toBe(true);
  };

  it("reading ends with receptors or with findings", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), answers), { numRuns: 500 });
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => answers(new TextEncoder().encode(`* ${text}`))),
      { numRuns: 500 },
    );
  });

  it("one damaged byte of a good file changes nothing silently to no number", () => {
    const files = [PLOT, POST, ISC, "x,y,浓度(mg/m3)\n1,2,3\n4,5,6"].map((text) => new TextEncoder().encode(text));
    fc.assert(
      fc.property(fc.constantFrom(...files), fc.nat(), fc.nat(255), (file, place, byte) => {
        const damaged = file.slice();
        damaged[place % damaged.length] = byte;
        answers(damaged);
      }),
      { numRuns: 1500 },
    );
  });
});

it("docs/receptor-grids.md explains every finding with its severity, and no other", () => {
  const page = readFileSync(new URL("../../../../docs/receptor-grids.md", import.meta.url), "utf8");
  const rows = [...page.matchAll(/^\| `([a-z-]+)` \| (error|warning|info) \|/gm)].map(([, code, severity]) => [code, severity]);
  expect(Object.fromEntries(rows)).toEqual(GRID_ISSUE_SEVERITY);
});
