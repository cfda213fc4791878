/** Two bytes of each character that GBK can write, from the platform's own decoder: one table, made when first needed. */
let gbkTable: Map<string, number> | undefined;

function gbkCodes(): Map<string, number> {
  if (gbkTable) return gbkTable;
  const table = new Map<string, number>();
  const decoder = new TextDecoder("gb18030");
  const pair = new Uint8Array(2);
  for (let lead = 0x81; lead <= 0xfe; lead++)
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail === 0x7f) continue;
      pair[0] = lead;
      pair[1] = trail;
      const character = decoder.decode(pair);
      // One character, and none of the private use area, which other programs read as something else.
      if ([...character].length === 1 && !/[\ue000-\uf8ff\ufffd]/.test(character) && !table.has(character))
        table.set(character, lead * 256 + trail);
    }
  gbkTable = table;
  return table;
}

/** Text in bytes, and the characters that the encoding cannot write, each once; a `?` stands in their place. */
export interface EncodedText {
  readonly bytes: Uint8Array;
  readonly lost: readonly string[];
}

/**
 * Text as UTF-8 or as GBK, the two that Chinese programs read. GBK writes 21 003 Hanzi; what it has no code for is given back
 * in `lost`, so that nobody loses a rare character of a name without knowing.
 */
export function encodeText(text: string, encoding: "utf-8" | "gbk"): EncodedText {
  if (encoding === "utf-8") return { bytes: new TextEncoder().encode(text), lost: [] };
  const codes = gbkCodes();
  const bytes: number[] = [];
  const lost = new Set<string>();
  for (const character of text) {
    const point = character.codePointAt(0)!;
    const code = point < 0x80 ? point : codes.get(character);
    if (code === undefined) {
      lost.add(character);
      bytes.push(0x3f);
    } else if (code < 0x80) bytes.push(code);
    else bytes.push(code >> 8, code & 0xff);
  }
  return { bytes: Uint8Array.from(bytes), lost: [...lost] };
}
