import { type Areal, geodesicAreaM2, type LandReport, labelPoint, landClassOf, type ProtectionReport } from "@parkatlas/geo-core";
import type { RunningService } from "./service.ts";
import type { LonLat } from "./viewer.ts";

interface Item {
  readonly geometry: Areal;
  readonly properties: Readonly<Record<string, unknown>>;
}

export type LandRow = LandReport["parcels"][number];

/** Facts about the demo city that tests hold the screen against: asked of the service, never of the page. */
export async function demoFacts(service: RunningService, dataset: string) {
  const land = (asOf: string) => service.json(`analysis/land?dataset=${dataset}&asOf=${asOf}`) as Promise<LandReport>;
  const item = (layer: string, id: string) => service.json(`collections/${dataset}.${layer}/items/${id}`) as Promise<Item>;
  return {
    land,
    protection: (asOf: string) =>
      service.json(`analysis/protection?dataset=${dataset}&asOf=${asOf}`) as Promise<ProtectionReport>,
    item,
    /** A place well inside a feature, from its exact geometry. */
    placeOf: async (layer: string, id: string): Promise<LonLat> => {
      const { geometry } = await item(layer, id);
      return labelPoint(geometry);
    },
    /** The first parcel of a class that is large enough to be looked at. */
    parcelOfClass: async (report: LandReport, landClass: string, minAreaM2 = 20_000): Promise<LandRow> => {
      for (const row of report.parcels) {
        if (landClassOf(row.status, row.ground) !== landClass || row.areaM2 < minAreaM2) continue;
        const { geometry } = await item("parcels", row.id);
        if (geodesicAreaM2(geometry) >= minAreaM2) return row;
      }
      throw new Error(`the demo has no ${landClass} parcel of ${minAreaM2} m²`);
    },
  };
}

export const viewAt = ([lonDeg, latDeg]: LonLat, zoom: number) => `map=${zoom}/${latDeg.toFixed(5)}/${lonDeg.toFixed(5)}`;
