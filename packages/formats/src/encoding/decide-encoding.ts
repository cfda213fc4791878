import type { Encoding, EncodingDecision } from "../source/types.ts";
import { gb18030Score } from "./gb18030-score.ts";

/** What is known besides the bytes. */
export interface EncodingHints {
  /** The user's word: it is followed, whatever the bytes look like. */
  readonly asked?: Encoding;
  /** The file's own word, such as the text of a `.cpg` or an XML declaration. */
  readonly declared?: string;
}

const NAMES: readonly (readonly [RegExp, Encoding])[] = [
  [/^(utf-?8|65001|cp65001)$/, "utf-8"],
  [/^(gbk?|gb2312|gb18030|gb-18030|cp936|936|ms936|x-gbk|chinese|windows-936|oem 936|ansi 936|54936|euc-cn)$/, "gb18030"],
  [/^(big5|cp950|950|big5-hkscs)$/, "big5"],
  [/^(utf-?16(le)?|1200)$/, "utf-16le"],
  [/^(utf-?16be|1201)$/, "utf-16be"],
  [/^(iso-?8859-?1|8859-?1|88591|latin-?1|windows-1252|cp1252|1252|ansi 1252)$/, "windows-1252"],
];

/** The encoding a name stands for, as people and programs write it (`GBK`, `936`, `UTF8`, `ISO-8859-1`); undefined for others. */
function encodingFromName(name: string): Encoding | undefined {
  const plain = name.trim().replace(/^"|"$/g, "").toLowerCase();
  return NAMES.find(([pattern]) => pattern.test(plain))?.[1];
}

/**
 * The encoding of texts given as their bytes, and the ground for it. Order: the user's word; a byte-order mark (first text);
 * the file's own word, where the bytes can be read by it; strict UTF-8; else GB18030 or Big5, whichever reads as more usual
 * Chinese. A declaration that the bytes contradict is not followed, and can be seen by `declared`.
 *
 * Texts may be cut off inside a character at their end, as a full DBF field is.
 */
export function decideEncoding(texts: readonly Uint8Array[], { asked, declared }: EncodingHints = {}): EncodingDecision {
  const ownWord = declared?.trim() || null;
  const give = (encoding: Encoding, ground: EncodingDecision["ground"]): EncodingDecision => ({
    encoding,
    ground,
    declared: ownWord,
    preview: previewOf(texts, encoding),
  });
  if (asked) return give(asked, "asked");
  const marked = markOf(texts[0]);
  if (marked) return give(marked, "bom");
  const telling = texts.filter((text) => text.some((byte) => byte >= 0x80));
  const said = ownWord === null ? undefined : encodingFromName(ownWord);
  if (telling.length === 0) return said ? give(said, "declared") : give("utf-8", "ascii");
  const utf8 = telling.every(isUtf8);
  if (said === "utf-16le" || said === "utf-16be") return give(said, "declared");
  if (utf8) return give("utf-8", said === "utf-8" ? "declared" : "strict-utf-8");
  if (said === "gb18030" && gb18030Score(telling, "gb18030") > 0) return give("gb18030", "declared");
  if (said === "big5" && gb18030Score(telling, "big5") > 0) return give("big5", "declared");
  const gb = gb18030Score(telling, "gb18030");
  const big5 = gb18030Score(telling, "big5");
  if (gb <= 0 && big5 <= 0) return give("windows-1252", said === "windows-1252" ? "declared" : "scored");
  return give(gb >= big5 ? "gb18030" : "big5", "scored");
}

function markOf(text: Uint8Array | undefined): Encoding | undefined {
  if (!text) return undefined;
  if (text[0] === 0xef && text[1] === 0xbb && text[2] === 0xbf) return "utf-8";
  if (text[0] === 0xff && text[1] === 0xfe) return "utf-16le";
  if (text[0] === 0xfe && text[1] === 0xff) return "utf-16be";
  return undefined;
}

/** Strict UTF-8, but for a character that the end of the text cuts off. */
function isUtf8(text: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(text, { stream: true });
    return true;
  } catch {
    return false;
  }
}

const PREVIEWED = 3;
const PREVIEW_LENGTH = 40;

/** The first different texts that are not plain ASCII, else the first different ones. */
function previewOf(texts: readonly Uint8Array[], encoding: Encoding): readonly string[] {
  const decoder = new TextDecoder(encoding);
  const seen = new Set<string>();
  for (const isTelling of [true, false])
    for (const text of texts) {
      if (seen.size === PREVIEWED) return [...seen];
      if (isTelling !== text.some((byte) => byte >= 0x80)) continue;
      const line = decoder.decode(text.subarray(0, 4 * PREVIEW_LENGTH)).trim();
      if (line !== "") seen.add(line.slice(0, PREVIEW_LENGTH));
    }
  return [...seen];
}

/** The decision with texts that say more to a person than the beginning of the file: names of the first records. */
export function withPreview(decision: EncodingDecision, texts: Iterable<unknown>): EncodingDecision {
  const seen = new Set<string>();
  for (const text of texts) {
    if (seen.size === PREVIEWED) break;
    if (typeof text === "string" && /[^\x20-\x7e]/.test(text.trim())) seen.add(text.trim().slice(0, PREVIEW_LENGTH));
  }
  return seen.size === 0 ? decision : { ...decision, preview: [...seen] };
}
