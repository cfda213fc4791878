import { useMemo } from "preact/hooks";
import type { SitingAnswer } from "../../analysis/messages.ts";
import { nameIn } from "../../core/dictionary.ts";
import { SLIDER_MAX_M, SLIDER_STEP_M } from "../../core/siting-choice.ts";
import { sitingCurves, stepAt } from "../../core/siting-view.ts";
import { formatCount, formatFixed } from "../../format/numbers.ts";
import { useDict, useStore } from "../../ui/store-context.tsx";

const BOX = { width: 348, height: 118, left: 46, right: 8, top: 8, bottom: 20 } as const;
const KEYS: Readonly<Record<string, number>> = {
  ArrowLeft: -SLIDER_STEP_M,
  ArrowRight: SLIDER_STEP_M,
  ArrowDown: -SLIDER_STEP_M,
  ArrowUp: SLIDER_STEP_M,
};

type Steps = ReturnType<typeof sitingCurves>["all"];

/**
 * How much land stays usable whole as the required distance grows: the chosen park or all parks as a line, every park beneath,
 * the distance asked for as a cursor that key, click or drag moves.
 */
export function SitingCurve({ answer, parkId }: { readonly answer: SitingAnswer; readonly parkId: string | null }) {
  const { app } = useStore();
  const dict = useDict();
  const curves = useMemo(() => sitingCurves(answer.rows, answer.distanceM), [answer]);
  const chosen: Steps = parkId === null ? curves.all : (curves.parks.find((each) => each.parkId === parkId)?.steps ?? []);
  const asked = app.siting.value.distanceM;
  const farthestM = chosen.at(-1)?.distanceM ?? SLIDER_MAX_M;
  const mostMu = Math.max(chosen[0]?.availableMu ?? 0, 1);
  const x = (distanceM: number) => BOX.left + (distanceM / farthestM) * (BOX.width - BOX.left - BOX.right);
  const y = (mu: number) => BOX.height - BOX.bottom - (mu / mostMu) * (BOX.height - BOX.top - BOX.bottom);
  const at = stepAt(chosen, asked);
  const ask = (distanceM: number) => {
    const held = Math.min(Math.max(Math.round(distanceM / SLIDER_STEP_M) * SLIDER_STEP_M, SLIDER_STEP_M), farthestM);
    if (held !== asked) app.siting.value = { ...app.siting.peek(), distanceM: held };
  };
  const askAt = (event: PointerEvent) => {
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const place = ((event.clientX - box.left) / box.width) * BOX.width;
    ask(((place - BOX.left) / (BOX.width - BOX.left - BOX.right)) * farthestM);
  };
  const park = app.parks.value.find(({ id }) => id === parkId);
  const readout = at ? dict.siting.readout(formatFixed(asked, 0), formatFixed(at.availableMu, 2), formatCount(at.parcels)) : "";
  return (
    <figure class="siting-curve">
      <figcaption>
        {dict.siting.curve}
        <small>{park ? nameIn(app.lang.value, park) : dict.list.allParks}</small>
      </figcaption>
      <div
        role="slider"
        tabIndex={0}
        aria-label={dict.siting.curve}
        aria-valuemin={SLIDER_STEP_M}
        aria-valuemax={farthestM}
        aria-valuenow={asked}
        aria-valuetext={readout}
        onKeyDown={(event) => {
          const step = KEYS[event.key];
          if (step === undefined) return;
          event.preventDefault();
          ask(asked + step);
        }}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          askAt(event);
        }}
        onPointerMove={(event) => {
          if (event.buttons > 0) askAt(event);
        }}
      >
        <svg viewBox={`0 0 ${BOX.width} ${BOX.height}`} aria-hidden="true">
          <g class="trend-axes">
            {[0, mostMu / 2, mostMu].map((mu) => (
              <g key={mu}>
                <line x1={BOX.left} x2={BOX.width - BOX.right} y1={y(mu)} y2={y(mu)} />
                <text x={BOX.left - 5} y={y(mu) + 3.5} text-anchor="end">
                  {formatCount(Math.round(mu))}
                </text>
              </g>
            ))}
            {[0, 0.25, 0.5, 0.75, 1].map((share) => (
              <text key={share} x={x(share * farthestM)} y={BOX.height - 5} text-anchor={share === 1 ? "end" : "middle"}>
                {formatCount(share * farthestM)}
                {share === 1 ? " m" : ""}
              </text>
            ))}
          </g>
          {parkId === null
            ? curves.parks.map(({ parkId: each, steps }) => <path key={each} class="curve-park" d={stepPath(steps, x, y)} />)
            : null}
          <path class="curve-chosen" d={stepPath(chosen, x, y)} />
          <line class="trend-cursor" x1={x(asked)} x2={x(asked)} y1={BOX.top} y2={BOX.height - BOX.bottom} />
          {at ? <circle class="curve-dot" cx={x(asked)} cy={y(at.availableMu)} r="3.6" /> : null}
        </svg>
      </div>
      <p class="curve-readout" data-curve="readout">
        {readout}
      </p>
    </figure>
  );
}

/** A staircase: a parcel is there up to its own distance and gone beyond it. */
function stepPath(steps: Steps, x: (distanceM: number) => number, y: (mu: number) => number): string {
  return steps
    .map(
      ({ distanceM, availableMu }, index) =>
        `${index === 0 ? "M" : "H"}${x(distanceM)}${index === 0 ? " " : "V"}${y(availableMu)}`,
    )
    .join("");
}
