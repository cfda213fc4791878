import type { Frame } from "../geometry/frame.ts";
import { type Feature, polygonOf } from "../geometry/geojson.ts";
import { centroidOf, length, type Ring, sub, type XY } from "../geometry/plane.ts";
import type { Random } from "../random.ts";
import type { Industry } from "../spec.ts";

/** Works for which a risk assessment draws an outer safety contour. */
const HAZARDOUS: ReadonlySet<Industry> = new Set(["coal-chemical", "coking", "chlor-alkali", "fine-chemical", "pharma"]);
const VERTICES = 36;

/** A safety contour around a plant, as a risk assessment would hand it in: an egg drawn out down the wind. Mostly there is none. */
export function makeContour(random: Random, frame: Frame, plant: Feature, fence: Ring): Feature | null {
  const { industry, enterprise, enterpriseEn, parkId } = plant.properties;
  if (!HAZARDOUS.has(industry as Industry) || !random.chance(0.4)) return null;
  const middle = centroidOf(fence);
  const reachM = Math.max(...fence.map((point) => length(sub(point, middle)))) + random.between(90, 260);
  const wind = random.between(0, 2 * Math.PI);
  const drawnOut = random.between(0.1, 0.3);
  const ring = Array.from({ length: VERTICES }, (_, index): XY => {
    const angle = (2 * Math.PI * index) / VERTICES;
    const radius = reachM * (1 + drawnOut * Math.cos(angle - wind));
    return [middle[0] + radius * Math.cos(angle), middle[1] + radius * Math.sin(angle)];
  });
  return {
    type: "Feature",
    id: plant.id.replace("-F-", "-C-"),
    geometry: polygonOf(frame, ring),
    properties: {
      name: `${enterprise} 外部安全防护范围`,
      nameEn: `${enterpriseEn} safety contour`,
      plantId: plant.id,
      parkId,
      provenance: "synthetic",
      source: "示例评价报告（虚构） / example risk assessment (generated, invented)",
      accuracyM: 5,
    },
  };
}
