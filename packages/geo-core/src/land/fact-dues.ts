import { addMonthsToDay, dateFromDay } from "../model/civil-date.ts";
import type { ParcelProperties } from "../model/types.ts";
import { periodWords } from "./explain-facts.ts";
import type { FactLog } from "./fact-log.ts";
import type { DueFact } from "./fact-types.ts";

/**
 * The agreed starts of a parcel: the one of the contract or allocation decision, then each newly agreed one from the day
 * on which it was decided (Order 53 Art. 12). An agreed start is a date in a document, not an event, so it does not open
 * the timeline.
 */
export function readDues(
  properties: ParcelProperties,
  suppliedDay: number | null,
  longestMonths: number,
  log: FactLog,
): readonly DueFact[] {
  const dues: DueFact[] = [];
  const agreedDay = log.readDay("agreedStartOn", properties.agreedStartOn, "agreed");
  if (agreedDay !== null) {
    const contradicts = suppliedDay !== null && agreedDay < suppliedDay;
    if (contradicts)
      log.report(
        "error",
        "agreed-start-before-supply",
        "agreedStartOn",
        `agreed start ${dateFromDay(agreedDay)} lies before the supply on ${dateFromDay(suppliedDay)}; correct one of the two`,
        `约定动工日${dateFromDay(agreedDay)}早于供地日${dateFromDay(suppliedDay)}，请核对并更正其中之一`,
      );
    dues.push({ fromDay: Number.NEGATIVE_INFINITY, dueDay: agreedDay, contradicts, path: "agreedStartOn" });
  }
  const decided = readExtensions(properties, log).sort((a, b) => a.fromDay - b.fromDay || a.dueDay - b.dueDay);
  for (const extension of decided) {
    const before = dues.findLast((due) => !due.contradicts);
    dues.push(extension.contradicts ? extension : checkExtension(extension, before, { suppliedDay, longestMonths }, log));
  }
  return dues;
}

function readExtensions(properties: ParcelProperties, log: FactLog): DueFact[] {
  const extensions: DueFact[] = [];
  for (const [index, extension] of (properties.extensions ?? []).entries()) {
    const path = `extensions[${index}]`;
    const fromDay = log.readDay(`${path}.decidedOn`, extension.decidedOn);
    const dueDay = log.readDay(`${path}.newStartOn`, extension.newStartOn, "agreed");
    if (fromDay === null || dueDay === null) {
      log.report(
        "error",
        "extension-incomplete",
        path,
        "an extension needs the day of its decision and the new start; without both it cannot be applied",
        "延期须同时载明决定日期和新的动工日期，缺一不能适用",
      );
      // An extension of unknown day or content may have changed the start in force from that day, or from the beginning.
      const doubtfulFromDay = fromDay ?? Number.NEGATIVE_INFINITY;
      extensions.push({ fromDay: doubtfulFromDay, dueDay: dueDay ?? doubtfulFromDay, contradicts: true, path });
      continue;
    }
    if (!extension.ground?.trim())
      log.report(
        "warning",
        "extension-without-ground",
        `${path}.ground`,
        `the extension decided on ${extension.decidedOn} records no ground; Art. 12 presupposes one of Art. 8, record it`,
        `${extension.decidedOn}决定的延期未记载理由；第十二条以第八条情形为前提，请补录`,
      );
    extensions.push({ fromDay, dueDay, contradicts: false, path: `${path}.newStartOn` });
  }
  return extensions;
}

function checkExtension(
  extension: DueFact,
  before: DueFact | undefined,
  { suppliedDay, longestMonths }: { readonly suppliedDay: number | null; readonly longestMonths: number },
  log: FactLog,
): DueFact {
  const newStart = dateFromDay(extension.dueDay);
  let contradicts = false;
  if (suppliedDay !== null && extension.fromDay < suppliedDay) {
    contradicts = true;
    const decided = dateFromDay(extension.fromDay);
    const supplied = dateFromDay(suppliedDay);
    log.report(
      "error",
      "extension-before-supply",
      extension.path,
      `the extension was decided on ${decided}, before the supply on ${supplied}; correct one of the two`,
      `延期决定日${decided}早于供地日${supplied}，请核对并更正其中之一`,
    );
  }
  if (before && extension.dueDay < before.dueDay) {
    contradicts = true;
    const old = dateFromDay(before.dueDay);
    log.report(
      "error",
      "extension-shortens",
      extension.path,
      `the new start ${newStart} lies before the one in force, ${old}; an extension can only move it later`,
      `新的动工日${newStart}早于现行约定动工日${old}；延期只能后移`,
    );
  }
  if (before && extension.dueDay > addMonthsToDay(before.dueDay, longestMonths)) {
    const old = dateFromDay(before.dueDay);
    log.report(
      "warning",
      "extension-over-one-year",
      extension.path,
      `the new start ${newStart} is more than ${periodWords(longestMonths, "en")} later than ${old}, the longest that Art. 12 allows; check the agreement`,
      `新的动工日${newStart}比原约定动工日${old}延后超过${periodWords(longestMonths, "zh")}，超出第十二条的最长期限，请核查补充协议`,
    );
  }
  return { ...extension, contradicts };
}
