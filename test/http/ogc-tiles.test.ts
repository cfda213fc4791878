import { gunzipSync } from "node:zlib";
import { VectorTile } from "@mapbox/vector-tile";
import { PbfReader } from "pbf";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { jsonOf, startDemo } from "./service.ts";
import { documentedRequirements } from "./support/requirements.ts";

let demo: Awaited<ReturnType<typeof startDemo>>;
beforeAll(async () => {
  demo = await startDemo();
});
afterAll(() => demo.stop());

const TILES = "/collections/demo.parcels/tiles";
const TILESET = `${TILES}/WebMercatorQuad`;
/** Row and column as OGC writes them: the tile 14/13053/6226 of the demo ground. */
const TILE = `${TILESET}/14/6226/13053`;
const json = async (path: string) => jsonOf(await demo.ask(path));
const templateOf = async () =>
  (await json(TILESET)).links.find((link: { rel: string }) => link.rel === "item") as {
    href: string;
    type: string;
    templated: boolean;
  };
const layersOf = (bytes: Uint8Array) => Object.keys(new VectorTile(new PbfReader(bytes)).layers);
const operation = async () =>
  (await json("/api")).paths["/collections/{collection}/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}"].get;
const hasPathParameter = async (name: string) => {
  expect((await templateOf()).href).toContain(`{${name}}`);
  expect((await operation()).parameters).toContainEqual(expect.objectContaining({ name, in: "path", required: true }));
};

/** Every requirement of the class "Core" of OGC 20-057 (Tiles Part 1), then of the other classes that are declared. */
const REQUIREMENTS: Readonly<Record<string, () => Promise<void>>> = {
  "/req/core/tc-op": async () => {
    const { href, type, templated } = await templateOf();
    expect([type, templated]).toEqual(["application/vnd.mapbox-vector-tile", true]);
    const path = href.replace("{tileMatrix}", "14").replace("{tileRow}", "6226").replace("{tileCol}", "13053");
    expect((await demo.ask(path)).status).toBe(200);
  },
  "/req/core/tc-tilematrix-definition": () => hasPathParameter("tileMatrix"),
  "/req/core/tc-tilerow-definition": () => hasPathParameter("tileRow"),
  "/req/core/tc-tilecol-definition": () => hasPathParameter("tileCol"),
  "/req/core/tc-success": async () => {
    const answer = await demo.ask(TILE);
    expect([answer.status, answer.headers["content-type"]]).toEqual([200, "application/vnd.mapbox-vector-tile"]);
    expect(layersOf(answer.body)).toEqual(["parcels"]);
    // Inside the limits with nothing to draw: 204 without a body.
    const { tileMatrixSetLimits } = await json(TILESET);
    const { tileMatrix, minTileRow, minTileCol } = tileMatrixSetLimits.at(-1);
    const corner = await demo.ask(`${TILESET}/${tileMatrix}/${minTileRow}/${minTileCol}`);
    expect([200, 204]).toContain(corner.status);
  },
  "/req/core/tc-error": async () => {
    for (const path of [`${TILESET}/14/0/0`, `${TILESET}/30/0/0`, `${TILESET}/14/99999/13053`, `${TILES}/Nothing/14/6226/13053`])
      expect((await demo.ask(path)).status, path).toBe(404);
    for (const path of [`${TILESET}/x/0/0`, `${TILESET}/14/-1/0`, `${TILE}?f=png`])
      expect((await demo.ask(path)).status, path).toBe(400);
  },
  "/req/core/conformance-success": async () => {
    const { conformsTo } = await json("/conformance");
    for (const each of ["core", "tileset", "tilesets-list", "geodata-tilesets", "mvt"])
      expect(conformsTo).toContain(`http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/${each}`);
  },
  "/req/tileset/tileset-desc": async () => {
    const tileset = await json(TILESET);
    expect(tileset).toMatchObject({
      dataType: "vector",
      crs: "http://www.opengis.net/def/crs/EPSG/0/3857",
      tileMatrixSetURI: "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad",
    });
    const rels = tileset.links.map((link: { rel: string }) => link.rel);
    expect(rels).toEqual(["self", "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme", "item"]);
    expect(tileset.layers.map((layer: { id: string }) => layer.id)).toEqual(["parcels"]);
  },
  "/req/tilesets-list/tileset-links": async () => {
    const { tilesets } = await json(TILES);
    expect(tilesets).toHaveLength(1);
    const self = tilesets[0].links.find((link: { rel: string }) => link.rel === "self");
    expect((await demo.ask(self.href)).status).toBe(200);
  },
  "/req/geodata-tilesets/desc-links": async () => {
    for (const { links } of (await json("/collections")).collections) {
      const link = links.find((each: { rel: string }) => each.rel === "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector");
      expect((await demo.ask(link.href)).status, link.href).toBe(200);
    }
  },
  "/req/mvt/content": async () => {
    const zipped = await demo.ask(TILE, { headers: { "accept-encoding": "gzip" } });
    expect(zipped.headers["content-encoding"]).toBe("gzip");
    expect(layersOf(gunzipSync(zipped.body))).toEqual(["parcels"]);
  },
};

