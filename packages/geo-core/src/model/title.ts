import { isJsonObject, shown } from "../geojson/finding.ts";
import type { Issue } from "./issue.ts";
import { makeIssue } from "./issue-codes.ts";
import type { SchemaPlace } from "./schema.ts";

/**
 * A title in both languages from `{ "zh": …, "en": … }`. One language stands in for the other, the id for both; only a title
 * without either is an issue.
 */
export function readTitle(
  value: unknown,
  id: string,
  place: SchemaPlace,
  issues: Issue[],
): { readonly zh: string; readonly en: string } {
  const text = (key: "zh" | "en") =>
    isJsonObject(value) && typeof value[key] === "string" && value[key] !== "" ? value[key] : null;
  const zh = text("zh");
  const en = text("en");
  if (zh === null && en === null)
    issues.push(
      makeIssue(
        "property-missing",
        place,
        {
          en: `${place.path} is ${shown(value)}; expected { "zh": …, "en": … }. The id "${id}" is shown instead.`,
          zh: `${place.path} 为 ${shown(value)}，应为 { "zh": …, "en": … }。暂以 id“${id}”显示。`,
        },
        "warning",
      ),
    );
  return { zh: zh ?? en ?? id, en: en ?? zh ?? id };
}
