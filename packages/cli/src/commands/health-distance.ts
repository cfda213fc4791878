import {
  explainChoice,
  type HealthInput,
  type HealthTable,
  healthDistance,
  limitOf,
  type SourceClass,
  type UnitHealthDistance,
  unitHealthDistance,
} from "@parkatlas/geo-core";
import { requiredNumberOf } from "../input/flags.ts";
import { TABLES_FLAG, tablesOf } from "../input/tables.ts";
import { UsageError } from "../input/usage-error.ts";
import { fixed } from "../text/format.ts";
import { give, outFileOf, sheet } from "./answer.ts";
import { type Call, type Command, JSON_FLAG, outFlag, say } from "./command.ts";
import { type WorkingRow, workingColumns, workingFileColumns } from "./workings-table.ts";

const FORMATS = ["json", "csv", "xlsx"];
const CLASSES = ["I", "II", "III"] as const satisfies readonly SourceClass[];

/** The numbers of a flag that is given once for each substance. */
function numbersOf({ args }: Call, name: string): readonly number[] {
  const texts = args.texts(name);
  if (texts.length === 0) throw new UsageError({ zh: `缺少 --${name}`, en: `--${name} is missing` });
  return texts.map((text) => {
    const value = Number(text);
    if (text.trim() !== "" && Number.isFinite(value)) return value;
    throw new UsageError({ zh: `--${name} 应为数字，而不是“${text}”`, en: `--${name} must be a number, but is "${text}"` });
  });
}

/** Cm from the table, for a substance whose limit is not stated. */
function limitOfSubstance(substance: string, { limits, version }: HealthTable): number {
  const known = limitOf(substance, limits);
  if (known) return known.limitMgPerM3;
  throw new UsageError(
    {
      zh: `缺少 --cm，限值表（${version}）中没有“${substance}”`,
      en: `--cm is missing, and the table (${version}) has no limit of "${substance}"`,
    },
    { zh: `表中有 ${Object.keys(limits).join("、")}`, en: `it has ${Object.keys(limits).join(", ")}` },
  );
}

/** The substances of the unit: the n-th --qc, --cm, --substance and --class belong together; one --class may stand for all. */
function inputsOf(call: Call, table: HealthTable): readonly HealthInput[] {
  const emissions = numbersOf(call, "qc");
  const [names, classes] = [call.args.texts("substance"), call.args.texts("class")];
  const limits =
    call.args.has("cm") || names.length === 0 ? numbersOf(call, "cm") : names.map((name) => limitOfSubstance(name, table));
  if (classes.length === 0)
    throw new UsageError(
      { zh: "缺少 --class", en: "--class is missing" },
      { zh: "写 --class I、II 或 III", en: "write --class I, II or III" },
    );
  const counts = {
    cm: limits.length,
    class: classes.length === 1 ? emissions.length : classes.length,
    substance: names.length || emissions.length,
  };
  for (const [flag, count] of Object.entries(counts))
    if (count !== emissions.length)
      throw new UsageError(
        {
          zh: `--qc 有 ${emissions.length} 个，--${flag} 有 ${count} 个`,
          en: `there are ${emissions.length} of --qc, but ${count} of --${flag}`,
        },
        { zh: "每种物质各写一次，顺序一致", en: "give each once for every substance, in one order" },
      );
  const shared = { areaM2: requiredNumberOf(call.args, "area"), windMPerS: requiredNumberOf(call.args, "wind") };
  return emissions.map((emissionKgPerH, index) => ({
    emissionKgPerH,
    limitMgPerM3: limits[index]!,
    sourceClass: CLASSES.find((each) => each === (classes[index] ?? classes[0]))!,
    substance: names[index] ?? "",
    ...shared,
  }));
}

