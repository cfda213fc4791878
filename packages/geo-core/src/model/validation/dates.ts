import { addYears } from "../civil-date.ts";
import type { Issue } from "../issue.ts";
import type { IssueCode } from "../issue-codes.ts";
import { type Dataset, LAYER_NAMES, type Parcel } from "../types.ts";
import { type AnyFeature, dateOrNull, featureIssue, type Subject, subjectsOf } from "./subject.ts";

/**
 * Dates that contradict each other, and facts that lie after the dataset's date. What contradicts stays in the data: the status
 * rules answer "unknown" where it decides. Dates as text sort as the calendar does. Cost: O(events).
 */
export function validateDates(dataset: Dataset): Issue[] {
  const spans = LAYER_NAMES.flatMap((layer) => subjectsOf(dataset, layer).flatMap(checkSpans));
  const parcels = subjectsOf(dataset, "parcels").flatMap((subject) => [
    ...checkOrder(subject),
    ...checkSuspensions(subject),
    ...checkDelays(subject),
    ...checkExtensions(subject),
    ...checkProgress(subject),
    ...checkDecisions(subject),
    ...checkFuture(subject, dataset.asOf),
  ]);
  return [...spans, ...parcels];
}

interface Rule {
  readonly code: IssueCode;
  /** Must not lie before `notBefore`. */
  readonly event: string;
  readonly notBefore: string;
}

const VALIDITY: readonly Rule[] = [
  { code: "valid-to-before-valid-from", event: "validTo", notBefore: "validFrom" },
  { code: "valid-to-before-valid-from", event: "operatesTo", notBefore: "operatesFrom" },
];

const ORDER: readonly Rule[] = [
  { code: "supplied-before-approved", event: "suppliedOn", notBefore: "approvedOn" },
  { code: "agreed-start-before-supply", event: "agreedStartOn", notBefore: "suppliedOn" },
  { code: "started-before-supplied", event: "startedOn", notBefore: "suppliedOn" },
  { code: "completed-before-start", event: "completedOn", notBefore: "startedOn" },
  { code: "completed-before-supply", event: "completedOn", notBefore: "suppliedOn" },
  { code: "suspended-before-start", event: "suspendedOn", notBefore: "startedOn" },
  { code: "resumed-before-suspended", event: "resumedOn", notBefore: "suspendedOn" },
];

type Properties = Readonly<Record<string, unknown>>;

function checkSpans(subject: Subject): Issue[] {
  return VALIDITY.flatMap((rule) => checkPair(subject, rule, subject.feature.properties));
}

function checkOrder(subject: Subject<Parcel>): Issue[] {
  return ORDER.flatMap((rule) => checkPair(subject, rule, subject.feature.properties));
}

/** One issue where both dates are there and in the wrong order. `path` leads to the object that holds them. */
function checkPair(subject: Subject, { code, event, notBefore }: Rule, holder: Properties, path = "properties"): Issue[] {
  const [date, limit] = [dateOrNull(holder[event]), dateOrNull(holder[notBefore])];
  return date === null || limit === null
    ? []
    : checkDates(subject, code, [`${path}.${event}`, date], [`${path}.${notBefore}`, limit]);
}

type NamedDate = readonly [path: string, date: string];

function checkDates(subject: Subject, code: IssueCode, [path, date]: NamedDate, [limitPath, limit]: NamedDate): Issue[] {
  if (date >= limit) return [];
  const [name, limitName] = [path, limitPath].map((each) => each.replace("properties.", ""));
  return [
    featureIssue(subject, code, path, {
      en: `${name} ${date} lies before ${limitName} ${limit}; correct one of the two.`,
      zh: `${name} ${date} 早于 ${limitName} ${limit}，请更正其中之一。`,
    }),
  ];
}

