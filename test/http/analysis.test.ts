import { gunzipSync } from "node:zlib";
import {
  evaluationReport,
  explainIdleForecast,
  explainLandStatus,
  forecastIdle,
  landClock,
  landReport,
  landSeries,
  landStatusOn,
  lineageReport,
  protectionReport,
  sitingReport,
  zonesReport,
} from "@parkatlas/geo-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { jsonOf, startDemo } from "./service.ts";

let demo: Awaited<ReturnType<typeof startDemo>>;
beforeAll(async () => {
  demo = await startDemo();
});
afterAll(() => demo.stop());

const json = async (path: string) => jsonOf(await demo.ask(path));
/** A report as it looks after the way through JSON. */
const throughJson = (value: unknown) => JSON.parse(JSON.stringify(value));

describe("analyses", () => {
  it("are the objects of the library, and so those of the command line", async () => {
    expect(await json("/analysis/land")).toEqual(throughJson(landReport(demo.dataset)));
    expect(await json("/analysis/land?dataset=demo&asOf=2022-06-30&by=zone,city")).toEqual(
      throughJson(landReport(demo.dataset, { asOf: "2022-06-30", by: ["zone", "city"] })),
    );
    expect(await json("/analysis/protection?unit=U-health&reach=3")).toEqual(
      throughJson(protectionReport(demo.dataset, { unitId: "U-health", reachFactor: 3 })),
    );
    expect(await json("/analysis/zones?scheme=two")).toEqual(throughJson(zonesReport(demo.dataset, { schemeId: "two" })));
    expect(await json("/analysis/siting?distanceM=400&minAreaMu=1")).toEqual(
      throughJson(sitingReport(demo.dataset, { distanceM: 400, minAreaMu: 1 })),
    );
    expect(await json("/analysis/siting?distanceM=400&unitAreaM2=100")).toEqual(
      throughJson(sitingReport(demo.dataset, { distanceM: 400, unitAreaM2: 100 })),
    );
    expect(await json("/analysis/lineage")).toEqual(throughJson(lineageReport(demo.dataset)));
    expect(await json("/analysis/lineage?date=2020-10-31&scheme=two")).toEqual(
      throughJson(lineageReport(demo.dataset, { date: "2020-10-31", schemeId: "two" })),
    );
    expect(await json("/analysis/evaluation")).toEqual(throughJson(evaluationReport(demo.dataset)));
    expect(await json("/analysis/evaluation?by=park&config=huangyan-2022-below-scale&year=2024")).toEqual(
      throughJson(evaluationReport(demo.dataset, { by: "park", config: "huangyan-2022-below-scale", year: 2024 })),
    );
  });

  it("give land through time, with what came into the idle land and what left it", async () => {
    const series = await json("/analysis/land/series?from=2021-12-31&to=2025-12-31&step=year&by=park");
    const expected = landSeries(demo.dataset, { from: "2021-12-31", to: "2025-12-31", step: "year", by: "park" });
    expect(series).toEqual({ dataset: "demo", synthetic: true, ...throughJson(expected) });
    // P-idle-2y lies in the east block; its agreed start 2021-03-01 is a full year past on 2022-03-02 (rules §3).
    const east = series.groups.find((group: { id: string }) => group.id === "K-east");
    expect(east.flows[0].events).toMatchObject([
      { parcelId: "P-idle-2y", on: "2022-03-02", direction: "in", cause: "not-started-1y" },
    ]);
    expect(east.flows[0].inflowM2).toBe(east.points[1].idleOrSuspectedM2 - east.points[0].idleOrSuspectedM2);
    // The end is the dataset's date and the group the city where nothing is said.
    expect((await json("/analysis/land/series?from=2024-01-31&step=month")).dates.at(-1)).toBe("2025-12-31");
  });

  it("give a single parcel with its conditions, and others without", async () => {
    const one = await json("/analysis/land?parcel=P-idle-2y,P-idle-2y");
    expect(one.parcels).toHaveLength(1);
    // Agreed start 2021-03-01; two full years end 2023-03-01, so the present ground holds from 2023-03-02 (rules §3).
    expect(one.parcels[0]).toMatchObject({
      id: "P-idle-2y",
      status: "suspected-idle",
      ground: "not-started-2y",
      since: "2023-03-02",
      dueOn: "2021-03-01",
    });
    expect(one.parcels[0].conditions.length).toBeGreaterThan(0);
    const { parcels, answers } = await json("/analysis/land");
    expect([parcels[0].conditions, answers]).toEqual([undefined, undefined]);
  });

  it("give a single parcel with the sentences to sign, the forecast, and the clock", async () => {
    const { answers } = await json("/analysis/land?parcel=P-idle-2y,P-overdue&asOf=2025-12-31");
    expect(answers).toHaveLength(2);
    for (const answer of answers) {
      const parcel = demo.dataset.parcels.find(({ id }) => id === answer.id)!;
      const status = landStatusOn(parcel, "2025-12-31");
      const forecast = forecastIdle(parcel, "2025-12-31");
      expect(answer).toEqual({
        id: parcel.id,
        statusZh: explainLandStatus(status, "zh"),
        statusEn: explainLandStatus(status, "en"),
        forecast,
        forecastZh: explainIdleForecast(forecast, "zh"),
        forecastEn: explainIdleForecast(forecast, "en"),
        clock: landClock(parcel, "2025-12-31"),
      });
    }
    expect(answers[0].statusZh).toContain("属疑似闲置土地，尚需依法调查认定");
    // Start agreed for 2025-03-01: the full year ends on 2026-03-01, and the next day is the first of the suspicion.
    expect(answers[1].forecast).toMatchObject({ outcome: "on", from: "2026-03-02" });
    expect(answers[1].clock).toMatchObject({ runsFrom: "2025-03-01", ownDays: 305, stoppedDays: 0 });
  });

  it("filter by status and leave the groups whole", async () => {
    const some = await json("/analysis/land?status=suspected-idle,idle");
    expect(some.parcels.map((row: { id: string }) => row.id)).toEqual(["P-idle-1y", "P-idle-2y"]);
    expect(some.groups).toEqual((await json("/analysis/land")).groups);
  });

  it("are compressed, tagged, and not sent again", async () => {
    const zipped = await demo.ask("/analysis/land", { headers: { "accept-encoding": "br;q=1, gzip;q=0.8" } });
    expect(zipped.headers).toMatchObject({
      "content-type": "application/json",
      "content-encoding": "gzip",
      vary: "Accept-Encoding",
    });
    expect(JSON.parse(gunzipSync(zipped.body).toString())).toEqual(await json("/analysis/land"));
    const again = await demo.ask("/analysis/land", {
      headers: { "accept-encoding": "gzip", "if-none-match": String(zipped.headers.etag) },
    });
    expect(again.status).toBe(304);
  });

  it("refuse what cannot be asked, and say what can", async () => {
    const table: readonly (readonly [string, number, string])[] = [
      ["/analysis/land?dataset=nowhere", 404, "unknown-dataset"],
      ["/analysis/land?dataset=__proto__", 404, "unknown-dataset"],
      ["/analysis/land?asOf=2025-02-29", 400, "query-invalid"],
      ["/analysis/land?asOf=today", 400, "query-invalid"],
      ["/analysis/land?by=colour", 400, "query-invalid"],
      ["/analysis/land?by=park,zone,city", 400, "query-invalid"],
      ["/analysis/land?status=lazy", 400, "query-invalid"],
      ["/analysis/land?parcel=nobody", 404, "unknown-id"],
      [`/analysis/land?parcel=${Array.from({ length: 201 }, (_, index) => index).join(",")}`, 400, "query-invalid"],
      ["/analysis/land?parcel=", 400, "query-invalid"],
      ["/analysis/protection?unit=nobody", 404, "unknown-id"],
      ["/analysis/protection?reach=0.5", 400, "query-invalid"],
      ["/analysis/protection?reach=1e9", 400, "query-invalid"],
      ["/analysis/zones?scheme=nobody", 404, "unknown-id"],
      ["/analysis/zones?suggest=0", 400, "query-invalid"],
      ["/analysis/land/series", 400, "query-invalid"],
      ["/analysis/land/series?from=2024-01-31", 400, "query-invalid"],
      ["/analysis/land/series?from=2024-01-31&step=week", 400, "query-invalid"],
      ["/analysis/land/series?from=0001-01-31&to=2025-01-31&step=month", 400, "query-invalid"],
      ["/analysis/land/series?from=2026-01-31&to=2025-01-31&step=month", 400, "input-out-of-range"],
      ["/analysis/land/series?from=2024-01-31&step=month&asOf=2025-01-31", 400, "query-invalid"],
      ["/analysis/evaluation?config=nobody", 400, "query-invalid"],
      ["/analysis/evaluation?by=zone", 400, "query-invalid"],
      ["/analysis/evaluation?year=12", 400, "query-invalid"],
      ["/analysis/lineage?date=2025-02-29", 400, "query-invalid"],
      ["/analysis/lineage?scheme=nobody", 404, "unknown-id"],
      ["/analysis/lineage?asOf=2025-12-31", 400, "query-invalid"],
      ["/analysis/siting", 400, "query-invalid"],
      ["/analysis/siting?distanceM=0", 400, "input-out-of-range"],
      ["/analysis/siting?distanceM=500&status=free", 400, "query-invalid"],
      ["/analysis/nothing", 404, "not-found"],
    ];
    for (const [path, status, code] of table) {
      const answer = await demo.ask(path);
      expect([answer.status, jsonOf(answer).code], path).toEqual([status, code]);
    }
  });
});
