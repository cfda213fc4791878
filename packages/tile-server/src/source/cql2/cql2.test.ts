import type { Geometry } from "@parkatlas/geo-core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { columnsOf } from "../columns.ts";
import type { ServedFeature } from "../served-feature.ts";
import { FILTER_LIMITS, FilterError, TEMPORAL_OPERATORS } from "./ast.ts";
import { compileFilter } from "./compile.ts";
import { likeMatcher } from "./like.ts";
import { parseCql2Json } from "./parse-json.ts";
import { parseCql2Text } from "./parse-text.ts";

const square = (west: number, south: number, sizeDeg = 1): Geometry => ({
  type: "Polygon",
  coordinates: [
    [
      [west, south],
      [west + sizeDeg, south],
      [west + sizeDeg, south + sizeDeg],
      [west, south + sizeDeg],
      [west, south],
    ],
  ],
});

const FEATURES = [
  {
    id: "a",
    geometry: square(0, 0),
    properties: { name: "甲 100%", areaM2: 10, open: true, suppliedOn: "2020-01-01", 权利人: "示例企业 001" },
  },
  {
    id: "b",
    geometry: square(5, 5),
    properties: { name: "b_c", areaM2: 20, open: false, suppliedOn: "2021-06-30", validFrom: "2021-01-01" },
  },
  {
    id: "c",
    geometry: square(10, 10),
    properties: { name: "O'Neil", areaM2: 30, suppliedOn: "2022-12-31", validTo: "2020-12-31" },
  },
  { id: "d", geometry: { type: "Point", coordinates: [0.5, 0.5] }, properties: { name: "point", notes: ["x"] } },
] as unknown as readonly ServedFeature[];
const columns = columnsOf(FEATURES);
const table = { columnNames: columns.names(), column: columns.column, geometryOf: (row: number) => FEATURES[row]!.geometry };
const matching = (node: ReturnType<typeof parseCql2Text>) => {
  const holds = compileFilter(node, table);
  return FEATURES.flatMap(({ id }, row) => (holds(row) === true ? [id] : [])).join("");
};
const text = (filter: string) => matching(parseCql2Text(filter));
const json = (filter: unknown) => matching(parseCql2Json(JSON.stringify(filter)));
const failure = (work: () => unknown): FilterError => {
  try {
    work();
  } catch (error) {
    if (error instanceof FilterError) return error;
    throw error;
  }
  throw new Error("no failure");
};

