import type { Language } from "./explain.ts";
import type { RequiredDistance } from "./types.ts";

/**
 * Why a computed health distance is what it is, in sentences: which substance Qc/Cm chose and by how much, whether two of one
 * grade raised it, and what was special about a working (two roots, no root, an uncertain coefficient). Empty for a distance
 * that was given.
 */
export function explainChoice(
  { workings, raised, requiredM }: Pick<RequiredDistance, "workings" | "raised" | "requiredM">,
  lang: Language,
): readonly string[] {
  const [first, second] = workings;
  if (!first) return [];
  const zh = lang === "zh";
  const sentences: string[] = [];
  if (second) {
    const gap = ((100 * (first.ratio - second.ratio)) / first.ratio).toFixed(1);
    const [a, b] = [first.substance || (zh ? "第一种" : "the first"), second.substance || (zh ? "第二种" : "the second")];
    if (second.chosen)
      sentences.push(
        zh
          ? `${a} 与 ${b} 的等标排放量 Qc/Cm 相差 ${gap}%（不超过 10%），两者均计算；${raised ? `终值同为 ${first.gradeM} m 级，提高一级为 ${requiredM} m` : `不在同一级，取较大者 ${requiredM} m`}`
          : `Qc/Cm of ${a} and ${b} differ by ${gap} % (not over 10 %), so both decide; ${raised ? `both fall into the grade of ${first.gradeM} m, which is raised by one to ${requiredM} m` : `their grades differ, and the larger, ${requiredM} m, holds`}`,
      );
    else
      sentences.push(
        zh
          ? `${a} 的等标排放量 Qc/Cm 最大，比 ${b} 大出 ${gap}%（超过 10%），仅以其确定终值 ${requiredM} m`
          : `Qc/Cm of ${a} is the largest, ${gap} % above ${b} (over 10 %), so it alone decides: ${requiredM} m`,
      );
  }
  for (const { substance, note, noteZh } of workings) {
    const text = zh ? noteZh : note;
    if (text) sentences.push(`${substance ? `${substance}${zh ? "：" : ": "}` : ""}${text}`);
  }
  return sentences;
}
