import { randomBytes } from "node:crypto";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { GeoError } from "@parkatlas/geo-core";
import { refusalOf } from "../input/files.ts";

/** Names of what lies in the folder; null where there is none. Throws `file-unwritable` where it is no folder. */
export async function entriesOf(path: string): Promise<readonly string[] | null> {
  try {
    return await readdir(path);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw unwritable(path, error);
  }
}

function unwritable(path: string, error: unknown): GeoError {
  return new GeoError("file-unwritable", `cannot write: ${refusalOf(path, error)}; give a folder that may be written`, {
    details: { path },
    cause: error,
  });
}

/**
 * Writes a whole folder or nothing: `fill` gets a temporary folder beside it, which then takes its place. What stood there
 * before goes only when the new one stands, and comes back where that fails. Throws what `fill` throws, or `file-unwritable`.
 */
export async function writeFolderWhole(path: string, fill: (folder: string) => Promise<void>): Promise<void> {
  const target = resolve(path);
  const beside = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString("hex")}`);
  const [fresh, former] = [`${beside}.part`, `${beside}.old`];
  try {
    await mkdir(fresh).catch((error: unknown) => {
      throw unwritable(path, error);
    });
    await fill(fresh);
    const isThere = (await entriesOf(target)) !== null;
    try {
      if (isThere) await rename(target, former);
      await rename(fresh, target);
    } catch (error) {
      if (isThere && (await entriesOf(target)) === null) await rename(former, target);
      throw unwritable(path, error);
    }
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
  await rm(former, { recursive: true, force: true });
}
