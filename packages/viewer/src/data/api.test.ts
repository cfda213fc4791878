import { describe, expect, it } from "vitest";
import { createApi } from "./api.ts";
import { ApiError, isNotFound } from "./api-error.ts";
import { askServer } from "./ask.ts";

const BASE = "http://service.test/atlas/";
const never = new AbortController().signal;

function serviceThatAnswers(answer: () => Response | Promise<Response>) {
  const asked: string[] = [];
  const api = createApi(
    askServer(BASE, async (url) => {
      asked.push(url);
      return answer();
    }),
  );
  return { api, asked };
}

const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });

describe("calls to the service", () => {
  it("stay below the address of the viewer and encode ids", async () => {
    const item = { type: "Feature", id: "地块/1", geometry: { type: "Point", coordinates: [0, 0] }, properties: {} };
    const { api, asked } = serviceThatAnswers(() => json(item));
    await api.item("tongliao", { layer: "parcels", id: "地块/1?x" }, never);
    expect(asked).toEqual(["http://service.test/atlas/collections/tongliao.parcels/items/%E5%9C%B0%E5%9D%97%2F1%3Fx"]);
  });

  it("give the findings of the asked parcel only", async () => {
    const issue = (featureId: string) => ({ featureId, message: featureId });
    const { api } = serviceThatAnswers(() =>
      json({ parcels: [{ id: "p1" }], answers: [{ id: "p1" }], issues: [issue("p1"), issue("p2")] }),
    );
    const answer = await api.landParcel("tongliao", "2020-12-31", "p1", never);
    expect(answer?.issues.map((each) => each.featureId)).toEqual(["p1"]);
  });

  it("tell a silent service from one that answers with an error, with the service's own words", async () => {
    const silent = serviceThatAnswers(() => Promise.reject(new TypeError("fetch failed")));
    await expect(silent.api.datasets(never)).rejects.toMatchObject({ failure: { kind: "network" } });
    const angry = serviceThatAnswers(() => json({ detail: "no parcel is called x" }, 404));
    const error: unknown = await angry.api.datasets(never).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ApiError);
    expect((error as ApiError).failure).toEqual({ kind: "http", status: 404, detail: "no parcel is called x" });
    expect(isNotFound(error)).toBe(true);
  });

  it.each([
    ["a page instead of JSON", () => new Response("<!doctype html>", { status: 200 })],
    ["a list instead of an object", () => json([])],
    ["an object without the field", () => json({ cities: [] })],
    ["a field of the wrong type", () => json({ datasets: {} })],
  ])("refuse %s as breaking the contract", async (_name, answer) => {
    await expect(serviceThatAnswers(answer).api.datasets(never)).rejects.toMatchObject({ failure: { kind: "shape" } });
  });

  it("pass an abort on as such, not as a silent service", async () => {
    const controller = new AbortController();
    controller.abort();
    const { api } = serviceThatAnswers(() => Promise.reject(controller.signal.reason));
    await expect(api.datasets(controller.signal)).rejects.toBe(controller.signal.reason);
  });
});
