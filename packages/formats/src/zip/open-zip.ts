import { unzipSync } from "fflate";
import { decideEncoding } from "../encoding/decide-encoding.ts";
import { type ByteSource, byteSourceOf, readWhole } from "../source/byte-source.ts";
import { finding } from "../source/finding.ts";
import type { Report } from "../source/types.ts";

/** A zip of a drawer is read into memory; what passes these limits is an accident or an attack. */
const MOST = { zipBytes: 2 ** 29, members: 10_000, memberBytes: 2 ** 30, totalBytes: 2 ** 31 };

interface Entry {
  readonly name: string;
  readonly size: number;
  readonly originalSize: number;
}

/**
 * The files in a zip as sources, folders and the marks of macOS left out; nothing is written to a disk, so a name that leads out
 * of the archive leads nowhere. Names are UTF-8 where the zip says so, else told from their bytes (Chinese Windows writes GBK).
 * A zip that is none, is encrypted, or would unpack to more than 2 GiB gives none, with an error.
 */
export async function openZip(zip: ByteSource, report: Report): Promise<readonly ByteSource[]> {
  const refuse = (zh: string, en: string): readonly ByteSource[] => {
    report(finding("error", "zip-unreadable", { file: zip.name }, { zh, en }));
    return [];
  };
  if (zip.size > MOST.zipBytes) return refuse("压缩包超过 512 MiB；请先解压", "the zip has more than 512 MiB; unpack it first");
  const bytes = await readWhole(zip, MOST.zipBytes);
  const entries: Entry[] = [];
  let total = 0;
  try {
    unzipSync(bytes, {
      filter: ({ name, size, originalSize }) => {
        entries.push({ name, size, originalSize });
        total += originalSize;
        return false;
      },
    });
    if (entries.length > MOST.members)
      return refuse(`成员 ${entries.length} 个，过多`, `it has ${entries.length} members, too many`);
    if (total > MOST.totalBytes || entries.some(({ originalSize }) => originalSize > MOST.memberBytes))
      return refuse(
        `解压后有 ${total} 字节，超过限度；请先解压再选取需要的文件`,
        `it would unpack to ${total} bytes, more than is opened at once; unpack it and choose the files`,
      );
    const members = unzipSync(bytes, { filter: ({ name }) => isWanted(name) });
    const decode = nameDecoder(Object.keys(members));
    return Object.entries(members).map(([name, content]) => byteSourceOf(`${zip.name}/${decode(name)}`, content));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return refuse(
      `不是可读的 zip（${why}）；加密或损坏的压缩包请先解压`,
      `it cannot be read as a zip (${why}); unpack one that is encrypted or damaged first`,
    );
  }
}

function isWanted(name: string): boolean {
  return !name.endsWith("/") && !name.startsWith("__MACOSX/") && !/(^|\/)\._/.test(name);
}

/** fflate gives names without the mark of UTF-8 byte by byte, a letter each; those bytes may be GBK. */
function nameDecoder(names: readonly string[]): (name: string) => string {
  const isBytes = (name: string) => [...name].every((letter) => letter.charCodeAt(0) < 0x100);
  const raw = names.filter((name) => isBytes(name) && /[\x80-\xff]/.test(name)).map(bytesOf);
  const decoder = new TextDecoder(decideEncoding(raw).encoding);
  return (name) => (isBytes(name) && /[\x80-\xff]/.test(name) ? decoder.decode(bytesOf(name)) : name);
}

function bytesOf(name: string): Uint8Array {
  return Uint8Array.from(name, (letter) => letter.charCodeAt(0));
}