function checkSuspensions(subject: Subject<Parcel>): Issue[] {
  const { suspendedOn, resumedOn, startedOn, completedOn, suspensions = [] } = subject.feature.properties;
  const issues = suspensions.flatMap((suspension, index) => {
    const path = `properties.suspensions[${index}]`;
    const from = dateOrNull(suspension.from);
    const started = dateOrNull(startedOn);
    return [
      ...checkPair(subject, { code: "resumed-before-suspended", event: "to", notBefore: "from" }, suspension, path),
      ...(from === null || started === null
        ? []
        : checkDates(subject, "suspended-before-start", [`${path}.from`, from], ["properties.startedOn", started])),
    ];
  });
  if (resumedOn !== undefined && suspendedOn === undefined)
    issues.push(
      featureIssue(subject, "resumed-without-suspension", "properties.resumedOn", {
        en: `Work was resumed on ${resumedOn}, but no suspendedOn is recorded; add it.`,
        zh: `有复工日 ${resumedOn} 而无 suspendedOn，请补充停工日。`,
      }),
    );
  const completed = dateOrNull(completedOn);
  const last = [suspendedOn, ...suspensions.map(({ from }) => from)]
    .map(dateOrNull)
    .find((from) => from !== null && completed !== null && from >= completed);
  if (last)
    issues.push(
      featureIssue(subject, "suspended-after-completion", "properties.completedOn", {
        en: `Work was suspended on ${last}, not before the completion on ${completed}; correct one of the two.`,
        zh: `停工日 ${last} 不早于竣工日 ${completed}，请更正其中之一。`,
      }),
    );
  return issues;
}

function checkDelays(subject: Subject<Parcel>): Issue[] {
  const { delays = [] } = subject.feature.properties;
  const rule: Rule = { code: "delay-ends-before-it-begins", event: "to", notBefore: "from" };
  return delays.flatMap((delay, index) => checkPair(subject, rule, delay, `properties.delays[${index}]`));
}

/** Each extension against the agreed start that is in force when it is decided. */
function checkExtensions(subject: Subject<Parcel>): Issue[] {
  const { agreedStartOn, suppliedOn, extensions = [] } = subject.feature.properties;
  const supplied = dateOrNull(suppliedOn);
  const issues: Issue[] = [];
  let inForce = dateOrNull(agreedStartOn);
  const readable = extensions
    .map((extension, index) => ({
      index,
      decidedOn: dateOrNull(extension.decidedOn),
      newStartOn: dateOrNull(extension.newStartOn),
    }))
    .filter(
      (each): each is { index: number; decidedOn: string; newStartOn: string } =>
        each.decidedOn !== null && each.newStartOn !== null,
    )
    .sort((a, b) => (a.decidedOn < b.decidedOn ? -1 : a.decidedOn > b.decidedOn ? 1 : a.index - b.index));
  for (const { index, decidedOn, newStartOn } of readable) {
    const path = `properties.extensions[${index}]`;
    if (supplied !== null)
      issues.push(
        ...checkDates(subject, "extension-before-supply", [`${path}.decidedOn`, decidedOn], ["properties.suppliedOn", supplied]),
      );
    if (inForce !== null) issues.push(...checkNewStart(subject, `${path}.newStartOn`, newStartOn, inForce));
    inForce = newStartOn;
  }
  return issues;
}

function checkNewStart(subject: Subject<Parcel>, path: string, newStartOn: string, inForce: string): Issue[] {
  if (newStartOn < inForce)
    return [
      featureIssue(subject, "extension-shortens", path, {
        en: `The new start ${newStartOn} lies before the agreed one in force, ${inForce}; an extension can only move it later.`,
        zh: `新的动工日 ${newStartOn} 早于现行约定动工日 ${inForce}，延期只能后移。`,
      }),
    ];
  if (newStartOn <= addYears(inForce, 1)) return [];
  return [
    featureIssue(subject, "extension-over-one-year", path, {
      en: `The new start ${newStartOn} is more than one year after ${inForce}, the longest that Art. 12 of Order 53 allows; check the agreement.`,
      zh: `新的动工日 ${newStartOn} 距 ${inForce} 超过一年，超出《闲置土地处置办法》第十二条的最长期限，请核查协议。`,
    }),
  ];
}

/** Reported progress: not before the start, not over the whole, not falling. */
function checkProgress(subject: Subject<Parcel>): Issue[] {
  const { startedOn, startableAreaM2, recordedAreaM2, plannedInvestmentCny, progress = [] } = subject.feature.properties;
  const started = dateOrNull(startedOn);
  const issues: Issue[] = [];
  for (const [index, report] of progress.entries()) {
    const on = dateOrNull(report.on);
    const built = (report.developedAreaM2 ?? 0) > 0;
    if (on !== null && started !== null && built)
      issues.push(
        ...checkDates(
          subject,
          "progress-before-start",
          [`properties.progress[${index}].on`, on],
          ["properties.startedOn", started],
        ),
      );
  }
  issues.push(...checkSeries(subject, "developedAreaM2", startableAreaM2 ?? recordedAreaM2));
  issues.push(...checkSeries(subject, "investedCny", plannedInvestmentCny));
  return issues;
}

