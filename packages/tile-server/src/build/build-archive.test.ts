import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { VectorTile } from "@mapbox/vector-tile";
import type { Dataset } from "@parkatlas/geo-core";
import { PbfReader } from "pbf";
import { PMTiles } from "pmtiles";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Ring, smallDataset } from "../../../../test/property/tiles-dataset.ts";
import { openArchive } from "../pmtiles/read-archive.ts";
import { buildArchive } from "./build-archive.ts";
import { inspectArchive } from "./inspect-archive.ts";
import type { Ledger } from "./ledger.ts";
import type { BuildReport } from "./types.ts";
import { verifyArchive } from "./verify-archive.ts";

const INPUTS = "a".repeat(64);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "build-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function build(dataset: Dataset, name: string): Promise<BuildReport> {
  return buildArchive({ dataset, inputsSha256: INPUTS, outFile: join(folder, name) });
}

/** Longitude and latitude as tile address and place in the tile, by the formula of the projection. */
function placeIn(z: number, lonDeg: number, latDeg: number) {
  const phi = (latDeg * Math.PI) / 180;
  const column = (lonDeg / 360 + 0.5) * 2 ** z;
  const row = (0.5 - Math.log(Math.tan(Math.PI / 4 + phi / 2)) / (2 * Math.PI)) * 2 ** z;
  const [x, y] = [Math.floor(column), Math.floor(row)];
  return { x, y, xTu: (column - x) * 4096, yTu: (row - y) * 4096 };
}

