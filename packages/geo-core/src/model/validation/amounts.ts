import { geodesicAreaM2 } from "../../geodesy/area.ts";
import { crossesItself } from "../geometry-issues.ts";
import type { Issue } from "../issue.ts";
import type { Dataset, LayerName, Parcel } from "../types.ts";
import { type AnyFeature, featureIssue, type Subject, subjectsOf } from "./subject.ts";

/** Above this share of the recorded area a difference is a finding (rules §2). */
const AREA_DIFFERENCE_SHARE = 0.01;

/** Quantities that are part of another one of the same feature. */
const PARTS: readonly { readonly layer: LayerName; readonly part: string; readonly whole: string; readonly unit: string }[] = [
  { layer: "parks", part: "builtAreaM2", whole: "plannedAreaM2", unit: "m²" },
  { layer: "parks", part: "readyAreaM2", whole: "plannedAreaM2", unit: "m²" },
  { layer: "blocks", part: "enterprisesAboveScale", whole: "enterprises", unit: "" },
  { layer: "parcels", part: "footprintM2", whole: "recordedAreaM2", unit: "m²" },
  { layer: "parcels", part: "startableAreaM2", whole: "recordedAreaM2", unit: "m²" },
];

/** Recorded areas that differ from the outline's, and parts that are larger than their whole. Cost: O(positions). */
export function validateAmounts(dataset: Dataset): Issue[] {
  const areas = subjectsOf(dataset, "parcels").flatMap((subject) => areaDifference(subject) ?? []);
  const parts = PARTS.flatMap(({ layer, part, whole, unit }) =>
    subjectsOf(dataset, layer).flatMap((subject) => partOverWhole(subject, part, whole, unit) ?? []),
  );
  return [...areas, ...parts];
}

function areaDifference(subject: Subject<Parcel>): Issue | null {
  const { geometry, properties } = subject.feature;
  const recordedM2 = properties.recordedAreaM2;
  if (recordedM2 === undefined || crossesItself(geometry)) return null;
  const computedM2 = geodesicAreaM2(geometry);
  const share = Math.abs(computedM2 - recordedM2) / recordedM2;
  if (!(share > AREA_DIFFERENCE_SHARE)) return null;
  const percent = (share * 100).toFixed(2);
  return featureIssue(subject, "recorded-area-differs", "properties.recordedAreaM2", {
    en: `The recorded area is ${recordedM2} m², the outline has ${computedM2.toFixed(2)} m² (geodesic): ${percent} % apart, the limit is 1 %. Check the outline and the papers; the recorded area stays the legal one.`,
    zh: `登记面积 ${recordedM2} m²，图形面积 ${computedM2.toFixed(2)} m²（测地面积），相差 ${percent}%，限差 1%。请核对图形与权属资料；法定面积仍以登记面积为准。`,
  });
}

function partOverWhole(subject: Subject<AnyFeature>, part: string, whole: string, unit: string): Issue | null {
  const properties: Readonly<Record<string, unknown>> = subject.feature.properties;
  const [partValue, wholeValue] = [properties[part], properties[whole]];
  if (typeof partValue !== "number" || typeof wholeValue !== "number" || partValue <= wholeValue) return null;
  return featureIssue(subject, "part-over-whole", `properties.${part}`, {
    en: `${part} is ${partValue} ${unit}, more than ${whole} with ${wholeValue} ${unit}; check which of the two is wrong.`.replace(
      / +(?=[,;])/g,
      "",
    ),
    zh: `${part} 为 ${partValue} ${unit}，大于 ${whole} 的 ${wholeValue} ${unit}，请核对。`.replace(/ +(?=，)/g, ""),
  });
}
