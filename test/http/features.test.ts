import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demoFiles } from "../e2e/fixtures.ts";
import { jsonOf, startDemo } from "./service.ts";

let demo: Awaited<ReturnType<typeof startDemo>>;
beforeAll(async () => {
  demo = await startDemo();
});
afterAll(() => demo.stop());

const json = async (path: string) => jsonOf(await demo.ask(path));
const idsOf = (page: { features: readonly { id: string }[] }) => page.features.map((feature) => feature.id);

describe("collections", () => {
  it("lists the layers that hold features, named {dataset}.{layer}, each with its extent", async () => {
    const { collections } = await json("/collections");
    const ids = collections.map((each: { id: string }) => each.id);
    expect(ids.sort()).toEqual(["demo.blocks", "demo.parcels", "demo.parks", "demo.plants", "demo.sites", "demo.units"]);
    const parcels = await json("/collections/demo.parcels");
    expect(parcels.itemType).toBe("feature");
    // Eight parcels of two by three steps of 0.001° from the origin of the fixture.
    expect(parcels.extent.spatial.bbox).toEqual([[106.8, 39.6, 106.816, 39.603]]);
  });

  it("hands out features with the exact geometry and every property of the file", async () => {
    const item = await json("/collections/demo.parcels/items/P-idle-2y");
    const source = (demoFiles()["parcels.geojson"] as { features: { id: string }[] }).features.find(
      (each) => each.id === "P-idle-2y",
    );
    const { links, ...feature } = item;
    expect(feature).toEqual(source);
    expect(links.map((link: { rel: string }) => link.rel)).toEqual(["self", "collection"]);
  });

  it("pages through a layer without losing or repeating a feature", async () => {
    const seen: string[] = [];
    let next: string | undefined = "/collections/demo.parcels/items?limit=3";
    let pages = 0;
    while (next !== undefined) {
      const page = await json(next);
      expect(page.numberMatched).toBe(8);
      expect(page.numberReturned).toBe(page.features.length);
      seen.push(...idsOf(page));
      next = page.links.find((link: { rel: string }) => link.rel === "next")?.href.replace(/^http:\/\/[^/]+/, "");
      pages++;
    }
    expect(pages).toBe(3);
    expect(new Set(seen).size).toBe(8);
    expect(seen.length).toBe(8);
  });

  it("selects by box what has a point in it, not what merely comes near", async () => {
    // The box ends half a step inside the first parcel; a line of zero width along a shared border touches both neighbours.
    expect(idsOf(await json("/collections/demo.parcels/items?bbox=106.79,39.59,106.801,39.601"))).toEqual(["P-approved"]);
    expect(idsOf(await json("/collections/demo.parcels/items?bbox=106.802,39.601,106.802,39.602"))).toEqual([
      "P-approved",
      "P-pending",
    ]);
    expect(idsOf(await json("/collections/demo.parcels/items?bbox=0,0,1,1"))).toEqual([]);
    expect(idsOf(await json("/collections/demo.sites/items?bbox=170,-90,107,90"))).toContain("S-village");
    expect((await json("/collections/demo.parcels/items?bbox=106,39,0,107,40,9")).numberMatched).toBe(8);
  });

  it("answers wrong questions with what is wrong and which questions there are", async () => {
    const table: readonly (readonly [string, number, string])[] = [
      ["/collections/demo.nothing", 404, "unknown-collection"],
      ["/collections/__proto__/items", 404, "unknown-collection"],
      ["/collections/demo.parcels/items/nobody", 404, "unknown-id"],
      ["/collections/demo.parcels/items/__proto__", 404, "unknown-id"],
      ["/collections/demo.parcels/items?bbox=1,2,3", 400, "query-invalid"],
      ["/collections/demo.parcels/items?bbox=1,2,3,x", 400, "query-invalid"],
      ["/collections/demo.parcels/items?bbox=0,5,1,4", 400, "query-invalid"],
      ["/collections/demo.parcels/items?limit=0", 400, "query-invalid"],
      ["/collections/demo.parcels/items?limit=abc", 400, "query-invalid"],
      ["/collections/demo.parcels/items?limit=1&limit=2", 400, "query-invalid"],
      ["/collections/demo.parcels/items?offset=-1", 400, "query-invalid"],
      ["/collections/demo.parcels/items?datetime=yesterday", 400, "query-invalid"],
      ["/collections/demo.parcels/items?datetime=../..", 400, "query-invalid"],
      ["/collections/demo.parcels/items?filter=1", 400, "filter-invalid"],
      ["/collections/demo.parcels/items?filter-lang=cql2-text", 400, "query-invalid"],
      ["/collections/demo.parcels/items?__proto__=1", 400, "query-invalid"],
      ["/collections?x=1", 400, "query-invalid"],
    ];
    for (const [path, status, code] of table) {
      const answer = await demo.ask(path);
      expect([answer.status, jsonOf(answer).code], path).toEqual([status, code]);
      expect(answer.headers["content-type"], path).toBe("application/problem+json");
    }
    const { detail, action } = await json("/collections/demo.parcels/items?limt=3");
    expect(detail).toContain('"limt"');
    expect(action).toContain("bbox, datetime, limit, offset");
  });

  it("takes a limit above the largest page as the largest page", async () => {
    expect((await json("/collections/demo.parcels/items?limit=999999")).numberReturned).toBe(8);
  });

  it("keeps to valid time by days, open ends included", async () => {
    const matched = async (datetime: string) => (await json(`/collections/demo.parks/items?datetime=${datetime}`)).numberMatched;
    expect(await matched("2020-01-01")).toBe(2);
    expect(await matched("2020-01-01T12:00:00Z")).toBe(2);
    expect(await matched("../2020-01-01")).toBe(2);
  });
});

describe("datasets", () => {
  it("tells what a reader needs before the first tile", async () => {
    const { datasets } = await json("/datasets");
    expect(datasets).toHaveLength(1);
    expect(datasets[0]).toMatchObject({
      id: "demo",
      title: { zh: "示例市", en: "Demo City" },
      asOf: "2025-12-31",
      synthetic: true,
      counts: { parks: 2, blocks: 2, parcels: 8, sites: 3, units: 2, plants: 1 },
    });
    expect(datasets[0].parks[0]).toMatchObject({
      id: "K-west",
      zone: "west",
      bbox: [106.8, 39.6, 106.808, 39.606],
      plannedAreaM2: 457_000,
    });
    expect(datasets[0].schemes[0].zones.map((zone: { parkIds: string[] }) => zone.parkIds)).toEqual([["K-west"], ["K-east"]]);
  });
});
