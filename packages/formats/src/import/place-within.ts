import {
  type Areal,
  bboxOf,
  buildSpatialIndex,
  containsPoint,
  type Geometry,
  type LayerName,
  type LonLat,
  labelPoint,
} from "@parkatlas/geo-core";
import { finding } from "../source/finding.ts";
import type { Report } from "../source/types.ts";
import type { ImportedFeature } from "./convert-record.ts";
import type { PropertyMapping } from "./mapping.ts";

/** The features of a layer as they will be after the import. */
export type FeaturesOf = (layer: LayerName) => Promise<readonly ImportedFeature[]>;

/** Finds the feature of a layer that a record lies in. */
type Placer = (geometry: Geometry) => readonly string[];

/**
 * The features that hold a record, by a point well inside it (points and lines: their first position): one in a coverage, none
 * outside, several where outlines overlap. Cost: O(log n) and one point-in-polygon a candidate.
 */
function placerOf(features: readonly ImportedFeature[]): Placer {
  const areal = features.filter(
    (feature): feature is ImportedFeature & { readonly geometry: Areal } =>
      feature.geometry?.type === "Polygon" || feature.geometry?.type === "MultiPolygon",
  );
  const index = buildSpatialIndex(areal.map(({ geometry }) => bboxOf(geometry)));
  return (geometry) => {
    const [lonDeg, latDeg] = pointOf(geometry);
    return index
      .search([lonDeg, latDeg, lonDeg, latDeg])
      .filter((at) => containsPoint(areal[at]!.geometry, [lonDeg, latDeg]))
      .map((at) => areal[at]!.id);
  };
}

function pointOf(geometry: Geometry): LonLat {
  if (geometry.type === "Polygon" || geometry.type === "MultiPolygon") return labelPoint(geometry);
  if (geometry.type === "GeometryCollection") return pointOf(geometry.geometries[0]!);
  let position: unknown = geometry.coordinates;
  while (Array.isArray(position) && Array.isArray(position[0])) position = position[0];
  const [lonDeg, latDeg] = position as readonly number[];
  return [lonDeg!, latDeg!];
}

/** Fills in properties that are told by place, such as the block of a parcel. */
export async function placeAll(
  features: readonly ImportedFeature[],
  properties: Readonly<Record<string, PropertyMapping>>,
  featuresOf: FeaturesOf,
  file: string,
  report: Report,
): Promise<readonly ImportedFeature[]> {
  let placed = features;
  for (const [property, { within }] of Object.entries(properties)) {
    if (!within) continue;
    const find: Placer = placerOf(await featuresOf(within));
    placed = placed.map((feature) => {
      if (!feature.geometry || feature.properties[property] !== undefined) return feature;
      const holders = find(feature.geometry);
      if (holders.length === 1) return { ...feature, properties: { ...feature.properties, [property]: holders[0] } };
      report({
        ...finding(
          "warning",
          "place-not-found",
          { file },
          {
            zh:
              holders.length === 0
                ? `${feature.id} 不在任何 ${within} 之内，${property} 未填`
                : `${feature.id} 同在 ${holders.join("、")} 之内，${property} 未填`,
            en:
              holders.length === 0
                ? `${feature.id} lies in none of ${within}; ${property} stays empty`
                : `${feature.id} lies in ${holders.join(" and ")}; ${property} stays empty`,
          },
        ),
        featureId: feature.id,
      });
      return feature;
    });
  }
  return placed;
}
