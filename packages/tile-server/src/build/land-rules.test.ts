import { dateFromDay, dayFromDate, type LocalLandRule, landReport } from "@parkatlas/geo-core";
import { describe, expect, it } from "vitest";
import { smallDataset } from "../../../../test/property/tiles-dataset.ts";
import { datasetLayers } from "./dataset-layers.ts";
import type { SourceFeature } from "./source-layer.ts";

const SIX_MONTHS: LocalLandRule = {
  id: "example-2024",
  version: "1",
  title: { zh: "《示例市规定》", en: "Example City Rule (2024)" },
  validFrom: "2024-01-01",
  source: "示例规定〔2024〕1号",
  thresholds: { notStartedIdleMonths: 6 },
};

/** The small dataset; L-2 starts eight months late: idle for two of them by the local rule, never by Order 53. */
function datasetWith(landRules: readonly LocalLandRule[]) {
  const dataset = smallDataset();
  const parcels = dataset.parcels.map((parcel) =>
    parcel.id === "L-2" ? { ...parcel, properties: { ...parcel.properties, startedOn: "2025-02-28" } } : parcel,
  );
  return { ...dataset, parcels, config: { landRules } };
}

function parcelFeatures(landRules: readonly LocalLandRule[]): readonly SourceFeature[] {
  return datasetLayers(datasetWith(landRules), 4, 14).find(({ schema }) => schema.name === "parcels")!.features;
}

/** The class on a day as a map reads it from a tile: that of the last change on or before the day. */
function classIn({ properties }: SourceFeature, day: number): unknown {
  let current = properties.c0;
  for (let i = 1; properties[`d${i}`] !== undefined; i++)
    if ((properties[`d${i}`] as number) <= day) current = properties[`c${i}`];
  return current;
}

describe("land classes in tiles", () => {
  it.each([
    ["Order 53 alone", []],
    ["a tightened local rule in the configuration", [SIX_MONTHS]],
  ])("are those of the land report on every day of change, under %s", (_, landRules) => {
    const dataset = datasetWith(landRules);
    const features = parcelFeatures(landRules);
    const changes = features.flatMap(({ properties }) => Object.entries(properties).filter(([name]) => /^d\d+$/.test(name)));
    const days = [...new Set(changes.flatMap(([, day]) => [(day as number) - 1, day as number]))];
    expect(days.length).toBeGreaterThan(10);
    for (const day of days) {
      const { parcels } = landReport(dataset, { asOf: dateFromDay(day) });
      const inTiles = features.map((feature) => [feature.id, classIn(feature, day)]);
      expect(inTiles, dateFromDay(day)).toEqual(parcels.map((row) => [row.id, row.class]));
    }
  });

  it("and the parcels that no zoom may lose follow the local rule", () => {
    const late = (landRules: readonly LocalLandRule[]) => parcelFeatures(landRules).find(({ id }) => id === "L-2")!;
    // Agreed start 2024-06-30: six months are over on 2024-12-30.
    expect(classIn(late([SIX_MONTHS]), dayFromDate("2024-12-31"))).toBe("suspected-idle-1y");
    expect(late([SIX_MONTHS]).isProtected).toBe(true);
    expect(classIn(late([]), dayFromDate("2024-12-31"))).toBe("overdue");
    expect(late([]).isProtected).toBe(false);
  });
});
