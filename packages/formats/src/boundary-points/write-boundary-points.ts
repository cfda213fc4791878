import { type Areal, GeoError } from "@parkatlas/geo-core";
import { encodeText } from "../encoding/encode-text.ts";
import { twiceSignedArea } from "../source/ring-area.ts";

/** A plot to be written: its outline in the CRS of the file, easting first. */
export interface WritablePlot {
  readonly id: string;
  readonly name: string;
  readonly geometry: Areal;
  /** The area of record; it is written in hectares with four decimals, as the format asks. */
  readonly areaM2: number;
  readonly mapSheet?: string;
  readonly use?: string;
  readonly landClass?: string;
}

export interface BoundaryPointsFile {
  /** Number of the zone, as in `带号=40`; eastings are written as they are given, with or without it in front. */
  readonly zone: number;
  readonly zoneWidthDeg: 3 | 6;
  readonly encoding: "gbk" | "utf-8";
  /** Whoever made the data, and the day. */
  readonly producer: string;
  readonly date: string;
}

export interface WrittenText {
  readonly bytes: Uint8Array;
  /** Characters that the encoding cannot write; a `?` stands for each. */
  readonly lost: readonly string[];
}

type Ring = readonly (readonly number[])[];

/**
 * Plots as a boundary-point file (勘测定界界址点坐标交换格式) on CGCS2000: northing before easting, three decimals, every outline from
 * its north-western corner clockwise, holes the other way round with the next ring numbers, point numbers running on over the
 * rings of a plot, the closing point with the number of the first. UTF-8 is written with a byte-order mark.
 *
 * @throws {GeoError} `unsupported-geometry` for a plot of several parts, which the format has no words for: a ring number above
 *   1 would read as a hole.
 */
export function writeBoundaryPoints(plots: readonly WritablePlot[], file: BoundaryPointsFile): WrittenText {
  const lines = [
    "[属性描述]",
    "格式版本号=1.01版本",
    `数据产生单位=${oneLine(file.producer)}`,
    `数据产生日期=${file.date}`,
    "坐标系=2000国家大地坐标系",
    `几度分带=${file.zoneWidthDeg}`,
    "投影类型=高斯克吕格",
    "计量单位=米",
    `带号=${file.zone}`,
    "精度=0.001",
    "转换参数=,,,,,,",
    "[地块坐标]",
    ...plots.flatMap(plotLines),
  ];
  const text = `${lines.join("\r\n")}\r\n`;
  return encodeText(file.encoding === "utf-8" ? `\ufeff${text}` : text, file.encoding);
}

function plotLines(plot: WritablePlot): readonly string[] {
  const { geometry } = plot;
  if (geometry.type === "MultiPolygon" && geometry.coordinates.length !== 1)
    throw new GeoError(
      "unsupported-geometry",
      `plot ${plot.id} has ${geometry.coordinates.length} parts, and a boundary-point file can hold one; write each part as a plot of its own`,
      {
        details: {
          id: plot.id,
          messageZh: `地块 ${plot.id} 有 ${geometry.coordinates.length} 个部分，界址点文件只能表示一个；请分成几宗写出`,
        },
      },
    );
  const rings: readonly Ring[] = geometry.type === "Polygon" ? geometry.coordinates : geometry.coordinates[0]!;
  let number = 0;
  const points = rings.flatMap((ring, index) => {
    const ordered = fromNorthWest(ring, index === 0);
    const first = number + 1;
    number += ordered.length;
    return [...ordered, ordered[0]!].map(
      ([east, north], at) =>
        `J${at === ordered.length ? first : first + at},${index + 1},${north!.toFixed(3)},${east!.toFixed(3)}`,
    );
  });
  const fields = [
    String(points.length),
    (plot.areaM2 / 10_000).toFixed(4),
    plot.id,
    plot.name,
    "面",
    plot.mapSheet ?? "",
    plot.use ?? "",
    plot.landClass ?? "",
  ];
  return [`${fields.map(oneField).join(",")},@`, ...points];
}

/** The vertices once each, from the one farthest to the north-west, clockwise for an outline. */
function fromNorthWest(ring: Ring, clockwise: boolean): Ring {
  const open = ring.slice(0, -1);
  const runsClockwise = twiceSignedArea(ring) < 0;
  const ordered = runsClockwise === clockwise ? open : [...open].reverse();
  let start = 0;
  const westNorth = ([east, north]: readonly number[]): number => north! - east!;
  for (let at = 1; at < ordered.length; at++) if (westNorth(ordered[at]!) > westNorth(ordered[start]!)) start = at;
  return [...ordered.slice(start), ...ordered.slice(0, start)];
}

/** Commas and the closing sign would read as structure; their full-width forms say the same to a person. */
function oneField(text: string): string {
  return oneLine(text).replaceAll(",", "，").replaceAll("@", "＠");
}

function oneLine(text: string): string {
  return text.replace(/[\r\n]+/g, " ").trim();
}
