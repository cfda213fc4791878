import { dayFromDate } from "@parkatlas/geo-core";
import type { InspectReport } from "@parkatlas/tile-server";
import { isFolder } from "../input/files.ts";
import { tileAddressOf } from "../input/tile-address.ts";
import { UsageError } from "../input/usage-error.ts";
import { fixed } from "../text/format.ts";
import { type Column, renderTable } from "../text/table.ts";
import { give, outFileOf, sheet } from "./answer.ts";
import { AS_OF_FLAG, asOfOf, type Call, type Command, JSON_FLAG, outFlag, say } from "./command.ts";

const FORMATS = ["json", "csv", "geojson", "png"];
/** Of one tile. */
const TILE_FORMATS: readonly string[] = ["geojson", "png"];
type Zoom = InspectReport["zooms"][number];
type Layer = InspectReport["layers"][number];
type Tile = InspectReport["largest"][number];

function count<Row>(key: string, title: string, value: (row: Row) => number): Column<Row> {
  return { key, title, align: "right", value, show: (row) => fixed(value(row), 0) };
}

function zoomColumns(call: Call): readonly Column<Zoom>[] {
  const title = (zh: string, en: string) => say(call, { zh, en });
  return [
    count("z", title("级别", "zoom"), (row) => row.z),
    count("tiles", title("瓦片", "tiles"), (row) => row.tiles),
    count("bytes", title("字节", "bytes"), (row) => row.bytes),
    count("largestBytes", title("最大一块", "largest"), (row) => row.largestBytes),
  ];
}

function layersOf(call: Call, { layers }: InspectReport): string {
  const title = (zh: string, en: string) => say(call, { zh, en });
  const columns: readonly Column<Layer>[] = [
    { key: "name", title: title("图层", "layer"), value: (row) => row.name },
    count("features", title("要素", "features"), (row) => row.features),
    count("tiles", title("瓦片", "tiles"), (row) => row.tiles),
  ];
  return renderTable(columns, layers);
}

function tileText({ z, x, y, bytes, layers }: Tile): string {
  return `${z}/${x}/${y}  ${fixed(bytes, 0)} B  ${layers.map((layer) => `${layer.name} ${layer.features}`).join("  ")}`;
}

async function run(call: Call): Promise<number> {
  const out = outFileOf(call, FORMATS);
  const [path, tile] = call.args.positionals;
  if (out && TILE_FORMATS.includes(out.format) && tile === undefined)
    throw new UsageError(`--out .${out.format} writes one tile`, "name it as z/x/y after the archive");
  const address = tile === undefined ? undefined : tileAddressOf(tile);
  if (await isFolder(path!)) throw new UsageError(`${path} is a folder; inspect looks into a .pmtiles archive`);
  const { inspectArchive, tilePicture } = await import("@parkatlas/tile-server");
  const zxy = address && ([address.z, address.x, address.y] as const);
  const report = await inspectArchive(path!, zxy);
  const date = asOfOf(call);
  const { header } = report;
  const table = sheet(zoomColumns(call), report.zooms);
  await give(call, FORMATS, {
    json: report,
    text: [
      `${path}  ${fixed(report.bytes, 0)} B  sha256 ${report.sha256}`,
      `z${header.minZoom}…${header.maxZoom}  [${header.bounds.join(", ")}]`,
      "",
      table.text(call),
      "",
      layersOf(call, report),
      "",
      ...(report.tile ? [tileText(report.tile)] : report.largest.map(tileText)),
    ].join("\n"),
    table,
    ...(report.tile ? { features: () => report.tile!.geojson } : {}),
    ...(zxy ? { picture: () => tilePicture(path!, zxy, date === undefined ? undefined : dayFromDate(date)) } : {}),
  });
  return 0;
}

export const inspectCommand: Command = {
  name: "inspect",
  operands: "ARCHIVE [z/x/y]",
  minOperands: 1,
  maxOperands: 2,
  summary: {
    zh: "查看瓦片包：文件头、各级瓦片、图层、最大的瓦片；或一块瓦片的内容",
    en: "look into an archive: header, zooms, layers, largest tiles; or the contents of one tile",
  },
  flags: [AS_OF_FLAG, JSON_FLAG, outFlag(FORMATS)],
  examples: [
    "parkatlas inspect wuhai.pmtiles",
    "parkatlas inspect wuhai.pmtiles 12/3262/1558 --out tile.geojson",
    "parkatlas inspect wuhai.pmtiles 12/3262/1558 --as-of 2020-12-31 --out tile.png",
  ],
  run,
};
