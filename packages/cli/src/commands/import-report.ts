import type { ImportPlan, LayerChanges, PlannedLayer, PropertyMapping, SourceSummary } from "@parkatlas/formats";
import type { Bilingual } from "../text/language.ts";
import type { Column } from "../text/table.ts";
import { printable } from "../text/width.ts";
import { sheet } from "./answer.ts";
import { type Call, say } from "./command.ts";
import { issueColumns } from "./issue-table.ts";

const ISSUES_SHOWN = 20;
const IDS_SHOWN = 5;

function fromText({ field, value, within, unit }: PropertyMapping): string {
  if (within) return `@${within}`;
  if (field === undefined) return `'${String(value)}'`;
  return unit ? `${field} (${unit})` : field;
}

function inBrackets(call: Call, text: Bilingual): string {
  return say(call, { zh: `（${text.zh}）`, en: ` (${text.en})` });
}

function sourceText(call: Call, source: SourceSummary): readonly string[] {
  const line = (zh: string, en: string, text: string) => `  ${say(call, { zh: `${zh}：`, en: `${en}: ` })}${printable(text)}`;
  const { crs, encoding, bounds } = source;
  const mapped = Object.entries(source.properties).map(([property, rule]) => `${property} ← ${fromText(rule)}`);
  const decided = Object.entries(source.areaUnits).map(([field, { unit, agreeing, compared }]) =>
    say(call, {
      zh: `${field} 以 ${unit ?? "未知单位"} 计（与图形相符 ${agreeing}/${compared}）`,
      en: `${field} in ${unit ?? "an unknown unit"} (${agreeing} of ${compared} agree with the outlines)`,
    }),
  );
  const encodingGrounds = {
    asked: { zh: "用户指定", en: "asked" },
    bom: { zh: "有字节序标记", en: "by its mark" },
    declared: { zh: "文件写明", en: "said by the file" },
    "strict-utf-8": { zh: "内容合乎 UTF-8", en: "the bytes are UTF-8" },
    scored: { zh: "按内容判断", en: "told from the bytes" },
    ascii: { zh: "只有 ASCII 字符", en: "nothing but ASCII" },
  };
  const grounds = { asked: { zh: "用户指定", en: "asked" }, declared: { zh: "文件写明", en: "said by the file" } };
  return [
    printable(`${source.file} → ${source.layer}  (${source.format})`),
    line(
      "读取",
      "read",
      say(call, { zh: `${source.read}，转换 ${source.converted}`, en: `${source.read}, converted ${source.converted}` }),
    ),
    line(
      "坐标系",
      "CRS",
      crs ? `${crs.code} ${crs.name}${inBrackets(call, grounds[crs.ground])}` : say(call, { zh: "未定", en: "not settled" }),
    ),
    ...(encoding
      ? [
          line(
            "编码",
            "encoding",
            `${encoding.encoding}${inBrackets(call, encodingGrounds[encoding.ground])} ${encoding.preview.join(" / ")}`,
          ),
        ]
      : []),
    ...(bounds ? [line("范围", "extent", bounds.map((degrees) => degrees.toFixed(5)).join(", "))] : []),
    line("编号", "id", source.id ? fromText(source.id) : "–"),
    ...(mapped.length > 0 ? [line("对应", "mapped", mapped.join("; "))] : []),
    ...(decided.length > 0 ? [line("面积", "areas", decided.join("; "))] : []),
    ...(source.kept.length > 0 ? [line("原样保留", "kept as they are", source.kept.join(", "))] : []),
  ];
}

function idsOf(ids: readonly string[]): string {
  const shown = ids.slice(0, IDS_SHOWN).map(printable).join(", ");
  return ids.length === 0 ? "0" : `${ids.length} (${shown}${ids.length > IDS_SHOWN ? ", …" : ""})`;
}

function changesText(call: Call, { layer, changes }: PlannedLayer): string {
  const word = (zh: string, en: string, ids: readonly string[]) => `${say(call, { zh, en })} ${idsOf(ids)}`;
  const parts = [
    word("新增", "new", changes.added),
    word("变更", "changed", changes.changed),
    `${say(call, { zh: "未变", en: "unchanged" })} ${changes.unchanged}`,
    ...(changes.absent.length > 0 ? [word("文件中没有而保留", "not in the file, kept", changes.absent)] : []),
    ...(changes.removed.length > 0 ? [word("删除", "removed", changes.removed)] : []),
  ];
  return `${layer}: ${parts.join(say(call, { zh: "，", en: ", " }))}`;
}

/** The report of an import for people: each source with what was decided and why, the changes by id, and the findings. */
export function importText(call: Call, plan: ImportPlan, ending: string): string {
  const findings = sheet(issueColumns(call) as readonly Column<ImportPlan["issues"][number]>[], plan.issues);
  return [
    ...plan.sources.flatMap((source) => [...sourceText(call, source), ""]),
    ...plan.layers.map((layer) => changesText(call, layer)),
    ...(plan.issues.length > 0 ? ["", findings.text(call, ISSUES_SHOWN)] : []),
    "",
    ending,
  ].join("\n");
}

/** How many ids a change touches, for the history. */
export function changeCounts({
  added,
  changed,
  unchanged,
  absent,
  removed,
}: LayerChanges): Readonly<Record<keyof LayerChanges, number>> {
  return { added: added.length, changed: changed.length, unchanged, absent: absent.length, removed: removed.length };
}