function checkSeries(subject: Subject<Parcel>, name: "developedAreaM2" | "investedCny", whole: number | undefined): Issue[] {
  const { progress = [] } = subject.feature.properties;
  const reports = progress
    .map((report, index) => ({ on: dateOrNull(report.on), value: report[name], path: `properties.progress[${index}].${name}` }))
    .filter((each): each is { on: string; value: number; path: string } => each.on !== null && typeof each.value === "number")
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  const issues: Issue[] = [];
  for (const [index, { on, value, path }] of reports.entries()) {
    const before = reports[index - 1];
    if (whole !== undefined && value > whole)
      issues.push(
        featureIssue(subject, "progress-over-100-percent", path, {
          en: `${name} is ${value}, ${((value / whole) * 100).toFixed(2)} % of the planned ${whole}; correct one of the two.`,
          zh: `${name} 为 ${value}，达到计划量 ${whole} 的 ${((value / whole) * 100).toFixed(2)}%，请更正其中之一。`,
        }),
      );
    if (before !== undefined && value < before.value)
      issues.push(
        featureIssue(subject, "progress-decreases", path, {
          en: `${name} falls from ${before.value} (${before.on}) to ${value} (${on}); check both reports.`,
          zh: `${name} 由 ${before.value}（${before.on}）降为 ${value}（${on}），请核对两次报告。`,
        }),
      );
  }
  return issues;
}

/** Determinations and dispositions of land that was not supplied yet. */
function checkDecisions(subject: Subject<Parcel>): Issue[] {
  const { suppliedOn, determinations = [], dispositions = [] } = subject.feature.properties;
  const supplied = dateOrNull(suppliedOn);
  if (supplied === null) return [];
  const decisions = [
    ...determinations.map(({ on }, index) => [`properties.determinations[${index}].on`, dateOrNull(on)] as const),
    ...dispositions.map(({ on }, index) => [`properties.dispositions[${index}].on`, dateOrNull(on)] as const),
  ];
  return decisions.flatMap(([path, on]) =>
    on === null ? [] : checkDates(subject, "decision-before-supply", [path, on], ["properties.suppliedOn", supplied]),
  );
}

const FACTS = ["approvedOn", "suppliedOn", "startedOn", "suspendedOn", "resumedOn", "completedOn"] as const;

/** Facts later than the dataset's date: agreed dates may lie ahead, what has happened may not. One issue for each parcel. */
function checkFuture(subject: Subject<Parcel>, asOf: string): Issue[] {
  const { properties } = subject.feature;
  const facts: (readonly [string, unknown])[] = [
    ...FACTS.map((name) => [name, properties[name]] as const),
    ...(properties.progress ?? []).map(({ on }, index) => [`progress[${index}].on`, on] as const),
    ...(properties.extensions ?? []).map(({ decidedOn }, index) => [`extensions[${index}].decidedOn`, decidedOn] as const),
    ...(properties.determinations ?? []).map(({ on }, index) => [`determinations[${index}].on`, on] as const),
    ...(properties.dispositions ?? []).map(({ on }, index) => [`dispositions[${index}].on`, on] as const),
  ];
  const late = facts.filter(([, date]) => (dateOrNull(date) ?? "") > asOf).map(([name, date]) => [name, String(date)] as const);
  if (late.length === 0) return [];
  const list = late.map(([name, date]) => `${name} ${date}`);
  return [
    featureIssue(subject as Subject<AnyFeature>, "date-after-as-of", `properties.${late[0]![0]}`, {
      en: `Recorded as having happened, but after the dataset's date ${asOf}: ${list.join(", ")}. Correct the date, or raise asOf in dataset.json.`,
      zh: `记录为已发生，却晚于数据集日期 ${asOf}：${list.join("、")}。请更正日期，或调整 dataset.json 的 asOf。`,
    }),
  ];
}
