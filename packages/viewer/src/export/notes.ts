import type { DatasetSummary } from "../core/contract.ts";
import type { Dictionary } from "../core/dictionary.ts";
import type { Lang } from "../core/url-params.ts";
import type { NoteRow } from "./sheet.ts";

declare const __PARKATLAS_VERSION__: string;
const SOFTWARE = `ParkAtlas ${__PARKATLAS_VERSION__}`;

export interface ExportContext {
  readonly dataset: DatasetSummary;
  readonly lang: Lang;
  readonly dict: Dictionary;
  readonly asOf: string;
}

/** What every exported list says about itself: data, date, software, the choice behind it, and what is made up. */
export function notesOf({ dataset, lang, dict, asOf }: ExportContext, choices: readonly NoteRow[]): readonly NoteRow[] {
  const { exported } = dict;
  return [
    { name: exported.dataset, text: `${dataset.title[lang]} (${dataset.id})` },
    ...(dataset.sha256 === null ? [] : [{ name: `${exported.dataset} SHA-256`, text: dataset.sha256 }]),
    { name: exported.asOf, text: asOf },
    { name: exported.software, text: SOFTWARE },
    ...choices,
    ...noticesOf({ dataset, dict, asOf }).map((text) => ({ name: exported.notice, text })),
  ];
}

/** The same for GeoJSON, as a foreign member beside the features (RFC 7946 §6.1), under the command line's names. */
export function aboutOf(context: ExportContext): Readonly<Record<string, unknown>> {
  const { dataset, asOf } = context;
  return {
    dataset: dataset.id,
    datasetSha256: dataset.sha256,
    asOf,
    synthetic: dataset.synthetic,
    notices: noticesOf(context),
    software: SOFTWARE,
  };
}

function noticesOf({ dataset, dict, asOf }: Pick<ExportContext, "dataset" | "dict" | "asOf">): readonly string[] {
  return [...(asOf > dataset.asOf ? [dict.exported.projection] : []), ...(dataset.synthetic ? [dict.exported.synthetic] : [])];
}
