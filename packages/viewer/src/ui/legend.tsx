import { useState } from "preact/hooks";
import { type Dictionary, nameIn } from "../core/dictionary.ts";
import type { Task } from "../core/url-params.ts";
import { formatFixed } from "../format/numbers.ts";
import { IDLE_CLASSES } from "../style/share-expression.ts";
import {
  ASSUMED,
  DISC_MAX_ZOOM,
  GROUND,
  LAND_SYMBOLS,
  type MapSymbol,
  SHARE_STEPS,
  SITE_SYMBOLS,
  SITING_SYMBOLS,
  VERDICT_SYMBOLS,
  ZONE_COLOURS,
  ZONE_UNKNOWN,
} from "../style/symbology.ts";
import { Icon } from "./icons.tsx";
import { useDict, useStore } from "./store-context.tsx";
import { Swatch } from "./swatch.tsx";

/** What the colours on the map mean, made from the table that colours it. */
export function Legend({ startOpen }: { readonly startOpen: boolean }) {
  const { app } = useStore();
  const dict = useDict();
  const [open, setOpen] = useState(startOpen);
  return (
    <aside class={open ? "legend" : "legend closed"} aria-label={dict.legend.title}>
      <button
        type="button"
        class="legend-head"
        aria-expanded={open}
        title={open ? dict.legend.hide : dict.legend.show}
        onClick={() => setOpen(!open)}
      >
        {dict.legend.title}
        <Icon name="chevron" size={14} />
      </button>
      {open ? (
        <div class="legend-body">
          <TaskLegend task={app.task.value} />
        </div>
      ) : null}
    </aside>
  );
}

function TaskLegend({ task }: { readonly task: Task }) {
  switch (task) {
    case "land":
      return <LandLegend />;
    case "protection":
      return <ProtectionLegend />;
    case "siting":
      return <SitingLegend />;
    case "overview":
      return <ZoneLegend />;
  }
}

function Entries({
  title,
  symbols,
  round = false,
}: {
  readonly title: string;
  readonly symbols: Readonly<Record<string, MapSymbol>>;
  readonly round?: boolean;
}) {
  const { app } = useStore();
  return (
    <>
      <h4>{title}</h4>
      <ul>
        {Object.entries(symbols).map(([key, symbol]) => (
          <li key={key}>
            <Swatch symbol={symbol} round={round} />
            {symbol.label[app.lang.value]}
          </li>
        ))}
      </ul>
    </>
  );
}

/** Points are too small for a hatch; their colours are those of the classes. */
const IDLE_POINTS = Object.fromEntries(IDLE_CLASSES.map((each) => [each, { ...LAND_SYMBOLS[each], hatch: "none" as const }]));

/** On small scales parks stand as discs, blocks in the colour of their share and idle parcels as points: the key follows. */
function LandLegend() {
  const { app } = useStore();
  const dict = useDict();
  const view = app.view.value;
  if (view !== null && view.zoom >= DISC_MAX_ZOOM) return <Entries title={dict.legend.landTitle} symbols={LAND_SYMBOLS} />;
  return (
    <>
      <h4>{dict.legend.discTitle}</h4>
      <ul>
        {SHARE_STEPS.map(({ fromShare, colour }, index) => (
          <li key={colour}>
            <span class="swatch round" style={{ background: colour }} aria-hidden="true" />
            {shareRange(fromShare, SHARE_STEPS[index + 1]?.fromShare ?? null, dict)}
          </li>
        ))}
      </ul>
      <Entries title={dict.legend.pointTitle} symbols={IDLE_POINTS} round />
    </>
  );
}

function shareRange(fromShare: number, toShare: number | null, { legend }: Dictionary): string {
  const percent = (share: number) => `${formatFixed(share * 100, 0)}%`;
  if (toShare === null) return legend.shareFrom(percent(fromShare));
  return fromShare === 0 ? legend.shareBelow(percent(toShare)) : legend.shareBetween(percent(fromShare), percent(toShare));
}

function ProtectionLegend() {
  const { app } = useStore();
  const dict = useDict();
  const { unknown: _undecided, ...verdicts } = VERDICT_SYMBOLS;
  const { unknown: _unknownKind, ...kinds } = SITE_SYMBOLS;
  return (
    <>
      <Entries title={dict.legend.verdictTitle} symbols={verdicts} />
      <ul>
        <li>
          <span class="line-key dashed" style={{ borderColor: VERDICT_SYMBOLS.inside.outline }} aria-hidden="true" />
          {dict.legend.envelope}
        </li>
        <li>
          <span class="line-key" style={{ borderColor: VERDICT_SYMBOLS.inside.fill }} aria-hidden="true" />
          {dict.legend.violation}
        </li>
        {app.scenario.value === null ? null : (
          <li>
            <span
              class="swatch"
              style={{ background: ASSUMED.fill, border: `1.2px solid ${ASSUMED.outline}` }}
              aria-hidden="true"
            />
            {dict.legend.assumed}
          </li>
        )}
      </ul>
      <Entries title={dict.legend.siteTitle} symbols={kinds} round />
    </>
  );
}

function SitingLegend() {
  const dict = useDict();
  const { unknown: _unknownKind, ...kinds } = SITE_SYMBOLS;
  return (
    <>
      <Entries title={dict.legend.sitingTitle} symbols={SITING_SYMBOLS} />
      <ul>
        <li>
          <span class="swatch" style={{ background: SITING_SYMBOLS.whole.fill }} aria-hidden="true" />
          {dict.legend.usableGround}
        </li>
        <li>
          <span class="line-key dashed" style={{ borderColor: SITING_SYMBOLS.part.outline }} aria-hidden="true" />
          {dict.legend.nearest}
        </li>
      </ul>
      <Entries title={dict.legend.siteTitle} symbols={kinds} round />
    </>
  );
}

function ZoneLegend() {
  const { app } = useStore();
  const dict = useDict();
  const zones = app.dataset.value?.schemes[0]?.zones ?? [];
  const names = [
    ...zones.map((zone, index) => ({
      key: zone.id,
      name: nameIn(app.lang.value, zone),
      colour: ZONE_COLOURS[index % ZONE_COLOURS.length]!,
    })),
    { key: "", name: dict.legend.zoneUnknown, colour: ZONE_UNKNOWN },
  ];
  return (
    <>
      <h4>{dict.legend.zoneTitle}</h4>
      <ul>
        {names.map(({ key, name, colour }) => (
          <li key={key}>
            <span class="swatch" style={{ background: `${colour}6b`, border: `1.2px solid ${colour}` }} aria-hidden="true" />
            {name}
          </li>
        ))}
        <li>
          <span class="line-key" style={{ borderColor: GROUND.parkLine }} aria-hidden="true" />
          {dict.legend.park}
        </li>
      </ul>
    </>
  );
}
