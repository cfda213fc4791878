import { UsageError } from "./usage-error.ts";

/** A tile written `z/x/y`. Throws a {@link UsageError} for anything else, and for a tile that does not exist. */
export function tileAddressOf(text: string): { readonly z: number; readonly x: number; readonly y: number } {
  const match = /^(\d{1,2})\/(\d{1,9})\/(\d{1,9})$/.exec(text);
  if (!match) throw new UsageError(`"${text}" is no tile`, "write it as z/x/y, for example 14/13180/6092");
  const [z, x, y] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (z > 26 || x >= 2 ** z || y >= 2 ** z)
    throw new UsageError(`tile ${text} does not exist: at zoom ${z}, x and y end at ${2 ** z - 1}`);
  return { z, x, y };
}
