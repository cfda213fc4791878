import { applyChanges, checkProtection, type ProtectionChange, protectionWhatIf } from "@parkatlas/geo-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { jsonOf, startDemo } from "./service.ts";

let demo: Awaited<ReturnType<typeof startDemo>>;
beforeAll(async () => {
  demo = await startDemo();
});
afterAll(() => demo.stop());

const PATH = "/analysis/protection/what-if";
const JSON_TYPE = { "content-type": "application/json" };

const post = (body: string, headers: Readonly<Record<string, string>> = JSON_TYPE) =>
  demo.ask(PATH, { method: "POST", headers, body });
const send = (scenario: unknown) => post(JSON.stringify(scenario));
const throughJson = (value: unknown) => JSON.parse(JSON.stringify(value));

describe("what if", () => {
  const changes: ProtectionChange[] = [
    { kind: "move-unit", unitId: "U-health", eastM: 150, northM: -40 },
    { kind: "set-distance", unitId: "U-specified", distanceKind: "specified", distanceM: 900 },
    { kind: "drop-site", siteId: "S-village" },
  ];

  it("is the scenario of the library, with the differences as a list, and what it rests on", async () => {
    const { edgeModel, workingCrs, asOf } = demo.dataset;
    const options = { edgeModel, workingCrs, asOf, reachFactor: 1.1 };
    const base = checkProtection(demo.dataset, { ...options, envelopes: false });
    const expected = protectionWhatIf(demo.dataset, base, changes, options);
    const answer = await send({ dataset: "demo", changes });
    expect(answer.status).toBe(200);
    expect(answer.headers["cache-control"]).toBe("no-store");
    expect(jsonOf(answer)).toEqual({ datasetId: "demo", asOf, reachFactor: 1.1, ...throughJson(expected) });
    expect(jsonOf(answer)).toMatchObject({ hypothetical: true });
    expect(jsonOf(answer).differences.length).toBeGreaterThan(0);
  });

  it("equals the check of the changed data from the start, on any date", async () => {
    const { edgeModel, workingCrs } = demo.dataset;
    const options = { edgeModel, workingCrs, asOf: "2022-06-30", envelopes: false };
    const whole = checkProtection(applyChanges(demo.dataset, changes, workingCrs), options);
    expect(jsonOf(await send({ asOf: "2022-06-30", changes })).summaryAfter).toEqual(throughJson(whole.summary));
  });

  it("takes new units and sites with their outlines", async () => {
    const at = demo.dataset.sites[0]!.geometry;
    const unit = {
      type: "Feature",
      id: "new",
      geometry: at,
      properties: { name: "示例车间", distances: [{ kind: "specified", distanceM: 100, source: "示例批复" }] },
    };
    const { differences } = jsonOf(await send({ changes: [{ kind: "put-unit", unit }] }));
    expect(differences).toMatchObject([{ unitId: "new", verdictBefore: null, verdictAfter: "inside", requiredAfterM: 100 }]);
  });

  it("answers a broken outline with a finding, and the rest", async () => {
    const geometry = {
      type: "Polygon",
      coordinates: [
        [
          [122, 43],
          [122, 43],
        ],
      ],
    };
    const unit = {
      type: "Feature",
      id: "broken",
      geometry,
      properties: { name: "示例", distances: [{ kind: "specified", distanceM: 100 }] },
    };
    const answer = await send({ changes: [{ kind: "put-unit", unit }] });
    expect(answer.status).toBe(200);
    expect(jsonOf(answer).issues.map(({ code }: { code: string }) => code)).toContain("geometry-unmeasurable");
    expect(jsonOf(answer).units).toMatchObject([{ id: "broken", verdict: "unknown" }]);
  });
});

describe("requests that are none", () => {
  it.each<[string, string, Readonly<Record<string, string>>, number, string]>([
    ["no JSON", "{", JSON_TYPE, 400, "body-invalid"],
    ["a form of another page", "{}", { "content-type": "text/plain" }, 415, "body-not-json"],
    ["nothing to change", "{}", JSON_TYPE, 400, "body-invalid"],
    ["an unknown member", '{"changes":[],"unti":1}', JSON_TYPE, 400, "body-invalid"],
    ["an unknown change", '{"changes":[{"kind":"explode"}]}', JSON_TYPE, 400, "body-invalid"],
    [
      "no number",
      '{"changes":[{"kind":"move-unit","unitId":"U-health","eastM":"1","northM":0}]}',
      JSON_TYPE,
      400,
      "body-invalid",
    ],
    [
      "too many changes",
      JSON.stringify({ changes: Array(101).fill({ kind: "drop-site", siteId: "S-school" }) }),
      JSON_TYPE,
      400,
      "body-invalid",
    ],
    ["a unit that is not there", '{"changes":[{"kind":"drop-unit","unitId":"nope"}]}', JSON_TYPE, 404, "unknown-id"],
    ["a dataset that is not there", '{"dataset":"nope","changes":[]}', JSON_TYPE, 404, "unknown-dataset"],
    ["a date that is none", '{"asOf":"2025-02-30","changes":[]}', JSON_TYPE, 400, "body-invalid"],
    ["a body too large", JSON.stringify({ changes: [], note: "x".repeat(300_000) }), JSON_TYPE, 413, "body-too-large"],
    ["a packed body", "{}", { ...JSON_TYPE, "content-encoding": "gzip" }, 400, "body-invalid"],
  ])("%s", async (_, body, headers, status, code) => {
    const answer = await post(body, headers);
    expect([answer.status, jsonOf(answer).code]).toEqual([status, code]);
    expect(answer.headers["content-type"]).toBe("application/problem+json");
  });

  it("another method", async () => {
    expect((await demo.ask(PATH, { method: "DELETE" })).status).toBe(405);
    expect((await demo.ask(PATH)).status).toBe(404);
  });
});
