import { createHash, generateKeyPairSync, type KeyObject } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { VectorTile } from "@mapbox/vector-tile";
import { type Access, createAccess, createAuditLog, createLogger, parseAccessConfig } from "@parkatlas/tile-server";
import { PbfReader } from "pbf";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { jsonOf, startDemo } from "./service.ts";

const { SignJWT, exportJWK } = createRequire(new URL("../../packages/tile-server/package.json", import.meta.url))("jose") as {
  SignJWT: new (
    payload: object,
  ) => {
    setProtectedHeader(header: object): InstanceType<typeof SignJWT>;
    sign(key: KeyObject | Uint8Array): Promise<string>;
  };
  exportJWK(key: KeyObject): Promise<object>;
};

const TILE = "/tiles/demo/14/13053/6226.mvt";
const KEYS = {
  all: "key-that-sees-everything",
  few: "key-that-sees-little",
  analyst: "key-that-sees-another-dataset",
  old: "key-that-has-ended",
};
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const NOW_MS = Date.parse("2026-11-22T00:00:00Z");
const [issuerPair, otherPair] = [
  generateKeyPairSync("ec", { namedCurve: "P-256" }),
  generateKeyPairSync("ec", { namedCurve: "P-256" }),
];

let issuer: Server;
let issuerUrl: string;
let keyReads = 0;
let access: Access;
let demo: Awaited<ReturnType<typeof startDemo>>;

