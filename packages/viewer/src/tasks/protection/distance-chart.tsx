import type { UnitProtection } from "@parkatlas/geo-core";
import { rowName } from "../../core/dictionary.ts";
import { orderPairs } from "../../core/protection-view.ts";
import { formatFixed, formatRequiredM } from "../../format/numbers.ts";
import { ASSUMED, VERDICT_SYMBOLS } from "../../style/symbology.ts";
import { useDict, useStore } from "../../ui/store-context.tsx";

const WIDTH = 356;
const NAME_WIDTH = 112;
const RIGHT = 14;
const ROW = 19;
const HEAD = 16;
const FOOT = 18;
const MOST_ROWS = 14;

interface DistanceChartProps {
  readonly unit: UnitProtection;
  /** The unit as the data say, where `unit` is an assumption. */
  readonly base?: UnitProtection;
}

/** Each site as a mark at its distance, numbered as in the table and on the map, against the line of the required distance. */
export function DistanceChart({ unit, base }: DistanceChartProps) {
  const { app } = useStore();
  const dict = useDict();
  const pairs = orderPairs(unit);
  if (pairs.length === 0 || unit.requiredM === null) return null;
  const shown = pairs.slice(0, MOST_ROWS);
  const requiredM = unit.requiredM;
  const baseM = base && base.requiredM !== null && base.requiredM !== requiredM ? base.requiredM : null;
  const mostM = Math.max(requiredM, baseM ?? 0, ...shown.map(({ distanceM }) => distanceM)) * 1.06;
  const x = (distanceM: number) => NAME_WIDTH + (distanceM / mostM) * (WIDTH - NAME_WIDTH - RIGHT);
  const height = HEAD + shown.length * ROW + FOOT;
  const name = (at: number) => {
    const { siteName, siteId } = shown[at]!;
    const text = rowName(app.lang.value, siteName, siteId);
    return text.length > 11 ? `${text.slice(0, 10)}…` : text;
  };
  const label = pairs.map(
    ({ siteName, siteId, distanceM }) => `${rowName(app.lang.value, siteName, siteId)} ${formatFixed(distanceM, 2)} m`,
  );
  return (
    <figure class="distance-chart">
      <svg viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={`${dict.unit.chart}: ${label.join("; ")}`}>
        <text x={x(requiredM)} y={10} text-anchor={x(requiredM) > WIDTH - 60 ? "end" : "middle"} class="chart-required">
          {dict.list.required(formatRequiredM(requiredM))}
        </text>
        {shown.map((pair, at) => {
          const y = HEAD + at * ROW + ROW / 2;
          const symbol = VERDICT_SYMBOLS[pair.verdict];
          return (
            <g key={`${pair.siteId} ${pair.measuredFrom}`}>
              <text x={0} y={y + 3.5} class="chart-number">
                {at + 1}
              </text>
              <text x={18} y={y + 3.5}>
                {name(at)}
              </text>
              <line x1={NAME_WIDTH} x2={x(pair.distanceM)} y1={y} y2={y} stroke={symbol.fill} stroke-width="2" />
              <circle
                cx={x(pair.distanceM)}
                cy={y}
                r="4.5"
                fill={pair.verdict === "outside" ? "var(--paper)" : symbol.fill}
                stroke={symbol.outline}
                stroke-width="1.6"
              />
            </g>
          );
        })}
        {baseM === null ? null : (
          <line class="chart-base" x1={x(baseM)} x2={x(baseM)} y1={HEAD - 2} y2={height - FOOT} stroke-dasharray="3 3" />
        )}
        <line
          x1={x(requiredM)}
          x2={x(requiredM)}
          y1={HEAD - 2}
          y2={height - FOOT}
          stroke={base ? ASSUMED.outline : VERDICT_SYMBOLS.inside.outline}
          stroke-width="1.8"
        />
        <line class="chart-axis" x1={NAME_WIDTH} x2={WIDTH - RIGHT} y1={height - FOOT} y2={height - FOOT} />
        <text x={NAME_WIDTH} y={height - 5} text-anchor="middle">
          0
        </text>
        <text x={WIDTH - RIGHT} y={height - 5} text-anchor="end">
          {formatFixed(mostM, 0)} m
        </text>
      </svg>
      {pairs.length > shown.length ? <figcaption>{dict.unit.chartMore(String(pairs.length - shown.length))}</figcaption> : null}
    </figure>
  );
}
