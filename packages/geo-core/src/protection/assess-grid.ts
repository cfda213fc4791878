import { isGeoError } from "../errors.ts";
import { bufferGeometry } from "../geodesy/buffer.ts";
import { subtractAreal } from "../geodesy/subtract-areal.ts";
import { unionAreal } from "../geodesy/union-areal.ts";
import type { Words } from "../geojson/finding.ts";
import type { Areal } from "../geometry/types.ts";
import type { EdgeExceedance, GridAssessment, GridSource } from "../model/types.ts";
import { type AtmosphericOptions, atmosphericDistance, type Receptor } from "./atmospheric-distance.ts";
import { drawableToleranceM } from "./envelope.ts";
import { protectionIssue } from "./protection-issues.ts";

/** The plant whose surroundings a grid describes. */
export interface AssessedPlant {
  readonly id: string;
  readonly boundary: Areal;
}

/** A grid with its receptors in place; concentrations in the unit of `source.limit`. */
export interface PlacedGrid {
  readonly source: GridSource;
  readonly receptors: readonly Receptor[];
}

/** The zone is looked at; 5 cm is less than a line on any map. */
const ZONE_TOLERANCE_M = 0.05;

/**
 * What a receptor grid says about the ground outside a plant: {@link atmosphericDistance}, with the zone. Never throws on bad
 * data: an outline that cannot be measured, or receptors far from everything, make an assessment that knows nothing.
 *
 * Source: HJ 2.2-2018 8.7.5, 8.8.5. Cost: as {@link atmosphericDistance}, and a buffer an exceeding edge.
 */
export function assessGrid(plant: AssessedPlant, { source, receptors }: PlacedGrid, options: AtmosphericOptions): GridAssessment {
  try {
    const { boundary } = plant;
    const result = atmosphericDistance({ plantId: plant.id, boundary, receptors, limit: source.limit }, options);
    const { clause: _, ...found } = result;
    return { ...headOf(source), ...found, zone: zoneOf(boundary, found.edges, options) };
  } catch (error) {
    if (!isGeoError(error)) throw error;
    return unreadGrid(plant.id, source, {
      en: `The grid of ${source.substance} cannot be held against plant "${plant.id}": ${error.message}`,
      zh: `${source.substance} 的预测网格无法与厂区“${plant.id}”对照：${error.message}`,
    });
  }
}

/** The assessment of a grid of which nothing is known, with why. */
export function unreadGrid(plantId: string, source: GridSource, words: Words): GridAssessment {
  const place = { layer: "plants", featureId: plantId, path: "properties.distances" } as const;
  return {
    ...headOf(source),
    exceeds: null,
    distanceM: null,
    isComplete: false,
    largest: null,
    receptorsOutside: 0,
    exceedingReceptors: 0,
    exceedingOnBoundary: 0,
    edges: [],
    zone: null,
    issues: [protectionIssue("atmospheric-grid-unread", place, words)],
  };
}

function headOf({ files, substance, averagingPeriod, limit, limitUnit }: GridSource) {
  return { files, substance, averagingPeriod, limit, limitUnit };
}

/**
 * The ground along the exceeding edges outside the plant, each edge with as much as its own farthest exceedance, drawn outward:
 * every exceeding receptor lies in it. Null where nothing exceeds, or where it cannot be drawn, which must not cost the distance.
 */
function zoneOf(boundary: Areal, edges: readonly EdgeExceedance[], { edgeModel, workingCrs }: AtmosphericOptions): Areal | null {
  if (edges.length === 0) return null;
  try {
    const strips = edges.map(({ from, to, distanceM }) =>
      bufferGeometry({ type: "LineString", coordinates: [[...from], [...to]] }, distanceM, {
        guarantee: "outer",
        toleranceM: drawableToleranceM(distanceM, ZONE_TOLERANCE_M),
        edgeModel,
        workingCrs,
      }),
    );
    const ground = unionAreal(strips);
    return ground && subtractAreal(ground, [boundary]);
  } catch (error) {
    if (isGeoError(error)) return null;
    throw error;
  }
}
