import type { Issue, LayerName } from "@parkatlas/geo-core";
import { type ByteSource, extensionOf } from "../source/byte-source.ts";
import { finding } from "../source/finding.ts";
import type { Report } from "../source/types.ts";
import type { ImportedFeature } from "./convert-record.ts";
import { FindingList } from "./finding-list.ts";
import { type Register, readRegister } from "./join-register.ts";
import type { SourceMapping } from "./mapping.ts";
import { type LayerChanges, mergeLayer } from "./merge-layer.ts";
import { openFiles } from "./open-files.ts";
import { readLayer, type SourceSummary } from "./read-layer.ts";

export interface PlannedLayer {
  readonly layer: LayerName;
  readonly features: readonly ImportedFeature[];
  readonly changes: LayerChanges;
}

/** What an import would do; nothing is written by planning it. */
export interface ImportPlan {
  readonly sources: readonly SourceSummary[];
  readonly layers: readonly PlannedLayer[];
  readonly issues: readonly Issue[];
}

export interface PlanOptions {
  /** Features of the dataset's layers as they are, for comparison and to find blocks and parks; none for a new dataset. */
  readonly present: (layer: LayerName) => Promise<readonly ImportedFeature[]>;
  readonly replace: boolean;
}

/**
 * Reads files into features of layers by a mapping, and compares them with what is there. Sources of the same layer are put
 * together in order; layers that others are placed in come first. Findings about single records are told for the first twenty of
 * a kind and file, then counted. Nothing is written.
 */
export async function planImport(
  files: readonly ByteSource[],
  mappings: readonly SourceMapping[],
  { present, replace }: PlanOptions,
): Promise<ImportPlan> {
  const issues = new FindingList();
  const sources: SourceSummary[] = [];
  const imported = new Map<LayerName, Map<string, ImportedFeature>>();
  const merged = new Map<LayerName, PlannedLayer>();
  const finish = async (layer: LayerName): Promise<readonly ImportedFeature[]> => {
    const done = merged.get(layer);
    if (done) return done.features;
    const before = await present(layer);
    const fresh = imported.get(layer);
    if (!fresh) return before;
    const planned = { layer, ...mergeLayer(before, [...fresh.values()], { replace }) };
    merged.set(layer, planned);
    return planned.features;
  };
  for (const mapping of inOrder(mappings)) {
    const matching = files.filter(({ name }) => mapping.files.some((pattern) => matches(name, pattern)));
    if (matching.length === 0) issues.report(nothingMatches(mapping.files));
    const register = await registerOf(files, mapping, issues.report);
    for (const opened of await openFiles(withParts(matching, files), issues.report, mapping)) {
      const { summary, features } = await readLayer(opened, mapping, finish, issues.report, register);
      sources.push(summary);
      const before = imported.get(mapping.layer) ?? new Map<string, ImportedFeature>();
      for (const feature of features)
        if (before.has(feature.id)) issues.report(repeated(opened.file, feature.id));
        else before.set(feature.id, feature);
      imported.set(mapping.layer, before);
    }
  }
  for (const layer of imported.keys()) await finish(layer);
  return { sources, layers: [...merged.values()], issues: issues.all() };
}

/** Outer layers before those that look for their place in them. */
const ORDER: readonly LayerName[] = ["boundaries", "parks", "blocks", "plants", "parcels", "sites", "units", "contours"];

function inOrder(mappings: readonly SourceMapping[]): readonly SourceMapping[] {
  return ORDER.flatMap((layer) => mappings.filter((mapping) => mapping.layer === layer));
}

function withParts(chosen: readonly ByteSource[], all: readonly ByteSource[]): readonly ByteSource[] {
  const hasShapes = chosen.some(({ name }) => extensionOf(name) === ".shp");
  if (!hasShapes) return chosen;
  return [
    ...chosen,
    ...all.filter((file) => !chosen.includes(file) && [".dbf", ".prj", ".cpg"].includes(extensionOf(file.name))),
  ];
}

/** `*` stands for any part; a pattern without a folder is held against the end of the path. */
function matches(name: string, pattern: string): boolean {
  const plain = name.replaceAll("\\", "/");
  const source = pattern
    .split("*")
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
    .join("[^/]*");
  return new RegExp(`(^|/)${source}$`, "i").test(plain);
}

/** The register that the mapping names, opened from the files given; null where it names none or it cannot be read. */
async function registerOf(
  files: readonly ByteSource[],
  { register, encoding }: SourceMapping,
  report: Report,
): Promise<Register | null> {
  if (!register) return null;
  const matching = files.filter(({ name }) => register.files.some((pattern) => matches(name, pattern)));
  if (matching.length === 0) report(nothingMatches(register.files));
  const options = { ...(register.sheet ? { sheet: register.sheet } : {}), ...(encoding ? { encoding } : {}) };
  const [first] = await openFiles(matching, report, options);
  return first ? readRegister(first, register, report) : null;
}

function nothingMatches(names: readonly string[]): Issue {
  return finding(
    "error",
    "file-not-given",
    { file: names.join(", ") },
    {
      zh: "对应表中的文件没有给出；请在命令中列出，或改正对应表",
      en: "the mapping names this file, but none was given; name it on the command line or correct the mapping",
    },
  );
}

function repeated(file: string, id: string): Issue {
  const text = {
    zh: `编号 ${id} 重复，后一条未读；请改正编号`,
    en: `the id ${id} is there twice; the later record is not read, correct the ids`,
  };
  return { ...finding("error", "id-duplicate", { file }, text), featureId: id };
}
