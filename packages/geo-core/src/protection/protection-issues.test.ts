import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { PROTECTION_ISSUE_SEVERITY, placed, protectionIssue } from "./protection-issues.ts";

test("docs/protection.md explains every finding with its severity, and no other", () => {
  const page = readFileSync(new URL("../../../../docs/protection.md", import.meta.url), "utf8");
  const rows = [...page.matchAll(/^\| `([a-z-]+)` \| (error|warning|info) \|/gm)].map(([, code, severity]) => [code, severity]);
  expect(Object.fromEntries(rows)).toEqual(PROTECTION_ISSUE_SEVERITY);
});

test("an issue is placed by the index of its feature in the layer file", () => {
  const issue = protectionIssue(
    "distance-missing",
    { layer: "units", featureId: "u", path: "properties.distances[1]" },
    { en: "missing", zh: "缺少" },
  );
  expect(placed(issue, 12)).toEqual({
    severity: "error",
    code: "distance-missing",
    layer: "units",
    featureId: "u",
    path: "features[12].properties.distances[1]",
    message: "missing",
    messageZh: "缺少",
  });
});
