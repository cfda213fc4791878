import { GeoError, type HealthTable, type Issue, isGeoError, parseHealthTable, parseJsonText } from "@parkatlas/geo-core";
import { type LoadedDataset, loadDataset, type ReadFile } from "../dataset/load-dataset.ts";
import { sha256Hex } from "../dataset/sha256.ts";
import { EVIDENCE_FORMAT, type EvidenceHead, INPUTS, jsonBytes, reportOf, SUMS } from "./evidence.ts";
import { isRecord, type JsonDifference, jsonDifferences } from "./json-differences.ts";
import { type Members, membersOf } from "./zip.ts";

/** A member whose SHA-256 is not the one that the bundle states; null where the member, or the statement, is missing. */
export interface MemberDifference {
  readonly member: string;
  readonly stated: string | null;
  readonly actual: string | null;
}

/** An input file that differs between the bundle and another dataset, with where. */
export interface InputDifference {
  readonly file: string;
  readonly inBundle: string | null;
  readonly now: string | null;
  /** Empty where the file is no JSON, or missing on one side. */
  readonly differences: readonly JsonDifference[];
}

export interface Recheck {
  /** True where everything that was compared is the same, byte for byte. */
  readonly same: boolean;
  readonly head: EvidenceHead;
  /** Version of the software that recomputed. */
  readonly software: string;
  readonly members: readonly MemberDifference[];
  readonly inputs: readonly InputDifference[];
  /** Where the recomputed answer differs from the one in the bundle. */
  readonly answer: readonly JsonDifference[];
  /** Why nothing could be recomputed; empty where it was. */
  readonly issues: readonly Issue[];
}

export interface RecheckOptions {
  readonly software: string;
  /** Another state of the dataset: then its files are compared too, and the answer is recomputed from them. */
  readonly against?: ReadFile;
}

/**
 * Recomputes a bundle of evidence from what is in it, and compares: the SHA-256 of every member with the stated one, and the
 * answer with the recomputed one, byte for byte. What differs is named: member, unit, pair and field, with both values.
 *
 * @throws {GeoError} `archive-invalid` for a bundle that is broken, incomplete or hostile; as the check for a request that the
 *   dataset `against` cannot answer.
 */
export async function recheckEvidence(bundle: Uint8Array, { software, against }: RecheckOptions): Promise<Recheck> {
  const members = membersOf(bundle);
  const head = headOf(members);
  const table = tableOf(members);
  const differing = await memberDifferences(members);
  const readMember: ReadFile = async (path) => {
    const content = members.get(`${INPUTS}${path}`);
    if (!content) throw new Error(`the bundle has no ${INPUTS}${path}`);
    return content;
  };
  const loaded = await loadFrom(against ?? readMember, against === undefined);
  const inputs = against ? await inputDifferences(members, loaded, against) : [];
  const answer = loaded.dataset ? answerDifferences(members, jsonBytes(reportOf(loaded.dataset, head.request, table))) : [];
  const issues = loaded.dataset ? [] : loaded.issues.filter(({ severity }) => severity === "error");
  const same = loaded.dataset !== null && differing.length + inputs.length + answer.length === 0;
  return { same, head, software, members: differing, inputs, answer, issues };
}

/** The dataset; a file that is missing in the bundle makes the bundle invalid. */
async function loadFrom(read: ReadFile, isBundle: boolean): Promise<LoadedDataset> {
  try {
    return await loadDataset(read);
  } catch (error) {
    if (isBundle && isGeoError(error) && error.code === "file-unreadable")
      throw missing(`${INPUTS}${String(error.details.path)}`);
    throw error;
  }
}

function memberOf(members: Members, name: string): Uint8Array {
  const content = members.get(name);
  if (!content) throw missing(name);
  return content;
}

function missing(name: string): GeoError {
  return new GeoError(
    "archive-invalid",
    `The evidence cannot be used: ${name} is missing. Get the file again from where it was made.`,
    {
      details: { member: name, messageZh: `证据包不可用：缺少 ${name}。请向出具方重新索取。` },
    },
  );
}

