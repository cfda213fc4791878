import type { ProtectionSummary, UnitDifference, UnitProtection } from "@parkatlas/geo-core";
import type { WhatIfAnswer } from "../../analysis/messages.ts";
import { rowName } from "../../core/dictionary.ts";
import { orderPairs, worstShortfallM } from "../../core/protection-view.ts";
import { changesOf, emptyScenario, readShift, type Scenario } from "../../core/scenario.ts";
import { readDistanceM, readNumber } from "../../core/siting-choice.ts";
import { formatCount, formatRequiredM, formatShortfall } from "../../format/numbers.ts";
import { VERDICT_SYMBOLS } from "../../style/symbology.ts";
import { ErrorNote, Section } from "../../ui/notes.tsx";
import { NumberField } from "../../ui/number-field.tsx";
import { useDict, useStore } from "../../ui/store-context.tsx";
import { StatusChip } from "../../ui/swatch.tsx";
import { DistanceChart } from "./distance-chart.tsx";

const SHIFT_STEP_M = 10;
const STRONGEST_WIND = 60;
const readWind = (text: string) => {
  const value = readNumber(text);
  return value !== undefined && value <= STRONGEST_WIND ? value : undefined;
};

/** What would be if the unit stood elsewhere, let out less, or a site were gone: always labelled as an assumption. */
export function WhatIf({ unit }: { readonly unit: UnitProtection }) {
  const { app } = useStore();
  const dict = useDict();
  const scenario = app.scenario.value;
  if (scenario?.unitId !== unit.id) {
    return (
      <Section title={dict.whatIf.title}>
        <p class="fine-print">{dict.whatIf.hint}</p>
        <button
          type="button"
          class="button"
          data-what-if="begin"
          onClick={() => {
            app.scenario.value = emptyScenario(unit.id);
          }}
        >
          {dict.whatIf.begin}
        </button>
      </Section>
    );
  }
  return (
    <section class="what-if" aria-label={dict.whatIf.title}>
      <h3>
        <span class="tag assumed">{dict.whatIf.tag}</span>
        {dict.whatIf.title}
      </h3>
      <p class="fine-print">{dict.whatIf.notReal}</p>
      <ScenarioForm unit={unit} scenario={scenario} />
      <Outcome unit={unit} />
      <div class="what-if-tools">
        <button
          type="button"
          class="button"
          disabled={changesOf(scenario).length === 0}
          onClick={() => {
            app.scenario.value = emptyScenario(unit.id);
          }}
        >
          {dict.whatIf.reset}
        </button>
        <button
          type="button"
          class="button"
          data-what-if="end"
          onClick={() => {
            app.scenario.value = null;
          }}
        >
          {dict.whatIf.end}
        </button>
      </div>
    </section>
  );
}

function ScenarioForm({ unit, scenario }: { readonly unit: UnitProtection; readonly scenario: Scenario }) {
  const { app } = useStore();
  const dict = useDict();
  const change = (part: Partial<Scenario>) => {
    app.scenario.value = { ...scenario, ...part };
  };
  const workings = unit.workings.flatMap((rule) => (rule.kind === "health" ? rule.workings : []));
  const substances = [...new Map(workings.map((each) => [each.substance, each])).values()];
  const windMPerS = workings[0]?.windMPerS;
  const sites = [...new Map(orderPairs(unit).map((pair) => [pair.siteId, pair])).values()];
  const toggleSite = (id: string) => {
    const dropped = scenario.droppedSiteIds;
    change({ droppedSiteIds: dropped.includes(id) ? dropped.filter((each) => each !== id) : [...dropped, id] });
  };
  return (
    <form class="what-if-form" onSubmit={(event) => event.preventDefault()}>
      <p class="fine-print">{dict.whatIf.drag}</p>
      {(["eastM", "northM"] as const).map((key) => (
        <NumberField
          key={key}
          label={dict.whatIf[key]}
          unit="m"
          value={scenario[key]}
          read={readShift}
          step={SHIFT_STEP_M}
          onChange={(value) => change({ [key]: value ?? 0 })}
        />
      ))}
      {windMPerS === undefined ? null : (
        <NumberField
          label={dict.unit.wind}
          unit="m/s"
          optional
          placeholder={String(windMPerS)}
          value={scenario.windMPerS}
          read={readWind}
          onChange={(value) => change({ windMPerS: value })}
        />
      )}
      {substances.map(({ substance, emissionKgPerH }) => (
        <NumberField
          key={substance}
          label={dict.whatIf.emission(substance)}
          unit="kg/h"
          optional
          placeholder={String(emissionKgPerH)}
          value={scenario.emissions[substance] ?? null}
          read={readNumber}
          onChange={(value) => {
            const { [substance]: _, ...others } = scenario.emissions;
            change({ emissions: value === null ? others : { ...others, [substance]: value } });
          }}
        />
      ))}
      <NumberField
        label={dict.unit.kind.specified}
        unit="m"
        optional
        placeholder={dict.whatIf.asIs}
        value={scenario.specifiedM}
        read={readDistanceM}
        step={50}
        onChange={(value) => change({ specifiedM: value })}
      />
      {sites.length === 0 ? null : (
        <fieldset class="drop-sites">
          <legend>{dict.whatIf.drop}</legend>
          {sites.map(({ siteId, siteName }) => (
            <label key={siteId}>
              <input
                type="checkbox"
                data-drop={siteId}
                checked={scenario.droppedSiteIds.includes(siteId)}
                onChange={() => toggleSite(siteId)}
              />
              {rowName(app.lang.value, siteName, siteId)}
            </label>
          ))}
        </fieldset>
      )}
    </form>
  );
}

