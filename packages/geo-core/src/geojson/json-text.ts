import { GeoError } from "../errors.ts";
import { findJsonError } from "./json-error.ts";

/**
 * The value of a JSON text. A byte-order mark in front is dropped. Numbers too large for a double become Infinity, as
 * JSON.parse has it; the structural checks report them.
 *
 * @throws {GeoError} `json-invalid`, with `details` `{ line, column, offset, reason, reasonZh }`: line and column count from
 * 1, the column in UTF-16 units.
 */
export function parseJsonText(text: string): unknown {
  const body = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  if (body.trim() === "") {
    throw invalid(body, 0, "the file is empty", "文件为空");
  }
  try {
    return JSON.parse(body);
  } catch (error) {
    const found = findJsonError(body);
    // An engine may refuse what the grammar allows only for want of memory or stack.
    if (found === null)
      throw invalid(body, 0, "the text is too deep or too long for this machine", "内容过深或过大，无法读取", error);
    throw invalid(body, found.offset, found.words.en, found.words.zh, error);
  }
}

function invalid(text: string, offset: number, reason: string, reasonZh: string, cause?: unknown): GeoError {
  const before = text.slice(0, offset);
  const line = before.split("\n").length;
  const column = offset - before.lastIndexOf("\n");
  return new GeoError("json-invalid", `Not JSON at line ${line}, column ${column}: ${reason}.`, {
    details: { line, column, offset, reason, reasonZh },
    ...(cause === undefined ? {} : { cause }),
  });
}
