import type { z } from "zod";
import type { RouteName } from "../observe.ts";

/** What a body is: described by a schema, or bytes that no schema describes. */
export type Body = z.ZodType | "bytes" | "text";

/** One operation of the service: the route is made from it, and so is its part of the OpenAPI document. */
export interface Operation {
  readonly id: string;
  /** The path with its parameters in braces, as OpenAPI writes it. */
  readonly path: string;
  readonly route: RouteName;
  readonly tag: "landing" | "features" | "tiles" | "analyses" | "operation";
  readonly summary: string;
  /** The schema that the handler checks its query with. */
  readonly query?: z.ZodObject;
  /** What the asker sends; an operation that has it is a POST. */
  readonly body?: z.ZodType;
  /** An example of each path parameter, which generated clients may start from. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Body of 200 by media type. */
  readonly answers: Readonly<Record<string, Body>>;
  /** Other answers that are no errors. */
  readonly also?: Readonly<Record<number, string>>;
  readonly problems: readonly number[];
}
