import { bufferGeometry, type Dataset, type Geometry, protectionReport, type UnitProtection } from "@parkatlas/geo-core";
import { schemaOf } from "../tile/schema.ts";
import { provenanceOf, UNKNOWN } from "./feature-words.ts";
import type { SourceFeature, SourceLayer } from "./source-layer.ts";

/** BUILD: units with their verdict, the drawn envelopes, and sites with whether they stand inside one. */

/** How far the drawn envelope may lie outside the true one; less than a tile unit at the last zoom. */
const ENVELOPE_TOLERANCE_M = 0.5;
const PROTECTED_VERDICTS: ReadonlySet<string> = new Set(["inside", "indeterminate", UNKNOWN]);

export interface ProtectionLayers {
  readonly sites: SourceLayer;
  readonly units: SourceLayer;
  readonly envelopes: SourceLayer;
}

/** The three layers on the dataset's own date. Verdicts are those of {@link protectionReport}; nothing is decided here. */
export function protectionLayers(dataset: Dataset): ProtectionLayers {
  const rows = protectionReport(dataset, { envelopes: false }).units;
  return {
    sites: { schema: schemaOf("sites"), features: siteFeatures(dataset, rows) },
    units: { schema: schemaOf("units"), features: unitFeatures(dataset, rows) },
    envelopes: { schema: schemaOf("envelopes"), features: rows.flatMap((row) => envelopeFeatures(dataset, row)) },
  };
}

function siteFeatures({ sites }: Dataset, rows: readonly UnitProtection[]): SourceFeature[] {
  const verdicts = new Map<string, string>();
  for (const { pairs } of rows)
    for (const { siteId, verdict } of pairs)
      if (verdict === "inside" || (verdict === "indeterminate" && verdicts.get(siteId) !== "inside"))
        verdicts.set(siteId, verdict);
  return sites.map(({ id, geometry, properties }) => {
    const verdict = verdicts.get(id);
    return {
      id,
      geometry,
      isProtected: verdict !== undefined,
      properties: {
        name: properties.name,
        nameEn: properties.nameEn ?? properties.name,
        kind: properties.kind,
        status: properties.status ?? "existing",
        inside: verdict === "inside" ? "yes" : verdict === "indeterminate" ? UNKNOWN : "no",
        provenance: provenanceOf(properties),
      },
    };
  });
}

function unitFeatures({ units }: Dataset, rows: readonly UnitProtection[]): SourceFeature[] {
  const rowById = new Map(rows.filter(({ subject }) => subject === "unit").map((row) => [row.id, row]));
  return units.map(({ id, geometry, properties }) => {
    const verdict = rowById.get(id)?.verdict ?? UNKNOWN;
    return {
      id,
      geometry,
      isProtected: PROTECTED_VERDICTS.has(verdict),
      properties: {
        name: properties.name,
        enterprise: properties.enterprise ?? UNKNOWN,
        parkId: properties.parkId ?? UNKNOWN,
        verdict,
        provenance: provenanceOf(properties),
      },
    };
  });
}

/** One envelope per outline that a distance is measured from: the unit's, and for atmospheric distances the plant's. */
function envelopeFeatures(dataset: Dataset, row: UnitProtection): SourceFeature[] {
  if (row.requiredM === null) return [];
  return (["unit", "plant"] as const).flatMap((outline) => {
    const requiredM = Math.max(0, ...row.workings.filter((each) => each.measuredFrom === outline).map((each) => each.requiredM));
    const source = outline === "unit" ? findById(dataset.units, row.id) : findById(dataset.plants, row.plantId ?? row.id);
    if (requiredM === 0 || source === undefined) return [];
    const verdicts = row.pairs.filter(({ measuredFrom }) => measuredFrom === outline).map(({ verdict }) => verdict);
    const verdict = verdicts.includes("inside") ? "inside" : verdicts.includes("indeterminate") ? "indeterminate" : "outside";
    return [
      {
        id: outline === "unit" ? row.id : `${row.id}/plant`,
        geometry: envelopeOf(dataset, source.geometry, requiredM),
        properties: { unitId: row.id, parkId: row.parkId ?? UNKNOWN, verdict, provenance: provenanceOf(source.properties) },
      },
    ];
  });
}

function envelopeOf({ edgeModel, workingCrs }: Dataset, geometry: Geometry, requiredM: number): Geometry {
  return bufferGeometry(geometry, requiredM, { guarantee: "outer", toleranceM: ENVELOPE_TOLERANCE_M, edgeModel, workingCrs });
}

function findById<F extends { readonly id: string }>(features: readonly F[], id: string): F | undefined {
  return features.find((feature) => feature.id === id);
}
