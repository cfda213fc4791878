import { GeoError } from "../errors.ts";
import { geodesicAreaM2 } from "../geodesy/area.ts";
import { dayFromDate } from "../model/civil-date.ts";
import type { Issue } from "../model/issue.ts";
import { buildMembership } from "../model/membership.ts";
import type { CivilDate, Dataset, Parcel } from "../model/types.ts";
import { areaMuFromM2 } from "../units.ts";
import type { LandClass } from "./class.ts";
import { rulesFor } from "./configured-rules.ts";
import { groupingOf, type LandGroupBy } from "./grouping.ts";
import { parcelArea, parcelStateOn } from "./parcel-states.ts";
import { type LandRuleSet, ruleSetOn } from "./rule-set.ts";
import { landStatusOn } from "./status-on.ts";
import { type LandGroup, tallyGroups } from "./summary.ts";
import { type LandOptions, type LandTimeline, landTimeline } from "./timeline.ts";
import type { LandCondition, LandGround, LandStatus, LandStatusOn } from "./types.ts";

export interface LandReportOptions extends LandOptions {
  /** The dataset's own date where absent. */
  readonly asOf?: CivilDate;
  /** Park where absent. */
  readonly by?: LandGroupBy;
  readonly schemeId?: string;
  /** Only these parcels, in the rows and in the groups. */
  readonly parcelIds?: readonly string[];
  /** Only parcels of these statuses, in the rows; the groups stay whole. */
  readonly statuses?: readonly LandStatus[];
  readonly withConditions?: boolean;
  readonly areaM2Of?: (parcel: Parcel) => number;
}

export interface LandReportParcel {
  readonly id: string;
  readonly name: string;
  /** Null where the register gives no English name. */
  readonly nameEn: string | null;
  readonly blockId: string;
  readonly parkId: string | null;
  readonly status: LandStatus;
  readonly ground: LandGround | null;
  readonly class: LandClass;
  readonly since: CivilDate | null;
  readonly clause: string | null;
  readonly clauseZh: string | null;
  readonly ruleSet: string;
  readonly dueOn: CivilDate | null;
  readonly yearEndsOn: CivilDate | null;
  readonly daysOverdue: number | null;
  readonly measure: LandStatusOn["measure"];
  readonly feeCny: number | null;
  readonly missing: readonly string[];
  readonly next: LandStatusOn["next"];
  readonly areaM2: number;
  readonly areaMu: number;
  readonly areaBasis: "recorded" | "computed";
  readonly timeline: readonly {
    readonly from: CivilDate | null;
    readonly status: LandStatus;
    readonly ground: LandGround | null;
  }[];
  readonly conditions?: readonly LandCondition[];
}

export type RuleSetName = Pick<LandRuleSet, "id" | "version" | "title" | "validFrom" | "validTo" | "source">;

/** The answer of `parkatlas land --json` and of `GET /analysis/land`. */
export interface LandReport {
  readonly dataset: string;
  readonly asOf: CivilDate;
  /** True where the date lies after the dataset's own: what would be if nothing more happened. */
  readonly projection: boolean;
  /** True where parcels of the answer are made up for demonstration: then it says nothing about real land. */
  readonly synthetic: boolean;
  /** The rule set followed on `asOf`. */
  readonly ruleSet: RuleSetName;
  /** Every rule set that the timelines follow. */
  readonly ruleSets: readonly RuleSetName[];
  readonly by: string;
  readonly parcels: readonly LandReportParcel[];
  readonly groups: readonly LandGroup[];
  readonly issues: readonly Issue[];
}

/**
 * Land status of every parcel on a date and the ratios of each group, by rules §3 and §4; by the local rules of the
 * dataset's configuration too, unless the options name other rule sets. Throws `GeoError`:
 * `date-invalid`, `unknown-id` for a parcel or zoning scheme that is not in the dataset. Cost: one timeline a parcel.
 */
