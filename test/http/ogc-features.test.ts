import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { jsonOf, startDemo } from "./service.ts";
import { documentedRequirements } from "./support/requirements.ts";

let demo: Awaited<ReturnType<typeof startDemo>>;
beforeAll(async () => {
  demo = await startDemo({ publicUrl: "http://atlas.example" });
});
afterAll(() => demo.stop());

const get = (path: string, headers: Record<string, string> = { accept: "application/json" }) => demo.ask(path, { headers });
const json = async (path: string) => jsonOf(await get(path));
const pathOf = (href: string) => href.replace("http://atlas.example", "");
const ITEMS = "/collections/demo.parcels/items";
const operationOf = async (path: string) => (await json("/api")).paths[path].get;
const parameterOf = async (name: string) =>
  (await operationOf("/collections/{collection}/items")).parameters.find((each: { name: string }) => each.name === name);
const idsOf = async (path: string) => (await json(path)).features.map((each: { id: string }) => each.id);
const linkOf = (document: { links: { rel: string; href: string; type: string }[] }, rel: string) =>
  document.links.find((link) => link.rel === rel)!;

/** Every requirement of the class "Core" of OGC 17-069r4 (Features Part 1), then of "GeoJSON", in the order of the standard. */
const REQUIREMENTS: Readonly<Record<string, () => Promise<void>>> = {
  "/req/core/root-op": async () => expect((await get("/")).status).toBe(200),
  "/req/core/root-success": async () => {
    const landing = await json("/");
    for (const rel of ["service-desc", "service-doc", "conformance", "data"]) {
      const { href, type } = linkOf(landing, rel);
      const answer = await get(pathOf(href), { accept: type });
      expect([answer.status, String(answer.headers["content-type"]).split(";")[0]], rel).toEqual([200, type.split(";")[0]]);
    }
  },
  "/req/core/api-definition-op": async () => {
    const landing = await json("/");
    for (const rel of ["service-desc", "service-doc"]) expect((await get(pathOf(linkOf(landing, rel).href))).status).toBe(200);
  },
  "/req/core/api-definition-success": async () => {
    const answer = await get("/api", { accept: "application/vnd.oai.openapi+json;version=3.1" });
    expect(answer.headers["content-type"]).toBe("application/vnd.oai.openapi+json;version=3.1");
    expect(jsonOf(answer).openapi).toBe("3.1.0");
  },
  "/req/core/conformance-op": async () => expect((await get("/conformance")).status).toBe(200),
  "/req/core/conformance-success": async () => {
    const { conformsTo } = await json("/conformance");
    expect(conformsTo).toContain("http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core");
    expect(conformsTo).toContain("http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson");
  },
  "/req/core/http": async () => {
    expect((await demo.ask("/collections", { method: "HEAD" })).status).toBe(200);
    expect((await demo.ask("/collections", { method: "DELETE" })).status).toBe(405);
  },
  "/req/core/query-param-unknown": async () => {
    for (const path of [
      "/?x=1",
      "/api?x=1",
      "/conformance?x=1",
      "/collections?x=1",
      "/collections/demo.parcels?x=1",
      `${ITEMS}?x=1`,
    ])
      expect((await get(path)).status, path).toBe(400);
  },
  "/req/core/query-param-invalid": async () => {
    for (const query of ["limit=x", "limit=0", "bbox=1,2", "datetime=x", "f=gml"])
      expect((await get(`${ITEMS}?${query}`)).status, query).toBe(400);
  },
  "/req/core/crs84": async () => {
    const { features } = await json(`${ITEMS}?limit=1`);
    const [lonDeg, latDeg] = features[0].geometry.coordinates[0][0];
    // The demo ground lies at 106.8 E, 39.6 N: longitude comes first.
    expect([Math.round(lonDeg), Math.round(latDeg)]).toEqual([107, 40]);
  },
  "/req/core/fc-md-op": async () => expect((await get("/collections")).status).toBe(200),
  "/req/core/fc-md-success": async () => {
    const { links, collections } = await json("/collections");
    expect([links.length > 0, collections.length]).toEqual([true, 6]);
  },
  "/req/core/fc-md-links": async () => {
    const { href, type } = linkOf(await json("/collections"), "self");
    expect([href, type]).toEqual(["http://atlas.example/collections", "application/json"]);
  },
  "/req/core/fc-md-items": async () => {
    const ids = (await json("/collections")).collections.map((each: { id: string }) => each.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect((await get(`/collections/${id}`)).status, id).toBe(200);
  },
  "/req/core/fc-md-items-links": async () => {
    for (const collection of (await json("/collections")).collections) {
      const { href, type } = linkOf(collection, "items");
      const answer = await get(pathOf(href));
      expect([answer.status, type], href).toEqual([200, answer.headers["content-type"]]);
    }
  },
  "/req/core/fc-md-extent": async () => {
    for (const { id, extent } of (await json("/collections")).collections) {
      const [west, south, east, north] = extent.spatial.bbox[0];
      expect(extent.spatial.crs).toBe("http://www.opengis.net/def/crs/OGC/1.3/CRS84");
      const everything = await json(`/collections/${id}/items?limit=10000`);
      const within = await json(`/collections/${id}/items?bbox=${west},${south},${east},${north}`);
      expect(within.numberMatched, id).toBe(everything.numberMatched);
    }
  },
  "/req/core/sfc-md-op": async () => expect((await get("/collections/demo.parcels")).status).toBe(200),
  "/req/core/sfc-md-success": async () => {
    const listed = (await json("/collections")).collections.find((each: { id: string }) => each.id === "demo.parcels");
    expect(await json("/collections/demo.parcels")).toEqual(listed);
  },
  "/req/core/fc-op": async () => expect((await get(ITEMS)).status).toBe(200),
  "/req/core/fc-limit-definition": async () =>
    expect(await parameterOf("limit")).toMatchObject({ in: "query", required: false, style: "form", explode: false }),
  "/req/core/fc-limit-response-1": async () => {
    for (const limit of [1, 3, 8, 9999999])
      expect((await json(`${ITEMS}?limit=${limit}`)).features.length).toBe(Math.min(limit, 8));
  },
  "/req/core/fc-bbox-definition": async () =>
    expect(await parameterOf("bbox")).toMatchObject({ in: "query", required: false, style: "form", explode: false }),
  "/req/core/fc-bbox-response": async () => {
    // Half a step inside the first parcel, with and without heights; across the antimeridian everything lies outside.
    expect(await idsOf(`${ITEMS}?bbox=106.79,39.59,106.801,39.601`)).toEqual(["P-approved"]);
    expect(await idsOf(`${ITEMS}?bbox=106.79,39.59,-9,106.801,39.601,9`)).toEqual(["P-approved"]);
    expect(await idsOf(`${ITEMS}?bbox=170,-90,-170,90`)).toEqual([]);
  },
  "/req/core/fc-time-definition": async () =>
    expect(await parameterOf("datetime")).toMatchObject({ in: "query", required: false, style: "form", explode: false }),
  "/req/core/fc-time-response": async () => {
    const matched = async (datetime: string) => (await json(`/collections/demo.parks/items?datetime=${datetime}`)).numberMatched;
    // The parks of the demo bear no dates: they always hold.
    for (const datetime of ["2020-01-01", "2020-01-01T12:00:00Z", "../2020-01-01", "2020-01-01/..", "2019-01-01/2020-01-01"])
      expect(await matched(datetime), datetime).toBe(2);
  },
  "/req/core/fc-response": async () => {
    const { numberMatched } = await json(ITEMS);
    expect(numberMatched).toBe(8);
    expect((await json(`${ITEMS}?bbox=106.79,39.59,106.801,39.601&filter=id%3D'P-built'`)).numberMatched).toBe(0);
  },
  "/req/core/fc-links": async () => {
    const page = await json(`${ITEMS}?limit=3&offset=3&filter=id<>'x'`);
    expect(page.links.map((link: { rel: string }) => link.rel)).toEqual(["self", "next", "prev", "collection"]);
    const next = await json(pathOf(linkOf(page, "next").href));
    expect(next.features.length).toBe(2);
    expect((await json(pathOf(linkOf(page, "self").href))).features).toEqual(page.features);
  },
  "/req/core/fc-rel-type": async () => {
    for (const link of (await json(`${ITEMS}?limit=3&offset=3`)).links)
      for (const key of ["rel", "type"]) expect(link[key]).toMatch(/./);
  },
  "/req/core/fc-timeStamp": async () => expect(await json(ITEMS)).not.toHaveProperty("timeStamp"),
  "/req/core/fc-numberMatched": async () => {
    for (const query of ["limit=1", "offset=5", "limit=2&offset=99"])
      expect((await json(`${ITEMS}?${query}`)).numberMatched).toBe(8);
  },
  "/req/core/fc-numberReturned": async () => {
    for (const query of ["limit=1", "offset=5", "limit=2&offset=99"]) {
      const page = await json(`${ITEMS}?${query}`);
      expect(page.numberReturned, query).toBe(page.features.length);
    }
  },
  "/req/core/f-op": async () => {
    for (const id of await idsOf(ITEMS)) expect((await get(`${ITEMS}/${id}`)).status, id).toBe(200);
  },
  "/req/core/f-success": async () => {
    const { features } = await json(ITEMS);
    const { links: _links, ...feature } = await json(`${ITEMS}/${features[2].id}`);
    expect(feature).toEqual(features[2]);
  },
  "/req/core/f-links": async () => {
    const feature = await json(`${ITEMS}/P-built`);
    expect(linkOf(feature, "self").href).toBe(`http://atlas.example${ITEMS}/P-built`);
    expect(linkOf(feature, "collection").href).toBe("http://atlas.example/collections/demo.parcels");
  },
  "/req/geojson/definition": async () => {
    for (const path of ["/collections/{collection}/items", "/collections/{collection}/items/{id}"])
      expect(Object.keys((await operationOf(path)).responses["200"].content)).toEqual(["application/geo+json"]);
  },
  "/req/geojson/content": async () => {
    const answer = await get(ITEMS);
    expect(answer.headers["content-type"]).toBe("application/geo+json");
    expect(jsonOf(answer).type).toBe("FeatureCollection");
    expect((await json(`${ITEMS}/P-built`)).type).toBe("Feature");
  },
};

describe("OGC API – Features Part 1", () => {
  it.each(Object.entries(REQUIREMENTS))("%s", (_id, check) => check());

  it("is documented requirement by requirement, none more and none less", () => {
    expect(documentedRequirements("features")).toEqual(Object.keys(REQUIREMENTS));
  });
});

describe("filters (OGC API – Features Part 3)", () => {
  const filtered = (filter: string, more = "") => `${ITEMS}?filter=${encodeURIComponent(filter)}${more}`;

  it("choose features by their properties, in text and in JSON", async () => {
    expect(await idsOf(filtered("completedOn IS NOT NULL"))).toEqual(["P-built"]);
    expect(await idsOf(filtered("priceCny >= 9000000 AND suppliedOn < DATE('2021-01-01')"))).toEqual([
      "P-idle-2y",
      "P-building",
      "P-built",
    ]);
    expect(await idsOf(filtered("holder LIKE '%007'"))).toEqual(["P-built"]);
    const inJson = JSON.stringify({ op: "in", args: [{ property: "id" }, ["P-built", "P-pending"]] });
    expect(await idsOf(filtered(inJson, "&filter-lang=cql2-json"))).toEqual(["P-pending", "P-built"]);
    expect(await idsOf(filtered("S_INTERSECTS(geometry, BBOX(106.79,39.59,106.801,39.601))"))).toEqual(["P-approved"]);
  });

  it("say where they are wrong, and are held together with box and page", async () => {
    const wrong = await get(filtered("priceCny = 'x'"));
    expect([wrong.status, jsonOf(wrong).code]).toEqual([400, "filter-invalid"]);
    expect(jsonOf(wrong).detail).toContain("at character 12");
    expect((await get(filtered("TRUE", "&filter-crs=http://www.opengis.net/def/crs/EPSG/0/3857"))).status).toBe(400);
    const page = await json(filtered("priceCny > 0", "&limit=2&bbox=106.79,39.59,106.85,39.65"));
    expect([page.numberMatched, page.numberReturned]).toEqual([4, 2]);
    expect(pathOf(linkOf(page, "next").href)).toContain("filter=priceCny");
  });

  it("name the properties that …/queryables lists, each with its type", async () => {
    const answer = await get("/collections/demo.parcels/queryables");
    expect(answer.headers["content-type"]).toBe("application/schema+json");
    const { properties } = jsonOf(answer);
    expect(properties.priceCny.type).toBe("number");
    expect(properties.suppliedOn).toMatchObject({ type: "string", format: "date" });
    expect(properties.geometry.format).toBe("geometry-any");
    expect(properties).not.toHaveProperty("performance");
    for (const name of Object.keys(properties)) expect((await get(filtered(`"${name}" IS NULL`))).status, name).toBe(200);
  });
});
