import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { GeoError } from "@parkatlas/geo-core";
import { isRunning } from "../pmtiles/atomic-file.ts";
import { isWholePart } from "./part-file.ts";

/**
 * BUILD: the folder beside an archive in which a build keeps what it has made so far. Its name holds the process id: a
 * process that was killed leaves it behind, and the next build of the same archive either goes on from it or removes it.
 */
export class WorkFolder {
  readonly path: string;

  /**
   * Makes the folder, and removes those that killed builds of the same archive left.
   *
   * @throws {GeoError} `file-unwritable` naming the path.
   */
  constructor(outFile: string) {
    this.path = `${outFile}${MARK}${process.pid}-${nextNumber++}`;
    this.#guard(() => mkdirSync(this.path, { recursive: true }));
    inWork.add(this.path);
  }

  /** A file in the folder. */
  file(name: string): string {
    return join(this.path, name);
  }

  /**
   * Says what the build is of, so that a later one can tell whether it may go on from here; then takes over the whole parts
   * of an interrupted build of the same, where one is, and removes what else such builds left.
   *
   * @param key equal for builds that give the same bytes in every part.
   * @returns names of parts taken over.
   */
  settle(key: string, resume: boolean): ReadonlySet<string> {
    return this.#guard(() => {
      const taken = new Set<string>();
      for (const folder of leftOf(this.path)) {
        if (resume && keyOf(folder) === key) for (const name of this.#takeOver(folder)) taken.add(name);
        rmSync(folder, { recursive: true, force: true });
      }
      writeFileSync(join(this.path, KEY_FILE), key);
      return taken;
    });
  }

  #takeOver(folder: string): string[] {
    const whole = readdirSync(folder).filter((name) => name.endsWith(PART_END) && isWholePart(join(folder, name)));
    for (const name of whole) renameSync(join(folder, name), join(this.path, name));
    return whole;
  }

  remove(): void {
    inWork.delete(this.path);
    rmSync(this.path, { recursive: true, force: true });
  }

  #guard<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new GeoError(
        "file-unwritable",
        `Cannot write ${this.path}: ${reason}. Choose a folder that exists and may be written`,
        {
          details: { path: this.path },
          cause: error,
        },
      );
    }
  }
}

export const PART_END = ".part";
const MARK = ".work-";
const KEY_FILE = "key";
/** Folders that builds of this process are using. */
const inWork = new Set<string>();
let nextNumber = 1;

/** Folders that killed builds of the same archive left. */
function leftOf(path: string): string[] {
  const prefix = basename(path).slice(0, basename(path).lastIndexOf(MARK) + MARK.length);
  return readdirSync(dirname(path))
    .filter((name) => name.startsWith(prefix))
    .map((name) => join(dirname(path), name))
    .filter((folder) => {
      const owner = Number(basename(folder).slice(prefix.length).split("-")[0]);
      // In a container a process often has the id of the one that was killed.
      return !inWork.has(folder) && Number.isInteger(owner) && (owner === process.pid || !isRunning(owner));
    });
}

function keyOf(folder: string): string | null {
  try {
    return readFileSync(join(folder, KEY_FILE), "utf8");
  } catch {
    // Killed before it said what it was.
    return null;
  }
}
