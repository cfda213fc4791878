import type { Dictionary } from "./dictionary.ts";
import type { Scenario } from "./scenario.ts";

/** What is assumed, one line each, for the notes of an exported list; never empty, so that no export passes for a finding. */
export function assumptionLines(
  scenario: Scenario,
  dict: Dictionary,
): readonly { readonly name: string; readonly text: string }[] {
  const { eastM, northM, windMPerS, specifiedM, emissions, droppedSiteIds, unitId } = scenario;
  const lines: readonly (readonly [string, string | null])[] = [
    [dict.whatIf.notReal, unitId],
    [dict.whatIf.eastM, eastM === 0 ? null : `${eastM} m`],
    [dict.whatIf.northM, northM === 0 ? null : `${northM} m`],
    [dict.unit.wind, windMPerS === null ? null : `${windMPerS} m/s`],
    [dict.unit.kind.specified, specifiedM === null ? null : `${specifiedM} m`],
    ...Object.entries(emissions).map(([name, value]) => [dict.whatIf.emission(name), `${value} kg/h`] as const),
    [dict.whatIf.drop, droppedSiteIds.length === 0 ? null : droppedSiteIds.join(dict.listComma)],
  ];
  return lines.flatMap(([what, text]) => (text === null ? [] : [{ name: dict.whatIf.tag, text: dict.labelled(what, text) }]));
}
