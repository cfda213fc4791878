/**
 * Codes of industrial, mining and storage land (工矿仓储用地) by classification. In each scheme a code belongs to the class
 * of its prefix: `0601` is industrial because it begins with `06`.
 */
const INDUSTRIAL_PREFIXES: Readonly<Record<string, readonly string[]>> = {
  // 土地利用现状分类 GB/T 21010-2017: 06 工矿仓储用地 (0601 工业, 0602 采矿, 0603 盐田, 0604 仓储).
  "GB/T 21010-2017": ["06"],
  // 国土空间调查、规划、用途管制用地用海分类指南 (2023): 10 工矿用地, 11 仓储用地.
  "MNR-2023": ["10", "11"],
  // 城市用地分类与规划建设用地标准 GB 50137-2011: M 工业用地, W 物流仓储用地.
  "GB 50137-2011": ["M", "W"],
};
const INDUSTRIAL_NAMES: readonly string[] = [
  "工业用地",
  "采矿用地",
  "盐田",
  "仓储用地",
  "物流仓储用地",
  "工矿用地",
  "工矿仓储用地",
];

/**
 * Whether a land use is industrial, mining or storage land (TD/T 1029 A2); null where the use is not given, or is a code
 * without a scheme that says what it means.
 */
export function isIndustrialLandUse(landUse: string | undefined, scheme: string | undefined): boolean | null {
  const use = landUse?.trim();
  if (!use) return null;
  const prefixes = scheme === undefined ? undefined : INDUSTRIAL_PREFIXES[scheme];
  if (prefixes && /^[0-9A-Z]/.test(use)) return prefixes.some((prefix) => use.startsWith(prefix));
  if (/^[0-9A-Za-z]+$/.test(use)) return null;
  return INDUSTRIAL_NAMES.includes(use);
}
