import { GeoError } from "../errors.ts";
import type { DistanceInterval } from "../geodesy/types.ts";
import { isCivilDate } from "../model/civil-date.ts";
import type { Issue } from "../model/issue.ts";
import type { CivilDate, EdgeModel, Site } from "../model/types.ts";
import { intervalAt } from "../spatial-index/pair-columns.ts";
import { countedSites } from "./counted-sites.ts";
import { envelopeAreaM2 } from "./envelope.ts";
import { explainRequirement } from "./explain.ts";
import type { HealthTable } from "./health-tables.ts";
import { measureOutlines, type PairsOfOutline } from "./measure.ts";
import { placed, protectionIssue } from "./protection-issues.ts";
import { type MeasuredOutline, type ProtectionInput, protectionSubjects, type Subject } from "./subjects.ts";
import { ProtectionTally } from "./summary.ts";
import type { ProtectionCheck, ProtectionPair, UnitProtection, UnitVerdict } from "./types.ts";
import { strictest, testDistance } from "./verdict.ts";

export interface ProtectionOptions {
  readonly edgeModel: EdgeModel;
  readonly workingCrs: string;
  /** The date that decides which units run and which sites are there; without it all do but the relocated ones. */
  readonly asOf?: CivilDate;
  /** Only this unit (or plant without units). */
  readonly unitId?: string;
  /** Sites nearer than this multiple of the required distance are listed; at least 1, default 1.1. */
  readonly reachFactor?: number;
  /** Whether rows carry the area of their envelope, which costs a buffer each; default true. */
  readonly envelopes?: boolean;
  readonly table?: HealthTable;
}

export const DEFAULT_REACH_FACTOR = 1.1;
/** Outlines this near each other touch, as far as any survey can tell. */
const TOUCHING_M = 0.001;

/**
 * Tests every unit against every site: which distances it must keep, and which sites stand inside them.
 *
 * A verdict comes from the interval of the ellipsoidal distance between the outlines, never from a drawn envelope. Each
 * distance is measured from its own outline (health and specified from the unit, atmospheric from the plant); the
 * strictest verdict governs, and all are in the answer. A plant that declares a distance and has no unit gets a row of its
 * own. A unit whose distance cannot be settled is `unknown`, unless a site is inside one that can.
 *
 * @returns Rows in the order of the data; pairs by distance, then site id; findings with their place in the layer file.
 * @throws {GeoError} `unknown-id` for a `unitId` that is in no layer, `date-invalid`, `input-out-of-range` for a reach
 *   factor under 1.
 *
 * Accuracy: intervals are those of `distanceBetween`; a pair that they cannot decide is `indeterminate`.
 * Cost: one join of units and one of plants with the sites, then one buffer per row unless `envelopes` is false.
 * Source: rules §5–§7.
 */
export function checkProtection(input: ProtectionInput, options: ProtectionOptions): ProtectionCheck {
  const reachFactor = options.reachFactor ?? DEFAULT_REACH_FACTOR;
  requireOptions(input, options, reachFactor);
  const { subjects, issues } = protectionSubjects(input, options);
  const { sites, layer, issues: aboutSites } = countedSites(input.sites, options.asOf);
  const measured = { sites, pairsOf: measureOutlines(subjects, layer, { ...options, reachFactor }) };
  const rowOptions = { ...options, reachFactor };
  const tally = new ProtectionTally();
  const units = subjects.map((subject) => {
    const row = unitRow(subject, measured, rowOptions);
    tally.add(row);
    return row;
  });
  return {
    units,
    summary: tally.summary(),
    issues: [...issues, ...emptyLayers(input, subjects), ...aboutSites, ...touchingSites(units, input.sites)],
  };
}

function requireOptions({ units, plants }: ProtectionInput, { asOf, unitId }: ProtectionOptions, reachFactor: number): void {
  if (!(reachFactor >= 1 && Number.isFinite(reachFactor)))
    throw new GeoError("input-out-of-range", `The reach factor is ${reachFactor}; it must be 1 or more, for example 1.1`, {
      details: { reachFactor },
    });
  if (asOf !== undefined && !isCivilDate(asOf))
    throw new GeoError("date-invalid", `"${asOf}" is not a calendar date; write it as YYYY-MM-DD`, { details: { value: asOf } });
  if (unitId === undefined || units.some(({ id }) => id === unitId) || plants.some(({ id }) => id === unitId)) return;
  throw new GeoError("unknown-id", `No unit or plant has the id "${unitId}"; the data have ${units.length} units`, {
    details: { unitId },
  });
}

/** The sites that count, and the pairs of each outline by their places in that list. */
interface Measured {
  readonly sites: readonly Site[];
  readonly pairsOf: PairsOfOutline;
}

