import type { Words } from "../../geojson/finding.ts";
import type { Issue } from "../issue.ts";
import { type IssueCode, makeIssue } from "../issue-codes.ts";
import type { Dataset, LayerName } from "../types.ts";
import { featureIssue, subjectsOf } from "./subject.ts";

interface Reference {
  readonly from: LayerName;
  readonly property: "blockId" | "parkId" | "plantId";
  readonly to: LayerName;
  readonly code: IssueCode;
}

const REFERENCES: readonly Reference[] = [
  { from: "parcels", property: "blockId", to: "blocks", code: "block-unknown" },
  { from: "blocks", property: "parkId", to: "parks", code: "park-unknown" },
  { from: "units", property: "plantId", to: "plants", code: "plant-unknown" },
  { from: "units", property: "parkId", to: "parks", code: "park-unknown" },
  { from: "plants", property: "parkId", to: "parks", code: "park-unknown" },
  { from: "contours", property: "plantId", to: "plants", code: "plant-unknown" },
];

/** Features that name a block, park or plant which the dataset does not have. Cost: O(features). */
export function validateReferences(dataset: Dataset): Issue[] {
  return REFERENCES.flatMap((reference) => checkReference(dataset, reference));
}

function checkReference(dataset: Dataset, { from, property, to, code }: Reference): Issue[] {
  const known = new Set(dataset[to].map(({ id }) => id));
  // An empty id stands for a missing property, which reading has reported.
  const naming = subjectsOf(dataset, from).filter(({ feature }) => {
    const id = (feature.properties as Readonly<Record<string, unknown>>)[property];
    return typeof id === "string" && id !== "" && !known.has(id);
  });
  if (naming.length > 0 && known.size === 0) return [layerEmpty(from, property, to, naming.length)];
  return naming.map((subject) => {
    const id = String((subject.feature.properties as Readonly<Record<string, unknown>>)[property]);
    return featureIssue(subject, code, `properties.${property}`, unknownWords(id, property, to));
  });
}

function unknownWords(id: string, property: string, to: LayerName): Words {
  return {
    en: `${property} "${id}" is not the id of any feature in layer ${to}; correct it, or add the feature.`,
    zh: `${property}“${id}”在图层 ${to} 中不存在，请更正，或补充该要素。`,
  };
}

function layerEmpty(from: LayerName, property: string, to: LayerName, count: number): Issue {
  return makeIssue(
    "reference-layer-empty",
    { layer: from, path: "features" },
    {
      en: `${count} features of layer ${from} have a ${property}, but the dataset has no ${to}; name the layer in dataset.json.`,
      zh: `图层 ${from} 有 ${count} 个要素填写了 ${property}，但数据集没有图层 ${to}，请在 dataset.json 中补充。`,
    },
  );
}
