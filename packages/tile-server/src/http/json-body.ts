import express, { type RequestHandler } from "express";
import type { z } from "zod";
import { HttpProblem } from "./problem.ts";

const isTooLarge = (error: unknown) => error instanceof Error && "type" in error && error.type === "entity.too.large";

/** Reads a JSON body of at most `limitBytes` into `req.body`. Answers 413, 415 or 400 where it cannot. */
export function readJsonBody(limitBytes: number): RequestHandler {
  const read = express.json({ limit: limitBytes, inflate: false });
  return (req, res, next) => {
    if (!req.is("application/json"))
      return next(
        new HttpProblem(415, "body-not-json", "the body is not declared as JSON", "send it with Content-Type: application/json"),
      );
    read(req, res, (error?: unknown) => {
      if (error === undefined) return next();
      const problem = isTooLarge(error)
        ? new HttpProblem(
            413,
            "body-too-large",
            `the body is larger than ${limitBytes} bytes`,
            "ask with fewer or coarser outlines",
          )
        : new HttpProblem(400, "body-invalid", "the body cannot be read as JSON", "send one JSON object, not compressed");
      next(problem);
    });
  };
}

const MOST_ISSUES = 5;

/** The body of a request, checked. Throws a 400 that says where it is wrong. */
export function parseBody<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const said = parsed.error.issues.slice(0, MOST_ISSUES).map(({ path, message }) => {
    const where = path.length === 0 ? "the body" : JSON.stringify(path.join(".").slice(0, 120));
    return `${where}: ${message.slice(0, 200)}`;
  });
  throw new HttpProblem(400, "body-invalid", said.join("; "), "see docs/http-api.md for the members of the body");
}
