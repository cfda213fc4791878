import type { Geometry } from "@parkatlas/geo-core";
import { decideEncoding, withPreview } from "../encoding/decide-encoding.ts";
import { assembleRings } from "../source/assemble-rings.ts";
import { type ByteSource, readWhole } from "../source/byte-source.ts";
import { finding } from "../source/finding.ts";
import type { Encoding, Report, SourceFeature, SourceField, SourceLayer, SourceValue } from "../source/types.ts";
import { pointsFrame } from "./points-crs.ts";
import { type PlotLines, type PointLine, readSections } from "./sections.ts";

/** Names of the fields of a plot's head line, by their places; the last five are of the variant with thirteen. */
const PLOT_FIELDS = [
  "界址点数",
  "地块面积",
  "地块编号",
  "地块名称",
  "记录图形属性",
  "图幅号",
  "地块用途",
  "地类编码",
  "图斑类型",
  "地类",
  "改造前质量等别",
  "改造后质量等别",
  "备注",
] as const;
const NUMBERS: readonly string[] = ["界址点数", "地块面积"];
/** A line has some 30 bytes: this is about nine million points. */
const MOST_BYTES = 1 << 28;
const RECORDS_A_BATCH = 1000;

type Position = [number, number];

/**
 * Opens a boundary-point file (勘测定界界址点坐标交换格式, 报备坐标): one record a plot, its coordinates easting first as everywhere.
 * Rings are told apart by their number and by their own closing, and made into polygons by where they lie, since ring numbers
 * stand for holes in one file and for further parts in the next. The count of points in the head is not trusted. Throws
 * RangeError above 256 MiB.
 */
export async function openBoundaryPoints(
  source: ByteSource,
  report: Report,
  { encoding: asked }: { readonly encoding?: Encoding } = {},
): Promise<SourceLayer> {
  const bytes = await readWhole(source, MOST_BYTES);
  const encoding = decideEncoding([bytes], asked ? { asked } : {});
  const sections = readSections(new TextDecoder(encoding.encoding).decode(bytes), source.name, report);
  const frame = pointsFrame(sections, source.name, report);
  const width = Math.max(8, ...sections.plots.map(({ head }) => head.length));
  const names = Array.from({ length: width }, (_, index) => PLOT_FIELDS[index] ?? `字段${index + 1}`);
  const featureOf = (plot: PlotLines, record: number): SourceFeature => ({
    record,
    geometry: plotGeometry(plot, frame.eastingFirst, source.name, report),
    properties: plotProperties(plot, names),
  });
  return {
    name: source.name.replace(/^.*[/\\]/, "").replace(/\.[^.]*$/, ""),
    format: "boundary-points",
    crs: frame.crs,
    encoding: withPreview(
      encoding,
      sections.plots.map(({ head }) => head[3]),
    ),
    fields: names.map((name): SourceField => ({ name, kind: NUMBERS.includes(name) ? "number" : "text" })),
    recordCount: sections.plots.length,
    async *batches() {
      for (let first = 0; first < sections.plots.length; first += RECORDS_A_BATCH)
        yield sections.plots.slice(first, first + RECORDS_A_BATCH).map((plot, index) => featureOf(plot, first + index + 1));
    },
  };
}

function plotProperties({ head }: PlotLines, names: readonly string[]): Record<string, SourceValue> {
  return Object.fromEntries(
    names.map((name, index): [string, SourceValue] => {
      const text = head[index] ?? "";
      if (text === "") return [name, null];
      const value = Number(text);
      return [name, NUMBERS.includes(name) && Number.isFinite(value) ? value : text];
    }),
  );
}

/** Points in runs of one ring: the number changes, or the ring came back to where it began. */
function runsOf(points: readonly PointLine[]): readonly (readonly PointLine[])[] {
  const runs: PointLine[][] = [];
  let isClosed = true;
  for (const point of points) {
    const run = runs.at(-1);
    if (!run || isClosed || run[0]!.ring !== point.ring) {
      runs.push([point]);
      isClosed = false;
      continue;
    }
    run.push(point);
    isClosed = run.length > 3 && run[0]!.first === point.first && run[0]!.second === point.second;
  }
  return runs;
}

function plotGeometry(plot: PlotLines, eastingFirst: boolean, file: string, report: Report): Geometry | null {
  const at = ({ first, second }: PointLine): Position => (eastingFirst ? [first, second] : [second, first]);
  const runs = runsOf(plot.points);
  const kind = plot.head[4] ?? "面";
  if (runs.length === 0) {
    report(
      finding(
        "error",
        "plot-without-points",
        { file, line: plot.line },
        {
          zh: `地块 ${plot.head[2] ?? ""} 没有界址点；请补充`,
          en: `the plot ${plot.head[2] ?? ""} has no points; add them`,
        },
      ),
    );
    return null;
  }
  if (kind === "点") {
    const positions = plot.points.map(at);
    return positions.length === 1
      ? { type: "Point", coordinates: positions[0]! }
      : { type: "MultiPoint", coordinates: positions };
  }
  if (kind === "线") {
    const lines = runs.map((run) => run.map(at));
    return lines.length === 1 ? { type: "LineString", coordinates: lines[0]! } : { type: "MultiLineString", coordinates: lines };
  }
  const rings = runs.map((run) => closedRing(run, at, file, report)).filter((ring) => ring !== null);
  return rings.length === 0 ? null : assembleRings(rings, { outlinesClockwise: true }).geometry;
}

/** The ring led back to its start, where the file does not; null and an error for one of fewer than three places. */
function closedRing(
  run: readonly PointLine[],
  at: (point: PointLine) => Position,
  file: string,
  report: Report,
): Position[] | null {
  const first = run[0]!;
  const last = run.at(-1)!;
  let ring = run.map(at);
  // A known fault of one exporter: it closes the ring with the first number written twice.
  if (run.length > 3 && last.first === first.first && last.second === first.first) {
    ring = ring.slice(0, -1);
    report(
      finding(
        "warning",
        "closing-point-wrong",
        { file, line: last.line },
        {
          zh: `闭合点写作（${last.first}, ${last.second}），已按起点闭合`,
          en: `the closing point is written (${last.first}, ${last.second}); the ring was led back to its start`,
        },
      ),
    );
  }
  const [x0, y0] = ring[0]!;
  const [x1, y1] = ring.at(-1)!;
  if (x0 !== x1 || y0 !== y1) ring = [...ring, [x0, y0]];
  if (ring.length >= 4) return ring;
  report(
    finding(
      "error",
      "ring-too-short",
      { file, line: first.line },
      {
        zh: `圈 ${first.ring} 少于三个不同的点，未读；请补测或删除`,
        en: `the ring ${first.ring} of fewer than three places was not read; survey or delete it`,
      },
    ),
  );
  return null;
}
