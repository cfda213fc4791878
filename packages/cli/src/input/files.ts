import { randomBytes } from "node:crypto";
import { readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve, sep } from "node:path";
import { GeoError } from "@parkatlas/geo-core";

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "does not exist",
  EACCES: "may not be used by this user",
  EPERM: "may not be used by this user",
  EISDIR: "is a folder",
  ENOTDIR: "has a part that is no folder",
  EROFS: "lies on a read-only file system",
  ENOSPC: "lies on a disk that is full",
  ENAMETOOLONG: "has too long a name",
  ELOOP: "is a link to itself",
};

/** `path` with why the operating system refused it: "a/b.json does not exist". */
export function refusalOf(path: string, error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return `${path} ${REASONS[code] ?? `fails: ${error instanceof Error ? error.message : String(error)}`}`;
}

/** True when `path` is a folder; false for a file. Throws `file-unreadable` when there is nothing. */
export async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    throw new GeoError("file-unreadable", `${refusalOf(path, error)}; check the path`, { details: { path }, cause: error });
  }
}

/**
 * Reads files of one folder by relative path. A path that leaves the folder is refused, so that a dataset from elsewhere
 * cannot name files of this machine. Rejects with the path and the reason.
 */
export function folderReader(folder: string): (path: string) => Promise<Uint8Array> {
  const root = resolve(folder);
  return async (path) => {
    const file = resolve(root, path);
    if (!file.startsWith(root.endsWith(sep) ? root : root + sep)) throw new Error(`${path} lies outside the folder ${folder}`);
    try {
      return await readFile(file);
    } catch (error) {
      throw new Error(refusalOf(join(folder, path), error), { cause: error });
    }
  };
}

/**
 * Writes a whole file or nothing: into a temporary file beside it, then renamed into place, so that a reader never sees
 * half of it. Throws `file-unwritable`, and what comes out of `content` where that is made piece by piece.
 */
export async function writeFileWhole(path: string, content: string | Uint8Array | AsyncIterable<string>): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString("hex")}.part`);
  try {
    await writeFile(temporary, content, { flag: "wx" });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    if (!(error instanceof Error && "syscall" in error)) throw error;
    throw new GeoError(
      "file-unwritable",
      `cannot write: ${refusalOf(path, error)}; give a path in a folder that exists and may be written`,
      {
        details: { path },
        cause: error,
      },
    );
  }
}
