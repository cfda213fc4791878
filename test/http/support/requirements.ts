import { readFileSync } from "node:fs";

const PAGE = new URL("../../../docs/ogc.md", import.meta.url);

/** The requirements that the page lists under the heading that holds `part`, in their order. */
export function documentedRequirements(part: "features" | "tiles"): readonly string[] {
  const sections = readFileSync(PAGE, "utf8").split(/^## /m);
  const section = sections.find((each) => each.toLowerCase().startsWith(`requirements of ${part}`)) ?? "";
  return [...section.matchAll(/^\| `(\/req\/[^`]+)` \|/gm)].map(([, id]) => id!);
}
