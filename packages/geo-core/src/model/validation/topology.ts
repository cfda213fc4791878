import type { LonLat } from "../../crs/position.ts";
import { bboxOf } from "../../geometry/bbox.ts";
import { containsPoint } from "../../geometry/contains-point.ts";
import type { Issue } from "../issue.ts";
import type { Dataset, LayerName, Unit } from "../types.ts";
import { findOverhangs } from "./containment.ts";
import { findGaps } from "./gaps.ts";
import { findOverlaps, type ShapedSubject } from "./overlaps.ts";
import { type Plane, planeOf, shapeOf } from "./plane.ts";
import { called, featureIssue, type Subject, subjectsOf } from "./subject.ts";

/**
 * How outlines lie to each other: parcels, blocks and parks that overlap their like; parcels outside their block, blocks
 * outside their park, units outside their plant; borders of parcels that nearly meet. In the plane where the dataset's edges
 * are straight, on a grid of 1 mm; pieces under 0.01 m² or 1 cm mean width are rounding and no finding.
 */
export function validateTopology(dataset: Dataset): Issue[] {
  const plane = planeOf(dataset, middleOf(dataset));
  const parks = shapesOf(dataset, "parks", plane);
  const blocks = shapesOf(dataset, "blocks", plane);
  const parcels = shapesOf(dataset, "parcels", plane);
  const plants = shapesOf(dataset, "plants", plane);
  const units = shapesOf(dataset, "units", plane);
  const property = (key: string) => (child: ShapedSubject) => child.subject.feature.properties[key];
  return [
    ...findOverlaps(parks, plane, "parks-overlap"),
    ...findOverlaps(blocks, plane, "blocks-overlap"),
    ...findOverlaps(parcels, plane, "parcels-overlap"),
    ...findOverhangs(blocks, parks, property("parkId"), plane, "block-outside-park"),
    ...findOverhangs(parcels, blocks, property("blockId"), plane, "parcel-outside-block"),
    ...findOverhangs(units, plants, property("plantId"), plane, "unit-outside-plant"),
    ...pointUnitsOutside(dataset),
    ...findGaps(parcels, plane),
  ];
}

function shapesOf(dataset: Dataset, layer: LayerName, plane: Plane): ShapedSubject[] {
  return subjectsOf(dataset, layer).flatMap((subject: Subject) => {
    const { geometry } = subject.feature;
    const isAreal = geometry.type === "Polygon" || geometry.type === "MultiPolygon";
    return isAreal ? [{ subject, shape: shapeOf(geometry, plane) }] : [];
  });
}

function pointUnitsOutside(dataset: Dataset): Issue[] {
  const plantById = new Map(dataset.plants.map((plant) => [plant.id, plant]));
  return subjectsOf(dataset, "units").flatMap((subject: Subject<Unit>) => {
    const { geometry, properties } = subject.feature;
    const plant = plantById.get(properties.plantId ?? "");
    if (geometry.type !== "Point" || plant === undefined) return [];
    const at: LonLat = [geometry.coordinates[0]!, geometry.coordinates[1]!];
    if (containsPoint(plant.geometry, at)) return [];
    const words = {
      en: `The unit lies outside plant ${called(plant)}, which it belongs to; correct its position, or its plantId.`,
      zh: `生产单元位于所属厂区 ${called(plant)} 之外，请修正位置或 plantId。`,
    };
    return [featureIssue(subject, "unit-outside-plant", "geometry", words, at)];
  });
}

function middleOf(dataset: Dataset): LonLat {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const layer of ["parks", "blocks", "parcels", "plants", "units"] as const)
    for (const { geometry } of dataset[layer]) {
      const box = bboxOf(geometry);
      west = Math.min(west, box[0]);
      south = Math.min(south, box[1]);
      east = Math.max(east, box[2]);
      north = Math.max(north, box[3]);
    }
  return west <= east ? [(west + east) / 2, (south + north) / 2] : [0, 0];
}
