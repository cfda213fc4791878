import type { ProtectionPair } from "@parkatlas/geo-core";
import { compassPointOf } from "../../core/compass.ts";
import { type Dictionary, wordFor } from "../../core/dictionary.ts";
import type { Selection } from "../../core/selection.ts";
import { formatCount, formatDistanceAgainst, formatFixed, formatRequiredM, formatShortfall } from "../../format/numbers.ts";
import { selectAndGo } from "../../state/store.ts";
import { VERDICT_SYMBOLS } from "../../style/symbology.ts";
import { useDict, useStore } from "../../ui/store-context.tsx";

export interface PairEntry {
  readonly pair: ProtectionPair;
  /** Name of the other end: the site of a unit, or the unit of a site. */
  readonly name: string;
  readonly target: Selection;
}

interface PairListProps {
  readonly pairs: readonly PairEntry[];
  readonly emptyText: string;
  /** With the numbers of the chart and the map. */
  readonly numbered?: boolean;
}

/** Distances held against what is required, nearest first: interval, shortfall, bearing, people. */
export function PairList({ pairs, emptyText, numbered = false }: PairListProps) {
  const store = useStore();
  const dict = useDict();
  if (pairs.length === 0) return <p class="fine-print">{emptyText}</p>;
  return (
    <ul class="pairs">
      {pairs.map(({ pair, name, target }, index) => (
        <li key={`${target.id} ${pair.siteId} ${pair.measuredFrom}`} class={`pair ${pair.verdict}`} data-pair={pair.siteId}>
          <button type="button" onClick={() => selectAndGo(store, target)}>
            <span class="pair-head">
              <strong>
                {numbered ? <span class="pair-number">{index + 1}</span> : null}
                {name}
              </strong>
              <em style={{ "--outline": VERDICT_SYMBOLS[pair.verdict].outline }}>{dict.pairVerdict[pair.verdict]}</em>
            </span>
            <DistanceRule pair={pair} />
            <span class="pair-line">
              <b>{formatDistanceAgainst(pair.distanceM, pair.requiredM, pair.verdict)}</b>
              <small> / {formatRequiredM(pair.requiredM)}</small>
              {pair.shortfallM > 0 ? (
                <b class="shortfall">
                  {dict.unit.shortfall} {formatShortfall(pair.shortfallM)}
                </b>
              ) : null}
            </span>
            <small class="pair-more">{moreAbout(pair, dict)}</small>
            {pair.withinUncertainty === true ? <small class="warn">{dict.unit.withinUncertainty}</small> : null}
          </button>
        </li>
      ))}
    </ul>
  );
}

/** The distance as a bar against the required one, which is the whole width. */
function DistanceRule({ pair }: { readonly pair: ProtectionPair }) {
  const share = Math.min(pair.distanceM / pair.requiredM, 1);
  return (
    <span class="pair-rule" aria-hidden="true">
      <span style={{ width: `${share * 100}%`, background: VERDICT_SYMBOLS[pair.verdict].fill }} />
    </span>
  );
}

function moreAbout(pair: ProtectionPair, dict: Dictionary): string {
  const parts = [wordFor(dict.siteKind, pair.kind), dict.unit.kind[pair.distanceKind], dict.unit.measuredFrom[pair.measuredFrom]];
  if (pair.azimuthDeg !== null)
    parts.push(`${dict.unit.azimuth} ${dict.compass[compassPointOf(pair.azimuthDeg)]} ${formatFixed(pair.azimuthDeg, 1)}°`);
  parts.push(`${dict.unit.interval} [${formatFixed(pair.loM, 4)}, ${formatFixed(pair.hiM, 4)}] m`);
  if (pair.households !== null) parts.push(dict.unit.households(formatCount(pair.households)));
  if (pair.population !== null) parts.push(dict.unit.people(formatCount(pair.population)));
  return parts.join(" · ");
}
