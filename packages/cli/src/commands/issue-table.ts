import type { Issue } from "@parkatlas/geo-core";
import type { Column } from "../text/table.ts";
import { type Call, say } from "./command.ts";

/** Findings as a table: how bad, which code, where, and what to do. */
export function issueColumns(call: Call): readonly Column<Issue>[] {
  const title = (zh: string, en: string) => say(call, { zh, en });
  return [
    { key: "severity", title: title("级别", "severity"), value: (issue) => issue.severity },
    { key: "code", title: title("代码", "code"), value: (issue) => issue.code },
    { key: "layer", title: title("图层", "layer"), value: (issue) => issue.layer },
    { key: "featureId", title: title("要素", "feature"), value: (issue) => issue.featureId },
    { key: "path", title: title("位置", "path"), value: (issue) => issue.path },
    {
      key: "message",
      title: title("说明", "message"),
      value: (issue) => issue.message,
      show: (issue) => (call.language === "zh" ? issue.messageZh : issue.message),
    },
  ];
}
