import type { CityLayers } from "./city-data.ts";
import { factInEnglish } from "./english.ts";
import type { Feature } from "./geometry/geojson.ts";
import { AS_OF } from "./land/history.ts";
import { type GridFile, withDemoGrid } from "./protection/demo-grid.ts";
import { boundaryFeatures, boundaryFile, cite, documentTitle, FACTS, type Fact, sourceSha256 } from "./sources.ts";
import type { CitySpec } from "./spec.ts";

/** A file of the output, by its path under the output folder. */
export interface OutputFile {
  readonly path: string;
  readonly text: string;
  /** What the file is, for the manifest; `features` only for layers. */
  readonly features: number | null;
  readonly licence: string;
  readonly provenance: string;
}

export const LICENCES = {
  boundaries: "ODbL-1.0 © OpenStreetMap contributors, via xmc811/mapchina@053136c",
  synthetic: "CC0-1.0 (generated geometry and histories); facts from public documents",
  facts: "facts from public documents; GeoNames places CC BY 4.0",
} as const;

/** All files of a dataset, as the dataset contract describes them. */
export function datasetFiles(city: CitySpec, layers: CityLayers): readonly OutputFile[] {
  const demo = withDemoGrid(layers.plants, city.workingCrs);
  const drawn: CityLayers = { ...layers, plants: demo.plants };
  const layerFiles = (Object.keys(drawn) as (keyof CityLayers)[]).map((name) => layerFile(city, name, drawn[name]));
  const files = [boundaryLayer(city), ...layerFiles];
  return [
    other(city, "dataset.json", manifest(city, files)),
    ...files,
    ...(demo.file ? [gridFile(city, demo.file)] : []),
    ...city.zoning.map(({ file, scheme }) => other(city, `zoning/${file}`, scheme)),
    other(city, "lineage.json", city.lineage),
    other(city, "config.json", config(city)),
  ];
}

/** One feature a line: diffs stay readable and files small. */
function collection(features: readonly object[], head: object = {}): string {
  const start = JSON.stringify({ type: "FeatureCollection", ...head }).slice(0, -1);
  return `${start},"features":[\n${features.map((feature) => JSON.stringify(feature)).join(",\n")}\n]}\n`;
}

function layerFile(city: CitySpec, name: string, features: readonly Feature[]): OutputFile {
  return {
    path: `${city.id}/${name}.geojson`,
    text: collection(features),
    features: features.length,
    licence: LICENCES.synthetic,
    provenance: "synthetic",
  };
}

function other(city: CitySpec, name: string, content: object): OutputFile {
  return {
    path: `${city.id}/${name}`,
    text: `${JSON.stringify(content, null, 1)}\n`,
    features: null,
    licence: LICENCES.facts,
    provenance: "published",
  };
}

function gridFile(city: CitySpec, { name, text }: GridFile): OutputFile {
  return { path: `${city.id}/${name}`, text, features: null, licence: LICENCES.synthetic, provenance: "synthetic" };
}

function boundaryLayer(city: CitySpec): OutputFile {
  const features = boundaryFeatures(city.id).map(({ properties, geometry }) => ({
    type: "Feature",
    id: properties.adcode as string,
    geometry,
    properties: {
      name: properties.name,
      nameEn: properties.name_en,
      adcode: properties.adcode,
      level: properties.level,
      parent: properties.parent_name,
      areaKm2Official: properties.area_km2_official,
      provenance: "digitised",
      source: "© OpenStreetMap contributors (ODbL 1.0), via xmc811/mapchina@053136c；仅作背景，不作定界依据",
      accuracyM: 300,
    },
  }));
  return {
    path: `${city.id}/boundaries.geojson`,
    text: collection(features, { attribution: "© OpenStreetMap contributors, ODbL 1.0; via xmc811/mapchina 053136c" }),
    features: features.length,
    licence: LICENCES.boundaries,
    provenance: "digitised",
  };
}

