import type { RequestHandler, Router } from "express";
import type { RouteContext } from "../context.ts";
import { named } from "../observe.ts";
import type { Operation } from "./operation.ts";

/** `/tiles/{tileset}/{z}` as Express writes it. */
function expressPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ":$1");
}

/** Puts the operation into the document and its handler on the router. */
export function addOperation(router: Router, context: RouteContext, operation: Operation, handler: RequestHandler): void {
  context.operations.push(operation);
  const path = expressPath(operation.path);
  if (operation.body) router.post(path, named(operation.route), handler);
  else router.get(path, named(operation.route), handler);
}
