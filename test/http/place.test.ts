import { placementReport } from "@parkatlas/geo-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { jsonOf, startDemo } from "./service.ts";

let demo: Awaited<ReturnType<typeof startDemo>>;
beforeAll(async () => {
  demo = await startDemo();
});
afterAll(() => demo.stop());

const PATH = "/analysis/siting/place";
const send = (body: unknown) =>
  demo.ask(PATH, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

const project = (id: string, ...distancesM: readonly number[]) => ({
  id,
  units: distancesM.map((distanceM, i) => ({ id: `u${i}`, areaM2: 400, distanceM })),
});

describe("placing of projects", () => {
  const projects = [project("near", 60, 120), project("far", 50_000)];

  it("is the report of the library, with proof points, and is not kept", async () => {
    const answer = await send({ dataset: "demo", projects });
    expect([answer.status, answer.headers["cache-control"]]).toEqual([200, "no-store"]);
    const report = jsonOf(answer);
    expect(report).toEqual(JSON.parse(JSON.stringify(placementReport(demo.dataset, projects))));
    expect(report.placements.filter((each: { projectId: string }) => each.projectId === "near").length).toBeGreaterThan(0);
    const [best] = report.placements;
    expect(best).toMatchObject({ projectId: "near", verdict: "fits" });
    for (const { centreToSite, unitRadiusM, distanceM } of best.units) {
      expect(centreToSite.loM - unitRadiusM).toBeGreaterThanOrEqual(distanceM);
      expect(centreToSite.to).toHaveLength(2);
    }
  });

  it("says of what is impossible that it is proved, and of what was not found that it proves nothing", async () => {
    const { summary, meaning } = jsonOf(await send({ projects }));
    expect(summary[1]).toEqual({
      projectId: "far",
      parcels: summary[1].parcels,
      fits: 0,
      notFound: 0,
      impossible: summary[1].parcels,
    });
    expect(meaning["not-found"].en).toContain("proves nothing");
    expect(meaning["not-found"].zh).toContain("不能证明");
    expect(meaning.impossible.en).toContain("proved");
  });

  it("asks of the land what siting asks: date, status, size", async () => {
    const asked = { asOf: "2022-06-30", minAreaMu: 1, status: ["suspected-idle"] as const };
    const { asOf, minAreaMu, status: statuses } = asked;
    const expected = placementReport(demo.dataset, projects, { asOf, minAreaMu, statuses });
    expect(jsonOf(await send({ ...asked, projects }))).toEqual(JSON.parse(JSON.stringify(expected)));
  });

  it("refuses what cannot be placed, and says where it is wrong", async () => {
    const wrong: readonly (readonly [unknown, string])[] = [
      [{}, "projects"],
      [{ projects: [] }, "projects"],
      [{ projects: [{ id: "A", units: [] }] }, "projects.0.units"],
      [{ projects: [project("A", -1)] }, "projects.0.units.0.distanceM"],
      [{ projects: [project("A", 0)] }, "above 0"],
      [{ projects: [project("A", 50), project("A", 60)] }, "called"],
      [{ projects: [{ ...project("A", 50), colour: "red" }] }, "colour"],
      [{ projects, status: ["nice"] }, "status"],
      [{ projects, asOf: "2025-02-30" }, "asOf"],
    ];
    for (const [body, says] of wrong) {
      const answer = await send(body);
      expect([answer.status, answer.headers["content-type"]], JSON.stringify(body)).toEqual([400, "application/problem+json"]);
      expect(answer.body.toString("utf8")).toContain(says);
    }
    expect((await send({ dataset: "nobody", projects })).status).toBe(404);
  });
});