beforeAll(async () => {
  const jwk = { ...(await exportJWK(issuerPair.publicKey)), kid: "one", alg: "ES256", use: "sig" };
  issuer = createServer((_req, res) => {
    keyReads++;
    res.setHeader("Content-Type", "application/json").end(JSON.stringify({ keys: [jwk] }));
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => issuer.once("listening", resolve));
  issuerUrl = `http://127.0.0.1:${(issuer.address() as AddressInfo).port}`;
  const config = parseAccessConfig({
    roles: {
      officer: {},
      guest: { layers: ["parks", "parcels"], hideFields: ["holder", "priceCny", "name"] },
      elsewhere: { datasets: ["nowhere"] },
      analyst: { datasets: ["nowhere"], analyses: true },
    },
    keys: [
      { id: "office", sha256: sha256(KEYS.all), roles: ["officer"] },
      { id: "visitor", sha256: sha256(KEYS.few), roles: ["guest"] },
      { id: "analyst", sha256: sha256(KEYS.analyst), roles: ["analyst"] },
      { id: "former", sha256: sha256(KEYS.old), roles: ["officer"], validTo: "2026-11-21" },
    ],
    oidc: { issuer: issuerUrl, audience: "parkatlas", jwksUri: `${issuerUrl}/jwks`, rolesClaim: "realm_access.roles" },
  });
  access = createAccess(config, () => NOW_MS);
  demo = await startDemo({ access });
});
afterAll(async () => {
  await demo.stop();
  issuer.close();
});

const withKey = (key: string) => ({ headers: { "x-api-key": key } });
const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
const token = (claims: object = {}, { key = issuerPair.privateKey as KeyObject | Uint8Array, header = {} } = {}) =>
  new SignJWT({
    iss: issuerUrl,
    aud: "parkatlas",
    sub: "li.wei",
    exp: NOW_MS / 1000 + 600,
    realm_access: { roles: ["officer", "something-else"] },
    ...claims,
  })
    .setProtectedHeader({ alg: "ES256", kid: "one", ...header })
    .sign(key);
const layersOf = (bytes: Uint8Array) => new VectorTile(new PbfReader(bytes)).layers;

describe("access control", () => {
  it("answers nobody who does not say who they are, except that the process lives", async () => {
    for (const path of [
      "/",
      "/datasets",
      TILE,
      "/tiles/demo.json",
      "/archives/demo.pmtiles",
      "/collections",
      "/analysis/land",
      "/metrics",
      "/ready",
      "/nothing",
      "/api",
    ]) {
      const answer = await demo.ask(path);
      expect([answer.status, jsonOf(answer).code], path).toEqual([401, "unauthorised"]);
      expect(answer.headers["www-authenticate"], path).toMatch(/^Basic realm="ParkAtlas".*Bearer/);
      expect(answer.body.toString(), path).not.toContain("demo.");
    }
    expect((await demo.ask("/health")).status).toBe(200);
  });

  it("takes a key in its header, as Bearer, and as the password that browsers and QGIS ask for", async () => {
    const basic = Buffer.from(`anybody:${KEYS.all}`).toString("base64");
    for (const headers of [
      { "x-api-key": KEYS.all },
      { authorization: `Bearer ${KEYS.all}` },
      { authorization: `basic ${basic}` },
    ]) {
      for (const path of ["/datasets", TILE, "/analysis/land", "/archives/demo.pmtiles", "/metrics"])
        expect((await demo.ask(path, { headers })).status, path).toBe(200);
    }
  });

  it("refuses wrong, ended and malformed credentials alike", async () => {
    for (const headers of [
      { "x-api-key": "wrong" },
      { "x-api-key": "" },
      { "x-api-key": KEYS.old },
      { "x-api-key": sha256(KEYS.all) },
      { authorization: KEYS.all },
      { authorization: "Basic !!!" },
      { authorization: `Basic ${Buffer.from(KEYS.all).toString("base64")}` },
      { authorization: "Bearer" },
      { authorization: `Digest ${KEYS.all}` },
      { authorization: `Bearer ${"x".repeat(9_000)}` },
      { "x-api-key": "__proto__" },
    ]) {
      expect((await demo.ask("/datasets", { headers })).status, JSON.stringify(headers).slice(0, 80)).toBe(401);
      expect((await demo.ask(TILE, { headers })).status).toBe(401);
    }
  });

  it("keeps answers that depend on who asks out of shared caches", async () => {
    for (const path of [TILE, `${TILE}?v=${demo.archive.version.slice(0, 12)}`, "/datasets", "/collections/demo.parcels/items"]) {
      const { headers } = await demo.ask(path, withKey(KEYS.all));
      expect(headers["cache-control"], path).toMatch(/^private\b/);
      expect(headers["cache-control"], path).not.toContain("public");
      expect(headers.vary, path).toMatch(/Authorization/);
    }
  });
});

describe("a role with limits", () => {
  const few = (path: string) => demo.ask(path, withKey(KEYS.few));

  it("sees its layers and no others, in every list", async () => {
    const { collections } = jsonOf(await few("/collections"));
    expect(collections.map((each: { id: string }) => each.id).sort()).toEqual(["demo.parcels", "demo.parks"]);
    for (const path of [
      "/collections/demo.sites",
      "/collections/demo.sites/items",
      "/collections/demo.sites/tiles/WebMercatorQuad/14/6226/13053",
    ])
      expect((await few(path)).status, path).toBe(404);
    const { vector_layers } = jsonOf(await few("/tiles/demo.json"));
    expect(vector_layers.map((each: { id: string }) => each.id).sort()).toEqual(["parcels", "parks"]);
    expect(jsonOf(await few("/datasets")).datasets[0].counts).toMatchObject({ parcels: 8, sites: 0, units: 0 });
  });

  it("sees no hidden field: not in features, nor by a filter, nor in a tile's features or tables", async () => {
    for (const path of [
      "/collections/demo.parcels/items",
      "/collections/demo.parcels/items/P-built",
      "/collections/demo.parcels/queryables",
      "/datasets",
    ]) {
      const text = (await few(path)).body.toString();
      for (const secret of ["示例企业", "9000000", "示例宗地", "holder"]) expect(text, `${path} ${secret}`).not.toContain(secret);
    }
    const filtered = await few(`/collections/demo.parcels/items?filter=${encodeURIComponent("holder LIKE '%7'")}`);
    expect([filtered.status, jsonOf(filtered).code]).toEqual([400, "filter-invalid"]);
    const tile = (await few(TILE)).body;
    const layers = layersOf(tile);
    expect(Object.keys(layers).sort()).toEqual(["parcels", "parks"]);
    const whole = layersOf((await demo.ask(TILE, withKey(KEYS.all))).body);
    expect(layers.parcels!.length).toBe(whole.parcels!.length);
    for (let i = 0; i < layers.parcels!.length; i++) {
      const { name, ...shown } = whole.parcels!.feature(i).properties;
      expect(name).toBeDefined();
      expect(layers.parcels!.feature(i).properties).toEqual(shown);
      expect(layers.parcels!.feature(i).loadGeometry()).toEqual(whole.parcels!.feature(i).loadGeometry());
    }
    expect(tile.toString("utf8")).not.toContain("示例宗地");
  });

  it("gets no archive, no analysis and no metrics, which tell of everything", async () => {
    for (const path of ["/archives/demo.pmtiles", "/analysis/land", "/analysis/protection?unit=U-health", "/metrics", "/ready"]) {
      const answer = await few(path);
      expect([answer.status, jsonOf(answer).code], path).toEqual([403, "forbidden"]);
    }
  });

  it("for certain datasets gets the analyses of no other, whether the query names it, the body, or nothing does", async () => {
    for (const path of ["/analysis/land?dataset=demo", "/analysis/land", "/analysis/siting?distanceM=500"]) {
      const answer = await demo.ask(path, withKey(KEYS.analyst));
      expect([answer.status, jsonOf(answer).code], path).toEqual([404, "unknown-dataset"]);
      expect(jsonOf(answer).action, path).not.toContain("demo");
    }
    const whatIf = (key: string) =>
      fetch(`http://127.0.0.1:${demo.port}/analysis/protection/what-if`, {
        method: "POST",
        headers: { "x-api-key": key, "content-type": "application/json" },
        body: JSON.stringify({ dataset: "demo", changes: [{ kind: "drop-site", siteId: "S-village" }] }),
      });
    expect((await whatIf(KEYS.all)).status).toBe(200);
    const refused = await whatIf(KEYS.analyst);
    expect([refused.status, (await refused.json()).code]).toEqual([404, "unknown-dataset"]);
  });

  it("never meets what was kept in memory for another role, whichever asked first", async () => {
    for (const path of [TILE, "/collections/demo.parcels/items", "/datasets"]) {
      const [first, second, third] = [
        await demo.ask(path, withKey(KEYS.all)),
        await few(path),
        await demo.ask(path, withKey(KEYS.all)),
      ];
      expect(first.body.equals(third.body), path).toBe(true);
      expect(first.body.equals(second.body), path).toBe(false);
      expect(first.headers.etag).not.toBe(second.headers.etag);
    }
  });
});

describe("tokens of an issuer", () => {
  it("are taken when they are signed, for us, and not over; roles come out of their claim", async () => {
    expect((await demo.ask("/datasets", bearer(await token()))).status).toBe(200);
    expect((await demo.ask(TILE, bearer(await token()))).status).toBe(200);
    const none = await demo.ask("/datasets", bearer(await token({ realm_access: { roles: ["stranger"] } })));
    expect([none.status, jsonOf(none).code]).toEqual([403, "forbidden"]);
    const elsewhere = await demo.ask("/datasets", bearer(await token({ realm_access: { roles: ["elsewhere"] } })));
    expect(jsonOf(elsewhere).datasets).toEqual([]);
  });

  it("are refused for another audience, issuer, signature or algorithm, over, and without an end", async () => {
    const unsigned = `${Buffer.from('{"alg":"none"}').toString("base64url")}.${(await token()).split(".")[1]}.`;
    const secret = new TextEncoder().encode(JSON.stringify(await exportJWK(issuerPair.publicKey)));
    for (const [what, wrong] of [
      ["audience", await token({ aud: "other" })],
      ["issuer", await token({ iss: "https://evil.example" })],
      ["over", await token({ exp: NOW_MS / 1000 - 1 })],
      ["endless", await token({ exp: undefined })],
      ["signature", await token({}, { key: otherPair.privateKey })],
      ["algorithm none", unsigned],
      ["shared secret", await token({}, { key: secret, header: { alg: "HS256" } })],
      ["no token", "a.b.c"],
    ] as const)
      expect((await demo.ask("/datasets", bearer(wrong))).status, what).toBe(401);
  });

  it("do not make the issuer be asked each time", async () => {
    const before = keyReads;
    const one = await token({ sub: "again" });
    for (let i = 0; i < 20; i++) await demo.ask(TILE, bearer(one));
    expect(keyReads - before).toBeLessThanOrEqual(1);
  });
});

describe("the configuration of access", () => {
  it.each([
    [{ roles: {} }, "nobody could ask"],
    [{ roles: {}, keys: [{ id: "a", sha256: "0".repeat(64), roles: ["x"] }] }, "there is no role x"],
    [{ roles: { a: {} }, keys: [{ id: "a", sha256: "short", roles: ["a"] }] }, "64 hexadecimal digits"],
    [{ roles: { a: { layer: [] } }, keys: [{ id: "a", sha256: "0".repeat(64), roles: ["a"] }] }, "layer"],
    [{ roles: { a: {} }, oidc: { issuer: "http://evil.example", audience: "x", jwksUri: "https://x.example" } }, "https://"],
    [[], "it:"],
  ])("%j is refused", (config, message) => expect(() => parseAccessConfig(config)).toThrow(message));
});

describe("the audit log", () => {
  it("has a line for every request, with who and what, and is put aside when it has grown, never cut", async () => {
    const folder = demo.scratch.path("");
    const path = `${folder}/audit.jsonl`;
    const audit = createAuditLog({ path, maxBytes: 2_000, logger: createLogger("silent"), nowMs: () => NOW_MS });
    const other = await startDemo({ access, audit });
    for (let i = 0; i < 40; i++) {
      await other.ask(TILE, withKey(KEYS.all));
      await other.ask(`/collections/demo.parcels/items/P-built?n=${i}`, withKey(KEYS.few));
      await other.ask("/datasets");
      if (i % 5 === 0) await new Promise((resolve) => setTimeout(resolve, 210));
    }
    await other.stop();
    audit.close();
    const names = (await readdir(folder)).filter((name) => name.startsWith("audit"));
    expect(names.length).toBeGreaterThan(2);
    const lines = (await Promise.all(names.map((name) => readFile(`${folder}/${name}`, "utf8"))))
      .join("")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines).toHaveLength(120);
    const countOf = (who: string | null) => lines.filter((line) => line.who === who).length;
    expect([countOf("office"), countOf("visitor"), countOf(null)]).toEqual([40, 40, 40]);
    expect(
      lines
        .filter((line) => line.url.startsWith(TILE))
        .every((line) => line.status === 200 && line.at === "2026-11-22T00:00:00.000Z"),
    ).toBe(true);
    expect(lines.filter((line) => line.who === null).every((line) => line.status === 401)).toBe(true);
    expect(JSON.stringify(lines)).not.toContain(KEYS.all);
  });

  it("that cannot be written stops the answers, until it can", async () => {
    let isWritable = true;
    const recorded: unknown[] = [];
    const audit = {
      get isWritable() {
        return isWritable;
      },
      record: (line: unknown) => void recorded.push(line),
      close: () => undefined,
    };
    const other = await startDemo({ audit });
    expect((await other.ask(TILE)).status).toBe(200);
    isWritable = false;
    for (const path of [TILE, "/datasets"]) {
      const answer = await other.ask(path);
      expect([answer.status, jsonOf(answer).code], path).toEqual([503, "audit-unavailable"]);
    }
    expect((await other.ask("/health")).status).toBe(200);
    isWritable = true;
    expect((await other.ask("/datasets")).status).toBe(200);
    expect(recorded.length).toBe(5);
    await other.stop();
  });

  it("holds a bounded number of lines while the disk is full, and does not try it with every one", async () => {
    // Every write to this device fails with ENOSPC; it is a disk that is full for ever.
    if (process.platform !== "linux") return;
    const logged: string[] = [];
    const audit = createAuditLog({
      path: "/dev/full",
      maxBytes: 1e6,
      logger: createLogger("error", { write: (line: string) => logged.push(line) }),
    });
    const answered = {
      requestId: "1",
      route: "tile",
      method: "GET",
      url: "/",
      status: 200,
      seconds: 0,
      complete: true,
      who: null,
    } as const;
    audit.record(answered);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(audit.isWritable).toBe(false);
    expect(logged.join("")).toContain("nothing is answered until it can");
    const startedMs = performance.now();
    for (let i = 0; i < 50_000; i++) audit.record(answered);
    expect(performance.now() - startedMs).toBeLessThan(2_000);
    expect(audit.isWritable).toBe(false);
    audit.close();
  });
});

describe("the rate limit", () => {
  it("counts every request of an address, tiles too, and says when to come back", async () => {
    const other = await startDemo({ requestsPerMinute: 5 });
    for (let i = 0; i < 5; i++) expect((await other.ask(i % 2 ? TILE : "/datasets")).status).toBe(200);
    for (const path of [TILE, "/datasets"]) {
      const answer = await other.ask(path, { headers: { "x-forwarded-for": "203.0.113.9" } });
      expect([answer.status, jsonOf(answer).code, answer.headers["retry-after"]], path).toEqual([429, "too-many-requests", "60"]);
    }
    expect((await other.ask("/health")).status).toBe(200);
    await other.stop();
  });
});