function jsonOf(members: Members, name: string): unknown {
  const bytes = memberOf(members, name);
  try {
    return parseJsonText(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    throw broken(name, error instanceof Error ? error.message : String(error), error);
  }
}

function broken(name: string, reason: string, cause?: unknown): GeoError {
  return new GeoError("archive-invalid", `The evidence cannot be used: ${name} cannot be read: ${reason}`, {
    details: { member: name, messageZh: `证据包不可用：${name} 无法读取：${reason}` },
    ...(cause === undefined ? {} : { cause }),
  });
}

function headOf(members: Members): EvidenceHead {
  const head = jsonOf(members, "evidence.json");
  const { format, software, dataset, request, rules } = isRecord(head) ? head : {};
  if (format !== EVIDENCE_FORMAT)
    throw broken("evidence.json", `its format is ${JSON.stringify(format ?? null)}, this program reads "${EVIDENCE_FORMAT}"`);
  const isWhole =
    typeof software === "string" &&
    isRecord(dataset) &&
    isRecord(rules) &&
    isRecord(request) &&
    typeof request.asOf === "string" &&
    typeof request.reachFactor === "number" &&
    (request.unitId === null || typeof request.unitId === "string");
  if (!isWhole) throw broken("evidence.json", "software, dataset, request or rules are missing");
  return head as unknown as EvidenceHead;
}

function tableOf(members: Members): HealthTable {
  const tables = jsonOf(members, "tables.json");
  try {
    return parseHealthTable(isRecord(tables) ? tables.health : undefined);
  } catch (error) {
    if (isGeoError(error)) throw broken("tables.json", error.message, error);
    throw error;
  }
}

/** Members whose hash is not the stated one, and members without a statement, by name. */
async function memberDifferences(members: Members): Promise<readonly MemberDifference[]> {
  const stated = new Map<string, string>();
  for (const line of new TextDecoder().decode(memberOf(members, SUMS)).split("\n")) {
    const [, sha256, name] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
    if (sha256 !== undefined && name !== undefined) stated.set(name, sha256);
  }
  const names = [...new Set([...members.keys(), ...stated.keys()])].filter((name) => name !== SUMS).sort();
  const differing: MemberDifference[] = [];
  for (const member of names) {
    const content = members.get(member);
    const actual = content ? await sha256Hex(content) : null;
    if (actual !== (stated.get(member) ?? null)) differing.push({ member, stated: stated.get(member) ?? null, actual });
  }
  return differing;
}

function answerDifferences(members: Members, recomputed: Uint8Array): readonly JsonDifference[] {
  const stored = memberOf(members, "report.json");
  if (stored.length === recomputed.length && stored.every((byte, index) => byte === recomputed[index])) return [];
  const found = jsonDifferences(jsonOf(members, "report.json"), parseJsonText(new TextDecoder().decode(recomputed)));
  // The same values in other bytes: blanks, or numbers written in another way.
  return found.length > 0 ? found : [{ path: "(bytes)", before: stored.length, after: recomputed.length }];
}

/** The files that differ between the bundle and the dataset as it is now, with the places inside them. */
async function inputDifferences(members: Members, now: LoadedDataset, read: ReadFile): Promise<readonly InputDifference[]> {
  const inBundle = new Map<string, Uint8Array>();
  for (const [name, content] of members) if (name.startsWith(INPUTS)) inBundle.set(name.slice(INPUTS.length), content);
  const hashNow = new Map(now.files.map(({ path, sha256 }) => [path, sha256]));
  const differing: InputDifference[] = [];
  for (const file of [...new Set([...inBundle.keys(), ...hashNow.keys()])].sort()) {
    const content = inBundle.get(file);
    const hashes = { inBundle: content ? await sha256Hex(content) : null, now: hashNow.get(file) ?? null };
    if (hashes.inBundle === hashes.now) continue;
    const differences = content && hashes.now ? textDifferences(content, await read(file)) : [];
    differing.push({ file, ...hashes, differences });
  }
  return differing;
}

function textDifferences(before: Uint8Array, after: Uint8Array): readonly JsonDifference[] {
  try {
    return jsonDifferences(
      ...([before, after].map((bytes) => parseJsonText(new TextDecoder().decode(bytes))) as [unknown, unknown]),
    );
  } catch (error) {
    if (isGeoError(error)) return [];
    throw error;
  }
}
