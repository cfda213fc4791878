import { open, readdir, stat } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import type { ByteSource } from "@parkatlas/formats";
import { GeoError } from "@parkatlas/geo-core";
import { refusalOf } from "./files.ts";

/** A file of the disk that is read in pieces; it stays open until `close`. */
export interface FileSource extends ByteSource {
  close(): Promise<void>;
}

/** Opens a file for reading at any place. Throws `file-unreadable`. */
export async function openFileSource(path: string): Promise<FileSource> {
  try {
    const { size } = await stat(path);
    const file = await open(path, "r");
    return {
      name: path,
      size,
      read: async (offset, length) => {
        const bytes = new Uint8Array(Math.max(0, Math.min(length, size - offset)));
        let filled = 0;
        while (filled < bytes.length) {
          const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, offset + filled);
          if (bytesRead === 0) break;
          filled += bytesRead;
        }
        return bytes.subarray(0, filled);
      },
      close: () => file.close(),
    };
  } catch (error) {
    throw new GeoError("file-unreadable", `${refusalOf(path, error)}; check the path`, { details: { path }, cause: error });
  }
}

const PARTS_OF_SHAPES = [".dbf", ".prj", ".cpg"];

/**
 * The files given, and with each `.shp` the parts of its name that lie beside it: whoever names `parcels.shp` means them too.
 * Throws `file-unreadable`.
 */
export async function withShapefileParts(paths: readonly string[]): Promise<readonly string[]> {
  const all = new Set(paths);
  for (const path of paths) {
    if (extname(path).toLowerCase() !== ".shp") continue;
    const stem = basename(path).slice(0, -4).toLowerCase();
    for (const name of await readdir(dirname(path)).catch(() => []))
      if (PARTS_OF_SHAPES.some((ending) => name.toLowerCase() === stem + ending)) all.add(join(dirname(path), name));
  }
  return [...all];
}
