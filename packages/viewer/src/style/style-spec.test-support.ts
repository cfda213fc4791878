import { createRequire } from "node:module";

// MapLibre's own style specification, as an independent reader of what this folder writes. It is a dependency of
// maplibre-gl, reached through it, so that the version is always the one that draws the map.

type ParsedExpression =
  | { readonly result: "error"; readonly value: unknown }
  | { readonly result: "success"; readonly value: { evaluate(globals: object, feature: object): unknown } };

export interface StyleSpec {
  validateStyleMin(style: object): readonly { readonly message: string }[];
  createExpression(expression: unknown, rootKey: string, propertySpec: object | null, globalState?: object): ParsedExpression;
}

export function loadStyleSpec(): StyleSpec {
  const fromHere = createRequire(import.meta.url);
  const fromMapLibre = createRequire(fromHere.resolve("maplibre-gl/package.json"));
  return fromMapLibre("@maplibre/maplibre-gl-style-spec") as StyleSpec;
}

/** Value of an expression for tile properties, with the given global state. */
export function evaluate(spec: StyleSpec, expression: unknown, properties: object, globalState: object): unknown {
  const parsed = spec.createExpression(expression, "test", null, globalState);
  if (parsed.result !== "success") throw new Error(JSON.stringify(parsed.value));
  return parsed.value.evaluate({ zoom: 12, globalState }, { type: 3, properties, state: {} });
}
