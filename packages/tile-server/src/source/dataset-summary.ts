import { bboxOf, type Dataset, labelPoint, type Park } from "@parkatlas/geo-core";
import type { Archive } from "../pmtiles/types.ts";
import { layersOf } from "./layer-index.ts";
import type { ServedDataset } from "./served.ts";

const COUNTED = ["parks", "blocks", "parcels", "sites", "units", "plants"] as const;

function zoneOf(dataset: Dataset, parkId: string): string {
  return dataset.zoning[0]?.zones.find((zone) => zone.parkIds.includes(parkId))?.id ?? "unknown";
}

function parkSummary(dataset: Dataset, park: Park) {
  const { name, nameEn, city, level, industries, plannedAreaM2, builtAreaM2, areaProvenance, provenance, source } =
    park.properties;
  return {
    id: park.id,
    name,
    nameEn: nameEn ?? null,
    zone: zoneOf(dataset, park.id),
    bbox: bboxOf(park.geometry),
    /** A place inside its largest part, where its name stands: the middle of the box of a scattered park lies outside it. */
    labelAt: labelPoint(park.geometry),
    validFrom: park.properties.validFrom ?? null,
    validTo: park.properties.validTo ?? null,
    city: city ?? null,
    level: level ?? null,
    class: park.properties.class ?? null,
    industries: industries ?? [],
    plannedAreaM2: plannedAreaM2 ?? null,
    builtAreaM2: builtAreaM2 ?? null,
    /** How the two areas came about, where the data say so: a split of a published total is not a published figure. */
    areaProvenance: typeof areaProvenance === "string" ? areaProvenance : null,
    provenance: provenance ?? null,
    source: source ?? null,
  };
}

function inputsSha256Of({ metadata }: Archive): string | null {
  const own = metadata.parkatlas;
  const sha256 = typeof own === "object" && own !== null ? (own as { inputsSha256?: unknown }).inputsSha256 : undefined;
  return typeof sha256 === "string" ? sha256 : null;
}

/**
 * What a reader needs before the map: title, date, bounds, zoning schemes, parks, counts, sources and the published
 * figures with their contradictions. Figures are those of the data; nothing is computed here.
 */
export function datasetSummary({ archive }: Pick<ServedDataset, "archive">, dataset: Dataset) {
  return {
    id: dataset.id,
    title: dataset.title,
    asOf: dataset.asOf,
    /** How coordinates and edges are meant, so that a reader of the features computes what the service computes. */
    crs: dataset.crs,
    edgeModel: dataset.edgeModel,
    workingCrs: dataset.workingCrs,
    /** Of the files that the tiles were built from. */
    sha256: inputsSha256Of(archive),
    bounds: archive.header.bounds,
    schemes: dataset.zoning.map(({ id, title, zones }) => ({
      id,
      title,
      zones: zones.map((zone) => ({ id: zone.id, name: zone.name, nameEn: zone.nameEn ?? null, parkIds: zone.parkIds })),
    })),
    parks: dataset.parks.map((park) => parkSummary(dataset, park)),
    counts: Object.fromEntries(COUNTED.map((layer) => [layer, dataset[layer].length])),
    synthetic: layersOf(dataset).some((layer) => dataset[layer].some((each) => each.properties.provenance === "synthetic")),
    sources: dataset.sources,
    config: dataset.config,
  };
}
