import type { Frame } from "../geometry/frame.ts";
import { type Feature, geodesicAreaM2, polygonOf } from "../geometry/geojson.ts";
import { add, centroidOf, contains, edgesOf, length, type Ring, scale, sub, unit, type XY } from "../geometry/plane.ts";
import { type Random, seeded } from "../random.ts";
import type { BlockSpec, CitySpec, Industry } from "../spec.ts";
import { makeContour } from "./contours.ts";
import { PROCESSES, type Process, specifiedDistancesM } from "./processes.ts";

/** A parcel that a plant may stand on. */
export interface PlantGround {
  readonly ring: Ring;
  readonly parcelId: string;
  readonly industry: Industry;
  readonly enterprise: { readonly zh: string; readonly en: string };
  readonly completedOn: string | null;
  readonly startedOn: string | null;
}

/** A made plant, with the plane rings and distances that sites near it are placed by. */
export interface MadePlant {
  readonly plant: Feature;
  readonly units: readonly { readonly feature: Feature; readonly ring: Ring; readonly specifiedM: number | null }[];
  readonly running: boolean;
  readonly contour: Feature | null;
}

/** Workshops keep their size on a very large parcel: the rest of it is yard. */
const MOST_HALF_M = 160;
const SOURCE = "示例数据，企业、厂界与单元均为虚构 / generated example, all invented";
const WIND_M_PER_S: Readonly<Record<string, number>> = { tongliao: 3.4, ordos: 3.1, wuhai: 2.6 };

export function makePlant(
  random: Random,
  city: CitySpec,
  block: BlockSpec,
  frame: Frame,
  ground: PlantGround,
  serial: number,
): MadePlant | null {
  const fence = ground.ring.map((point) => add(centroidOf(ground.ring), scale(sub(point, centroidOf(ground.ring)), 0.95)));
  const yard = innerRectangle(fence);
  if (!yard) return null;
  const { industry } = ground;
  const plantId = `${city.code}-F-${String(serial).padStart(3, "0")}`;
  const common = { provenance: "synthetic", source: SOURCE, accuracyM: 2 };
  const plant: Feature = {
    type: "Feature",
    id: plantId,
    geometry: polygonOf(frame, fence),
    properties: {
      name: `${ground.enterprise.zh} 厂区`,
      nameEn: `${ground.enterprise.en} plant`,
      enterprise: ground.enterprise.zh,
      enterpriseEn: ground.enterprise.en,
      parkId: block.parkId,
      blockId: block.id,
      parcelId: ground.parcelId,
      industry,
      ...(random.chance(0.3) ? { distances: [atmospheric(random)] } : {}),
      ...common,
    },
  };
  const rings = unitRings(random, yard);
  const kinds = drawProcesses(random, PROCESSES[industry], rings.length);
  const units = rings.map((ring, index) => {
    const process = kinds[index]!;
    const geometry = polygonOf(frame, ring);
    const specifiedM =
      process.releases.length > 0 && random.chance(0.2) ? random.pick(specifiedDistancesM(industry, process)) : null;
    const later = ground.completedOn === null ? { operatesFrom: plannedOpening(random) } : { operatesFrom: ground.completedOn };
    const feature: Feature = {
      type: "Feature",
      id: `${city.code}-U-${String(serial).padStart(3, "0")}${"ABCD"[index]}`,
      geometry,
      properties: {
        name: `${ground.enterprise.zh} ${process.name}`,
        nameEn: `${ground.enterprise.en} ${process.nameEn}`,
        plantId,
        parkId: block.parkId,
        blockId: block.id,
        enterprise: ground.enterprise.zh,
        enterpriseEn: ground.enterprise.en,
        ...later,
        ...distancesOf(random, city, process, geodesicAreaM2(geometry), specifiedM, serial),
        ...common,
      },
    };
    return { feature, ring, specifiedM };
  });
  const running = ground.completedOn !== null;
  return { plant, units, running, contour: running ? makeContour(seeded(plantId, "contour"), frame, plant, fence) : null };
}

/** The commonest outcome of HJ 2.2 is no exceedance and so no distance; now and then there is one. */
function atmospheric(random: Random): object {
  const source = "示例环评（虚构）：HJ 2.2-2018 / example EIA (invented)";
  return random.chance(0.75)
    ? { kind: "atmospheric", distanceM: 0, source: `${source}：厂界外无超标点 / no exceedance` }
    : { kind: "atmospheric", distanceM: random.pick([50, 100, 150, 200]), source };
}

