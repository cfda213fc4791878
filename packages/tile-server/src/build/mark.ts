import { type Geometry, labelPoint, type Point } from "@parkatlas/geo-core";
import type { TileValue } from "../tile/properties.ts";
import { schemaOf } from "../tile/schema.ts";
import type { SourceFeature, SourceLayer } from "./source-layer.ts";

/** BUILD: points that keep in sight what must never be lost, however small it is drawn. */

interface Marked {
  readonly id: string;
  readonly geometry: Geometry;
}

/** The protected point of a feature; null for a line, which has no place of its own. */
export function markOf(
  layer: "parcels" | "units" | "sites",
  { id, geometry }: Marked,
  properties: Readonly<Record<string, TileValue>>,
): SourceFeature | null {
  const point = innerPointOf(geometry);
  if (point === null) return null;
  return {
    id: `${layer}/${id}`,
    geometry: point,
    isProtected: true,
    properties: { layer, featureId: id, ...properties },
  };
}

/** The place farthest inside a polygon, the point itself for a point. */
export function innerPointOf(geometry: Geometry): Point | null {
  if (geometry.type === "Point") return geometry;
  if (geometry.type !== "Polygon" && geometry.type !== "MultiPolygon") return null;
  return { type: "Point", coordinates: [...labelPoint(geometry)] };
}

const VERDICT_OF_SITE: Readonly<Record<string, string>> = { yes: "inside", unknown: "indeterminate" };

/**
 * Marks of parcels, and of the units and sites that violate a distance, or may: those at every zoom, since a unit of a few
 * metres is lost among parcels on any scale.
 */
export function markLayer(parcelMarks: readonly SourceFeature[], units: SourceLayer, sites: SourceLayer): SourceLayer {
  const violating = (verdict: TileValue | undefined): boolean => verdict === "inside" || verdict === "indeterminate";
  const ofUnits = units.features.map((unit) => ({ layer: "units" as const, feature: unit, verdict: unit.properties.verdict }));
  const ofSites = sites.features.map((site) => ({
    layer: "sites" as const,
    feature: site,
    verdict: VERDICT_OF_SITE[String(site.properties.inside)],
  }));
  const marks = [...ofUnits, ...ofSites].flatMap(({ layer, feature, verdict }) =>
    verdict !== undefined && violating(verdict) ? (markOf(layer, feature, { verdict }) ?? []) : [],
  );
  return { schema: schemaOf("marks"), features: [...parcelMarks, ...marks], standInLayer: "parcels" };
}
