import type { Issue } from "../issue.ts";
import { type IssueCode, makeIssue } from "../issue-codes.ts";
import type { CivilDate, Dataset, Park, ZoningScheme } from "../types.ts";

/**
 * Zones must partition the parks (rules §8): every park that exists when the scheme begins (on the dataset's date where it
 * names no beginning) lies in exactly one zone, and every park that a zone names is in the dataset. Cost: O(parks + zones).
 */
export function validateZoning(dataset: Dataset): Issue[] {
  const issues: Issue[] = [];
  const indexBySchemeId = new Map<string, number>();
  for (const [index, scheme] of dataset.zoning.entries()) {
    const first = indexBySchemeId.get(scheme.id);
    if (first === undefined) indexBySchemeId.set(scheme.id, index);
    else
      report(issues, "scheme-id-duplicate", `zoning[${index}].id`, [
        `Scheme id "${scheme.id}" is already that of zoning[${first}]; give each scheme its own.`,
        `分区方案 id“${scheme.id}”与 zoning[${first}] 重复，请使用不同的 id。`,
      ]);
    checkScheme(scheme, index, dataset, issues);
  }
  return issues;
}

function report(
  issues: Issue[],
  code: IssueCode,
  path: string,
  [en, zh]: readonly [string, string],
  featureId: string | null = null,
): void {
  issues.push(makeIssue(code, { layer: "zoning", path, featureId }, { en, zh }));
}

function checkScheme(scheme: ZoningScheme, index: number, dataset: Dataset, issues: Issue[]): void {
  const parkIds = new Set(dataset.parks.map(({ id }) => id));
  const zoneByParkId = new Map<string, string>();
  const zoneIds = new Set<string>();
  for (const [zoneIndex, zone] of scheme.zones.entries()) {
    const path = `zoning[${index}].zones[${zoneIndex}]`;
    if (zoneIds.has(zone.id))
      report(issues, "zone-id-duplicate", `${path}.id`, [
        `Zone id "${zone.id}" occurs twice in scheme "${scheme.id}"; give each zone its own.`,
        `分区 id“${zone.id}”在方案“${scheme.id}”中重复，请使用不同的 id。`,
      ]);
    zoneIds.add(zone.id);
    for (const [parkIndex, parkId] of zone.parkIds.entries()) {
      const place = `${path}.parkIds[${parkIndex}]`;
      const other = zoneByParkId.get(parkId);
      if (other !== undefined)
        report(
          issues,
          "park-in-two-zones",
          place,
          [
            `Park "${parkId}" is in zone "${other}" and in zone "${zone.id}" of scheme "${scheme.id}"; a park belongs to exactly one. The first is used.`,
            `园区“${parkId}”在方案“${scheme.id}”中同时属于“${other}”和“${zone.id}”，只能属于一个分区，暂按前者。`,
          ],
          parkId,
        );
      else zoneByParkId.set(parkId, zone.id);
      if (!parkIds.has(parkId))
        report(
          issues,
          "zone-park-unknown",
          place,
          [
            `Zone "${zone.id}" names park "${parkId}", which is not in layer parks; correct the id, or add the park.`,
            `分区“${zone.id}”中的园区“${parkId}”在图层 parks 中不存在，请更正或补充。`,
          ],
          parkId,
        );
    }
  }
  const date = scheme.validFrom ?? dataset.asOf;
  for (const park of dataset.parks)
    if (!zoneByParkId.has(park.id) && existsOn(park, date))
      report(
        issues,
        "park-in-no-zone",
        `zoning[${index}].zones`,
        [
          `Park "${park.id}" (${park.properties.name}) is in no zone of scheme "${scheme.id}"; add it to one.`,
          `园区“${park.id}”（${park.properties.name}）不属于方案“${scheme.id}”的任何分区，请补充。`,
        ],
        park.id,
      );
}

/** Dates as text sort as the calendar does. */
function existsOn({ properties: { validFrom, validTo } }: Park, date: CivilDate): boolean {
  return (validFrom === undefined || validFrom <= date) && (validTo === undefined || date <= validTo);
}