export function landReport(dataset: Dataset, options: LandReportOptions = {}): LandReport {
  const asOf = options.asOf ?? dataset.asOf;
  const by = options.by ?? "park";
  const projection = dayFromDate(asOf) > dayFromDate(dataset.asOf);
  const { ruleSets, issues: ruleIssues } = rulesFor(dataset.config, options);
  const parcels = selectParcels(dataset, options.parcelIds);
  const indexOf = new Map(dataset.parcels.map((parcel, index) => [parcel, index]));
  const areaM2Of = options.areaM2Of ?? ((parcel: Parcel) => geodesicAreaM2(parcel.geometry));
  const membership = buildMembership(dataset);
  const issues: Issue[] = [...ruleIssues, ...rulesNotInForce(ruleSets, asOf)];
  const rows: LandReportParcel[] = [];
  const wanted = options.statuses ? new Set(options.statuses) : null;
  const states = parcels.map((parcel) => {
    const timeline = landTimeline(parcel, { ruleSets });
    const state = parcelStateOn(timeline, parcelArea(parcel, areaM2Of), asOf);
    for (const issue of timeline.issues) issues.push({ ...issue, path: `features[${indexOf.get(parcel)}].${issue.path}` });
    if (!wanted || wanted.has(state.period.status)) {
      const status = landStatusOn(timeline, asOf);
      const conditions = options.withConditions ? { conditions: status.conditions } : {};
      rows.push({
        id: parcel.id,
        name: parcel.properties.name,
        nameEn: parcel.properties.nameEn ?? null,
        blockId: parcel.properties.blockId,
        parkId: membership.parkOf(parcel)?.id ?? null,
        status: status.status,
        ground: status.ground,
        class: state.class,
        since: status.since,
        clause: status.clause,
        clauseZh: status.clauseZh,
        ruleSet: status.ruleSet.id,
        dueOn: status.dueOn,
        yearEndsOn: status.yearEndsOn,
        daysOverdue: status.daysOverdue,
        measure: status.measure,
        feeCny: status.feeCny,
        missing: status.missing,
        next: status.next,
        areaM2: state.areaM2,
        areaMu: areaMuFromM2(state.areaM2),
        areaBasis: state.areaBasis,
        timeline: statusesOf(timeline),
        ...conditions,
      });
    }
    return state;
  });
  const input = parcels === dataset.parcels ? dataset : { ...dataset, parcels };
  return {
    dataset: dataset.id,
    asOf,
    projection,
    synthetic: parcels.some(({ properties }) => properties.provenance === "synthetic"),
    ruleSet: ruleSetName(ruleSetOn(ruleSets, dayFromDate(asOf))),
    ruleSets: ruleSets.map(ruleSetName),
    by: typeof by === "string" ? by : by.join("|"),
    parcels: rows,
    groups: tallyGroups(states, groupingOf(input, by, asOf, options.schemeId), { by, date: asOf }),
    issues,
  };
}

function selectParcels(dataset: Dataset, parcelIds: readonly string[] | undefined): readonly Parcel[] {
  if (parcelIds === undefined) return dataset.parcels;
  const byId = new Map(dataset.parcels.map((parcel) => [parcel.id, parcel]));
  return parcelIds.map((id) => {
    const parcel = byId.get(id);
    if (!parcel)
      throw new GeoError("unknown-id", `parcel "${id}" is not in the dataset ${dataset.id}; see the ids in its parcels layer`, {
        details: { id },
      });
    return parcel;
  });
}

/** The timeline with periods that differ only in clause, measure or missing facts taken together. */
function statusesOf({ periods }: LandTimeline): LandReportParcel["timeline"] {
  return periods
    .filter((period, index) => {
      const before = periods[index - 1];
      return !before || before.status !== period.status || before.ground !== period.ground;
    })
    .map(({ from, status, ground }) => ({ from, status, ground }));
}

function ruleSetName({ id, version, title, validFrom, validTo, source }: LandRuleSet): RuleSetName {
  return { id, version, title, validFrom, validTo, source };
}

function rulesNotInForce(ruleSets: readonly LandRuleSet[], asOf: CivilDate): Issue[] {
  const inForce = ruleSets.some(({ validFrom, validTo }) => validFrom <= asOf && (validTo === null || asOf <= validTo));
  if (inForce) return [];
  const first = ruleSets[0]!;
  const until = first.validTo === null ? "" : ` to ${first.validTo}`;
  const untilZh = first.validTo === null ? "起" : `至${first.validTo}`;
  return [
    {
      severity: "info",
      code: "rule-not-in-force",
      layer: null,
      featureId: null,
      path: "",
      message: `no rule set given is in force on ${asOf}; ${first.title.en}, in force from ${first.validFrom}${until}, is applied to that date`,
      messageZh: `${asOf}无有效的规则；以${first.validFrom}${untilZh}施行的${first.title.zh}推算`,
    },
  ];
}