describe("an archive of a small dataset", () => {
  let report: BuildReport;
  let stock: PMTiles;
  let path: string;
  beforeAll(async () => {
    path = join(folder, "small.pmtiles");
    report = await build(smallDataset(), "small.pmtiles");
    const file = new Uint8Array(await readFile(path));
    stock = new PMTiles({
      getKey: () => path,
      getBytes: async (offset, length) => ({ data: file.slice(offset, offset + length).buffer }),
    });
  });

  /** Features of one layer in the tile over a place, by string id, as the stock reader and decoder give them. */
  async function featuresAt(layer: string, z: number, lonDeg: number, latDeg: number) {
    const { x, y } = placeIn(z, lonDeg, latDeg);
    const tile = new VectorTile(new PbfReader(new Uint8Array((await stock.getZxy(z, x, y))!.data)));
    const found = tile.layers[layer];
    const features = Array.from({ length: found?.length ?? 0 }, (_, i) => found!.feature(i));
    return new Map(features.map((feature) => [String(feature.properties.id), feature]));
  }

  it("carries the land classes of a parcel with the days on which they begin", async () => {
    const parcels = await featuresAt("parcels", 14, 121.203, 43.601);
    expect([...parcels.keys()]).toEqual(["L-1", "L-2", "L-3"]);
    // Rules §3: agreed start 2024-12-31, so overdue from 2025-01-01, suspected idle from 2026-01-01, reclaimable from
    // 2027-01-01. Days since 1970-01-01 by `date -u -d … +%s` / 86400.
    const { properties } = parcels.get("L-1")!;
    const changes = Object.keys(properties)
      .filter((key) => /^d\d+$/.test(key))
      .map((key) => [properties[key], properties[key.replace("d", "c")]]);
    expect(changes.slice(-3)).toEqual([
      [20_089, "overdue"],
      [20_454, "suspected-idle-1y"],
      [20_819, "suspected-idle-2y"],
    ]);
    expect(properties).toMatchObject({ name: "地块 L-1", blockId: "B1", parkId: "P1", provenance: "synthetic", c0: "unknown" });
    expect(parcels.get("L-3")!.properties.c0).toBe("unknown");
  });

  it("has every feature with the number that SHA-256 gives its id", async () => {
    const parcels = await featuresAt("parcels", 14, 121.203, 43.601);
    const digest = BigInt(`0x${createHash("sha256").update("parcels/L-2").digest("hex")}`);
    expect(parcels.get("L-2")!.id).toBe(Number(digest >> 203n));
  });

  it("draws a parcel within a unit of its true place", async () => {
    const [west, south, east, north] = [121.2022, 43.6, 121.2042, 43.602];
    const feature = (await featuresAt("parcels", 14, west, south)).get("L-1")!;
    const corners = [placeIn(14, west, south), placeIn(14, east, south), placeIn(14, east, north), placeIn(14, west, north)];
    expect(new Set(corners.map(({ x, y }) => `${x}/${y}`)).size).toBe(1);
    const ring = feature.loadGeometry()[0]!;
    expect(ring).toHaveLength(5);
    // Half a unit of rounding at zoom 14, and before it half a unit of the base grid of zoom 18: 0.5 + 0.5 / 16.
    const tolerance = 0.532;
    for (const { xTu, yTu } of corners)
      expect(ring.some((point) => Math.abs(point.x - xTu) <= tolerance && Math.abs(point.y - yTu) <= tolerance)).toBe(true);
  });

  it("says of units and sites what the protection check says", async () => {
    const unit = (await featuresAt("units", 14, 121.209, 43.6005)).get("U1")!;
    expect(unit.properties).toMatchObject({ verdict: "inside", enterprise: "示例企业 001", parkId: "P1", provenance: "unknown" });
    expect((await featuresAt("sites", 14, 121.2125, 43.6005)).get("S-near")!.properties).toMatchObject({
      inside: "yes",
      kind: "village",
      nameEn: "近村",
    });
    const far = (await featuresAt("sites", 14, 121.24, 43.6)).get("S-far")!;
    expect(far.properties).toMatchObject({ inside: "no", status: "existing", nameEn: "Far School" });
    expect(far.type).toBe(1);
    expect((await featuresAt("envelopes", 14, 121.209, 43.6005)).get("U1")!.properties).toMatchObject({
      unitId: "U1",
      verdict: "inside",
    });
  });

  it("draws the envelope outward: no corner of it is nearer than the required distance", async () => {
    const ring = (await featuresAt("envelopes", 14, 121.209, 43.6005)).get("U1")!.loadGeometry()[0]!;
    // At 43.6° N a unit of zoom 14 is 0.597 m × cos 43.6° = 0.432 m; the unit's corner lies at 121.2085, 43.6.
    const corner = placeIn(14, 121.2085, 43.6);
    for (const { x, y } of ring)
      if (x < corner.xTu && y > corner.yTu) expect(Math.hypot(x - corner.xTu, y - corner.yTu) * 0.4326).toBeGreaterThan(498.5);
  });

  it("knows the zone of a park, and says unknown of one that is in none", async () => {
    const parks = await featuresAt("parks", 10, 121.2, 43.6);
    expect(parks.get("P1")!.properties).toMatchObject({ zone: "central", zoneIndex: 1, nameEn: "甲园区" });
    expect((await featuresAt("parks", 10, 121.41, 43.6)).get("P2")!.properties).toMatchObject({ zone: "unknown", zoneIndex: -1 });
  });

  it("has one label point per feature in each zoom, inside it", async () => {
    const labels = await featuresAt("labels", 14, 121.203, 43.601);
    const label = labels.get("parcels/L-1")!;
    expect(label.properties).toMatchObject({ layer: "parcels", featureId: "L-1", name: "地块 L-1" });
    const point = label.loadGeometry()[0]![0]!;
    const [low, high] = [placeIn(14, 121.2022, 43.6), placeIn(14, 121.2042, 43.602)];
    expect(point.x > low.xTu && point.x < high.xTu && point.y > high.yTu && point.y < low.yTu).toBe(true);
  });

  it("says in the ledger that the shares of a block stand for its parcels while they are under 4 px², and in the report how many", async () => {
    const ledger = JSON.parse(await readFile(report.ledger, "utf8")) as Ledger;
    const parcels = ledger.layers.find(({ name }) => name === "parcels")!;
    expect(parcels.histories).toEqual([
      {
        fates: [
          // 161 m × 222 m at 43.6° N; a pixel is 110.7 m at zoom 9, so 2.9 px², and 55.4 m at zoom 10: 11.7 px².
          { from: 4, to: 9, fate: "stood-for" },
          { from: 10, to: 14, fate: "drawn" },
        ],
        ids: ["L-1", "L-2", "L-3"],
      },
    ]);
    expect(parcels.standIns).toEqual({ layer: "shares", of: { "L-1": "B1", "L-2": "B1", "L-3": "B1" } });
    expect(parcels.protectedIds).toEqual(["L-1"]);
    // 1 boundary, 2 parks, 1 block, 2 sites, 1 unit; below zoom 8 the plant waits and the 3 parcels are stood for.
    expect(report.zooms[0]).toMatchObject({ z: 4, drawn: 7, dissolved: 3, dropped: 1 });
    expect(report.zooms.at(-1)).toMatchObject({ z: 14, drawn: 11, dissolved: 0, dropped: 0 });
    expect(report.ledgerSha256).toBe(
      createHash("sha256")
        .update(await readFile(report.ledger))
        .digest("hex"),
    );
  });

  it("describes itself: layers with their fields, attribution as safe HTML, provenance and precision", async () => {
    const archive = await openArchive(path);
    expect(archive.metadata).toMatchObject({ name: "小样", attribution: "界线 © 贡献者 &lt;一&gt; · 图形为合成" });
    expect(archive.metadata.vector_layers!.map(({ id, minzoom, maxzoom }) => [id, minzoom, maxzoom])).toEqual([
      ["boundaries", 4, 14],
      ["parks", 4, 14],
      ["blocks", 4, 14],
      ["shares", 4, 9],
      ["parcels", 10, 14],
      ["envelopes", 4, 14],
      ["sites", 4, 14],
      ["plants", 8, 14],
      ["units", 4, 14],
      ["marks", 4, 14],
      ["labels", 4, 14],
    ]);
    const own = archive.metadata.parkatlas as Record<string, unknown>;
    expect(own).toMatchObject({
      datasetId: "small",
      asOf: "2025-12-31",
      synthetic: true,
      inputsSha256: INPUTS,
      ledgerSha256: report.ledgerSha256,
    });
    // 40 075 016.686 m / (4096 × 2^14) × cos 43.5° = 0.4332 m.
    expect((own.precisionMPerUnit as Record<string, number>)["14"]).toBe(0.4332);
    const { header } = archive;
    expect(header.bounds.map((deg) => Number(deg.toFixed(3)))).toEqual([121, 43, 122, 44]);
    expect(await archive.sha256()).toBe(report.sha256);
    expect([header.addressedTiles, archive.sizeBytes]).toEqual([report.tiles, report.bytes]);
    await archive.close();
  });

  it("credits nobody where no drawn source asks for it and nothing is made up", async () => {
    const { sources, ...dataset } = smallDataset();
    const surveyed = dataset.parcels.map((parcel) => ({
      ...parcel,
      properties: { ...parcel.properties, provenance: "surveyed" as const },
    }));
    await build({ ...dataset, parcels: surveyed, sources: sources.slice(0, 1) }, "credit.pmtiles");
    const archive = await openArchive(join(folder, "credit.pmtiles"));
    await archive.close();
    expect(archive.metadata).not.toHaveProperty("attribution");
  });

  it("passes the strict check, and no longer does when its ledger is another one", async () => {
    expect(await verifyArchive(path)).toEqual({ ok: true, issues: [] });
    const text = await readFile(report.ledger, "utf8");
    await writeFile(report.ledger, text.replace("L-2", "L-9"));
    expect((await verifyArchive(path)).issues.map(({ code }) => code)).toEqual(["ledger-digest"]);
    await rm(report.ledger);
    expect((await verifyArchive(path)).issues.map(({ code }) => code)).toEqual(["ledger-missing"]);
    await writeFile(report.ledger, text);
  });

  it("can be looked into: statistics, and a tile as GeoJSON", async () => {
    const { x, y } = placeIn(14, 121.203, 43.601);
    const inspected = await inspectArchive(path, [14, x, y]);
    expect(inspected.layers.find(({ name }) => name === "parcels")).toMatchObject({ features: 3 });
    expect(inspected.zooms.map(({ z, tiles }) => [z, tiles])).toEqual(report.zooms.map(({ z, tiles }) => [z, tiles]));
    const feature = inspected.tile!.geojson.features.find(({ properties }) => properties.id === "L-1")!;
    expect(feature.properties.layer).toBe("parcels");
    if (feature.geometry.type !== "Polygon") throw new Error(`a ${feature.geometry.type} instead of a polygon`);
    const [ring] = feature.geometry.coordinates as Ring[];
    // Within a unit: 1 / (4096 × 2^14) of 360° is 5.4e-6°.
    for (const [lonDeg, latDeg] of ring!) {
      expect(Math.min(Math.abs(lonDeg - 121.2022), Math.abs(lonDeg - 121.2042))).toBeLessThan(5.4e-6);
      expect(Math.min(Math.abs(latDeg - 43.6), Math.abs(latDeg - 43.602))).toBeLessThan(5.4e-6);
    }
    await expect(inspectArchive(path, [14, 0, 0])).rejects.toThrow(expect.objectContaining({ code: "unknown-id" }));
  });

  it("has the same bytes when it is built again, and when the features come in another order", async () => {
    const again = await build(smallDataset(), "again.pmtiles");
    const dataset = smallDataset();
    const reversed = {
      ...dataset,
      parcels: dataset.parcels.toReversed(),
      parks: dataset.parks.toReversed(),
      sites: dataset.sites.toReversed(),
    };
    const other = await build(reversed, "other.pmtiles");
    expect(again.sha256).toBe(report.sha256);
    expect(other.sha256).toBe(report.sha256);
    expect((await readFile(other.ledger)).equals(await readFile(report.ledger))).toBe(true);
  });
});
