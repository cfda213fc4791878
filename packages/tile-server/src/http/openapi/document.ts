import { STATUS_CODES } from "node:http";
import { z } from "zod";
import type { Body, Operation } from "./operation.ts";
import { problemSchema } from "./schemas.ts";

type Json = Record<string, unknown>;

const schemaNameOf = (schema: z.ZodType): string | undefined => z.globalRegistry.get(schema)?.id;

/** A schema as JSON Schema 2020-12, the dialect of OpenAPI 3.1; named ones by reference into the components. */
function jsonSchema(schema: z.ZodType, components: Map<string, Json>): Json {
  const made = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Json;
  const { $schema: _dialect, $defs, id: _id, ...own } = made;
  for (const [name, definition] of Object.entries(($defs ?? {}) as Record<string, Json>)) {
    const { id: _definitionId, ...rest } = definition;
    components.set(name, JSON.parse(JSON.stringify(rest).replaceAll('"#/$defs/', '"#/components/schemas/')) as Json);
  }
  const resolved = JSON.parse(JSON.stringify(own).replaceAll('"#/$defs/', '"#/components/schemas/')) as Json;
  const name = schemaNameOf(schema);
  if (name === undefined) return resolved;
  // The root of a named schema comes as a reference to its own definition where that is among the definitions already.
  if (resolved.$ref === undefined) components.set(name, resolved);
  return { $ref: `#/components/schemas/${name}` };
}

function bodySchema(body: Body, components: Map<string, Json>): Json {
  if (body === "bytes") return {};
  if (body === "text") return { schema: { type: "string" } };
  return { schema: jsonSchema(body, components) };
}

function queryParameters({ query }: Operation): readonly Json[] {
  if (!query) return [];
  const { properties = {}, required = [] } = z.toJSONSchema(query, { io: "input", unrepresentable: "any" });
  return Object.entries(properties).map(([name, schema]) => {
    const { description, ...rest } = schema as Json;
    return {
      name,
      in: "query",
      required: required.includes(name),
      ...(description === undefined ? {} : { description }),
      // Lists are written with commas (bbox=1,2,3,4) and not by repeating the name.
      style: "form",
      explode: false,
      schema: rest,
    };
  });
}

function pathParameters({ path, parameters = {} }: Operation): readonly Json[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    ...(parameters[name!] === undefined ? {} : { example: parameters[name!] }),
    schema: { type: "string" },
  }));
}

function requestBody({ body }: Operation, components: Map<string, Json>): Json {
  return body
    ? { requestBody: { required: true, content: { "application/json": { schema: jsonSchema(body, components) } } } }
    : {};
}

function responses(operation: Operation, components: Map<string, Json>): Json {
  const content = Object.entries(operation.answers).map(([type, body]) => [type, bodySchema(body, components)]);
  const problem = { "application/problem+json": { schema: jsonSchema(problemSchema, components) } };
  return {
    "200": { description: operation.summary, content: Object.fromEntries(content) },
    ...Object.fromEntries(Object.entries(operation.also ?? {}).map(([status, description]) => [status, { description }])),
    ...Object.fromEntries(
      operation.problems.map((status) => [String(status), { description: STATUS_CODES[status] ?? "Error", content: problem }]),
    ),
  };
}

/** Facts about the service as a whole. */
export interface ApiInfo {
  readonly version: string;
  /** Where the service is reached; empty for the address that the document came from. */
  readonly base: string;
  readonly isProtected: boolean;
}

/** The service as an OpenAPI 3.1 document, from the operations and their schemas. */
export function openApiDocument(operations: readonly Operation[], { version, base, isProtected }: ApiInfo): Json {
  const components = new Map<string, Json>();
  const paths: Record<string, Json> = {};
  for (const operation of operations) {
    const parameters = [...pathParameters(operation), ...queryParameters(operation)];
    paths[operation.path] = {
      [operation.body ? "post" : "get"]: {
        operationId: operation.id,
        tags: [operation.tag],
        summary: operation.summary,
        ...(parameters.length > 0 ? { parameters } : {}),
        ...requestBody(operation, components),
        responses: responses(operation, components),
      },
    };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "ParkAtlas (园区一张图)",
      description: "Parks, land and protection zones: features with exact geometry, vector tiles and analyses.",
      version,
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: base === "" ? "/" : base }],
    ...(isProtected ? { security: [{ key: [] }, { bearer: [] }, { basic: [] }] } : {}),
    paths,
    components: {
      schemas: Object.fromEntries([...components].sort(([a], [b]) => (a < b ? -1 : 1))),
      ...(isProtected ? { securitySchemes: SECURITY_SCHEMES } : {}),
    },
  };
}

const SECURITY_SCHEMES = {
  key: { type: "apiKey", in: "header", name: "X-Api-Key" },
  bearer: { type: "http", scheme: "bearer" },
  basic: { type: "http", scheme: "basic", description: "any name, the API key as password; browsers and QGIS ask for it" },
};
