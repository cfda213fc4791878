import { type Geometry, labelPoint, type Point } from "@parkatlas/geo-core";
import type { TileValue } from "../tile/properties.ts";
import { schemaOf } from "../tile/schema.ts";
import type { SourceFeature, SourceLayer } from "./source-layer.ts";

/** BUILD: points that keep in sight what must never be lost, however small it is drawn. */

interface Marked {
  readonly id: string;
  readonly geometry: Geometry;
  readonly isProtected?: boolean;
}

/** The point of a feature, protected as the feature is; null for a line, which has no place of its own. */
export function markOf(
  layer: "parcels" | "units" | "sites",
  { id, geometry, isProtected = false }: Marked,
  properties: Readonly<Record<string, TileValue>>,
): SourceFeature | null {
  const point = innerPointOf(geometry);
  if (point === null) return null;
  return {
    id: `${layer}/${id}`,
    geometry: point,
    isProtected,
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
 * The marks of parcels; of every unit, whose verdict depends on the date; and of the sites that stand in a distance, or may.
 * Units and sites are marked at every zoom, since a few metres are lost among parcels on any scale.
 */
export function markLayer(parcelMarks: readonly SourceFeature[], units: SourceLayer, sites: SourceLayer): SourceLayer {
  const unitMarks = units.features.flatMap((unit) => markOf("units", unit, { verdict: unit.properties.verdict! }) ?? []);
  const siteMarks = sites.features.flatMap((site) => {
    const verdict = VERDICT_OF_SITE[String(site.properties.inside)];
    return verdict === undefined ? [] : (markOf("sites", site, { verdict }) ?? []);
  });
  return { schema: schemaOf("marks"), features: [...parcelMarks, ...unitMarks, ...siteMarks], standInLayer: "parcels" };
}