describe("a filter in CQL2 text", () => {
  it.each([
    ["areaM2 = 10", "a"],
    ["areaM2 <> 10", "bc"],
    ["areaM2 < 20", "a"],
    ["areaM2 >= 2e1", "bc"],
    ["20 > areaM2", "a"],
    ["id = 'd'", "d"],
    ["name = 'O''Neil'", "c"],
    ["name = 'O\\'Neil'", "c"],
    ["\"权利人\" LIKE '示例%'", "a"],
    ["权利人 = '示例企业 001'", "a"],
    ["name LIKE '%100\\%'", "a"],
    ["name like 'b\\_c'", "b"],
    ["name LIKE 'b_c'", "b"],
    ["name NOT LIKE '%o%'", "abc"],
    ["areaM2 BETWEEN 10 AND 20", "ab"],
    ["areaM2 NOT BETWEEN 10 AND 20", "c"],
    ["id IN ('a','d')", "ad"],
    ["id NOT IN ('a','d')", "bc"],
    ["areaM2 IS NULL", "d"],
    ["areaM2 is not null", "abc"],
    ["geometry IS NULL", ""],
    ["open", "a"],
    ["NOT open", "b"],
    ["open = FALSE", "b"],
    ["TRUE", "abcd"],
    ["FALSE OR areaM2 = 30", "c"],
    ["areaM2 = 10 OR areaM2 = 20 AND open", "a"],
    ["(areaM2 = 10 OR areaM2 = 20) AND NOT open", "b"],
    // Three-valued: where areaM2 is not there, neither the condition nor its opposite holds.
    ["areaM2 > 0 OR NOT (areaM2 > 0)", "abc"],
    ["NOT (areaM2 > 0 AND FALSE)", "abcd"],
    ["suppliedOn > DATE('2021-01-01')", "bc"],
    ["suppliedOn <= TIMESTAMP('2021-06-30T23:59:59Z')", "ab"],
    ["suppliedOn = '2020-01-01'", "a"],
    ["T_AFTER(suppliedOn, DATE('2021-06-30'))", "c"],
    ["T_DURING(suppliedOn, INTERVAL('2020-06-01','2022-01-01'))", "b"],
    ["T_INTERSECTS(suppliedOn, INTERVAL('..','2020-01-01'))", "a"],
    ["T_INTERSECTS(INTERVAL(validFrom, validTo), DATE('2020-12-31'))", "acd"],
    ["T_BEFORE(INTERVAL(validFrom, validTo), DATE('2021-01-01'))", "c"],
    ["S_INTERSECTS(geometry, POINT(0.5 0.5))", "ad"],
    ["S_INTERSECTS(geometry, POINT(1 1))", "a"],
    ["S_INTERSECTS(geometry, BBOX(0.9,0.9,5,5))", "ab"],
    ["S_INTERSECTS(BBOX(170,-1,6,6), geometry)", "abd"],
    ["S_INTERSECTS(geometry, LINESTRING(-1 0.5, 0.5 0.5))", "ad"],
    ["S_INTERSECTS(geometry, POLYGON((4 4,7 4,7 7,4 7,4 4),(4.5 4.5,6.5 4.5,6.5 6.5,4.5 6.5,4.5 4.5)))", ""],
    ["S_INTERSECTS(geometry, POLYGON((-9 -9,9 -9,9 9,-9 9,-9 -9)))", "abd"],
    ["S_INTERSECTS(geometry, MULTIPOINT((5 5),(10.5 10.5)))", "bc"],
    ["S_INTERSECTS(geometry, GEOMETRYCOLLECTION(POINT(5 5), LINESTRING(10 0, 10 20)))", "bc"],
    ["S_INTERSECTS(geometry, MULTIPOLYGON(((4 4,7 4,7 7,4 7,4 4)),((9 9,12 9,12 12,9 12,9 9))))", "bc"],
  ])("%s", (filter, ids) => expect(text(filter)).toBe(ids));

  it.each([
    ["areaM2 =", "ends", 8],
    ["areaM2 = 'ten'", "number cannot be compared with a text", 9],
    ["areaMu = 1", 'no property "areaMu"', 0],
    ["__proto__ = 1", "no property", 0],
    ["constructor IS NULL", "no property", 0],
    ["notes = 'x'", "no property", 0],
    ["name = 'open", "never closed", 7],
    ["areaM2 ~ 3", '"~" has no meaning here', 7],
    ["areaM2 = 1 areaM2 = 2", "AND, OR or the end is needed", 11],
    ["DROP_TABLE(name)", "function DROP_TABLE is not known", 0],
    ["name", "is no condition", 0],
    ["name LIKE 3", "LIKE takes a pattern in quotes", 10],
    ["areaM2 LIKE '1%'", "LIKE takes a text", 0],
    ["suppliedOn > DATE('2021-02-30')", "no calendar date", 18],
    ["suppliedOn > TIMESTAMP('2021-01-01')", "no instant", 23],
    ["T_AFTER(areaM2, DATE('2020-01-01'))", "a date is needed", 8],
    ["S_INTERSECTS(geometry, POINT(200 0))", "not well formed", 23],
    ["S_INTERSECTS(geometry, POLYGON((0 0,1 0,1 1,0 1)))", "not well formed", 23],
    ["S_INTERSECTS(POINT(0 0), POINT(0 0))", "takes the property geometry", 0],
    ["S_INTERSECTS(geometry, BBOX(0,5,1,4))", "a box is west, south, east, north", 23],
    ["areaM2 = 1e999", "too large", 9],
    ["", "is needed, but the filter ends", 0],
  ])("%s is refused with its place", (filter, message, at) => {
    const error = failure(() => text(filter));
    expect(error.message).toContain(message);
    expect(error.at).toBe(at);
  });

  it("is bounded in length, depth, conditions, lists and positions", () => {
    expect(failure(() => text(`name = '${"x".repeat(FILTER_LIMITS.chars)}'`)).message).toContain("characters");
    expect(failure(() => text(`${"(".repeat(40)}open${")".repeat(40)}`)).message).toContain("nests deeper");
    expect(failure(() => text(`${"NOT ".repeat(40)}open`)).message).toContain("nests deeper");
    expect(failure(() => text(Array.from({ length: 401 }, () => "open").join(" OR "))).message).toContain("conditions");
    expect(failure(() => text(`areaM2 IN (${Array.from({ length: 201 }, () => "1").join()})`)).message).toContain("entries");
    const long = Array.from({ length: 1001 }, () => "0 0").join();
    expect(failure(() => text(`S_INTERSECTS(geometry, LINESTRING(${long}))`)).message).toContain("positions");
  });

  it("made of anything is either read or refused, never worse", () => {
    const pieces = [
      "areaM2",
      "name",
      "=",
      "<",
      "(",
      ")",
      ",",
      "'",
      '"',
      "AND",
      "NOT",
      "LIKE '%'",
      "IN",
      "1",
      "DATE('2020-01-01')",
      "POINT(",
      "geometry",
      "权",
      "\u0000",
      "💥",
    ];
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string()), { maxLength: 30 }), (parts) => {
        try {
          text(parts.join(" "));
        } catch (error) {
          expect(error).toBeInstanceOf(FilterError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe("a filter in CQL2 JSON", () => {
  it.each([
    [{ op: "=", args: [{ property: "areaM2" }, 10] }, "a"],
    [
      {
        op: "and",
        args: [
          { op: ">", args: [{ property: "areaM2" }, 10] },
          { op: "not", args: [{ op: "=", args: [{ property: "id" }, "b"] }] },
        ],
      },
      "c",
    ],
    [{ op: "or", args: [true, false] }, "abcd"],
    [{ op: "like", args: [{ property: "name" }, "b%"] }, "b"],
    [{ op: "between", args: [{ property: "areaM2" }, 15, 35] }, "bc"],
    [{ op: "in", args: [{ property: "id" }, ["a", "c"]] }, "ac"],
    [{ op: "isNull", args: [{ property: "areaM2" }] }, "d"],
    [{ op: ">=", args: [{ property: "suppliedOn" }, { date: "2021-06-30" }] }, "bc"],
    [{ op: "t_during", args: [{ property: "suppliedOn" }, { interval: ["2020-06-01", ".."] }] }, "bc"],
    [{ op: "s_intersects", args: [{ property: "geometry" }, { type: "Point", coordinates: [0.5, 0.5] }] }, "ad"],
    [{ op: "s_intersects", args: [{ property: "geometry" }, { bbox: [4, 4, 6, 6] }] }, "b"],
    [{ property: "open" }, "a"],
  ])("%j", (filter, ids) => expect(json(filter)).toBe(ids));

  it.each([
    [{ op: "drop", args: [] }, "$"],
    [{ op: "and", args: [true] }, "$.args"],
    [{ op: "and", args: [true, { op: "=", args: [{ property: "nothing" }, 1] }] }, "$.args[1].args[0]"],
    [{ op: "=", args: [{ property: "areaM2" }, { __proto__: null }] }, "$.args[1]"],
    [{ op: "s_intersects", args: [{ property: "geometry" }, { type: "Point", coordinates: ["0", 0] }] }, "$.args[1]"],
    [{ args: [] }, "$"],
    [null, "$"],
    [3, "$"],
  ])("%j is refused with its path", (filter, at) => expect(failure(() => json(filter)).at).toBe(at));

  it("is bounded in depth", () => {
    let filter: unknown = true;
    for (let i = 0; i < 40; i++) filter = { op: "not", args: [filter] };
    expect(failure(() => json(filter)).message).toContain("nests deeper");
    expect(failure(() => parseCql2Json("{")).message).toContain("not JSON");
  });

  it("made of anything is either read or refused, never worse", () => {
    fc.assert(
      fc.property(fc.json(), (source) => {
        try {
          matching(parseCql2Json(source));
        } catch (error) {
          expect(error).toBeInstanceOf(FilterError);
        }
      }),
    );
  });
});

describe("the temporal functions", () => {
  it("say of every pair of intervals what Allen's relations say (each pair has exactly one of the thirteen)", () => {
    const relations = TEMPORAL_OPERATORS.filter((each) => each !== "intersects" && each !== "disjoint");
    const days = ["2020-01-01", "2020-01-02", "2020-01-03", "2020-01-04"];
    const intervals = days.flatMap((from, i) => days.slice(i + 1).map((to) => `INTERVAL('${from}','${to}')`));
    for (const a of intervals)
      for (const b of intervals) {
        const holding = relations.filter((each) => text(`T_${each}(${a},${b})`) !== "");
        expect(holding, `${a} ${b}`).toHaveLength(1);
        expect(text(`T_INTERSECTS(${a},${b})`) === "", `${a} ${b}`).toBe(text(`T_DISJOINT(${a},${b})`) !== "");
      }
  });
});

describe("LIKE", () => {
  it("agrees with the regular expression that a small pattern stands for", () => {
    const alphabet = fc.constantFrom("a", "b", "%", "_");
    fc.assert(
      fc.property(
        fc.array(alphabet, { maxLength: 7 }),
        fc.array(fc.constantFrom("a", "b"), { maxLength: 9 }),
        (pattern, letters) => {
          const expression = new RegExp(
            `^${pattern.map((each) => (each === "%" ? "[^]*" : each === "_" ? "[^]" : each)).join("")}$`,
          );
          expect(likeMatcher(pattern.join(""))(letters.join(""))).toBe(expression.test(letters.join("")));
        },
      ),
    );
  });

  it("costs no more than pattern times text on what makes regular expressions explode", () => {
    const startedMs = performance.now();
    expect(likeMatcher(`${"%a".repeat(1000)}b`)("a".repeat(5000))).toBe(false);
    expect(performance.now() - startedMs).toBeLessThan(1000);
  });
});
