import { seededRandom } from "@parkatlas/test-support";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { jsonOf, startDemo } from "./service.ts";
import { fuzz } from "./support/fuzz.ts";

let demo: Awaited<ReturnType<typeof startDemo>>;
beforeAll(async () => {
  demo = await startDemo();
});
afterAll(() => demo.stop());

const items = (filter: string) => `/collections/demo.parcels/items?filter=${encodeURIComponent(filter)}`;

describe("the service under attack", () => {
  it("never fails on random paths, queries and headers, nor stops answering", async () => {
    const { requests, statuses } = await fuzz(demo.port, 3_000, seededRandom(20_261_122));
    expect(requests).toBe(3_000);
    expect([...statuses.keys()].filter((status) => status >= 500)).toEqual([]);
    // It reached routes and not only 404.
    expect(statuses.get(200)).toBeGreaterThan(50);
    expect(statuses.get(400)).toBeGreaterThan(50);
    expect((await demo.ask("/health")).status).toBe(200);
  }, 120_000);

  it("names nothing of an object's prototype, whatever is called so", async () => {
    for (const name of ["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf"]) {
      for (const path of [
        `/tiles/${name}.json`,
        `/archives/${name}.pmtiles`,
        `/collections/${name}`,
        `/collections/demo.${name}`,
        `/tileMatrixSets/${name}`,
      ])
        expect((await demo.ask(path)).status, path).toBe(404);
      for (const path of [`/datasets/../${name}`, `/analysis/land?${name}=1`, `/collections?${name}[x]=1`, items(`${name} = 1`)])
        expect([400, 404], path).toContain((await demo.ask(path)).status);
      const inJson = encodeURIComponent(`{"op":"=","args":[{"property":"${name}"},1],"__proto__":{"op":"and"}}`);
      expect((await demo.ask(`/collections/demo.parcels/items?filter-lang=cql2-json&filter=${inJson}`)).status).toBe(400);
    }
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it("does no work twice for a list that names a thing many times, and refuses a list that is too long", async () => {
    const many = Array.from({ length: 150 }, () => "P-built").join(",");
    expect(jsonOf(await demo.ask(`/analysis/land?parcel=${many}`)).parcels).toHaveLength(1);
    const tooMany = Array.from({ length: 201 }, (_, i) => `p${i}`).join(",");
    expect((await demo.ask(`/analysis/land?parcel=${tooMany}`)).status).toBe(400);
    expect((await demo.ask("/archives/demo.pmtiles", { headers: { range: `bytes=${"0-0,".repeat(500)}1-1` } })).status).toBe(416);
  });

  it("spends little on filters made to be expensive", async () => {
    const costly = [
      `name LIKE '${"%a".repeat(900)}b'`,
      Array.from({ length: 250 }, (_, i) => `name LIKE '%${i}%x'`).join(" OR "),
      `${"(".repeat(23)}TRUE${")".repeat(23)}`,
      `S_INTERSECTS(geometry, LINESTRING(${Array.from({ length: 400 }, (_, i) => `${106 + (i % 2)} ${39 + i / 400}`).join(",")}))`,
      `id IN (${Array.from({ length: 200 }, (_, i) => `'${i}'`).join(",")})`,
    ];
    for (const filter of costly) {
      const startedMs = performance.now();
      const { status } = await demo.ask(items(filter));
      expect([200, 400], filter.slice(0, 40)).toContain(status);
      expect(performance.now() - startedMs, filter.slice(0, 40)).toBeLessThan(2_000);
    }
    for (const filter of [`name = '${"x".repeat(6_100)}'`, `${"NOT ".repeat(1_000)}TRUE`, "(".repeat(3_000)]) {
      const { status } = await demo.ask(items(filter));
      expect([400, 431]).toContain(status);
    }
  });

  it("puts no host of a request into a document that others may get", async () => {
    for (const [name, value] of [
      ["host", "evil.example"],
      ["x-forwarded-host", "evil.example"],
      ["forwarded", "host=evil.example;proto=https"],
      ["x-forwarded-prefix", "/evil"],
      ["x-original-url", "/evil"],
      ["x-rewrite-url", "/evil"],
    ] as const)
      for (const path of [
        "/?f=json",
        "/?f=html",
        "/api",
        "/collections",
        "/collections/demo.parcels/items",
        "/tiles/demo.json",
        "/collections/demo.parcels/tiles",
      ])
        expect((await demo.ask(path, { headers: { [name]: value } })).body.toString(), `${name} ${path}`).not.toContain("evil");
  });

  it("writes no part of a request into a page as markup", async () => {
    for (const path of [
      "/%3Cscript%3Ealert(1)%3C/script%3E",
      "/?f=%3Cscript%3E",
      "/collections/%3Cscript%3E",
      "/api?f=html&x=%3Cscript%3E",
    ]) {
      const answer = await demo.ask(path, { headers: { accept: "text/html" } });
      expect(answer.headers["content-type"], path).toBe("application/problem+json");
      expect(answer.headers["x-content-type-options"]).toBe("nosniff");
    }
  });
});
