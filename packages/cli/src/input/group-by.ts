import { LAND_GROUP_KEYS, type LandGroupBy, type LandGroupKey } from "@parkatlas/geo-core";
import type { FlagSpec, ParsedArguments } from "./flags.ts";
import { notOneOf, UsageError } from "./usage-error.ts";

export const LAND_BY_FLAG: FlagSpec = {
  name: "by",
  value: "KEY[,KEY]",
  help: {
    zh: `分组：${LAND_GROUP_KEYS.join("、")}；两个以逗号交叉；默认 park`,
    en: `groups: ${LAND_GROUP_KEYS.join(", ")}; two crossed by a comma; default park`,
  },
};

function keyOf(word: string): LandGroupKey {
  const key = LAND_GROUP_KEYS.find((each) => each === word);
  if (key) return key;
  throw notOneOf("by", word, LAND_GROUP_KEYS);
}

/** The grouping of `--by`: one key, or two crossed as in `zone,county`; undefined where the flag is absent. */
export function landGroupByOf(args: ParsedArguments): LandGroupBy | undefined {
  const text = args.text("by");
  if (text === undefined) return undefined;
  const [first, second, ...rest] = text.split(",").map(keyOf);
  if (rest.length > 0)
    throw new UsageError({ zh: `--by 最多交叉两项，但给出 ${text}`, en: `--by crosses at most two keys, but is ${text}` });
  return second === undefined ? first! : [first!, second];
}
