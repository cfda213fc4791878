import type { ColumnType } from "../../source/columns.ts";
import { GEOMETRY_NAME } from "../../source/cql2/ast.ts";
import type { LayerIndex } from "../../source/layer-index.ts";

const SCHEMA_OF: Readonly<Record<ColumnType, object>> = {
  text: { type: "string" },
  number: { type: "number" },
  boolean: { type: "boolean" },
  date: { type: "string", format: "date" },
};

/** The properties that a filter on this layer may name (OGC 19-079r2, clause 6), as JSON Schema. */
export function queryablesDocument(id: string, { columns }: LayerIndex, url: string) {
  const properties = columns.names().map((name) => [name, { title: name, ...SCHEMA_OF[columns.column(name)!.type] }]);
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: url,
    type: "object",
    title: id,
    properties: {
      [GEOMETRY_NAME]: { title: GEOMETRY_NAME, "x-ogc-role": "primary-geometry", format: "geometry-any" },
      ...Object.fromEntries(properties),
    },
    additionalProperties: false,
  };
}
