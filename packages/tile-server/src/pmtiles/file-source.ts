import { type FileHandle, open } from "node:fs/promises";
import { GeoError } from "@parkatlas/geo-core";
import { archiveInvalid } from "./archive-error.ts";
import { type ByteSource, requireInside } from "./byte-source.ts";

/**
 * ARCHIVE: positional reads on one file handle. The handle stays with the file that was opened: when a new one is renamed
 * over the path, this one goes on giving the old bytes until it is closed.
 *
 * @throws {GeoError} `file-unreadable` when the file is missing or may not be read.
 */
export async function openFileSource(path: string): Promise<ByteSource> {
  const handle = await openFile(path);
  try {
    const { size, mtimeNs } = await handle.stat({ bigint: true });
    const source: ByteSource = {
      name: path,
      sizeBytes: Number(size),
      identity: `${size}-${mtimeNs}`,
      read: async (offset, length) => {
        requireInside(source, offset, length);
        return readFully(handle, offset, length);
      },
      close: () => handle.close(),
    };
    return source;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    const handle = await open(path, "r");
    if ((await handle.stat()).isFile()) return handle;
    await handle.close();
    throw new Error("it is not a file");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new GeoError("file-unreadable", `Cannot read the archive ${path}: ${reason}. Check the path, or build it first`, {
      details: { path },
      cause: error,
    });
  }
}

async function readFully(handle: FileHandle, offset: number, length: number): Promise<Uint8Array> {
  const bytes = Buffer.allocUnsafeSlow(length);
  for (let done = 0; done < length; ) {
    const { bytesRead } = await handle.read(bytes, done, length - done, offset + done);
    if (bytesRead === 0) throw archiveInvalid(`The file ended at byte ${offset + done} while it was read`);
    done += bytesRead;
  }
  return bytes;
}
