/**
 * How much text reads as usual Chinese in a double-byte encoding: the mean over its non-ASCII characters of 1 for one of the
 * usual 3755 (GB 2312 level 1, rows 16–55; Big5 level 1, 0xA4–0xC6) or usual punctuation, 0.4 for a rarer one, −4 for what
 * stands for nothing, so that a wrong reading scores low. 0 where nothing can be said.
 */
export function gb18030Score(texts: readonly Uint8Array[], encoding: "gb18030" | "big5"): number {
  const firstUsual = encoding === "gb18030" ? 0xb0 : 0xa4;
  const lastUsual = encoding === "gb18030" ? 0xd7 : 0xc6;
  let points = 0;
  let characters = 0;
  for (const text of texts)
    for (let at = 0; at < text.length; characters++) {
      const lead = text[at]!;
      if (lead < 0x80) {
        at++;
        characters--;
        continue;
      }
      const trail = text[at + 1];
      if (trail === undefined) break; // cut off by the end of a field
      if (encoding === "gb18030" && trail >= 0x30 && trail <= 0x39) {
        const isWhole = isBetween(text[at + 2], 0x81, 0xfe) && isBetween(text[at + 3], 0x30, 0x39);
        points += isWhole ? 0.2 : -4;
        at += 4;
        continue;
      }
      const isPair = isBetween(lead, 0x81, 0xfe) && trail >= 0x40 && trail !== 0x7f && trail !== 0xff;
      const isPlane1 = encoding === "big5" || trail >= 0xa1;
      if (!isPair) points -= 4;
      else if (isPlane1 && ((lead >= firstUsual && lead <= lastUsual) || isPunctuation(lead, encoding))) points += 1;
      else points += 0.4;
      at += isPair ? 2 : 1;
    }
  return characters <= 0 ? 0 : points / characters;
}

/** Full-width brackets, digits and numerals, which names of plots are full of. */
function isPunctuation(lead: number, encoding: "gb18030" | "big5"): boolean {
  return encoding === "gb18030" ? lead >= 0xa1 && lead <= 0xa3 : lead === 0xa1 || lead === 0xa2;
}

function isBetween(byte: number | undefined, low: number, high: number): boolean {
  return byte !== undefined && byte >= low && byte <= high;
}
