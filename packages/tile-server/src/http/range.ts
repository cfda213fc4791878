/** Bytes that a Range field asks for: a slice, `all` where the field is to be ignored, or `unsatisfiable`. */
export type RangeAsked = { readonly offset: number; readonly length: number } | "all" | "unsatisfiable";

/**
 * Reads a Range field (RFC 9110 §14.2) against a file of `sizeBytes`. A single range is clamped to the file; an unknown
 * unit or malformed text is ignored, as the standard says. Several ranges at once are refused: answered in full they
 * would multiply the work of one request.
 */
export function rangeAsked(field: string | undefined, sizeBytes: number): RangeAsked {
  if (field === undefined || !/^bytes=/i.test(field)) return "all";
  const specs = field.slice(6).split(",");
  if (specs.length > 1) return "unsatisfiable";
  const match = /^\s*(\d{0,16})-(\d{0,16})\s*$/.exec(specs[0]!);
  if (!match || (match[1] === "" && match[2] === "")) return "all";
  if (match[1] === "") {
    const length = Math.min(Number(match[2]), sizeBytes);
    return length === 0 ? "unsatisfiable" : { offset: sizeBytes - length, length };
  }
  const first = Number(match[1]);
  const last = match[2] === "" ? sizeBytes - 1 : Math.min(Number(match[2]), sizeBytes - 1);
  if (match[2] !== "" && Number(match[2]) < first) return "all";
  return first >= sizeBytes ? "unsatisfiable" : { offset: first, length: last - first + 1 };
}
