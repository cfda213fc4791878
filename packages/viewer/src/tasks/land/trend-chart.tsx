import { dayFromDate } from "@parkatlas/geo-core";
import { yearTicks } from "../../core/date-range.ts";
import type { TrendPoint } from "../../core/land-trend.ts";
import { formatCount } from "../../format/numbers.ts";
import { useDict } from "../../ui/store-context.tsx";
import { CHART, sharePath, type TrendScale, trendScale } from "./trend-scale.ts";

interface TrendChartProps {
  readonly points: readonly TrendPoint[];
  readonly asOfDay: number;
  /** After this day the series is a projection. */
  readonly dataDay: number;
  /** The quarter that is read out, marked. */
  readonly marked: TrendPoint | null;
  readonly label: string;
  readonly onHover: (point: TrendPoint | null) => void;
  readonly onChoose: (point: TrendPoint) => void;
}

const LABELLED_YEARS = 2;
const KEY_STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 };
const { width, height, left, right, shareTop, shareBottom, flowMiddle, flowHalf } = CHART;

/** Share of suspected idle land by quarter as a line, what came in and what left as bars, and the as-of date as a cursor. */
export function TrendChart({ points, asOfDay, dataDay, marked, label, onHover, onChoose }: TrendChartProps) {
  const dict = useDict();
  const scale = trendScale(points);
  const { x, firstDay, lastDay } = scale;
  const at = asOfIndex(points, asOfDay);
  const pointAt = (event: PointerEvent | MouseEvent): TrendPoint | null => {
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const place = ((event.clientX - box.left) / box.width) * width;
    return points.slice(1).find((point) => place <= x(dayFromDate(point.on))) ?? points.at(-1) ?? null;
  };
  const solid = points.filter(({ on }) => dayFromDate(on) <= dataDay);
  const projected = points.slice(Math.max(solid.length - 1, 0));
  return (
    <div
      class="trend-chart"
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={points.length - 1}
      aria-valuenow={at}
      aria-valuetext={points[at]!.on}
      onKeyDown={(event) => {
        const next = points[at + (KEY_STEPS[event.key] ?? 0)];
        if (!(event.key in KEY_STEPS) || !next) return;
        event.preventDefault();
        onChoose(next);
      }}
      onPointerMove={(event) => onHover(pointAt(event))}
      onPointerLeave={() => onHover(null)}
      onClick={(event) => {
        const point = pointAt(event);
        if (point) onChoose(point);
      }}
    >
      <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
        {lastDay > dataDay ? (
          <g class="trend-projection">
            <rect x={x(dataDay)} y={shareTop - 6} width={x(lastDay) - x(dataDay)} height={flowMiddle + flowHalf - shareTop + 6} />
            <text x={x(lastDay) - 2} y={shareBottom - 4} text-anchor="end">
              {dict.top.projection}
            </text>
          </g>
        ) : null}
        <Axes scale={scale} />
        {marked?.after ? (
          <rect
            class="trend-marked"
            x={x(dayFromDate(marked.after))}
            y={shareTop - 6}
            width={x(dayFromDate(marked.on)) - x(dayFromDate(marked.after))}
            height={flowMiddle + flowHalf - shareTop + 6}
          />
        ) : null}
        <path class="trend-area" d={areaPath(solid, scale)} />
        <path class="trend-line projected" d={sharePath(projected, scale)} />
        <path class="trend-line" d={sharePath(solid, scale)} />
        <Bars points={points} dataDay={dataDay} scale={scale} />
        {marked?.share ? (
          <circle class="trend-dot" cx={x(dayFromDate(marked.on))} cy={scale.shareY(marked.share)} r="3.2" />
        ) : null}
        {asOfDay >= firstDay && asOfDay <= lastDay ? (
          <line class="trend-cursor" x1={x(asOfDay)} x2={x(asOfDay)} y1={shareTop - 6} y2={flowMiddle + flowHalf} />
        ) : null}
      </svg>
    </div>
  );
}

/** The quarter that the as-of date lies in; the nearer end where it lies outside. */
function asOfIndex(points: readonly TrendPoint[], asOfDay: number): number {
  const index = points.findIndex(({ on }) => dayFromDate(on) >= asOfDay);
  return index < 0 ? points.length - 1 : index;
}

function areaPath(points: readonly TrendPoint[], scale: TrendScale): string {
  const known = points.filter(({ share }) => share !== null);
  const [first, last] = [known[0], known.at(-1)];
  if (!first || !last) return "";
  return `${sharePath(known, scale)}L${scale.x(dayFromDate(last.on))} ${shareBottom}L${scale.x(dayFromDate(first.on))} ${shareBottom}Z`;
}

function Axes({ scale }: { readonly scale: TrendScale }) {
  const { x, shareY, mostShare, mostMu, firstDay, lastDay } = scale;
  const percent = (share: number) => `${Number((share * 100).toPrecision(3))}%`;
  return (
    <g class="trend-axes">
      {[0, mostShare / 2, mostShare].map((share) => (
        <g key={share}>
          <line x1={left} x2={width - right} y1={shareY(share)} y2={shareY(share)} />
          <text x={left - 5} y={shareY(share) + 3.5} text-anchor="end">
            {percent(share)}
          </text>
        </g>
      ))}
      <line class="zero" x1={left} x2={width - right} y1={flowMiddle} y2={flowMiddle} />
      <text x={left - 5} y={flowMiddle - flowHalf + 6} text-anchor="end">
        {formatCount(mostMu)}
      </text>
      <text x={left - 5} y={flowMiddle + 3.5} text-anchor="end">
        0
      </text>
      <text x={left - 5} y={flowMiddle + flowHalf + 2} text-anchor="end">
        {formatCount(mostMu)}
      </text>
      {yearTicks({ firstDay, lastDay }).map(({ year, day }) => (
        <g key={year}>
          <line x1={x(day)} x2={x(day)} y1={flowMiddle + flowHalf + 2} y2={flowMiddle + flowHalf + 5} class="tick-line" />
          {year % LABELLED_YEARS === 0 ? (
            <text x={x(day)} y={height - 4} text-anchor="middle">
              {year}
            </text>
          ) : null}
        </g>
      ))}
    </g>
  );
}

interface BarsProps {
  readonly points: readonly TrendPoint[];
  readonly dataDay: number;
  readonly scale: TrendScale;
}

function Bars({ points, dataDay, scale: { x, flowLength } }: BarsProps) {
  return (
    <g>
      {points.map(({ on, after, inflowM2, outflowM2 }) => {
        if (after === null) return null;
        const [from, to] = [x(dayFromDate(after)), x(dayFromDate(on))];
        const bar = { x: from + 0.8, width: Math.max(to - from - 1.6, 1) };
        const opacity = dayFromDate(on) > dataDay ? 0.45 : 1;
        return (
          <g key={on} opacity={opacity}>
            <rect class="trend-in" {...bar} y={flowMiddle - flowLength(inflowM2)} height={flowLength(inflowM2)} />
            <rect class="trend-out" {...bar} y={flowMiddle} height={flowLength(outflowM2)} />
          </g>
        );
      })}
    </g>
  );
}
