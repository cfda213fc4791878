import type { LonLat } from "../crs/position.ts";
import { geodesicAreaM2 } from "../geodesy/area.ts";
import { intersectionAreaM2 } from "../geodesy/intersection-area.ts";
import type { Words } from "../geojson/finding.ts";
import { containsPoint } from "../geometry/contains-point.ts";
import type { Issue } from "../model/issue.ts";
import type { Plant, Unit } from "../model/types.ts";
import { protectionIssue } from "./protection-issues.ts";
import type { UnitRequirement } from "./types.ts";

/** A unit may overhang its plant by this share of its area: outlines of two surveys never agree to the centimetre. */
const OVERHANG_SHARE = 0.01;

/**
 * The requirement of a unit without a plant to measure from: an atmospheric distance becomes unresolved, and a plant id
 * that names nothing is a finding in any case, since that plant's own distances are unknown too.
 */
export function withoutPlant(own: UnitRequirement, unit: Unit): UnitRequirement {
  const stranded = own.distances.filter(({ measuredFrom, requiredM }) => measuredFrom === "plant" && requiredM > 0);
  const { plantId } = unit.properties;
  if (plantId === undefined && stranded.length === 0) return own;
  const words: Words =
    plantId === undefined
      ? {
          en: `Unit "${unit.id}" has an atmospheric distance, measured from the plant boundary, but names no plant; add plantId`,
          zh: `生产单元“${unit.id}”的大气环境防护距离自厂界起算，但未注明所属厂区，请补充 plantId`,
        }
      : {
          en: `Unit "${unit.id}" names plant "${plantId}", which is not in the plants layer; correct plantId or add the plant`,
          zh: `生产单元“${unit.id}”所属厂区“${plantId}”不在厂区图层中，请更正 plantId 或补充厂区`,
        };
  const issue = protectionIssue("plant-unknown", { layer: "units", featureId: unit.id, path: "properties.plantId" }, words);
  const open = stranded.map(({ kind }) => ({ kind, code: issue.code, message: words.en, messageZh: words.zh }));
  return {
    distances: own.distances.filter((distance) => !stranded.includes(distance)),
    unresolved: [...own.unresolved, ...open],
    issues: [...own.issues, issue],
  };
}

/** A finding where more than a hundredth of a unit, or its point, lies outside its plant. Both must be measurable. */
export function outsidePlantIssue(unit: Unit, plant: Plant): Issue | null {
  const outsideShare = shareOutside(unit, plant);
  if (outsideShare <= OVERHANG_SHARE) return null;
  const percent = (100 * outsideShare).toFixed(0);
  return protectionIssue(
    "unit-outside-plant",
    { layer: "units", featureId: unit.id, path: "geometry" },
    {
      en: `${percent} % of unit "${unit.id}" lies outside its plant "${plant.id}"; check both outlines and plantId`,
      zh: `生产单元“${unit.id}”有 ${percent}% 位于所属厂区“${plant.id}”之外，请核对轮廓和 plantId`,
    },
  );
}

function shareOutside({ geometry }: Unit, { geometry: boundary }: Plant): number {
  const holds = (position: readonly number[]) => containsPoint(boundary, [position[0]!, position[1]!] satisfies LonLat);
  if (geometry.type === "Point") return holds(geometry.coordinates) ? 0 : 1;
  const shells = geometry.type === "Polygon" ? [geometry.coordinates[0]!] : geometry.coordinates.map((rings) => rings[0]!);
  // Almost every unit has all its vertices inside; only for the others is the overlay worth its cost.
  if (shells.every((shell) => shell.every(holds))) return 0;
  const areaM2 = geodesicAreaM2(geometry);
  return areaM2 > 0 ? 1 - intersectionAreaM2(geometry, boundary) / areaM2 : 0;
}
