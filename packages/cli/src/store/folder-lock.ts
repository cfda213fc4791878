import { mkdir, open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { GeoError } from "@parkatlas/geo-core";
import { refusalOf } from "../input/files.ts";

const LOCK = ".import.lock";

/** True while a process of this number runs; one of another user counts too. */
function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/**
 * Does something with a folder that nobody else may change meanwhile. The folder is made if need be. A lock left by a process
 * that was killed is taken over. Throws `file-unwritable` where another one holds it.
 */
export async function withFolderLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const path = join(folder, LOCK);
  const refused = (why: string, whyZh: string, cause?: unknown) =>
    new GeoError("file-unwritable", why, { details: { path, messageZh: whyZh }, ...(cause === undefined ? {} : { cause }) });
  for (let attempt = 0; ; attempt++) {
    try {
      await mkdir(folder, { recursive: true });
      const file = await open(path, "wx");
      await file.writeFile(String(process.pid));
      await file.close();
      break;
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST") || attempt > 0)
        throw refused(
          `cannot change ${folder}: ${refusalOf(path, error)}`,
          `不能更改 ${folder}：${refusalOf(path, error)}`,
          error,
        );
      const holder = Number(await readFile(path, "utf8").catch(() => ""));
      if (holder > 0 && isRunning(holder))
        throw refused(
          `${folder} is being changed by process ${holder}; wait until it ends`,
          `${folder} 正由进程 ${holder} 更改；请等它结束`,
        );
      await rm(path, { force: true });
    }
  }
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}
