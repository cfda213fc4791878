import { readFile } from "node:fs/promises";
import { GeoError, parseJsonText } from "@parkatlas/geo-core";
import { refusalOf } from "./files.ts";

/** The value in a JSON file. Throws `file-unreadable`, or `json-invalid` with line and column. */
export async function readJsonFile(path: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    throw new GeoError("file-unreadable", `${refusalOf(path, error)}; check the path`, { details: { path }, cause: error });
  }
  return parseJsonText(text);
}
