import { inflateSync } from "node:zlib";

/** A page as its content stream says it: operators in millimetres where the writer scaled to them. */
export interface ReadPage {
  readonly widthPt: number;
  readonly heightPt: number;
  /** The operators, inflated. */
  readonly content: string;
  /** What a reader can select, one entry for each piece of text. */
  readonly texts: readonly string[];
}

export interface ReadPdf {
  readonly pages: readonly ReadPage[];
  readonly fonts: readonly { readonly name: string; readonly isEmbedded: boolean }[];
}

/** Reads the PDFs that pdfkit writes, without it: pages, their operators, and their text through the ToUnicode maps of the fonts. */
export function readPdf(bytes: Uint8Array): ReadPdf {
  const source = Buffer.from(bytes).toString("latin1");
  const objects = new Map<number, string>();
  for (const match of source.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) objects.set(Number(match[1]), match[2]!);
  const resolved = (text: string) => {
    const reference = /^\s*(\d+) 0 R/.exec(text);
    return reference ? (objects.get(Number(reference[1])) ?? "") : text;
  };
  const stream = (object: string) => {
    const start = /stream\r?\n/.exec(object)!;
    const data = Buffer.from(object.slice(start.index + start[0].length, object.lastIndexOf("\nendstream")), "latin1");
    return (object.includes("/FlateDecode") ? inflateSync(data) : data).toString("latin1");
  };
  const entry = (object: string, key: string) => object.split(`/${key}`)[1] ?? "";
  const all = [...objects.values()];
  const root = all.find((object) => /\/Type \/Pages\b/.test(object))!;
  const pages = [
    ...entry(root, "Kids")
      .split("]")[0]!
      .matchAll(/(\d+) 0 R/g),
  ].map(([, id]) => {
    const page = objects.get(Number(id))!;
    const [, , widthPt, heightPt] = entry(page, "MediaBox")
      .match(/[\d.]+/g)!
      .map(Number);
    const resources = resolved(entry(page, "Resources"));
    const maps = new Map(
      [...entry(resources, "Font").matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name, font]) => [
        name!,
        unicodeMap(stream(resolved(entry(objects.get(Number(font))!, "ToUnicode")))),
      ]),
    );
    const content = stream(resolved(entry(page, "Contents")));
    return { widthPt: widthPt!, heightPt: heightPt!, content, texts: textsOf(content, maps) };
  });
  const fonts = all
    .filter((object) => /\/Type \/FontDescriptor/.test(object))
    .map((object) => ({ name: /\/FontName \/(\S+)/.exec(object)![1]!, isEmbedded: /\/FontFile[23]? \d+ 0 R/.test(object) }));
  return { pages, fonts };
}

function utf16(hex: string): string {
  return Buffer.from(hex.replaceAll(" ", ""), "hex").swap16().toString("utf16le");
}

function unicodeMap(cmap: string): ReadonlyMap<number, string> {
  const map = new Map<number, string>();
  for (const [, range] of cmap.matchAll(/beginbfrange\n([\s\S]*?)\nendbfrange/g))
    for (const [, first, list] of range!.matchAll(/<([0-9a-f]+)> <[0-9a-f]+> \[([^\]]*)\]/gi))
      for (const [index, [, hex]] of [...list!.matchAll(/<([0-9a-f ]*)>/gi)].entries())
        map.set(Number.parseInt(first!, 16) + index, utf16(hex!));
  return map;
}

function textsOf(content: string, maps: ReadonlyMap<string, ReadonlyMap<number, string>>): readonly string[] {
  return [...content.matchAll(/BT\n([\s\S]*?)\nET/g)].map(([, block]) => {
    const map = maps.get(/\/(F\d+) [\d.]+ Tf/.exec(block!)![1]!)!;
    const codes = [...block!.matchAll(/<([0-9a-f]+)>/gi)].flatMap(([, hex]) => hex!.match(/.{4}/g) ?? []);
    return codes.map((code) => map.get(Number.parseInt(code, 16)) ?? "\uFFFD").join("");
  });
}
