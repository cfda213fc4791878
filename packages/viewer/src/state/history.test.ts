import { describe, expect, it } from "vitest";
import type { DatasetSummary } from "../core/contract.ts";
import { DEFAULT_URL_STATE } from "../core/url-params.ts";
import { createAppState } from "./app-state.ts";
import { rememberChoices } from "./history.ts";

const DATASET: DatasetSummary = {
  id: "a",
  title: { zh: "甲", en: "A" },
  asOf: "2020-12-31",
  crs: "EPSG:4490",
  edgeModel: "projected",
  workingCrs: "EPSG:4549",
  sha256: null,
  bounds: [100, 40, 101, 41],
  schemes: [],
  parks: [],
  counts: {},
  synthetic: false,
  sources: [],
  config: {},
};

function remembered() {
  const app = createAppState(DEFAULT_URL_STATE);
  let timeMs = 0;
  let held = false;
  const history = rememberChoices(
    app,
    () => held,
    () => timeMs,
  );
  app.datasets.value = [DATASET];
  const later = (ms: number) => {
    timeMs += ms;
  };
  const hold = (now: boolean) => {
    held = now;
  };
  return { app, history, later, hold };
}

describe("undo", () => {
  it("takes choices back one by one, and has nothing to take back before the first", () => {
    const { app, history, later } = remembered();
    expect(history.canUndo.value).toBe(false);
    later(1000);
    app.task.value = "siting";
    later(1000);
    app.siting.value = { ...app.siting.value, distanceM: 800 };
    history.undo();
    expect([app.task.value, app.siting.value.distanceM]).toEqual(["siting", 500]);
    history.undo();
    expect(app.task.value).toBe("land");
    expect(history.canUndo.value).toBe(false);
    history.undo();
    expect(app.task.value).toBe("land");
  });

  it("counts all that changes under a held pointer as one step, however slowly it goes", () => {
    const { app, history, later, hold } = remembered();
    later(1000);
    hold(true);
    for (const distanceM of [550, 600, 650]) {
      app.siting.value = { ...app.siting.value, distanceM };
      later(5000);
    }
    hold(false);
    history.undo();
    expect(app.siting.value.distanceM).toBe(500);
  });

  it("counts what follows fast as one step, and leaves the place on the map alone", () => {
    const { app, history, later } = remembered();
    later(1000);
    for (const distanceM of [550, 600, 650]) {
      app.siting.value = { ...app.siting.value, distanceM };
      later(100);
    }
    app.view.value = { zoom: 12, latDeg: 40, lonDeg: 100 };
    history.undo();
    expect(app.siting.value.distanceM).toBe(500);
    expect(app.view.value).toEqual({ zoom: 12, latDeg: 40, lonDeg: 100 });
  });
});
