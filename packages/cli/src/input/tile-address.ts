import { UsageError } from "./usage-error.ts";

/** A tile written `z/x/y`. Throws a {@link UsageError} for anything else, and for a tile that does not exist. */
export function tileAddressOf(text: string): { readonly z: number; readonly x: number; readonly y: number } {
  const match = /^(\d{1,2})\/(\d{1,9})\/(\d{1,9})$/.exec(text);
  if (!match)
    throw new UsageError(
      { zh: `“${text}”不是瓦片`, en: `"${text}" is no tile` },
      {
        zh: "应写作 z/x/y，例如 14/13180/6092",
        en: "write it as z/x/y, for example 14/13180/6092",
      },
    );
  const [z, x, y] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (z > 26 || x >= 2 ** z || y >= 2 ** z)
    throw new UsageError({
      zh: `瓦片 ${text} 不存在：${z} 级的 x、y 至 ${2 ** z - 1} 为止`,
      en: `tile ${text} does not exist: at zoom ${z}, x and y end at ${2 ** z - 1}`,
    });
  return { z, x, y };
}
