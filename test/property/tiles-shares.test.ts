import { readFileSync, writeFileSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadDataset } from "@parkatlas/formats";
import { dateFromDay, dayFromDate, LAND_CLASSES, type LandClass, type LandReport, landReport } from "@parkatlas/geo-core";
import { seededRandom } from "@parkatlas/test-support";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildArchive } from "../../packages/tile-server/src/build/build-archive.ts";
import { openArchive } from "../../packages/tile-server/src/pmtiles/read-archive.ts";
import { zxyFromTileId } from "../../packages/tile-server/src/pmtiles/tile-id.ts";
import { walkEntries } from "../../packages/tile-server/src/pmtiles/walk-entries.ts";
import { landClassOnDay } from "../../packages/viewer/src/style/land-class-expression.ts";
import { IDLE_CLASSES, idleShareExpression, shareExpression } from "../../packages/viewer/src/style/share-expression.ts";
import { loadStyleSpec } from "../../packages/viewer/src/style/style-spec.test-support.ts";
import type { Expression } from "../../packages/viewer/src/style/style-types.ts";
import { LAND_SYMBOLS } from "../../packages/viewer/src/style/symbology.ts";
import { areaInsideTile, openStock, stockTile } from "./tiles-support.ts";

/** What the map shows against what is true: decoded tiles, the style's own expressions, and the land report. */

const CITY = "tongliao";
/** Above it nothing changes but the number of tiles. */
const LAST_ZOOM = 13;
const ZOOMS = Array.from({ length: LAST_ZOOM - 3 }, (_, i) => i + 4);
const random = seededRandom(66);
/** The date of the data, one beyond it, and days at random from the time in which most of the land was supplied. */
const DATES = [
  "2025-12-31",
  "2028-06-30",
  ...Array.from({ length: 6 }, () => dateFromDay(14_600 + Math.floor(random() * 6_000))),
];

type Properties = Readonly<Record<string, unknown>>;
interface Zoom {
  readonly shares: Map<string, Properties>;
  /** Parcels with the tile units² that are drawn of them. */
  readonly parcels: Map<string, { readonly properties: Properties; areaTu2: number }>;
  readonly marks: Map<string, Properties>;
}

const SHOWN_IN_DOCS = [4, 7, 10, 13];

let folder: string;
const zooms = new Map<number, Zoom>();
const reports = new Map<string, LandReport>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "shares-"));
  const { dataset } = await loadDataset((path) => readFile(new URL(`../../data/geojson/${CITY}/${path}`, import.meta.url)));
  const outFile = join(folder, "city.pmtiles");
  await buildArchive({ dataset: dataset!, inputsSha256: "0".repeat(64), outFile, maxZoom: LAST_ZOOM });
  for (const date of DATES) reports.set(date, landReport(dataset!, { asOf: date, by: "city" }));
  const stock = await openStock(outFile);
  const archive = await openArchive(outFile);
  for await (const { tileId, runLength } of walkEntries(archive))
    for (let id = tileId; id < tileId + runLength; id++) {
      const [z, x, y] = zxyFromTileId(id);
      const zoom = zooms.get(z) ?? { shares: new Map(), parcels: new Map(), marks: new Map() };
      zooms.set(z, zoom);
      const tile = (await stockTile(stock, z, x, y))!;
      for (const name of ["shares", "parcels", "marks"] as const)
        for (let i = 0; i < (tile.layers[name]?.length ?? 0); i++) {
          const feature = tile.layers[name]!.feature(i);
          const featureId = String(feature.properties.id);
          if (name !== "parcels") zoom[name].set(featureId, feature.properties);
          else {
            const parcel = zoom.parcels.get(featureId) ?? { properties: feature.properties, areaTu2: 0 };
            zoom.parcels.set(featureId, parcel);
            parcel.areaTu2 += areaInsideTile(feature);
          }
        }
    }
  await archive.close();
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

const spec = loadStyleSpec();
function compiled(expression: Expression): (properties: Properties, asOf: number) => number {
  const parsed = spec.createExpression(expression, "test", null);
  if (parsed.result !== "success") throw new Error(JSON.stringify(parsed.value));
  return (properties, asOf) =>
    parsed.value.evaluate({ zoom: 6, globalState: { asOf } }, { type: 3, properties, state: {} }) as number;
}
const shareOf = new Map(LAND_CLASSES.map((each) => [each, compiled(shareExpression(each))]));
const suppliedShare = compiled(shareExpression("supplied"));
const idleShare = compiled(idleShareExpression((share) => share, -1));

/** Land by class as a map of one zoom shows it, each parcel or block by its own weight. */
function shownShares({ shares, parcels }: Zoom, day: number): Record<LandClass, number> {
  const sums = Object.fromEntries(LAND_CLASSES.map((each) => [each, 0])) as Record<LandClass, number>;
  for (const properties of shares.values())
    for (const each of LAND_CLASSES) sums[each] += Number(properties.weight) * shareOf.get(each)!(properties, day);
  for (const { properties, areaTu2 } of parcels.values()) sums[landClassOnDay(properties, day)] += areaTu2;
  const total = LAND_CLASSES.reduce((sum, each) => sum + sums[each], 0);
  for (const each of LAND_CLASSES) sums[each] /= total;
  return sums;
}

