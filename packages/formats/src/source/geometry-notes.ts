import { finding } from "./finding.ts";
import type { Report } from "./types.ts";

/** Why the geometry of a record was not taken. */
export type GeometryFault = "malformed" | "curve" | "mixed" | "not-finite" | "extended";

const FAULTS: Readonly<Record<GeometryFault, readonly [code: string, zh: string, en: string]>> = {
  malformed: [
    "geometry-malformed",
    "图形的字节与其点数不符，未读；请重新导出",
    "the bytes of the geometry contradict its counts; it was not read, export it again",
  ],
  curve: [
    "geometry-kind-unread",
    "图形含曲线或曲面，未读；请先折线化（QGIS“转换为折线”）",
    "the geometry has curves or surfaces and was not read; turn them into straight segments first (ogr2ogr -nlt CONVERT_TO_LINEAR)",
  ],
  mixed: [
    "geometry-kind-unread",
    "一个图形内点、线、面混合，未读；请拆成单一类型",
    "the geometry mixes points, lines and polygons and was not read; split it by kind",
  ],
  "not-finite": [
    "not-finite",
    "坐标不是数，图形未读；请修正",
    "a coordinate is no number; the geometry was not read, correct it",
  ],
  extended: [
    "geometry-kind-unread",
    "图形为厂商扩展格式，未读；请重新导出为标准格式",
    "the geometry is in a format of one vendor and was not read; export it in the standard one",
  ],
};

/** Says, once a layer, that heights were left out, and of each record why its geometry was not taken. */
export function geometryNotes(file: string, report: Report) {
  let saidHeights = false;
  return {
    fault(fault: GeometryFault, record: number): void {
      const [code, zh, en] = FAULTS[fault];
      report(finding("error", code, { file, record }, { zh, en }));
    },
    heights(): void {
      if (saidHeights) return;
      saidHeights = true;
      report(
        finding("info", "heights-left-out", { file }, { zh: "高程或量测值未读取", en: "heights or measures were left out" }),
      );
    },
  };
}
