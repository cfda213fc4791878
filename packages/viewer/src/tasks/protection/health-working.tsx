import type { SubstanceWorking } from "@parkatlas/geo-core";
import type { ComponentChildren } from "preact";
import { formatFixed, formatQuantity, formatRequiredM } from "../../format/numbers.ts";
import { useDict, useStore } from "../../ui/store-context.tsx";

/** One substance by GB/T 39499-2020: inputs, coefficients, the formula with its numbers, initial and final distance. */
export function HealthWorkingView({ working }: { readonly working: SubstanceWorking }) {
  const { app } = useStore();
  const dict = useDict();
  const note = app.lang.value === "zh" ? working.noteZh : working.note;
  return (
    <details class="working" open={working.chosen}>
      <summary>
        <strong>{working.substance}</strong>
        <small>{working.chosen ? dict.unit.chosen : dict.unit.notChosen}</small>
      </summary>
      <dl class="inputs">
        <Input name={dict.unit.emission} value={`${formatQuantity(working.emissionKgPerH)} kg/h`} />
        <Input name={dict.unit.limit} value={`${formatQuantity(working.limitMgPerM3)} mg/m³`} />
        <Input name={dict.unit.area} value={`${formatFixed(working.areaM2, 2)} m²`} />
        <Input name={dict.unit.radius} value={`${formatFixed(working.radiusM, 2)} m`} />
        <Input name={dict.unit.wind} value={`${formatQuantity(working.windMPerS)} m/s`} />
        <Input name={dict.unit.coefficients} value={<Coefficients working={working} />} />
      </dl>
      <p class="formula-name">{dict.unit.formula}</p>
      <Formula working={working} />
      <p class="result">
        <span>
          {dict.unit.initial} <b>{formatFixed(working.initialM, 4)} m</b>
        </span>
        <span class="arrow" aria-hidden="true">
          →
        </span>
        <span>
          {dict.unit.grade} <b>{formatRequiredM(working.gradeM)}</b>
        </span>
      </p>
      {note === null ? null : <p class="fine-print">{note}</p>}
      <p class="fine-print">{working.clause}</p>
    </details>
  );
}

function Input({ name, value }: { readonly name: string; readonly value: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Coefficients({ working }: { readonly working: SubstanceWorking }) {
  const dict = useDict();
  const { A, B, C, D } = working.coefficients;
  return (
    <>
      A {A} · B {B} · C {C} · D {D}
      <small>{dict.unit.sourceClass(working.sourceClass)}</small>
    </>
  );
}

/** Qc/Cm = (1/A)(B·L^C + 0.25 r²)^0.5 · L^D, in letters and below with the numbers of this unit. */
function Formula({ working }: { readonly working: SubstanceWorking }) {
  const { A, B, C, D } = working.coefficients;
  return (
    <div class="formula">
      <div>
        <Fraction over="Qc" under="Cm" /> = <Fraction over="1" under="A" /> (B·L<sup>C</sup> + 0.25 r²)<sup>0.50</sup> L
        <sup>D</sup>
      </div>
      <div>
        {formatQuantity(working.ratio)} = <Fraction over="1" under={String(A)} /> ({B}·L<sup>{C}</sup> + 0.25·
        {formatQuantity(working.radiusM)}²)<sup>0.50</sup> L<sup>{D}</sup>
      </div>
    </div>
  );
}

function Fraction({ over, under }: { readonly over: string; readonly under: string }) {
  return (
    <span class="fraction">
      <span>{over}</span>
      <span class="visually-hidden">/</span>
      <span>{under}</span>
    </span>
  );
}
