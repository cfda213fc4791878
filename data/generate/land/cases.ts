import type { Ground, History } from "./history.ts";

/**
 * Hand-made histories for the edges of the rules: each says in one word which edge it stands on, and is put on one
 * parcel of each city as `demoCase`. Dates are fixed, so that a reader can check them with a calendar.
 */
export interface DemoCase {
  readonly id: string;
  readonly write: (ground: Ground) => History;
}

const supplied = (agreedStartOn: string, suppliedOn: string, approvedOn: string): History => ({
  approvedOn,
  suppliedOn,
  agreedStartOn,
});
const in2024 = supplied("2024-03-31", "2023-09-28", "2023-03-16");
const in2023 = supplied("2023-05-31", "2022-11-30", "2022-04-08");

/** Started in time and stopped on 2024-06-01 with the given area developed and money spent. */
function stoppedWith(ground: Ground, developedAreaM2: number, moneyShare: number, more: History = {}): History {
  return {
    ...in2023,
    startedOn: "2023-05-31",
    progress: [{ on: "2024-05-20", developedAreaM2, investedCny: ground.plannedInvestmentCny * moneyShare }],
    suspendedOn: "2024-06-01",
    ...more,
  };
}

/** The recorded area rounded down to whole thirds, so that exactly one third is a whole number. */
const startable = (ground: Ground) => Math.floor(ground.areaM2 / 3) * 3;

export const DEMO_CASES: readonly DemoCase[] = [
  { id: "leap-day-agreed-start", write: () => supplied("2024-02-29", "2023-08-31", "2023-02-20") },
  { id: "year-end-agreed-start", write: () => supplied("2024-12-31", "2024-06-28", "2023-12-11") },
  { id: "agreed-start-on-the-day", write: () => supplied("2025-12-31", "2025-06-30", "2024-12-09") },
  { id: "started-on-the-agreed-day", write: () => ({ ...in2024, startedOn: "2024-03-31" }) },
  { id: "started-after-one-year", write: () => ({ ...in2023, startedOn: "2024-08-15", completedOn: "2025-11-03" }) },
  {
    id: "started-after-two-years",
    write: () => ({ ...supplied("2021-04-30", "2020-10-30", "2020-05-14"), startedOn: "2023-09-01", completedOn: "2025-06-30" }),
  },
  {
    id: "exactly-one-third-and-a-quarter",
    write: (ground) => stoppedWith(ground, startable(ground) / 3, 0.25, { startableAreaM2: startable(ground) }),
  },
  {
    id: "a-square-metre-below-one-third",
    write: (ground) => stoppedWith(ground, startable(ground) / 3 - 1, 0.6, { startableAreaM2: startable(ground) }),
  },
  { id: "money-below-a-quarter", write: (ground) => stoppedWith(ground, Math.round(ground.areaM2 * 0.8), 0.24) },
  { id: "stopped-with-enough-done", write: (ground) => stoppedWith(ground, Math.round(ground.areaM2 * 0.7), 0.55) },
  {
    id: "stopped-without-progress-records",
    write: () => ({ ...in2023, startedOn: "2023-05-20", suspendedOn: "2024-06-01" }),
  },
  {
    id: "two-suspensions",
    write: (ground) => ({
      ...supplied("2022-03-31", "2021-09-30", "2021-03-11"),
      startedOn: "2022-03-01",
      progress: [
        { on: "2022-08-30", developedAreaM2: Math.round(ground.areaM2 * 0.1), investedCny: ground.plannedInvestmentCny * 0.08 },
        { on: "2024-05-01", developedAreaM2: Math.round(ground.areaM2 * 0.22), investedCny: ground.plannedInvestmentCny * 0.2 },
      ],
      suspensions: [{ from: "2022-09-01", to: "2023-05-04" }, { from: "2024-05-10" }],
    }),
  },
  {
    id: "overlapping-government-delays",
    write: () => ({
      ...in2024,
      delays: [
        { from: "2024-04-01", to: "2024-09-30", cause: "government" },
        { from: "2024-08-01", to: "2024-12-31", cause: "government" },
      ],
    }),
  },
  { id: "force-majeure-running", write: () => ({ ...in2024, delays: [{ from: "2024-07-15", cause: "force-majeure" }] }) },
  {
    id: "delay-by-the-holder",
    write: () => ({ ...in2024, delays: [{ from: "2024-04-01", to: "2025-03-31", cause: "holder" }] }),
  },
  {
    id: "preliminary-work-delay",
    write: () => ({ ...in2024, delays: [{ from: "2024-04-10", to: "2024-11-30", cause: "preliminary-work" }] }),
  },
  {
    id: "new-agreed-start",
    write: () => ({ ...in2023, extensions: [{ decidedOn: "2023-05-15", newStartOn: "2024-05-15", ground: "government" }] }),
  },
  {
    id: "new-agreed-start-over-one-year",
    write: () => ({ ...in2023, extensions: [{ decidedOn: "2023-05-15", newStartOn: "2024-11-30", ground: "government" }] }),
  },
  {
    id: "determined-idle",
    write: () => ({ ...in2023, determinations: [{ on: "2024-09-18", documentNo: "示例闲认〔2024〕001号" }] }),
  },
  {
    id: "determined-then-fee-then-started",
    write: () => ({
      ...in2023,
      determinations: [{ on: "2024-08-05", documentNo: "示例闲认〔2024〕002号" }],
      dispositions: [{ on: "2024-12-20", kind: "fee", documentNo: "示例闲处〔2024〕002号" }],
      startedOn: "2025-02-24",
    }),
  },
  {
    id: "determined-then-reclaimed",
    write: () => ({
      ...supplied("2020-06-30", "2019-12-27", "2019-05-23"),
      determinations: [{ on: "2022-09-09", documentNo: "示例闲认〔2022〕003号" }],
      dispositions: [{ on: "2023-04-17", kind: "reclaim", documentNo: "示例闲处〔2023〕003号" }],
    }),
  },
  {
    id: "recorded-area-off-by-two-per-cent",
    write: (ground) => ({
      ...in2023,
      startedOn: "2023-05-08",
      completedOn: "2024-10-25",
      recordedAreaM2: Math.round(ground.areaM2 * 0.98),
    }),
  },
  { id: "collective-land", write: () => ({ ...in2023, ownership: "collective" }) },
  { id: "agreed-start-not-recorded", write: () => ({ approvedOn: "2021-03-02", suppliedOn: "2021-10-29" }) },
  {
    id: "determination-on-collective-land",
    write: () => ({
      ...in2023,
      ownership: "collective",
      determinations: [{ on: "2024-09-18", documentNo: "示例闲认〔2024〕004号" }],
    }),
  },
  {
    id: "progress-falls",
    write: (ground) => ({
      ...in2023,
      startedOn: "2023-05-10",
      progress: [
        { on: "2023-12-29", developedAreaM2: Math.round(ground.areaM2 * 0.45), investedCny: ground.plannedInvestmentCny * 0.3 },
        { on: "2024-05-30", developedAreaM2: Math.round(ground.areaM2 * 0.2), investedCny: ground.plannedInvestmentCny * 0.3 },
      ],
      suspendedOn: "2024-06-01",
    }),
  },
];
