import { describe, expect, it } from "vitest";
import type { LandParcelRow } from "./contract.ts";
import { citedClauses, landChanges, narrowRows } from "./land-list.ts";
import { NO_FILTER } from "./list-filter.ts";

const row = (id: string, rest: Partial<LandParcelRow> = {}): LandParcelRow => ({
  id,
  name: id,
  nameEn: null,
  blockId: "b",
  parkId: "k",
  status: "built",
  ground: null,
  since: null,
  clause: null,
  clauseZh: null,
  next: null,
  dueOn: null,
  daysOverdue: null,
  measure: null,
  feeCny: null,
  missing: [],
  areaM2: 20_000,
  areaMu: 30,
  areaBasis: "recorded",
  timeline: [],
  ...rest,
});
const ids = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id).join("");
const ROWS = [
  row("a", { daysOverdue: 100, clause: "Art. 2", clauseZh: "第二条" }),
  row("b", { daysOverdue: 400, areaM2: 200_000 / 3 }),
  row("c"),
];
const FACTS = new Map(
  [
    { id: "a", holder: "科尔沁铝业", holderEn: "Horqin Aluminium", causes: ["government"] },
    { id: "b", holder: null, holderEn: null, causes: [] },
  ].map((each) => [each.id, each]),
);

describe("narrowing the list", () => {
  it("keeps everything while nothing is asked", () => {
    expect(narrowRows(ROWS, NO_FILTER, null)).toHaveLength(3);
  });

  it("takes the ends of a range as inside it, and a row without a value as outside", () => {
    expect(ids(narrowRows(ROWS, { ...NO_FILTER, fromDays: 100, toDays: 400 }, null))).toBe("ab");
    expect(ids(narrowRows(ROWS, { ...NO_FILTER, toDays: 399 }, null))).toBe("a");
    // 200 000/3 m² are 100 mu exactly (rules §1).
    expect(ids(narrowRows(ROWS, { ...NO_FILTER, fromMu: 100, toMu: 100 }, null))).toBe("b");
  });

  it("finds holders in both languages and causes of delay, and nobody before the register is read", () => {
    expect(ids(narrowRows(ROWS, { ...NO_FILTER, holder: "铝" }, FACTS))).toBe("a");
    expect(ids(narrowRows(ROWS, { ...NO_FILTER, holder: "horqin" }, FACTS))).toBe("a");
    expect(ids(narrowRows(ROWS, { ...NO_FILTER, cause: "government" }, FACTS))).toBe("a");
    expect(narrowRows(ROWS, { ...NO_FILTER, cause: "government" }, null)).toEqual([]);
  });

  it("narrows to a clause that the rows cite", () => {
    expect(citedClauses(ROWS)).toEqual([{ clause: "Art. 2", clauseZh: "第二条" }]);
    expect(ids(narrowRows(ROWS, { ...NO_FILTER, clause: "Art. 2" }, null))).toBe("a");
  });
});

describe("comparing two dates", () => {
  it("lists what changed, action first, then the largest, and says what was not there before", () => {
    const later = [
      row("same"),
      row("began", { status: "under-construction" }),
      row("idle", { status: "suspected-idle", ground: "not-started-2y" }),
      row("idle-large", { status: "suspected-idle", ground: "not-started-2y", areaM2: 90_000 }),
      row("new", { status: "supplied-pending" }),
    ];
    const earlier = [
      row("same"),
      row("began", { status: "overdue" }),
      row("idle", { status: "suspected-idle", ground: "not-started-1y" }),
      row("idle-large", { status: "overdue" }),
    ];
    expect(landChanges(earlier, later).map(({ row: { id }, before, after }) => [id, before, after])).toEqual([
      ["idle-large", "overdue", "suspected-idle-2y"],
      ["idle", "suspected-idle-1y", "suspected-idle-2y"],
      ["new", null, "supplied-pending"],
      ["began", "overdue", "under-construction"],
    ]);
  });
});
