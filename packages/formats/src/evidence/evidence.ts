import { type Dataset, type HealthTable, type ProtectionReport, protectionReport } from "@parkatlas/geo-core";
import type { LoadedFile } from "../dataset/load-dataset.ts";
import { sha256Hex } from "../dataset/sha256.ts";
import { type Members, zipOf } from "./zip.ts";

export const EVIDENCE_FORMAT = "parkatlas-evidence/1";
export const INPUTS = "inputs/";
export const SUMS = "SHA256SUMS";

/** What was asked of the check, written out in full. */
export interface EvidenceRequest {
  readonly asOf: string;
  readonly unitId: string | null;
  readonly reachFactor: number;
}

/** `evidence.json`: what the bundle is about, and by what it was made. */
export interface EvidenceHead {
  readonly format: typeof EVIDENCE_FORMAT;
  readonly software: string;
  readonly dataset: { readonly id: string; readonly sha256: string };
  readonly request: EvidenceRequest;
  readonly rules: ProtectionReport["rules"];
}

export interface EvidenceInput {
  readonly dataset: Dataset;
  readonly datasetSha256: string;
  /** The files of the dataset, with their bytes. */
  readonly files: readonly (Pick<LoadedFile, "path"> & { readonly content: Uint8Array })[];
  readonly request: EvidenceRequest;
  readonly table: HealthTable;
  readonly software: string;
}

/**
 * A protection check as a file that another machine can recompute: every input file, the table of coefficients, the answer with
 * all its workings, and the SHA-256 of each. The same check gives the same bytes: no clock and no machine leaves a trace.
 */
export async function evidenceBundle(input: EvidenceInput): Promise<Uint8Array> {
  const { dataset, datasetSha256, files, request, table, software } = input;
  const report = reportOf(dataset, request, table);
  const head: EvidenceHead = {
    format: EVIDENCE_FORMAT,
    software,
    dataset: { id: dataset.id, sha256: datasetSha256 },
    request,
    rules: report.rules,
  };
  const members = new Map<string, Uint8Array>([
    ["README.txt", encode(README)],
    ["evidence.json", jsonBytes(head)],
    ["report.json", jsonBytes(report)],
    ["tables.json", jsonBytes({ health: table })],
    ...files.map(({ path, content }) => [`${INPUTS}${path}`, content] as const),
  ]);
  members.set(SUMS, encode(await sumsOf(members)));
  return zipOf(members);
}

/** The answer that a request gets from a dataset. */
export function reportOf(dataset: Dataset, { asOf, unitId, reachFactor }: EvidenceRequest, table: HealthTable): ProtectionReport {
  return protectionReport(dataset, { asOf, reachFactor, table, ...(unitId === null ? {} : { unitId }) });
}

/** A JSON value as a member: indented, with a line feed at the end. */
export function jsonBytes(value: unknown): Uint8Array {
  return encode(`${JSON.stringify(value, null, 1)}\n`);
}

/** The list that `sha256sum --check SHA256SUMS` reads. */
async function sumsOf(members: Members): Promise<string> {
  const lines: string[] = [];
  for (const name of [...members.keys()].sort()) lines.push(`${await sha256Hex(members.get(name)!)}  ${name}\n`);
  return lines.join("");
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

const README = `防护距离判定证据包 / evidence of a protection check

inputs/        参与判定的全部数据文件 / every file that went into the check
tables.json    系数表及其版本 / the table of coefficients, with its version
report.json    结论与全部计算过程 / the verdicts with all workings
evidence.json  请求、规则版本、软件版本 / what was asked, and the versions of rules and software
SHA256SUMS     以上各文件的 SHA-256 / the SHA-256 of each of them

核对 / to check:   sha256sum --check SHA256SUMS
重算 / to recompute:   parkatlas recheck BUNDLE.zip
`;