function manifest(city: CitySpec, files: readonly OutputFile[]): object {
  const layers = Object.fromEntries(
    files.map(({ path }) => {
      const file = path.slice(city.id.length + 1);
      return [file.replace(".geojson", ""), file];
    }),
  );
  return {
    format: "parkatlas-dataset/1",
    id: city.id,
    title: city.title,
    asOf: AS_OF,
    crs: "EPSG:4490",
    edgeModel: "projected",
    workingCrs: city.workingCrs,
    layers,
    ...(city.zoning.length > 0 ? { zoning: city.zoning.map(({ file }) => `zoning/${file}`) } : {}),
    lineage: "lineage.json",
    config: "config.json",
    synthetic: true,
    notice: {
      zh: "地块、区块范围、厂区、单元与敏感点均为生成的示例，不代表任何真实权利人、企业或地点；园区名称、产业与统计数字来自公开文件。",
      en: "Parcels, block outlines, plants, units and sites are generated examples and stand for no real holder, enterprise or place; names, industries and statistics of the parks come from public documents.",
    },
    sources: sources(city),
  };
}

/**
 * What the city's files rest on: documents that its facts come from, then those that are only compared with, then the data.
 * `attribution` stands at what is drawn: the map shows it. Documents are named here and in data/README instead.
 */
function sources(city: CitySpec): readonly object[] {
  const own = new Set(cityFacts(city).map(({ document }) => document));
  const compared = new Set(cityContradictions(city).flatMap(({ statements }) => statements.map(({ document }) => document)));
  const documents = (ids: (id: string) => boolean, use: object) =>
    FACTS.documents
      .filter(({ id }) => ids(id))
      .map(({ id, title, titleEn, date, sha256 }) => ({
        id,
        title,
        titleEn,
        date,
        ...use,
        licence: "public document; facts only",
        sha256,
      }));
  return [
    ...documents((id) => own.has(id), {}),
    ...documents((id) => compared.has(id) && !own.has(id), { use: { zh: "仅作对照", en: "for comparison only" } }),
    {
      id: "boundaries",
      title: "县级行政区（OpenStreetMap，经 xmc811/mapchina 整理）",
      titleEn: "County boundaries (OpenStreetMap via xmc811/mapchina)",
      licence: LICENCES.boundaries,
      attribution: "行政区划 © OpenStreetMap 贡献者（ODbL 1.0）",
      sha256: sourceSha256(boundaryFile(city.id)),
    },
    {
      id: "places",
      title: "地名与锚点（GeoNames 等）",
      titleEn: "Place names and anchors (GeoNames and others)",
      licence: "CC BY 4.0 (GeoNames); single facts otherwise, see each row",
      sha256: sourceSha256("places.csv"),
    },
    {
      id: "power-plants",
      title: "Global Power Plant Database（WRI）：仅用于锚点与避让",
      titleEn: "Global Power Plant Database (WRI): anchors, and places kept clear",
      licence: "CC BY 4.0",
      sha256: sourceSha256("power-plants.geojson"),
    },
  ];
}

const isThreshold = ({ kind }: Fact) => kind === "threshold" || kind === "spatial-rule" || kind === "requirement";
const cityFacts = (city: CitySpec) => FACTS.facts.filter((fact) => fact.city === city.id);
const cityContradictions = (city: CitySpec) => FACTS.contradictions.filter(({ cities }) => cities.includes(city.id));

function config(city: CitySpec): object {
  const cited = ({ city: _city, document, place, ...fact }: Fact) => ({
    ...fact,
    ...factInEnglish(fact),
    source: cite(document, place),
    document,
  });
  const facts = cityFacts(city);
  return {
    statistics: facts.filter((fact) => !isThreshold(fact)).map(cited),
    thresholds: facts.filter(isThreshold).map(cited),
    contradictions: cityContradictions(city).map(({ id, description, descriptionZh, statements, factIds }) => ({
      id,
      description,
      descriptionZh,
      sources: [...new Set(statements.map(({ document }) => documentTitle(document)))],
      statements: statements.map(({ document, place, ...statement }) => ({ ...statement, source: cite(document, place) })),
      factIds,
    })),
  };
}