function trueShares({ groups }: LandReport): Record<LandClass, number> {
  const total = groups.reduce((sum, { areaM2 }) => sum + areaM2, 0);
  const shareIn = (each: LandClass) => groups.reduce((sum, { classes }) => sum + classes[each].areaM2, 0) / total;
  return Object.fromEntries(LAND_CLASSES.map((each) => [each, shareIn(each)])) as Record<LandClass, number>;
}

describe("a map of land at every zoom and date", () => {
  it("shows each class at its true share within 1 %", () => {
    for (const z of ZOOMS)
      for (const date of DATES) {
        const shown = shownShares(zooms.get(z)!, dayFromDate(date));
        const real = trueShares(reports.get(date)!);
        for (const each of LAND_CLASSES)
          expect(Math.abs(shown[each] - real[each]), `${each} at zoom ${z} on ${date}`).toBeLessThanOrEqual(0.01);
      }
  });

  it("shows either all parcels or the shares of all blocks", () => {
    const parcels = reports.get(DATES[0]!)!.parcels;
    const blocks = new Set(parcels.map(({ blockId }) => blockId));
    for (const z of ZOOMS) {
      const shown = [zooms.get(z)!.shares.size, zooms.get(z)!.parcels.size];
      // Half of the parcels are over 4 px² from zoom 10 on (12 100 m² at 43.6° N), and under it at zoom 9 (48 400 m²).
      expect(shown, `zoom ${z}`).toEqual(z < 10 ? [blocks.size, 0] : [0, parcels.length]);
    }
  });

  it("colours a block by the ratio of the land report: suspected idle of supplied land", () => {
    const { shares } = zooms.get(6)!;
    for (const date of DATES) {
      const day = dayFromDate(date);
      const { groups } = reports.get(date)!;
      const [supplied, idle] = [...shares.values()].reduce<[number, number]>(
        ([suppliedSum, idleSum], properties) => {
          const weight = Number(properties.weight) * suppliedShare(properties, day);
          return [suppliedSum + weight, idleSum + (weight > 0 ? weight * idleShare(properties, day) : 0)];
        },
        [0, 0],
      );
      const real = groups.reduce((sum, group) => sum + (group.idleM2 + group.suspectedIdleM2), 0);
      const realSupplied = groups.reduce((sum, group) => sum + group.suppliedM2, 0);
      expect(Math.abs(idle / supplied - real / realSupplied), date).toBeLessThanOrEqual(0.01);
    }
  });

  it("marks every parcel that is idle or suspected to be on the date, in its class, and no other", () => {
    const isIdle = (each: string) => (IDLE_CLASSES as readonly string[]).includes(each);
    for (const z of ZOOMS.filter((each) => each < 10))
      for (const date of DATES) {
        const marked = [...zooms.get(z)!.marks.values()]
          .filter((mark) => mark.layer === "parcels")
          .map((mark) => [mark.featureId, landClassOnDay(mark, dayFromDate(date))] as const)
          .filter(([, each]) => isIdle(each));
        const real = reports
          .get(date)!
          .parcels.filter((each) => isIdle(each.class))
          .map((each) => [each.id, each.class] as const);
        expect(new Map(marked), `zoom ${z} on ${date}`).toEqual(new Map(real));
      }
  });

  it("is what docs/tiles.md prints (UPDATE_DOCS=1 writes it anew)", () => {
    const url = new URL("../../docs/tiles.md", import.meta.url);
    const text = readFileSync(url, "utf8");
    const percent = (share: number) => (share * 100).toFixed(2);
    const date = DATES[0]!;
    const real = trueShares(reports.get(date)!);
    const shown = SHOWN_IN_DOCS.map((z) => shownShares(zooms.get(z)!, dayFromDate(date)));
    const table = [
      `| ${["%", "true", ...SHOWN_IN_DOCS.map((z) => `z${z}`)].join(" | ")} |`,
      `| --- ${"| ---: ".repeat(SHOWN_IN_DOCS.length + 1)}|`,
      ...Object.entries(LAND_SYMBOLS).map(
        ([each, { label }]) =>
          `| ${[`${label.zh} ${label.en}`, ...[real, ...shown].map((shares) => percent(shares[each as LandClass]))].join(" | ")} |`,
      ),
    ].join("\n");
    const printed = /<!-- shares -->\n([\s\S]*?)\n<!-- \/shares -->/.exec(text)![1]!;
    if (process.env.UPDATE_DOCS === "1")
      writeFileSync(
        url,
        text.replace(`<!-- shares -->\n${printed}`, () => `<!-- shares -->\n${table}`),
      );
    else expect(printed).toBe(table);
  });
});