/** The working on a page: formula, inputs, coefficients, root, grade; then the table and what has to be said about it. */
function workingText(call: Call, unit: UnitHealthDistance, rows: readonly WorkingRow[]): string {
  const columns = workingColumns(call).filter(({ key }) => key !== "unitId" && key !== "unitName");
  const lines = unit.workings.flatMap((found) => [
    `${found.substance === "" ? "" : `${found.substance}: `}Qc = ${found.emissionKgPerH} kg/h   Cm = ${found.limitMgPerM3} mg/m³   Qc/Cm = ${found.ratio}`,
    `S = ${found.areaM2} m²   r = √(S/π) = ${fixed(found.radiusM, 4)} m`,
    say(call, {
      zh: `风速 ${found.windMPerS} m/s（${found.windBand}），${found.sourceClass} 类   A = ${found.coefficients.A}  B = ${found.coefficients.B}  C = ${found.coefficients.C}  D = ${found.coefficients.D}`,
      en: `wind ${found.windMPerS} m/s (${found.windBand}), class ${found.sourceClass}   A = ${found.coefficients.A}  B = ${found.coefficients.B}  C = ${found.coefficients.C}  D = ${found.coefficients.D}`,
    }),
    say(call, {
      zh: `初值 ${fixed(found.initialM, 4)} m   取 ${fixed(found.gradeM, 0)} m 级`,
      en: `initial ${fixed(found.initialM, 4)} m   grade ${fixed(found.gradeM, 0)} m`,
    }),
  ]);
  return [
    "Qc/Cm = (1/A)·(B·L^C + 0.25·r²)^0.5·L^D",
    ...lines,
    say(call, {
      zh: `终值 ${fixed(unit.requiredM, 0)} m   ${unit.clause}`,
      en: `final ${fixed(unit.requiredM, 0)} m   ${unit.clause}`,
    }),
    ...explainChoice(unit, call.language),
    "",
    sheet(columns, rows).text(call),
  ].join("\n");
}

/** One substance is answered by its own working, several by that of the unit. */
function jsonOf(inputs: readonly HealthInput[], unit: UnitHealthDistance, table: HealthTable): unknown {
  return inputs.length === 1 ? healthDistance(inputs[0]!, { table }) : unit;
}

async function run(call: Call): Promise<number> {
  outFileOf(call, FORMATS);
  const table = await tablesOf(call.args);
  const inputs = inputsOf(call, table);
  const unit = unitHealthDistance(inputs, { table });
  const rows = unit.workings.map((working): WorkingRow => ({ unitId: "", unitName: "", working, required: unit }));
  const columns = workingFileColumns(call).filter(({ key }) => key !== "unitId" && key !== "unitName");
  await give(call, FORMATS, {
    json: jsonOf(inputs, unit, table),
    text: workingText(call, unit, rows),
    table: sheet(columns, rows),
  });
  return 0;
}

export const healthDistanceCommand: Command = {
  name: "health-distance",
  operands: "",
  minOperands: 0,
  maxOperands: 0,
  summary: {
    zh: "按 GB/T 39499-2020 计算一个单元的卫生防护距离；多种物质时各参数重复给出",
    en: "the health protection distance of one unit by GB/T 39499-2020; repeat the flags for several substances",
  },
  flags: [
    { name: "qc", value: "KG_PER_H", many: true, help: { zh: "无组织排放量 Qc，kg/h", en: "unorganised emission Qc, kg/h" } },
    {
      name: "cm",
      value: "MG_PER_M3",
      many: true,
      help: {
        zh: "环境空气标准限值 Cm，mg/m³；给出 --substance 时可省，取限值表",
        en: "limit in ambient air Cm, mg/m³; that of the table where it is left out for a named --substance",
      },
    },
    { name: "substance", value: "NAME", many: true, help: { zh: "物质名称", en: "name of the substance" } },
    {
      name: "class",
      value: "I|II|III",
      choices: CLASSES,
      many: true,
      help: { zh: "大气污染源构成类别；写一次则各物质相同", en: "class of the source; once stands for all substances" },
    },
    { name: "area", value: "M2", help: { zh: "生产单元占地面积 S，m²；点源为 0", en: "area of the unit S, m²; 0 for a point" } },
    { name: "wind", value: "M_PER_S", help: { zh: "近五年平均风速，m/s", en: "mean wind of the last five years, m/s" } },
    TABLES_FLAG,
    JSON_FLAG,
    outFlag(FORMATS),
  ],
  examples: [
    "parkatlas health-distance --qc 0.3 --cm 0.02 --area 40000 --wind 3 --class II",
    "parkatlas health-distance --substance NH3 --qc 0.012 --cm 0.2 --substance H2S --qc 0.0006 --cm 0.01 --area 800 --wind 3 --class II",
  ],
  run,
};
