import type { Column } from "../text/table.ts";
import { type Call, say } from "./command.ts";

/** Names as registered; the table shows the English one, where there is one, to who reads English. */
export function nameColumn(call: Call): Column<{ readonly name: string; readonly nameEn: string | null }> {
  return {
    key: "name",
    title: say(call, { zh: "名称", en: "name" }),
    value: (row) => row.name,
    show: (row) => (call.language === "zh" ? row.name : (row.nameEn ?? row.name)),
  };
}
