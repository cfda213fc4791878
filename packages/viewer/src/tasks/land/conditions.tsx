import type { Issue, LandCondition } from "@parkatlas/geo-core";
import type { LandParcelRow } from "../../core/contract.ts";
import { type Dictionary, wordFor } from "../../core/dictionary.ts";
import { formatCount, formatFixed, formatM2, formatShare } from "../../format/numbers.ts";
import { Icon } from "../../ui/icons.tsx";
import { Section } from "../../ui/notes.tsx";
import { useDict, useStore } from "../../ui/store-context.tsx";

/** The checklist behind the status: each condition met, not met or unknown, with what was found, the limit and the clause. */
export function Conditions({ row, issues }: { readonly row: LandParcelRow; readonly issues: readonly Issue[] }) {
  const { app } = useStore();
  const dict = useDict();
  const conditions = row.conditions ?? [];
  return (
    <>
      {conditions.length === 0 ? null : (
        <Section title={dict.parcel.conditions}>
          <ul class="conditions">
            {conditions.map((condition) => (
              <ConditionLine key={condition.id} condition={condition} />
            ))}
          </ul>
        </Section>
      )}
      {issues.length === 0 ? null : (
        <Section title={dict.parcel.issues}>
          <ul class="issues">
            {issues.map((issue) => (
              <li key={`${issue.code} ${issue.message}`}>{app.lang.value === "zh" ? issue.messageZh : issue.message}</li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

function ConditionLine({ condition }: { readonly condition: LandCondition }) {
  const dict = useDict();
  const { met, clause, value, limit } = condition;
  const state = met === null ? "open" : met ? "met" : "not-met";
  const words = { open: dict.parcel.conditionUnknown, met: dict.parcel.met, "not-met": dict.parcel.notMet };
  return (
    <li class={`condition ${state}`}>
      <span class="condition-mark">
        <Icon name={state === "open" ? "question" : state === "met" ? "check" : "cross"} size={15} />
      </span>
      <div>
        <strong>{wordFor(dict.condition, condition.id)}</strong>
        <small>
          {value === null ? null : `${dict.parcel.value} ${valueText(value, condition, dict)}`}
          {value !== null && limit !== null ? " · " : null}
          {limit === null ? null : `${dict.parcel.limit} ${valueText(limit, condition, dict)}`}
        </small>
        <small class="clause">{wordFor(dict.clause, clause)}</small>
      </div>
      <em>{words[state]}</em>
    </li>
  );
}

function valueText(value: number | string, { unit, id }: LandCondition, dict: Dictionary): string {
  if (typeof value === "string") return id === "state-owned" ? wordFor(dict.ownership, value) : value;
  switch (unit) {
    case "day":
      return dict.parcel.daysValue(formatCount(value));
    case "share":
      return formatShare(value);
    case "m2":
      return formatM2(value);
    case "cny":
      return dict.parcel.feeValue(formatFixed(value, 2));
    default:
      return String(value);
  }
}
