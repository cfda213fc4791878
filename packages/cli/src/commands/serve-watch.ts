import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/** How often the inputs are looked at. Looking works on every file system, network shares included; notices do not. */
const LOOK_EVERY_MS = 2_000;

async function stampsBelow(path: string): Promise<string> {
  const found = await stat(path).catch(() => null);
  if (!found) return `${path} missing`;
  if (!found.isDirectory()) return `${path} ${found.size} ${found.mtimeMs}`;
  const names = (await readdir(path)).filter((name) => !name.startsWith("."));
  return (await Promise.all(names.sort().map((name) => stampsBelow(join(path, name))))).join("\n");
}

/** What the local inputs look like: their names, sizes and times, in one text that differs when one of them does. */
export async function stampsOf(paths: readonly string[]): Promise<string> {
  const local = paths.filter((path) => !/^\w+:\/\//.test(path));
  return (await Promise.all(local.map(stampsBelow))).join("\n");
}

/**
 * Calls `changed` once the local inputs differ from `read` and stayed the same for one look, so that a file that is still being
 * written is not read. `read` are their stamps from before they were read, so that a change during the reading counts too.
 * Remote inputs are not watched: SIGHUP reads them again. Gives back the end of the watch.
 */
export function watchInputs(paths: readonly string[], read: string, changed: () => void): () => void {
  let [served, last] = [read, read];
  let isLooking = false;
  const timer = setInterval(async () => {
    if (isLooking) return;
    isLooking = true;
    try {
      const now = await stampsOf(paths);
      if (now !== served && now === last) {
        served = now;
        changed();
      }
      last = now;
    } catch {
      // A folder that is being replaced can vanish under the look; the next one sees it whole.
    } finally {
      isLooking = false;
    }
  }, LOOK_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