describe("OGC API – Tiles Part 1", () => {
  it.each(Object.entries(REQUIREMENTS))("%s", (_id, check) => check());

  it("is documented requirement by requirement, none more and none less", () => {
    expect(documentedRequirements("tiles")).toEqual(Object.keys(REQUIREMENTS));
  });
});

describe("a tile of a collection", () => {
  it("holds the features of the whole tile's layer, geometry and ids unchanged", async () => {
    const whole = new VectorTile(new PbfReader((await demo.ask("/tiles/demo/14/13053/6226.mvt")).body)).layers.parcels!;
    const part = new VectorTile(new PbfReader((await demo.ask(TILE)).body)).layers.parcels!;
    const rowsOf = (layer: typeof whole) =>
      Array.from({ length: layer.length }, (_, i) => {
        const { id, properties, type } = layer.feature(i);
        return { id, properties, type, geometry: layer.feature(i).loadGeometry() };
      });
    expect(rowsOf(part)).toEqual(rowsOf(whole));
  });

  it("is not confused with that of another collection in any cache", async () => {
    const [parcels, blocks] = await Promise.all([demo.ask(TILE), demo.ask(TILE.replace("parcels", "blocks"))]);
    expect(layersOf(blocks.body)).toEqual(["blocks"]);
    expect(parcels.headers.etag).not.toBe(blocks.headers.etag);
    const again = await demo.ask(TILE, { headers: { "if-none-match": String(parcels.headers.etag) } });
    expect(again.status).toBe(304);
  });
});

describe("WebMercatorQuad", () => {
  it("has the scales of OGC 17-083r4, table D.1", async () => {
    const { tileMatrices } = await json("/tileMatrixSets/WebMercatorQuad");
    // Scale denominators and cell sizes as the standard prints them.
    const printed = [
      [0, 559082264.028717, 156543.033928041],
      [1, 279541132.014358, 78271.5169640205],
      [10, 545978.773465544, 152.874056570353],
      [18, 2132.72958384978, 0.597164283477939],
    ] as const;
    for (const [z, scale, cell] of printed) {
      expect(Math.abs(tileMatrices[z].scaleDenominator / scale - 1)).toBeLessThan(1e-12);
      expect(Math.abs(tileMatrices[z].cellSize / cell - 1)).toBeLessThan(1e-12);
      expect(tileMatrices[z].matrixWidth).toBe(2 ** z);
    }
    expect(tileMatrices[0].pointOfOrigin[0]).toBeCloseTo(-20037508.3427892, 6);
    const { tileMatrixSets } = await json("/tileMatrixSets");
    expect(tileMatrixSets.map((each: { id: string }) => each.id)).toEqual(["WebMercatorQuad"]);
    expect((await demo.ask("/tileMatrixSets/Other")).status).toBe(404);
  });
});
