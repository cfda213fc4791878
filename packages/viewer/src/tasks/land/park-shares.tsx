import type { LandGroupRow } from "../../core/contract.ts";
import { nameIn, rowName } from "../../core/dictionary.ts";
import { formatShare } from "../../format/numbers.ts";
import { goTo } from "../../state/app-state.ts";
import { useStore } from "../../ui/store-context.tsx";

/** Suspected idle share of each park as bars; a bar chooses its park, a second click frees the choice. */
export function ParkShares({ groups }: { readonly groups: readonly LandGroupRow[] }) {
  const { app } = useStore();
  const lang = app.lang.value;
  const parks = app.parks.value;
  const bars = groups
    .filter((group) => group.parcels > 0)
    .map((group) => ({ group, park: parks.find((park) => park.id === group.id), share: group.suspectedIdleShareOfSupplied }))
    .sort((a, b) => (b.share ?? -1) - (a.share ?? -1));
  const longest = Math.max(...bars.map((bar) => bar.share ?? 0), 0);
  return (
    <ul class="park-shares">
      {bars.map(({ group, park, share }) => (
        <li key={group.id}>
          <button
            type="button"
            aria-pressed={app.parkFilter.value === group.id}
            onClick={() => {
              const chosen = app.parkFilter.value === group.id ? null : group.id;
              app.parkFilter.value = chosen;
              if (chosen !== null && park) goTo(app, park.bbox);
            }}
          >
            <span class="bar-name">{park ? nameIn(lang, park) : rowName(lang, group.name, group.id, group.nameEn)}</span>
            <span class="bar-track">
              <span class="bar" style={{ width: `${longest > 0 ? ((share ?? 0) / longest) * 100 : 0}%` }} />
            </span>
            <span class="bar-value">{share === null ? "—" : formatShare(share)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