function Outcome({ unit }: { readonly unit: UnitProtection }) {
  const { app, whatIf } = useStore();
  const dict = useDict();
  const loaded = whatIf.current.value;
  if (loaded.state === "error") return <ErrorNote error={loaded.error} onRetry={whatIf.retry} />;
  const answer = loaded.value;
  const after = answer?.units.find(({ id }) => id === unit.id) ?? unit;
  const symbol = VERDICT_SYMBOLS[after.verdict];
  return (
    <div class="what-if-outcome" aria-live="polite" aria-busy={answer === null} data-what-if="outcome">
      <div class="what-if-verdict" data-verdict={after.verdict}>
        <StatusChip symbol={symbol} text={symbol.label[app.lang.value]} />
        <span>{after.requiredM === null ? "—" : formatRequiredM(after.requiredM)}</span>
        <span>{worstShortfallM(after) > 0 ? `${dict.counters.worst} ${formatShortfall(worstShortfallM(after))}` : ""}</span>
      </div>
      <DistanceChart unit={after} base={unit} />
      <h4>{dict.whatIf.differences}</h4>
      {answer === null || answer.differences.length === 0 ? (
        <p class="fine-print">{dict.whatIf.noDifference}</p>
      ) : (
        <ul class="differences">
          {answer.differences.map((each) => (
            <Difference key={each.unitId} difference={each} answer={answer} />
          ))}
        </ul>
      )}
      {answer ? <SummaryChange before={answer.summaryBefore} after={answer.summaryAfter} /> : null}
    </div>
  );
}

function Difference({ difference, answer }: { readonly difference: UnitDifference; readonly answer: WhatIfAnswer }) {
  const { app, protection } = useStore();
  const dict = useDict();
  const lang = app.lang.value;
  const { unitId, verdictBefore, verdictAfter, requiredBeforeM, requiredAfterM } = difference;
  const name = protection.current.value.value?.units.find(({ id }) => id === unitId)?.name ?? "";
  const siteName = (id: string) => {
    const site = answer.siteNames[id];
    return rowName(lang, site?.name ?? "", id, site?.nameEn);
  };
  const verdict = (key: UnitDifference["verdictAfter"]) => (key === null ? "—" : dict.unitVerdict[key]);
  const metres = (value: number | null) => (value === null ? "—" : formatRequiredM(value));
  const rows: readonly (readonly [string, string])[] = [
    ...(verdictBefore === verdictAfter
      ? []
      : [[dict.whatIf.verdict, dict.whatIf.change(verdict(verdictBefore), verdict(verdictAfter))] as const]),
    ...(requiredBeforeM === requiredAfterM
      ? []
      : [[dict.unit.required, dict.whatIf.change(metres(requiredBeforeM), metres(requiredAfterM))] as const]),
    ...(difference.worstShortfallBeforeM === difference.worstShortfallAfterM
      ? []
      : [
          [
            dict.counters.worst,
            dict.whatIf.change(
              formatShortfall(difference.worstShortfallBeforeM),
              formatShortfall(difference.worstShortfallAfterM),
            ),
          ] as const,
        ]),
    ...(difference.sitesEntered.length === 0
      ? []
      : [[dict.whatIf.entered, difference.sitesEntered.map(siteName).join(dict.listComma)] as const]),
    ...(difference.sitesLeft.length === 0
      ? []
      : [[dict.whatIf.left, difference.sitesLeft.map(siteName).join(dict.listComma)] as const]),
  ];
  return (
    <li data-difference={unitId}>
      <strong>{rowName(lang, name, unitId)}</strong>
      <dl>
        {rows.map(([key, value]) => (
          <div key={key}>
            <dt>{key}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </li>
  );
}

function SummaryChange({ before, after }: { readonly before: ProtectionSummary; readonly after: ProtectionSummary }) {
  const dict = useDict();
  const lines: readonly (readonly [string, number, number])[] = [
    [dict.counters.unitsInside, before.inside, after.inside],
    [dict.counters.sitesInside, before.sitesInside, after.sitesInside],
    [dict.counters.households, before.householdsInside, after.householdsInside],
    [dict.counters.people, before.populationInside, after.populationInside],
  ];
  return (
    <table class="summary-change">
      <thead>
        <tr>
          <th scope="col">{dict.whatIf.city}</th>
          <th scope="col">{dict.whatIf.asIs}</th>
          <th scope="col">{dict.whatIf.tag}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(([name, was, is]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{formatCount(was)}</td>
            <td class={is === was ? "" : "changed"}>{formatCount(is)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
