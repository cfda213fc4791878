import { localFrame } from "../geometry/frame.ts";
import type { Feature, Polygon } from "../geometry/geojson.ts";
import { centroidOf, type Ring } from "../geometry/plane.ts";

/** A receptor file of a dataset, by its path in the dataset's folder. */
export interface GridFile {
  readonly name: string;
  readonly text: string;
}

const STEP_M = 50;
const MARGIN_M = 400;
const LIMIT_UG_PER_M3 = 300;
const SOURCE = "示例环评（虚构）：HJ 2.2-2018 / example EIA (generated, invented)";

/**
 * One plant of the city, the first that was assessed without an exceedance, rests that answer on a receptor grid instead of
 * stating it: a plot file as AERMOD writes it, in metres from the middle of the plant, with an invented plume that stays
 * under the limit outside the fence. Nothing of the answer changes but where it comes from.
 */
export function withDemoGrid(
  plants: readonly Feature[],
  workingCrs: string,
): { readonly plants: readonly Feature[]; readonly file: GridFile | null } {
  const chosen = plants.find(({ properties }) => isAssessedAsNone(properties.distances));
  if (!chosen) return { plants, file: null };
  const fence = (chosen.geometry as Polygon).coordinates[0]!.slice(1);
  const start = localFrame(fence[0]!);
  const origin = start.toLonLat(centroidOf(fence.map((position) => start.toXY(position))));
  const name = `grids/${chosen.id}-tsp-24h.plt`;
  const grid = {
    files: [name],
    substance: "TSP",
    averagingPeriod: "24-HR",
    limit: LIMIT_UG_PER_M3,
    limitUnit: "ug/m3",
    crs: workingCrs,
    originLonDeg: origin[0],
    originLatDeg: origin[1],
  };
  const properties = {
    ...chosen.properties,
    distances: [{ kind: "atmospheric", source: SOURCE, grids: [grid] }],
    demoCase: "grid-without-exceedance",
  };
  const frame = localFrame(origin);
  return {
    plants: plants.map((plant) => (plant === chosen ? { ...chosen, properties } : plant)),
    file: {
      name,
      text: plotFile(
        chosen.id,
        fence.map((position) => frame.toXY(position)),
      ),
    },
  };
}

function isAssessedAsNone(distances: unknown): boolean {
  return Array.isArray(distances) && distances.some(({ kind, distanceM }) => kind === "atmospheric" && distanceM === 0);
}

/** Receptors every 50 m in whole steps, to well beyond the fence on every side. */
function plotFile(plantId: string, fence: Ring): string {
  const steps = (axis: 0 | 1) => Math.ceil((Math.max(...fence.map((point) => Math.abs(point[axis]))) + MARGIN_M) / STEP_M);
  const [alongX, alongY] = [steps(0), steps(1)];
  const records: string[] = [];
  for (let row = -alongY; row <= alongY; row++)
    for (let column = -alongX; column <= alongX; column++) records.push(record(column * STEP_M, row * STEP_M));
  return `${[
    `* AERMOD ( 22112):  GENERATED EXAMPLE, INVENTED: ${plantId}`,
    "* MODELING OPTIONS USED:   RegDFAULT  CONC  FLAT  RURAL",
    "*         PLOT FILE OF HIGH   1ST HIGH 24-HR VALUES FOR SOURCE GROUP: ALL",
    `*         FOR A TOTAL OF ${String(records.length).padStart(5)} RECEPTORS.`,
    "*         FORMAT: (3(1X,F13.5),3(1X,F8.2),3X,A5,2X,A8,2X,A5,5X,A8,2X,I8)",
    "*        X             Y      AVERAGE CONC    ZELEV    ZHILL    ZFLAG    AVE     GRP       RANK     NET ID   DATE(CONC)",
    "* ____________  ____________  ____________   ______   ______   ______  ______  ________  ________  ________  ________",
    ...records,
  ].join("\n")}\n`;
}

/** One receptor by the FORMAT above; the plume is drawn out to the south-east, under the prevailing north-westerly wind. */
function record(x: number, y: number): string {
  const down = (x - y) * Math.SQRT1_2;
  const across = (x + y) * Math.SQRT1_2;
  const spreadM = 150 + Math.max(0, down) * 0.25;
  const concentration = 210 * Math.exp(-((across / spreadM) ** 2) / 2 - (down / (down > 0 ? 520 : 160)) ** 2 / 2);
  const real = (value: number, width: number, decimals: number) => value.toFixed(decimals).padStart(width);
  const place = [x, y, concentration].map((value) => ` ${real(value, 13, 5)}`).join("");
  return `${place}${"     0.00".repeat(3)}   24-HR  ALL       1ST       CART1     22010724`;
}
