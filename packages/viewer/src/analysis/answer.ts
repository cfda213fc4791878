import {
  applyChanges,
  checkProtection,
  type Dataset,
  type ProtectionCheck,
  prepareSiting,
  protectionEnvelopes,
  protectionWhatIf,
  type SitingBase,
} from "@parkatlas/geo-core";
import type { Polygon } from "geojson";
import type {
  Answers,
  DatasetQuestion,
  FactsAnswer,
  SitingAnswer,
  SitingQuestion,
  SitingShape,
  WhatIfAnswer,
  WhatIfQuestion,
} from "./messages.ts";

type Shapes = SitingAnswer["drawing"]["features"];

/**
 * Answers questions about one dataset with the library that the command line uses. Keeps what the last questions rested on: the
 * check of the date for what-ifs, the land that was looked at for one distance after another.
 */
export function createAnswerer(dataset: Dataset): (question: DatasetQuestion) => Answers[DatasetQuestion["kind"]] {
  let base: { readonly asOf: string; readonly check: ProtectionCheck } | null = null;
  const baseOn = (asOf: string): ProtectionCheck => {
    if (base?.asOf !== asOf) base = { asOf, check: checkProtection(dataset, optionsOf(dataset, asOf)) };
    return base.check;
  };
  let land: { readonly key: string; readonly base: SitingBase } | null = null;
  const landOf = ({ asOf, minAreaMu, statuses }: SitingQuestion): SitingBase => {
    const key = JSON.stringify([asOf, minAreaMu, statuses]);
    if (land?.key !== key) land = { key, base: prepareSiting(dataset, { asOf, minAreaMu, statuses }) };
    return land.base;
  };
  return (question) => {
    switch (question.kind) {
      case "siting":
        return sitingAnswer(dataset, landOf(question), question);
      case "what-if":
        return whatIfAnswer(dataset, baseOn(question.asOf), question);
      case "facts":
        return factsAnswer(dataset);
    }
  };
}

const optionsOf = ({ edgeModel, workingCrs }: Dataset, asOf: string) => ({ edgeModel, workingCrs, asOf });

function sitingAnswer(dataset: Dataset, land: SitingBase, question: SitingQuestion): SitingAnswer {
  const { asOf, distanceM, unitAreaM2 } = question;
  const found = land.at({ distanceM, ...(unitAreaM2 === null ? {} : { unitAreaM2 }) });
  const parcels = new Map(dataset.parcels.map((parcel) => [parcel.id, parcel]));
  const siteNamesEn = new Map(dataset.sites.map(({ id, properties }) => [id, properties.nameEn ?? null]));
  const drawing: Shapes = [];
  const ground: SitingAnswer["ground"][number][] = [];
  const rows = found.parcels.map(({ usable, ...facts }) => {
    const parcel = parcels.get(facts.id)!;
    const provenance = parcel.properties.provenance ?? null;
    drawing.push(shape(facts.id, facts.class, parcel.geometry));
    if (usable && facts.class === "part") drawing.push(shape(facts.id, "usable", usable));
    if (usable) ground.push({ type: "Feature", id: facts.id, geometry: usable as Polygon, properties: { ...facts, provenance } });
    return {
      ...facts,
      provenance,
      nameEn: parcel.properties.nameEn ?? null,
      nearestSiteNameEn: facts.nearestSiteId === null ? null : (siteNamesEn.get(facts.nearestSiteId) ?? null),
    };
  });
  const { summary, issues } = found;
  return { asOf, distanceM, rows, drawing: { type: "FeatureCollection", features: drawing }, ground, summary, issues };
}

const shape = (id: string, name: SitingShape["class"], geometry: unknown): Shapes[number] => ({
  type: "Feature",
  geometry: geometry as Polygon,
  properties: { id, class: name },
});

function whatIfAnswer(dataset: Dataset, base: ProtectionCheck, { asOf, unitId, changes }: WhatIfQuestion): WhatIfAnswer {
  const options = optionsOf(dataset, asOf);
  const result = protectionWhatIf(dataset, base, changes, options);
  const after = applyChanges(dataset, changes, dataset.workingCrs);
  const units = after.units.filter(({ id }) => id === unitId);
  const plants = after.plants.filter(({ id }) => units.some(({ properties }) => properties.plantId === id));
  const named = new Set([
    ...result.units.flatMap(({ pairs }) => pairs.map(({ siteId }) => siteId)),
    ...result.differences.flatMap(({ sitesEntered, sitesLeft }) => [...sitesEntered, ...sitesLeft]),
  ]);
  return {
    ...result,
    unit: { type: "Feature", id: unitId, geometry: units[0]!.geometry as Polygon, properties: { id: unitId } },
    envelopes: protectionEnvelopes({ units, plants }, options).map(({ geometry }) => geometry as Polygon),
    siteNames: Object.fromEntries(
      dataset.sites
        .filter(({ id }) => named.has(id))
        .map(({ id, properties: { name, nameEn } }) => [id, { name, nameEn: nameEn ?? null }]),
    ),
  };
}

function factsAnswer(dataset: Dataset): FactsAnswer {
  return {
    parcels: dataset.parcels.map(({ id, geometry, properties: { name, nameEn, holder, holderEn, delays, provenance } }) => ({
      id,
      name,
      nameEn: nameEn ?? null,
      holder: holder ?? null,
      holderEn: typeof holderEn === "string" ? holderEn : null,
      causes: [...new Set((delays ?? []).map(({ cause }) => cause))],
      provenance: provenance ?? null,
      geometry: geometry as Polygon,
    })),
    places: PLACE_LAYERS.flatMap((layer) =>
      dataset[layer].map(({ id, properties: { name, nameEn, enterprise } }) => ({
        layer,
        id,
        name,
        nameEn: nameEn ?? null,
        enterprise: typeof enterprise === "string" ? enterprise : null,
      })),
    ),
  };
}

const PLACE_LAYERS = ["parks", "blocks", "units", "plants", "sites"] as const;
