import { AtomicFile } from "../pmtiles/atomic-file.ts";
import { zoomOfTileId } from "../pmtiles/tile-id.ts";
import type { ArchiveMetadata } from "../pmtiles/types.ts";
import { type ArchivePlace, ArchiveWriter, type WrittenArchive } from "../pmtiles/write-archive.ts";
import { PartReader, readPart } from "./part-file.ts";

/** BUILD: the tiles of all parts as one archive, in the order of their ids. */
export interface AssembledArchive {
  readonly tiles: number;
  readonly tilesByZoom: ReadonlyMap<number, number>;
  /** Completes the archive and puts it and its ledger in place, when both are on the disk. */
  publish(metadata: ArchiveMetadata, place: ArchivePlace, ledgerPath: string, ledger: Uint8Array): WrittenArchive;
  /** Gives up; does nothing after `publish`. */
  discard(): void;
}

/** A finished tile: its id, and in which file its stored bytes are. */
export interface StoredTile {
  readonly id: number;
  readonly path: string;
  readonly offset: number;
  readonly length: number;
}

/** The finished tiles of part files. */
export function tilesOf(parts: readonly string[]): StoredTile[] {
  return parts.flatMap((path) => {
    const { tileIds, tileOffsets, tileLengths } = readPart(path);
    return Array.from(tileIds, (id, i) => ({ id, path, offset: tileOffsets[i]!, length: tileLengths[i]! }));
  });
}

/** @throws {GeoError} `file-unwritable` naming the path. */
export function assembleArchive(outFile: string, unsorted: readonly StoredTile[]): AssembledArchive {
  const tiles = unsorted.toSorted((a, b) => a.id - b.id);
  const writer = new ArchiveWriter(outFile);
  const reader = new PartReader();
  const tilesByZoom = new Map<number, number>();
  try {
    for (const { id, path, offset, length } of tiles) {
      writer.addStored(id, reader.read(path, offset, length));
      const z = zoomOfTileId(id);
      tilesByZoom.set(z, (tilesByZoom.get(z) ?? 0) + 1);
    }
  } catch (error) {
    writer.discard();
    throw error;
  } finally {
    reader.close();
  }
  return {
    tiles: tiles.length,
    tilesByZoom,
    publish: (metadata, place, ledgerPath, ledger) => {
      const written = writer.finish(metadata, place);
      publish(writer, ledgerPath, ledger);
      return written;
    },
    discard: () => writer.discard(),
  };
}

/** Two renames, when both files are on the disk: nothing is left that could fail for want of room. */
function publish(writer: ArchiveWriter, ledgerPath: string, ledger: Uint8Array): void {
  const ledgerFile = new AtomicFile(ledgerPath);
  try {
    ledgerFile.write(ledger, 0);
    ledgerFile.flush();
    ledgerFile.commit();
    writer.publish();
  } finally {
    ledgerFile.discard();
  }
}