function unitRow(
  subject: Subject,
  measured: Measured,
  options: ProtectionOptions & { readonly reachFactor: number },
): UnitProtection {
  const { feature, distances, unresolved, notRunning, outlines } = subject;
  const pairs = pairsOf(outlines, measured, options.reachFactor);
  const verdicts: UnitVerdict[] = [];
  for (const { verdict } of pairs) if (!verdicts.includes(verdict)) verdicts.push(verdict);
  const basis = explainRequirement({ distances, unresolved });
  const isOpen = unresolved.length > 0 && notRunning === null;
  const { name, enterprise, parkId } = feature.properties;
  return {
    id: feature.id,
    subject: subject.kind,
    name,
    plantId: subject.plantId,
    parkId: parkId ?? null,
    enterprise: enterprise ?? null,
    requiredM: outlines.length > 0 ? Math.max(...outlines.map(({ required }) => required[0]!.requiredM)) : null,
    basis: notRunning ? `${notRunning.en}; ${basis.en}` : basis.en,
    basisZh: notRunning ? `${notRunning.zh}；${basis.zh}` : basis.zh,
    verdict: strictest([
      ...verdicts,
      ...(isOpen ? ["unknown" as const] : []),
      ...(outlines.length > 0 ? ["outside" as const] : []),
    ]),
    envelopeAreaM2: outlines.length > 0 && options.envelopes !== false ? envelopeAreaM2(outlines, options) : null,
    workings: distances,
    unresolved,
    pairs,
  };
}

/** The pairs of a row by distance, then site. */
function pairsOf(
  outlines: readonly MeasuredOutline[],
  { sites, pairsOf: measured }: Measured,
  reachFactor: number,
): ProtectionPair[] {
  const found: ProtectionPair[] = [];
  for (const outline of outlines) {
    const run = measured(outline);
    const { requiredM } = outline.required[0]!;
    for (let i = run?.start ?? 0; run && i < run.end; i++) {
      // Beyond the reach: the join takes what may lie within it, and for a plant the reach of the unit that asks for most.
      if (run.pairs.distanceM[i]! >= requiredM * reachFactor && run.pairs.loM[i]! >= requiredM) continue;
      found.push(pairOf(outline, sites[run.pairs.site[i]!]!, intervalAt(run.pairs, i)));
    }
  }
  return found.sort((a, b) => a.distanceM - b.distanceM || (a.siteId < b.siteId ? -1 : a.siteId > b.siteId ? 1 : 0));
}

/**
 * The pair of an outline and a site. Written out field by field: a large check makes them by the hundred thousand, and spreading
 * costs as much as measuring.
 */
function pairOf(outline: MeasuredOutline, site: Site, interval: DistanceInterval): ProtectionPair {
  const { properties } = site;
  const accuraciesM = [outline.accuracyM, properties.accuracyM ?? null] as const;
  const tests = outline.required.map((required) => testDistance(interval, required, accuraciesM));
  const governing = tests[0]!;
  return {
    siteId: site.id,
    siteName: properties.name,
    kind: properties.kind,
    siteStatus: properties.status ?? "existing",
    households: properties.households ?? null,
    population: properties.population ?? null,
    measuredFrom: outline.outline,
    distanceM: interval.distanceM,
    loM: interval.loM,
    hiM: interval.hiM,
    from: interval.from,
    to: interval.to,
    azimuthDeg: interval.azimuthDeg,
    distanceKind: governing.distanceKind,
    requiredM: governing.requiredM,
    shortfallM: governing.shortfallM,
    verdict: governing.verdict,
    withinUncertainty: governing.withinUncertainty,
    tests,
  };
}

function emptyLayers({ sites, units, plants }: ProtectionInput, subjects: readonly Subject[]): readonly Issue[] {
  if (units.length === 0 && plants.length === 0)
    return [
      protectionIssue(
        "units-empty",
        { layer: "units", featureId: null, path: "features" },
        {
          en: "There are no units and no plants, so nothing was tested; add the units layer",
          zh: "没有生产单元和厂区数据，未作任何判定，请补充 units 图层",
        },
      ),
    ];
  if (sites.length > 0 || subjects.every(({ outlines }) => outlines.length === 0)) return [];
  return [
    protectionIssue(
      "sites-empty",
      { layer: "sites", featureId: null, path: "features" },
      {
        en: "There are no sites, so every unit passes untested; add the sites layer before relying on it",
        zh: "没有敏感点数据，所有单元均未经实际检验，请补充 sites 图层后再使用结论",
      },
    ),
  ];
}

/** Sites that touch or overlap a production unit: mostly a drawing mistake, and always worth a look. */
function touchingSites(rows: readonly UnitProtection[], sites: readonly Site[]): readonly Issue[] {
  const touching: { readonly unitId: string; readonly pair: ProtectionPair }[] = [];
  for (const { id: unitId, pairs } of rows)
    for (const pair of pairs) {
      // Pairs come by distance.
      if (pair.distanceM > TOUCHING_M) break;
      if (pair.measuredFrom === "unit" && pair.hiM <= TOUCHING_M) touching.push({ unitId, pair });
    }
  if (touching.length === 0) return [];
  const indexOf = placesOf(new Set(touching.map(({ pair }) => pair.siteId)), sites);
  return touching.map(({ unitId, pair: { siteId, from } }) => {
    const words = {
      en: `Site "${siteId}" touches or overlaps unit "${unitId}"; check both outlines`,
      zh: `敏感点“${siteId}”与生产单元“${unitId}”接触或重叠，请核对两者轮廓`,
    };
    const issue = protectionIssue("site-touches-unit", { layer: "sites", featureId: siteId, path: "geometry" }, words);
    return placed({ ...issue, at: from }, indexOf.get(siteId)!);
  });
}

/** Places of a few sites in their layer, without a map of all. */
function placesOf(siteIds: ReadonlySet<string>, sites: readonly Site[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (let index = 0; index < sites.length; index++) if (siteIds.has(sites[index]!.id)) places.set(sites[index]!.id, index);
  return places;
}
