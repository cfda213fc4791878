import { dayFromDate } from "@parkatlas/geo-core";
import { signal } from "@preact/signals";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { DatasetSummary } from "../core/contract.ts";
import { DEFAULT_URL_STATE } from "../core/url-params.ts";
import { applyUrl, chooseCity, chooseDay, createAppState, select } from "./app-state.ts";
import { createResource } from "./resource.ts";

function dataset(id: string, asOf: string): DatasetSummary {
  return {
    id,
    title: { zh: id, en: id },
    asOf,
    crs: "EPSG:4490",
    edgeModel: "projected",
    workingCrs: "EPSG:4549",
    sha256: null,
    bounds: [100, 40, 101, 41],
    schemes: [],
    parks: [],
    counts: {},
    synthetic: true,
    sources: [],
    config: {},
  };
}

function stateWithTwoCities() {
  const state = createAppState(DEFAULT_URL_STATE);
  state.datasets.value = [dataset("tongliao", "2020-12-31"), dataset("ordos", "2021-06-30")];
  return state;
}

describe("choices of the reader", () => {
  it("begins with the first city on the date of its data", () => {
    const state = stateWithTwoCities();
    expect([state.dataset.value?.id, state.asOf.value, state.isProjection.value]).toEqual(["tongliao", "2020-12-31", false]);
    expect(state.url.value.date).toBeNull();
  });

  it("marks a date after the data as a projection and holds dates to the range of the slider", () => {
    const state = stateWithTwoCities();
    chooseDay(state, dayFromDate("2021-01-01"));
    expect([state.asOf.value, state.isProjection.value]).toEqual(["2021-01-01", true]);
    chooseDay(state, dayFromDate("2090-01-01"));
    expect(state.asOf.value).toBe("2025-12-31");
  });

  it("keeps no choice of date when the reader returns to the date of the data", () => {
    const state = stateWithTwoCities();
    chooseDay(state, dayFromDate("2019-05-05"));
    chooseDay(state, dayFromDate("2020-12-31"));
    expect(state.chosenDate.value).toBeNull();
  });

  it("drops selection and filter when the city changes, and keeps a chosen date", () => {
    const state = stateWithTwoCities();
    chooseDay(state, dayFromDate("2019-05-05"));
    select(state, { layer: "parcels", id: "p1" });
    state.parkFilter.value = "k1";
    chooseCity(state, "ordos");
    expect([state.selection.value, state.parkFilter.value, state.asOf.value]).toEqual([null, null, "2019-05-05"]);
    expect(state.target.value?.bounds).toEqual([100, 40, 101, 41]);
  });

  it("does not go to a city that is not served", () => {
    const state = stateWithTwoCities();
    chooseCity(state, "atlantis");
    expect([state.city.value, state.target.value]).toEqual([null, null]);
  });

  it("takes over an edited address and reports what is not valid in it", () => {
    const state = stateWithTwoCities();
    applyUrl(state, { ...DEFAULT_URL_STATE, city: "ordos", lang: "en", task: "protection" }, [{ param: "date", value: "x" }]);
    expect([state.dataset.value?.id, state.dict.value.htmlLang, state.task.value]).toEqual(["ordos", "en", "protection"]);
    expect(state.urlProblems.value).toHaveLength(1);
  });
});

describe("resource", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  function follow() {
    const key = signal<string | null>("a 1");
    const calls: { key: string; signal: AbortSignal; answer: (value: string) => void; fail: (error: Error) => void }[] = [];
    const resource = createResource(() => {
      const wanted = key.value;
      if (wanted === null) return null;
      return {
        key: wanted,
        scope: wanted.split(" ")[0]!,
        load: (abort) =>
          new Promise<string>((resolve, reject) => {
            calls.push({ key: wanted, signal: abort, answer: resolve, fail: reject });
          }),
      };
    }, 250);
    return { key, calls, resource };
  }

  it("keeps the last answer in sight while the next one of the same scope is fetched, and waits for the slider to settle", async () => {
    const { key, calls, resource } = follow();
    await vi.advanceTimersByTimeAsync(0);
    calls[0]!.answer("first");
    await vi.advanceTimersByTimeAsync(0);
    key.value = "a 2";
    key.value = "a 3";
    expect(resource.current.value).toEqual({ state: "loading", value: "first" });
    await vi.advanceTimersByTimeAsync(249);
    expect(calls.map((call) => call.key)).toEqual(["a 1"]);
    await vi.advanceTimersByTimeAsync(1);
    expect(calls.map((call) => call.key)).toEqual(["a 1", "a 3"]);
  });

  it("never shows an answer that came late", async () => {
    const { key, calls, resource } = follow();
    await vi.advanceTimersByTimeAsync(0);
    key.value = "b 1";
    await vi.advanceTimersByTimeAsync(0);
    calls[1]!.answer("of b");
    calls[0]!.answer("of a, too late");
    await vi.advanceTimersByTimeAsync(0);
    expect(calls[0]!.signal.aborted).toBe(true);
    expect(resource.current.value).toEqual({ state: "ready", value: "of b" });
  });

  it("drops the last answer when the scope changes and when nothing is wanted", async () => {
    const { key, calls, resource } = follow();
    await vi.advanceTimersByTimeAsync(0);
    calls[0]!.answer("of a");
    await vi.advanceTimersByTimeAsync(0);
    key.value = "b 1";
    expect(resource.current.value).toEqual({ state: "loading", value: null });
    key.value = null;
    expect(resource.current.value).toEqual({ state: "idle", value: null });
  });

  it("says what failed and fetches again on retry", async () => {
    const { calls, resource } = follow();
    await vi.advanceTimersByTimeAsync(0);
    const error = new Error("gone");
    calls[0]!.fail(error);
    await vi.advanceTimersByTimeAsync(0);
    expect(resource.current.value).toEqual({ state: "error", value: null, error });
    resource.retry();
    await vi.advanceTimersByTimeAsync(250);
    calls[1]!.answer("back");
    await vi.advanceTimersByTimeAsync(0);
    expect(resource.current.value).toEqual({ state: "ready", value: "back" });
  });
});
