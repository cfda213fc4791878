import { HEADER_BYTES, ROOT_END, TILE_TYPE_MVT } from "../pmtiles/header.ts";
import { zoomOfTileId } from "../pmtiles/tile-id.ts";
import type { Archive } from "../pmtiles/types.ts";
import { type TileEntry, walkEntries } from "../pmtiles/walk-entries.ts";
import type { IssueList } from "./archive-issue.ts";

/** BUILD: what the PMTiles v3 specification asks of header and directories, counted and not believed. */

/**
 * Walks the directories and holds every number of the header against them.
 *
 * @returns the tile entries whose bytes lie inside the tile data.
 * @throws {GeoError} `archive-invalid` when the directories cannot be walked.
 */
export async function checkStructure(archive: Archive, found: IssueList): Promise<TileEntry[]> {
  const { header } = archive;
  const entries: TileEntry[] = [];
  const blobs = new Map<number, number>();
  let addressed = 0;
  let count = 0;
  let end = 0;
  let isClustered = true;
  for await (const entry of walkEntries(archive)) {
    count++;
    addressed += entry.runLength;
    if (entry.offset > end || (count === 1 && entry.offset !== 0)) isClustered = false;
    if (entry.offset === end || !blobs.has(entry.offset)) end = Math.max(end, entry.offset + entry.length);
    if (entry.offset + entry.length > header.tilesLength) addOutside(found, entry, header.tilesLength);
    else if ((blobs.get(entry.offset) ?? entry.length) !== entry.length) addTwoLengths(found, entry);
    else entries.push(entry);
    blobs.set(entry.offset, entry.length);
  }
  checkCount(found, "addressedTiles", header.addressedTiles, addressed);
  checkCount(found, "tileEntries", header.tileEntries, count);
  checkCount(found, "tileContents", header.tileContents, blobs.size);
  checkBlobs(found, blobs, header.tilesLength);
  if (header.clustered && !isClustered)
    found.add(
      "error",
      "not-clustered",
      { path: "header.clustered" },
      "The header says clustered, but tiles are not stored in the order of their ids",
      "文件头声明为聚簇存储，但瓦片未按编号顺序存放",
    );
  checkZooms(found, archive, entries);
  checkPlace(found, archive);
  checkLayout(found, archive);
  return entries;
}

function addOutside(found: IssueList, entry: TileEntry, tilesLength: number): void {
  found.add(
    "error",
    "entry-outside",
    { path: `entries/${entry.tileId}` },
    `Tile id ${entry.tileId} ends at byte ${entry.offset + entry.length} of the tile data, which has ${tilesLength} bytes`,
    `瓦片 ${entry.tileId} 的数据超出瓦片数据区（${tilesLength} 字节）`,
  );
}

function addTwoLengths(found: IssueList, entry: TileEntry): void {
  found.add(
    "error",
    "entry-overlap",
    { path: `entries/${entry.tileId}` },
    `Tile id ${entry.tileId} begins at byte ${entry.offset} like another tile, but has another length`,
    `瓦片 ${entry.tileId} 与其他瓦片起始位置相同但长度不同`,
  );
}

function checkCount(found: IssueList, name: string, declared: number, counted: number): void {
  if (declared === counted) return;
  found.add(
    declared === 0 ? "warning" : "error",
    "count-wrong",
    { path: `header.${name}` },
    declared === 0
      ? `The header does not say ${name}; there are ${counted}`
      : `The header says ${name} = ${declared}, there are ${counted}`,
    declared === 0 ? `文件头未给出 ${name}，实际为 ${counted}` : `文件头 ${name} 为 ${declared}，实际为 ${counted}`,
  );
}

/** Blobs may not overlap, and together fill the tile data. */
function checkBlobs(found: IssueList, blobs: ReadonlyMap<number, number>, tilesLength: number): void {
  let end = 0;
  let gaps = 0;
  for (const [offset, length] of [...blobs].sort((a, b) => a[0] - b[0])) {
    if (offset < end) {
      found.add(
        "error",
        "entry-overlap",
        { path: "entries" },
        `Two tiles share the byte ${offset} of the tile data without being the same tile`,
        `瓦片数据区第 ${offset} 字节被两个不同的瓦片占用`,
      );
      return;
    }
    gaps += offset - end;
    end = offset + length;
  }
  const unused = gaps + Math.max(0, tilesLength - end);
  if (unused > 0)
    found.add(
      "warning",
      "bytes-unused",
      { path: "header.tilesLength" },
      `${unused} bytes of the tile data belong to no tile`,
      `瓦片数据区有 ${unused} 字节不属于任何瓦片`,
    );
}

function checkZooms(found: IssueList, { header }: Archive, entries: readonly TileEntry[]): void {
  const [first] = entries;
  const last = entries.at(-1);
  if (!first || !last) return;
  const low = zoomOfTileId(first.tileId);
  const high = zoomOfTileId(last.tileId + last.runLength - 1);
  if (low === header.minZoom && high === header.maxZoom) return;
  found.add(
    "error",
    "zoom-wrong",
    { path: "header.minZoom" },
    `The header says zooms ${header.minZoom}…${header.maxZoom}, the tiles are of ${low}…${high}`,
    `文件头级别为 ${header.minZoom}…${header.maxZoom}，实际瓦片级别为 ${low}…${high}`,
  );
}

function checkPlace(found: IssueList, { header }: Archive): void {
  const [west, south, east, north] = header.bounds;
  const [lonDeg, latDeg] = header.centre;
  if (west >= east || south >= north)
    found.add(
      "error",
      "bounds-empty",
      { path: "header.bounds" },
      `The bounds [${header.bounds.join(", ")}] enclose nothing`,
      `范围 [${header.bounds.join(", ")}] 没有面积`,
    );
  const isInside = lonDeg >= west && lonDeg <= east && latDeg >= south && latDeg <= north;
  if (!isInside || header.centreZoom < header.minZoom || header.centreZoom > header.maxZoom)
    found.add(
      "error",
      "centre-wrong",
      { path: "header.centre" },
      `The centre [${lonDeg}, ${latDeg}] at zoom ${header.centreZoom} is not inside the bounds and zooms`,
      `中心点 [${lonDeg}, ${latDeg}]（级别 ${header.centreZoom}）不在范围或级别之内`,
    );
}

/** The two layouts in use: sections one after the other, or the first 16 KiB kept for header and root. */
function checkLayout(found: IssueList, { header, sizeBytes }: Archive): void {
  const rest = header.metadataLength + header.leavesLength + header.tilesLength;
  if (sizeBytes !== HEADER_BYTES + header.rootLength + rest && sizeBytes !== ROOT_END + rest)
    found.add(
      "warning",
      "layout-unusual",
      { path: "header" },
      `The file has ${sizeBytes} bytes; its sections account for ${HEADER_BYTES + header.rootLength + rest}`,
      `文件共 ${sizeBytes} 字节，各部分合计 ${HEADER_BYTES + header.rootLength + rest} 字节`,
    );
  if (header.tileType !== TILE_TYPE_MVT)
    found.add(
      "error",
      "tile-type",
      { path: "header.tileType" },
      `The tiles are of type ${header.tileType}; this program checks vector tiles (1) only`,
      `瓦片类型为 ${header.tileType}，本程序只检查矢量瓦片（1）`,
    );
}
