import { closeSync, openSync, readSync } from "node:fs";
import { openArchive } from "../pmtiles/read-archive.ts";
import { walkEntries } from "../pmtiles/walk-entries.ts";

/** BUILD: the tiles of an earlier archive, as they are stored. */
export interface OldArchive {
  readonly path: string;
  /** Where each tile is in the file. */
  readonly tiles: ReadonlyMap<number, { readonly offset: number; readonly length: number }>;
  read(id: number): Buffer;
  close(): void;
}

/** Null where there is no archive, or it is another one. @throws {GeoError} `archive-invalid` when it is damaged. */
export async function openOldArchive(path: string, sha256: string): Promise<OldArchive | null> {
  let handle: number;
  try {
    handle = openSync(path, "r");
  } catch {
    return null;
  }
  const archive = await openArchive(path);
  try {
    if ((await archive.sha256()) !== sha256) {
      closeSync(handle);
      return null;
    }
    const tiles = new Map<number, { offset: number; length: number }>();
    const start = archive.header.tilesOffset;
    for await (const { tileId, runLength, offset, length } of walkEntries(archive))
      for (let i = 0; i < runLength; i++) tiles.set(tileId + i, { offset: start + offset, length });
    return {
      path,
      tiles,
      read: (id) => {
        const { offset, length } = tiles.get(id)!;
        const bytes = Buffer.allocUnsafe(length);
        for (let done = 0; done < length; ) done += readSync(handle, bytes, done, length - done, offset + done);
        return bytes;
      },
      close: () => closeSync(handle),
    };
  } finally {
    await archive.close();
  }
}
