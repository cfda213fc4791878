import { GeoError, pathInside } from "@parkatlas/geo-core";
import { unzipSync, zipSync } from "fflate";

/** Members of an archive by name. */
export type Members = ReadonlyMap<string, Uint8Array>;

/** More than any dataset needs; an archive that says it holds more is refused before anything is unpacked. */
const MOST = { members: 5000, bytes: 2e9 };

/**
 * A zip whose bytes depend on its members alone: sorted names, one date (1980-01-01, the first that zip knows), one level of
 * compression. Cost: the whole archive in memory.
 */
export function zipOf(members: Members): Uint8Array {
  const names = [...members.keys()].sort();
  // Zip has no time zone and fflate writes the local one, so a local date gives the same bytes everywhere.
  const mtime = new Date(1980, 0, 1);
  return zipSync(Object.fromEntries(names.map((name) => [name, [members.get(name)!, { mtime, level: 9 }]])));
}

/**
 * The members of a zip from anywhere. Nothing is unpacked before all names and sizes were looked at.
 *
 * @throws {GeoError} `archive-invalid`: no zip, cut off, encrypted, a name twice or one that leads out of a folder, or more
 *   members or bytes than an archive of evidence has.
 */
export function membersOf(zip: Uint8Array): Members {
  const sizes = new Map<string, number>();
  let totalBytes = 0;
  const look = ({ name, originalSize }: { readonly name: string; readonly originalSize: number }): false => {
    if (pathInside(name) !== name || name.split("/").includes("__proto__"))
      throw invalid(`the member "${name}" leads out of the archive`, `成员“${name}”的路径不在压缩包内`);
    if (sizes.has(name)) throw invalid(`the member "${name}" is there twice`, `成员“${name}”重复`);
    sizes.set(name, originalSize);
    totalBytes += originalSize;
    if (sizes.size > MOST.members) throw invalid(`it has more than ${MOST.members} members`, `成员超过 ${MOST.members} 个`);
    if (totalBytes > MOST.bytes)
      throw invalid(`it would unpack to more than ${MOST.bytes / 1e9} GB`, `解压后超过 ${MOST.bytes / 1e9} GB`);
    return false;
  };
  unzipped(zip, look);
  const members = new Map(Object.entries(unzipped(zip, () => true)));
  for (const [name, size] of sizes)
    if (members.get(name)?.length !== size) throw invalid(`the member "${name}" is cut off`, `成员“${name}”不完整`);
  return members;
}

function unzipped(zip: Uint8Array, filter: (file: { readonly name: string; readonly originalSize: number }) => boolean) {
  try {
    return unzipSync(zip, { filter });
  } catch (error) {
    if (error instanceof GeoError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw invalid(`it is no zip archive, or a part of it is missing (${reason})`, `不是 zip 压缩包或已损坏（${reason}）`, error);
  }
}

function invalid(en: string, zh: string, cause?: unknown): GeoError {
  return new GeoError("archive-invalid", `The evidence cannot be used: ${en}. Get the file again from where it was made.`, {
    details: { messageZh: `证据包不可用：${zh}。请向出具方重新索取。` },
    ...(cause === undefined ? {} : { cause }),
  });
}
