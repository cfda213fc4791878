import { areaHaFromM2, areaMuFromM2 } from "@parkatlas/geo-core";
import { measure } from "../core/measuring.ts";
import { formatFixed, formatHa, formatKm2, formatM, formatM2 } from "../format/numbers.ts";
import { useDict, useStore } from "./store-context.tsx";

const LONG_M = 10_000;
const LARGE_HA = 10_000;

/** Lengths and areas between points that are set on the map: exact on the ellipsoid, in the units that offices use. */
export function Ruler() {
  const { app } = useStore();
  const dict = useDict();
  const points = app.points.value;
  if (points === null) return null;
  const { lengthM, areaM2 } = measure(points);
  return (
    <section class="ruler" aria-label={dict.ruler.title}>
      <p class="fine-print">{points.length < 2 ? dict.ruler.hint : dict.ruler.points(String(points.length))}</p>
      <div aria-live="polite">
        {points.length < 2 ? null : (
          <p data-ruler="length">
            {dict.ruler.length} <strong>{formatM(lengthM)}</strong>
            {lengthM >= LONG_M ? ` · ${formatFixed(lengthM / 1000, 3)} km` : ""}
          </p>
        )}
        {areaM2 === null ? null : (
          <p data-ruler="area">
            {dict.ruler.area} <strong>{dict.counters.mu(formatFixed(areaMuFromM2(areaM2), 2))}</strong> · {formatHa(areaM2)} ·{" "}
            {areaHaFromM2(areaM2) >= LARGE_HA ? formatKm2(areaM2) : formatM2(areaM2)}
          </p>
        )}
      </div>
      <div class="ruler-tools">
        <button
          type="button"
          class="link-button"
          disabled={points.length === 0}
          onClick={() => {
            app.points.value = points.slice(0, -1);
          }}
        >
          {dict.ruler.back}
        </button>
        <button
          type="button"
          class="link-button"
          onClick={() => {
            app.points.value = null;
          }}
        >
          {dict.ruler.end}
        </button>
      </div>
    </section>
  );
}
