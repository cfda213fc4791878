import { type Frame, type LonLat, localFrame } from "./geometry/frame.ts";
import { type Feature, geodesicAreaM2, polygonOf } from "./geometry/geojson.ts";
import { plannedOutline } from "./geometry/outline.ts";
import { type Ring, scale, type XY } from "./geometry/plane.ts";
import { buildingFacts, performance, plannedInvestmentCny, registerFacts } from "./land/economy.ts";
import { drawHistory, type Ground, type History } from "./land/history.ts";
import { type Layout, layOut, type Plot } from "./layout.ts";
import { seeded } from "./random.ts";
import { planEnclaves, planSurroundings, type SitePlan } from "./sites.ts";
import { PLACE_BY_NAME, REAL_PLANTS } from "./sources.ts";
import type { BlockSpec, CitySpec, Industry } from "./spec.ts";

/** A block laid out in its own plane, before any of it becomes a feature. */
export interface LaidBlock {
  readonly spec: BlockSpec;
  readonly frame: Frame;
  /** Outline of the park's part, and the block's, which lies strictly inside it. */
  readonly partRing: Ring;
  readonly blockRing: Ring;
  readonly layout: Layout;
  readonly sites: readonly SitePlan[];
}

const REAL_PLANT_CLEARANCE_M = 1_000;

export function layBlock(city: CitySpec, spec: BlockSpec, parcels: number): LaidBlock {
  const random = seeded(spec.id, "layout");
  const anchor = PLACE_BY_NAME.get(spec.anchor);
  if (!anchor) throw new RangeError(`no place "${spec.anchor}" in places.csv`);
  const centre = localFrame(anchor).toLonLat(spec.offsetM);
  const frame = localFrame(centre, random.between(-0.45, 0.45));
  const targetM2 = spec.areaKm2 * 1e6;
  const partRing = fitted(frame, plannedOutline(random, targetM2), targetM2);
  const reachM = Math.sqrt(targetM2) / 2;
  const blockRing = partRing.map((point) => scale(point, 1 - 70 / reachM));
  const enclaves = planEnclaves(seeded(spec.id, "enclaves"), blockRing, reachM, spec.areaKm2 > 15 ? 3 : 1);
  const layout = layOut(random, {
    outline: blockRing,
    character: spec.character,
    parcels,
    keepOut: [...REAL_PLANTS.map((plant) => plantKeepOut(frame, plant)), ...enclaves.map(enclaveKeepOut)],
  });
  const around = planSurroundings(
    seeded(spec.id, "sites"),
    partRing,
    reachM,
    frame.toXY(anchor),
    city.sitesPerBlock - enclaves.length,
    enclaves.map(({ ring }) => ring),
  );
  return { spec, frame, partRing, blockRing, layout, sites: [...enclaves, ...around] };
}

const plantKeepOut = (frame: Frame, plant: LonLat) => ({ at: frame.toXY(plant), radiusM: REAL_PLANT_CLEARANCE_M });

function enclaveKeepOut({ ring }: SitePlan): { at: XY; radiusM: number } {
  const middle: XY = [ring.reduce((sum, [x]) => sum + x, 0) / ring.length, ring.reduce((sum, [, y]) => sum + y, 0) / ring.length];
  return { at: middle, radiusM: 60 + Math.max(...ring.map(([x, y]) => Math.hypot(x - middle[0], y - middle[1]))) };
}

/** An outline scaled until its geodesic area is the wanted one, within a square metre or so. */
function fitted(frame: Frame, ring: Ring, targetM2: number): Ring {
  let current = ring;
  for (let round = 0; round < 3; round++) {
    const factor = Math.sqrt(targetM2 / geodesicAreaM2(polygonOf(frame, current)));
    current = current.map((point) => scale(point, factor));
  }
  return current;
}

/** A parcel as a feature, with what the plant builder needs of it. */
export interface MadeParcel {
  readonly feature: Feature;
  readonly plot: Plot;
  readonly areaM2: number;
  readonly industry: Industry;
}

export interface ParcelInput {
  readonly city: CitySpec;
  readonly block: LaidBlock;
  readonly plot: Plot;
  /** Number of the parcel in its block, and of its holder in the city. */
  readonly number: number;
  readonly holder: number;
  /** A hand-made history in place of a drawn one. */
  readonly demoCase: { readonly id: string; readonly write: (ground: Ground) => History } | null;
}

export function makeParcel({ city, block, plot, number, holder, demoCase }: ParcelInput): MadeParcel {
  const serial = String(number).padStart(4, "0");
  const id = `${block.spec.id}-${serial}`;
  const random = seeded(id);
  const geometry = polygonOf(block.frame, plot.ring, plot.holes);
  const areaM2 = geodesicAreaM2(geometry);
  const industry = random.pick(block.spec.industries);
  const register = registerFacts(random, city, industry, areaM2);
  const ground: Ground = {
    areaM2: Math.min(areaM2, register.recordedAreaM2 as number),
    plannedInvestmentCny: plannedInvestmentCny(random, industry, areaM2),
    growth: plot.growth,
  };
  const history = demoCase ? demoCase.write(ground) : drawHistory(random, ground);
  const supplied = history.suppliedOn !== undefined;
  const { priceCny, supplyMethod, supplyMethodEn, ...always } = register;
  const completedOn = history.completedOn as string | undefined;
  const years = completedOn ? performance(random, city, industry, areaM2, completedOn) : [];
  const blockNumber = block.spec.id.slice(3);
  return {
    plot,
    areaM2,
    industry,
    feature: {
      type: "Feature",
      id,
      geometry,
      properties: {
        name: `示例宗地 ${blockNumber}-${serial}`,
        nameEn: `Example parcel ${blockNumber}-${serial}`,
        blockId: block.spec.id,
        ...(supplied ? holderNames(holder) : {}),
        ...always,
        ...(supplied ? { supplyMethod, supplyMethodEn, priceCny, plannedInvestmentCny: ground.plannedInvestmentCny } : {}),
        ...history,
        ...(completedOn ? buildingFacts(random, areaM2) : {}),
        ...(years.length > 0 ? { performance: years } : {}),
        ...(demoCase ? { demoCase: demoCase.id } : {}),
        industry,
        provenance: "synthetic",
        source: "示例数据，权利人、界址、时间均为虚构 / generated example, all invented",
        accuracyM: 2,
      },
    },
  };
}

export function enterpriseNames(number: number): { readonly zh: string; readonly en: string } {
  const serial = String(number).padStart(3, "0");
  return { zh: `示例企业 ${serial}`, en: `Example Enterprise ${serial}` };
}

function holderNames(number: number): { readonly holder: string; readonly holderEn: string } {
  const { zh, en } = enterpriseNames(number);
  return { holder: zh, holderEn: en };
}