const plannedOpening = (random: Random) => `202${random.int(6, 7)}-${String(random.int(1, 12)).padStart(2, "0")}-01`;

function drawProcesses(random: Random, kinds: readonly Process[], count: number): readonly Process[] {
  const first = random.int(0, kinds.length - 1);
  return Array.from({ length: count }, (_, index) => kinds[(first + index) % kinds.length]!);
}

function distancesOf(
  random: Random,
  city: CitySpec,
  process: Process,
  areaM2: number,
  specifiedM: number | null,
  serial: number,
): { readonly distances?: readonly object[] } {
  const distances: object[] = [];
  if (process.releases.length > 0 && !random.chance(0.03)) {
    const level = random.next() ** 1.25;
    distances.push({
      kind: "health",
      source: "示例环评（虚构） / example EIA (invented)",
      windMPerS: Math.round((WIND_M_PER_S[city.id]! + random.between(-0.5, 0.5)) * 10) / 10,
      areaM2: Math.round(areaM2),
      substances: process.releases.map(({ name, nameEn, kgPerH: [low, high], limitMgPerM3, sourceClass }) => ({
        name,
        nameEn,
        emissionKgPerH: Number((low + (high - low) * level * random.between(0.8, 1)).toPrecision(3)),
        limitMgPerM3,
        sourceClass,
      })),
    });
  }
  if (specifiedM !== null)
    distances.push({
      kind: "specified",
      distanceM: specifiedM,
      source: `示例批复〔2022〕${String(serial).padStart(3, "0")}号（虚构） / example approval (invented)`,
    });
  return distances.length > 0 ? { distances } : {};
}

interface Yard {
  readonly middle: XY;
  readonly along: XY;
  readonly halfAlongM: number;
  readonly halfAcrossM: number;
}

/** A rectangle inside a convex ring, lying along its longest side. */
function innerRectangle(ring: Ring): Yard | null {
  const middle = centroidOf(ring);
  const [a, b] = [...edgesOf(ring)].sort(([p, q], [r, s]) => length(sub(s, r)) - length(sub(q, p)))[0]!;
  const along = unit(sub(b, a));
  const at = (u: number, v: number): XY => [middle[0] + along[0] * u - along[1] * v, middle[1] + along[1] * u + along[0] * v];
  let best: Yard | null = null;
  for (let halfAlongM = 30; halfAlongM < 500; halfAlongM *= 1.12)
    for (let halfAcrossM = 25; halfAcrossM < 500; halfAcrossM *= 1.12) {
      const fits = (
        [
          [-1, -1],
          [1, -1],
          [1, 1],
          [-1, 1],
        ] as const
      ).every(([u, v]) => contains(ring, at(u * halfAlongM, v * halfAcrossM)));
      if (fits && halfAlongM * halfAcrossM > (best ? best.halfAlongM * best.halfAcrossM : 0))
        best = { middle, along, halfAlongM, halfAcrossM };
    }
  return (
    best && { ...best, halfAlongM: Math.min(best.halfAlongM, MOST_HALF_M), halfAcrossM: Math.min(best.halfAcrossM, MOST_HALF_M) }
  );
}

/** Two to four workshops in a yard, with lanes between them. */
function unitRings(random: Random, { middle, along, halfAlongM, halfAcrossM }: Yard): readonly Ring[] {
  const box = (u0: number, v0: number, u1: number, v1: number): Ring =>
    (
      [
        [u0, v0],
        [u1, v0],
        [u1, v1],
        [u0, v1],
      ] as const
    ).map(([u, v]): XY => {
      const x = u * halfAlongM;
      const y = v * halfAcrossM;
      return [middle[0] + along[0] * x - along[1] * y, middle[1] + along[1] * x + along[0] * y];
    });
  const split = random.between(-0.1, 0.3);
  const main = box(-0.88, -0.82, split - 0.06, random.between(0.3, 0.82));
  const rightTop = box(split + 0.06, random.between(0.08, 0.2), random.between(0.6, 0.9), 0.84);
  const rightLow = box(split + 0.08, -0.84, random.between(0.5, 0.86), -0.12);
  const corner = box(-0.86, 0.88, split - 0.3, 0.97);
  const count = random.weighted([
    [2, 3],
    [3, 5],
    [4, halfAcrossM > 120 ? 2 : 0],
  ] as const);
  return [main, rightTop, rightLow, corner].slice(0, count);
}
