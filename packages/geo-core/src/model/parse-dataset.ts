import type { Geometry } from "../geometry/types.ts";
import type { Issue } from "./issue.ts";
import { DATASET_FORMAT, parseManifest } from "./manifest.ts";
import { parseConfig, parseLineage, parseZoning } from "./parse-extras.ts";
import { type ParsedLayer, parseLayer } from "./parse-layer.ts";
import { farIssue } from "./reach.ts";
import { type Dataset, LAYER_NAMES, type LayerName } from "./types.ts";
import { workingCrsOf } from "./working-crs.ts";

/** The parsed JSON of a dataset's files. A layer that `dataset.json` does not name is simply absent. */
export interface DatasetFiles {
  /** `dataset.json`. */
  readonly manifest: unknown;
  readonly layers: Readonly<Partial<Record<LayerName, unknown>>>;
  /** In the order of the manifest. */
  readonly zoning?: readonly unknown[];
  readonly lineage?: unknown;
  readonly config?: unknown;
}

export interface ParsedDataset {
  /** Null where no question could be answered rightly: a broken `dataset.json`, or a layer that is no FeatureCollection. */
  readonly dataset: Dataset | null;
  readonly issues: readonly Issue[];
}

/**
 * A dataset from the parsed JSON of its files, and everything that is wrong with them: structure, ids, types, dates, units,
 * rings, coordinate order. What belongs together (references, containment, overlaps, order of dates) is the business of
 * `validateDataset`. Bad data never throws: what can be used stays, what cannot is left out with an issue that says so.
 * Cost: O(n log n) in positions; about a second for 20 000 parcels.
 */
export function parseDataset(files: DatasetFiles): ParsedDataset {
  const { manifest, issues: manifestIssues } = parseManifest(files.manifest);
  const issues: Issue[] = [...manifestIssues];
  const layers = parseLayers(files.layers);
  issues.push(...LAYER_NAMES.flatMap((name) => layers[name].issues));
  const zoning = (files.zoning ?? []).map((file, index) => parseZoning(file, index, issues)).filter((scheme) => scheme !== null);
  const lineage = files.lineage === undefined ? null : parseLineage(files.lineage, issues);
  const config = files.config === undefined ? {} : parseConfig(files.config, issues);
  if (manifest === null || LAYER_NAMES.some((name) => !layers[name].readable)) return { dataset: null, issues };
  const workingCrs = workingCrsOf(manifest.workingCrs, whereTheWorkIs(layers), issues);
  const within = <L extends LayerName>(name: L) => featuresWithin(name, layers[name] as ParsedLayer<L>, workingCrs, issues);
  const { id, title, asOf, crs, edgeModel, sources } = manifest;
  const dataset: Dataset = {
    format: DATASET_FORMAT,
    id,
    title,
    asOf,
    crs,
    edgeModel,
    workingCrs,
    boundaries: within("boundaries"),
    parks: within("parks"),
    blocks: within("blocks"),
    parcels: within("parcels"),
    sites: within("sites"),
    units: within("units"),
    plants: within("plants"),
    contours: within("contours"),
    zoning,
    lineage,
    config,
    sources,
  };
  return { dataset, issues };
}

type ParsedLayers = { readonly [L in LayerName]: ParsedLayer<L> };

function parseLayers(files: DatasetFiles["layers"]): ParsedLayers {
  const layer = <L extends LayerName>(name: L): ParsedLayer<L> =>
    files[name] === undefined ? { features: [], indexes: [], issues: [], readable: true } : parseLayer(name, files[name]);
  return {
    boundaries: layer("boundaries"),
    parks: layer("parks"),
    blocks: layer("blocks"),
    parcels: layer("parcels"),
    sites: layer("sites"),
    units: layer("units"),
    plants: layer("plants"),
    contours: layer("contours"),
  };
}

/** The outlines that decide the working CRS: boundaries reach far beyond the parks and count only where there is nothing else. */
function whereTheWorkIs(layers: ParsedLayers): Geometry[] {
  const own = LAYER_NAMES.filter((name) => name !== "boundaries").flatMap((name) =>
    layers[name].features.map(({ geometry }) => geometry),
  );
  return own.length > 0 ? own : layers.boundaries.features.map(({ geometry }) => geometry);
}

/** The features of a layer that the working CRS can hold; each of the others is an issue. */
function featuresWithin<L extends LayerName>(
  layer: L,
  { features, indexes }: ParsedLayer<L>,
  workingCrs: string,
  issues: Issue[],
) {
  return features.filter(({ id, geometry }, at) => {
    const issue = farIssue(geometry, workingCrs, { layer, featureId: id, path: `features[${indexes[at]}].geometry` });
    if (issue !== null) issues.push(issue);
    return issue === null;
  });
}
