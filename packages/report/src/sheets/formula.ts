import type { Pen } from "../page/pen.ts";

const EXPONENT = /\^([A-Za-z0-9.]+)/g;

/** A line of mathematics in which `^x` is set as an exponent. */
export function drawFormula(pen: Pen, line: string, x: number, y: number, sizePt: number): void {
  const small = sizePt * 0.68;
  let at = x;
  const put = (text: string, size: number, baseline: number) => {
    pen.text(text, at, baseline, { sizePt: size });
    at += pen.widthOf(text, size);
  };
  let from = 0;
  // The middle dot of a Chinese font is as wide as a character: products are written with a cross.
  const product = line.replace(/(?<=[\w)^.²])·(?=[\w(])/g, " × ");
  for (const match of product.matchAll(EXPONENT)) {
    putSpaced(product.slice(from, match.index));
    put(match[1]!, small, y - sizePt * 0.13);
    from = match.index + match[0].length;
  }
  putSpaced(product.slice(from));

  // The pen drops blanks at the ends of a text: they are width here.
  function putSpaced(text: string): void {
    at += pen.widthOf(" ", sizePt) * (text.length - text.trimStart().length);
    put(text.trim(), sizePt, y);
    if (text.trim() !== "") at += pen.widthOf(" ", sizePt) * (text.length - text.trimEnd().length);
  }
}
