import { createRequire } from "node:module";
import { Validator } from "@seriousme/openapi-schema-validator";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ask, jsonOf, type RawAnswer, startDemo } from "./service.ts";

/** zod reads JSON Schema too; it is a dependency of the service, not of the tests. */
const { z } = createRequire(new URL("../../packages/tile-server/package.json", import.meta.url))("zod") as {
  z: { fromJSONSchema(schema: unknown): { safeParse(value: unknown): { success: boolean; error?: unknown } } };
};

interface OpenApiOperation {
  readonly operationId: string;
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: "path" | "query";
    readonly required: boolean;
    readonly example?: string;
  }[];
  readonly responses: Record<string, { readonly content?: Record<string, { readonly schema?: unknown }> }>;
}
interface OpenApiDocument {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, OpenApiOperation>>;
  readonly components: { readonly schemas: Record<string, unknown> };
}

let demo: Awaited<ReturnType<typeof startDemo>>;
let document: OpenApiDocument;
beforeAll(async () => {
  demo = await startDemo();
  document = jsonOf(await demo.ask("/api"));
});
afterAll(() => demo.stop());

/** What the demo has for each parameter of a path; where the document gives an example, that one. */
const KNOWN: Readonly<Record<string, string>> = { tileset: "demo", collection: "demo.parcels", id: "P-built" };
const NEEDED: Readonly<Record<string, Record<string, string>>> = {
  getLandSeries: { from: "2020-01-01", step: "year" },
  getSiting: { distanceM: "500" },
};
const DEMO_TILE: Readonly<Record<string, string>> = {
  tileMatrix: "14",
  tileRow: "6226",
  tileCol: "13053",
  z: "14",
  x: "13053",
  y: "6226",
};

/** A client out of the document alone: one function for each operation, named by its operationId. */
function clientOf({ paths }: OpenApiDocument, port: number) {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  return Object.fromEntries(
    operations.map(({ path, method, operation }) => [
      operation.operationId,
      (given: Record<string, string>): Promise<RawAnswer> => {
        const query = new URLSearchParams();
        let address = path;
        for (const { name, in: where, required } of operation.parameters ?? []) {
          const value = given[name];
          if (where === "path") address = address.replace(`{${name}}`, encodeURIComponent(value ?? ""));
          else if (value !== undefined) query.set(name, value);
          else if (required) throw new Error(`${operation.operationId} needs ${name}`);
        }
        return ask(port, query.size > 0 ? `${address}?${query}` : address, { method: method.toUpperCase() });
      },
    ]),
  );
}

/** The schema with every reference resolved within itself. */
function schemaFor(schema: unknown): unknown {
  const text = JSON.stringify(schema).replaceAll("#/components/schemas/", "#/$defs/");
  const defs = JSON.parse(JSON.stringify(document.components.schemas).replaceAll("#/components/schemas/", "#/$defs/"));
  return { ...(JSON.parse(text) as object), $defs: defs };
}

describe("the OpenAPI document", () => {
  it("is OpenAPI 3.1 by an independent validator", async () => {
    const validator = new Validator();
    const result = await validator.validate(JSON.parse(JSON.stringify(document)));
    expect(result, JSON.stringify(result)).toMatchObject({ valid: true });
    expect(validator.version).toBe("3.1");
  });

  it("names every operation once, and every parameter of its path", () => {
    const ids = Object.values(document.paths).flatMap((methods) => Object.values(methods).map((each) => each.operationId));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(25);
    for (const [path, { get }] of Object.entries(document.paths))
      for (const [, name] of path.matchAll(/\{(\w+)\}/g))
        if (get) expect(get.parameters, path).toContainEqual(expect.objectContaining({ name, in: "path", required: true }));
  });

  it("makes a client that gets what the document promises from every operation", async () => {
    const client = clientOf(document, demo.port);
    const tried: string[] = [];
    for (const [path, { get }] of Object.entries(document.paths)) {
      if (!get) continue;
      const given: Record<string, string> = { ...NEEDED[get.operationId] };
      for (const { name, in: where, example } of get.parameters ?? [])
        if (where === "path") given[name] = DEMO_TILE[name] ?? KNOWN[name] ?? example ?? "";
      const answer = await client[get.operationId]!(given);
      const promised = get.responses[String(answer.status)];
      expect(promised, `${path} → ${answer.status} ${answer.body.toString().slice(0, 200)}`).toBeDefined();
      // Without a viewer's build there is no style; everything else is there.
      expect(answer.status, path).toBe(get.operationId === "getStyle" ? 404 : 200);
      const type = String(answer.headers["content-type"]);
      const promisedTypes = Object.keys(promised!.content ?? {});
      const found = promisedTypes.find((each) => type === each || type.startsWith(`${each};`));
      expect(found, `${path}: ${type} is none of ${promisedTypes.join(", ")}`).toBeDefined();
      const schema = promised!.content![found!]!.schema;
      if (schema !== undefined && type.includes("json")) {
        const { success, error } = z.fromJSONSchema(schemaFor(schema)).safeParse(jsonOf(answer));
        expect(success, `${path}: ${String(error)}`).toBe(true);
      }
      tried.push(get.operationId);
    }
    expect(tried.length).toBeGreaterThan(25);
  });

  it("names every query parameter that a route takes: an unknown one is refused, a known one is not unknown", async () => {
    for (const [path, { get }] of Object.entries(document.paths)) {
      if (!get || path.includes("{tileset}")) continue;
      const address = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => DEMO_TILE[name] ?? KNOWN[name] ?? "WebMercatorQuad");
      const names = (get.parameters ?? []).filter((each) => each.in === "query").map((each) => each.name);
      if (names.length === 0) continue;
      const refused = await demo.ask(`${address}?no-such-parameter=1`);
      expect([refused.status, jsonOf(refused).code], path).toEqual([400, "query-invalid"]);
      for (const name of names) expect(jsonOf(refused).action, path).toContain(name);
    }
  });
});
