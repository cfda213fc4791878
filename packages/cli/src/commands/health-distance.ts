import { type HealthDistance, healthDistance, type SourceClass } from "@parkatlas/geo-core";
import { requiredNumberOf } from "../input/flags.ts";
import { UsageError } from "../input/usage-error.ts";
import { fixed } from "../text/format.ts";
import type { Column } from "../text/table.ts";
import { give, outFileOf, sheet } from "./answer.ts";
import { type Call, type Command, JSON_FLAG, outFlag, say } from "./command.ts";

const FORMATS = ["json", "csv"];
const CLASSES = ["I", "II", "III"] as const satisfies readonly SourceClass[];

function sourceClassOf({ args }: Call): SourceClass {
  const asked = args.text("class");
  const found = CLASSES.find((each) => each === asked);
  if (!found) throw new UsageError("--class is missing", "write --class I, II or III");
  return found;
}

function columnsOf(): readonly Column<HealthDistance>[] {
  const number = (key: string, value: (row: HealthDistance) => number): Column<HealthDistance> => ({ key, title: key, value });
  return [
    number("emissionKgPerH", (row) => row.emissionKgPerH),
    number("limitMgPerM3", (row) => row.limitMgPerM3),
    number("areaM2", (row) => row.areaM2),
    number("windMPerS", (row) => row.windMPerS),
    { key: "sourceClass", title: "sourceClass", value: (row) => row.sourceClass },
    number("radiusM", (row) => row.radiusM),
    number("A", (row) => row.coefficients.A),
    number("B", (row) => row.coefficients.B),
    number("C", (row) => row.coefficients.C),
    number("D", (row) => row.coefficients.D),
    number("band", (row) => row.band),
    number("initialM", (row) => row.initialM),
    number("finalM", (row) => row.finalM),
    { key: "clause", title: "clause", value: (row) => row.clause },
    { key: "note", title: "note", value: (row) => row.note },
  ];
}

/** The working on a page: formula, inputs, coefficients, root, grade. */
function workingText(call: Call, found: HealthDistance): string {
  const { A, B, C, D } = found.coefficients;
  const note = call.language === "zh" ? found.noteZh : found.note;
  const lines = [
    "Qc/Cm = (1/A)·(B·L^C + 0.25·r²)^0.5·L^D",
    `Qc = ${found.emissionKgPerH} kg/h   Cm = ${found.limitMgPerM3} mg/m³   Qc/Cm = ${found.ratio}`,
    `S = ${found.areaM2} m²   r = √(S/π) = ${fixed(found.radiusM, 4)} m`,
    say(call, {
      zh: `风速 ${found.windMPerS} m/s（${found.windBand}），${found.sourceClass} 类   A = ${A}  B = ${B}  C = ${C}  D = ${D}`,
      en: `wind ${found.windMPerS} m/s (${found.windBand}), class ${found.sourceClass}   A = ${A}  B = ${B}  C = ${C}  D = ${D}`,
    }),
    say(call, {
      zh: `初值 ${fixed(found.initialM, 4)} m   终值 ${fixed(found.finalM, 0)} m   ${found.clause}`,
      en: `initial ${fixed(found.initialM, 4)} m   final ${fixed(found.finalM, 0)} m   ${found.clause}`,
    }),
  ];
  return [...lines, ...(note ? [note] : [])].join("\n");
}

async function run(call: Call): Promise<number> {
  outFileOf(call, FORMATS);
  const found = healthDistance({
    emissionKgPerH: requiredNumberOf(call.args, "qc"),
    limitMgPerM3: requiredNumberOf(call.args, "cm"),
    areaM2: requiredNumberOf(call.args, "area"),
    windMPerS: requiredNumberOf(call.args, "wind"),
    sourceClass: sourceClassOf(call),
  });
  await give(call, FORMATS, { json: found, text: workingText(call, found), table: sheet(columnsOf(), [found]) });
  return 0;
}

export const healthDistanceCommand: Command = {
  name: "health-distance",
  operands: "",
  minOperands: 0,
  maxOperands: 0,
  summary: { zh: "按 GB/T 39499-2020 计算一个卫生防护距离", en: "one health protection distance by GB/T 39499-2020" },
  flags: [
    { name: "qc", value: "KG_PER_H", help: { zh: "无组织排放量 Qc，kg/h", en: "unorganised emission Qc, kg/h" } },
    { name: "cm", value: "MG_PER_M3", help: { zh: "环境空气标准限值 Cm，mg/m³", en: "limit in ambient air Cm, mg/m³" } },
    { name: "area", value: "M2", help: { zh: "生产单元占地面积 S，m²；点源为 0", en: "area of the unit S, m²; 0 for a point" } },
    { name: "wind", value: "M_PER_S", help: { zh: "近五年平均风速，m/s", en: "mean wind of the last five years, m/s" } },
    { name: "class", value: "I|II|III", choices: CLASSES, help: { zh: "大气污染源构成类别", en: "class of the source" } },
    JSON_FLAG,
    outFlag(FORMATS),
  ],
  examples: ["parkatlas health-distance --qc 0.3 --cm 0.02 --area 40000 --wind 3 --class II"],
  run,
};
