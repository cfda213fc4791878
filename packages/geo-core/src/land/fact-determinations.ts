import { dateFromDay } from "../model/civil-date.ts";
import type { ParcelProperties } from "../model/types.ts";
import { dispositionEffect } from "./dispositions.ts";
import type { FactLog } from "./fact-log.ts";
import type { DeterminationFact, DispositionFact } from "./fact-types.ts";

export interface AdministrativeFacts {
  readonly determinations: readonly DeterminationFact[];
  readonly dispositions: readonly DispositionFact[];
}

/**
 * Determinations of idleness, each until the first disposition carried out on its day or later, and the dispositions.
 * What lies before the supply in force belongs to an earlier holder and binds nobody now; it is a finding.
 */
export function readDeterminations(
  properties: ParcelProperties,
  {
    suppliedDay,
    startDay,
    completedDay,
  }: { readonly suppliedDay: number | null; readonly startDay: number | null; readonly completedDay: number | null },
  log: FactLog,
): AdministrativeFacts {
  const dispositions = readDispositions(properties, suppliedDay, log);
  const determinations: DeterminationFact[] = [];
  for (const [index, { on, documentNo }] of (properties.determinations ?? []).entries()) {
    const path = `determinations[${index}]`;
    const fromDay = log.readDay(`${path}.on`, on);
    if (fromDay === null || reportedAsEarlier(fromDay, suppliedDay, `${path}.on`, log)) continue;
    const toDay = dispositions.find((disposition) => disposition.day >= fromDay)?.day ?? Number.POSITIVE_INFINITY;
    if (properties.ownership === "collective") doubtCollective(fromDay, toDay, path, documentNo, log);
    else determinations.push({ fromDay, toDay, documentNo });
    const workDay = startDay !== null && startDay >= fromDay ? startDay : completedDay;
    if (workDay !== null && workDay > fromDay && workDay < toDay) reportOpen(path, documentNo, workDay, log);
  }
  determinations.sort((a, b) => a.fromDay - b.fromDay);
  return { determinations, dispositions };
}

function readDispositions(properties: ParcelProperties, suppliedDay: number | null, log: FactLog): DispositionFact[] {
  const dispositions: DispositionFact[] = [];
  for (const [index, { on, kind, documentNo }] of (properties.dispositions ?? []).entries()) {
    const path = `dispositions[${index}]`;
    const day = log.readDay(`${path}.on`, on);
    if (day === null || reportedAsEarlier(day, suppliedDay, `${path}.on`, log)) continue;
    dispositions.push({ day, kind, documentNo });
    if (dispositionEffect(kind) === "unknown-kind")
      log.report(
        "info",
        "disposition-kind-unknown",
        `${path}.kind`,
        `"${kind}" is no kind this library knows; it ends the determination and has no other effect`,
        `处置方式“${kind}”不在已知类别之内，仅视为认定已处置完毕`,
      );
  }
  return dispositions.sort((a, b) => a.day - b.day);
}

function reportedAsEarlier(day: number, suppliedDay: number | null, path: string, log: FactLog): boolean {
  if (suppliedDay === null || day >= suppliedDay) return false;
  log.report(
    "warning",
    "decision-before-supply",
    path,
    `the decision of ${dateFromDay(day)} lies before the supply on ${dateFromDay(suppliedDay)}; it is left out as one against an earlier holder`,
    `${dateFromDay(day)}的决定早于供地日${dateFromDay(suppliedDay)}，视为针对前一使用权人，不予适用`,
  );
  return true;
}

function doubtCollective(fromDay: number, toDay: number, path: string, documentNo: string, log: FactLog): void {
  log.report(
    "error",
    "determination-on-collective-land",
    path,
    `the determination ${documentNo} names collective land, to which Order 53 does not apply; correct the ownership or the determination`,
    `认定书${documentNo}针对集体土地，而《闲置土地处置办法》仅适用于国有建设用地，请核对权属或认定`,
  );
  log.doubt({ fromDay, toDay, ground: "facts-contradict", names: ["ownership", path] });
}

function reportOpen(path: string, documentNo: string, workDay: number, log: FactLog): void {
  log.report(
    "warning",
    "determination-still-open",
    path,
    `work is recorded on ${dateFromDay(workDay)} while the determination ${documentNo} is open; record the disposition carried out`,
    `认定书${documentNo}尚未处置完毕即有${dateFromDay(workDay)}的动工或竣工记录，请补录处置结果`,
  );
}
