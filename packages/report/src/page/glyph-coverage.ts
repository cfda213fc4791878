/** Which characters a TrueType or OpenType font can draw, read from its `cmap` (formats 4 and 12). */
export type HasGlyph = (codePoint: number) => boolean;

/** Throws a RangeError for bytes that are no font, or one without a Unicode table. Cost: the table's segments, once. */
export function glyphCoverage(font: Uint8Array): HasGlyph {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  const at = unicodeTableAt(view);
  const ranges = view.getUint16(at) === 12 ? groupsOfFormat12(view, at) : segmentsOfFormat4(view, at);
  return (codePoint) => {
    let low = 0;
    let high = ranges.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const [first, last] = ranges[middle]!;
      if (codePoint < first) high = middle - 1;
      else if (codePoint > last) low = middle + 1;
      else return true;
    }
    return false;
  };
}

type Range = readonly [first: number, last: number];

function unicodeTableAt(view: DataView): number {
  const tables = view.byteLength > 12 ? view.getUint16(4) : 0;
  for (let index = 0; index < tables; index++) {
    const record = 12 + index * 16;
    // "cmap"
    if (view.getUint32(record) === 0x636d6170) return bestSubtable(view, view.getUint32(record + 8));
  }
  throw new RangeError("the bytes given as font have no character table (cmap): give a TrueType or OpenType file");
}

/** The subtable of most characters: the full Unicode ones (format 12) before those of the basic plane (format 4). */
function bestSubtable(view: DataView, cmap: number): number {
  let basic: number | null = null;
  for (let index = 0; index < view.getUint16(cmap + 2); index++) {
    const at = cmap + view.getUint32(cmap + 8 + index * 8);
    const format = view.getUint16(at);
    if (format === 12) return at;
    if (format === 4) basic ??= at;
  }
  if (basic === null) throw new RangeError("the font has no Unicode character table (cmap format 4 or 12)");
  return basic;
}

function groupsOfFormat12(view: DataView, at: number): readonly Range[] {
  const count = view.getUint32(at + 12);
  return Array.from({ length: count }, (_, index): Range => {
    const group = at + 16 + index * 12;
    return [view.getUint32(group), view.getUint32(group + 4)];
  });
}

function segmentsOfFormat4(view: DataView, at: number): readonly Range[] {
  const count = view.getUint16(at + 6) / 2;
  const ranges: Range[] = [];
  for (let index = 0; index < count; index++) {
    const [last, first] = [view.getUint16(at + 14 + index * 2), view.getUint16(at + 16 + count * 2 + index * 2)];
    // The last segment is a mark of the end.
    if (first !== 0xffff) ranges.push([first, last]);
  }
  return ranges;
}
