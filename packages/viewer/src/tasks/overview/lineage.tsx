import { nameIn, rowName } from "../../core/dictionary.ts";
import { type LineageEntityRow, type LineageStep, type Succession, successionsOf } from "../../core/lineage-view.ts";
import { formatCount, formatHa, formatKm2 } from "../../format/numbers.ts";
import { selectAndGo } from "../../state/store.ts";
import { ErrorNote, Loading, Section } from "../../ui/notes.tsx";
import { useDict, useStore } from "../../ui/store-context.tsx";

/** Every change of parks that the documents record, with the land before and after. */
export function Lineage() {
  const { lineage } = useStore();
  const dict = useDict();
  const loaded = lineage.current.value;
  return (
    <Section title={dict.lineage.title}>
      {loaded.state === "error" ? <ErrorNote error={loaded.error} onRetry={lineage.retry} /> : null}
      {loaded.value === null && loaded.state !== "error" ? <Loading /> : null}
      {loaded.value?.length === 0 ? <p class="fine-print">{dict.lineage.none}</p> : null}
      {loaded.value?.map((step) => (
        <Step key={step.on} step={step} />
      ))}
    </Section>
  );
}

function Step({ step }: { readonly step: LineageStep }) {
  const { app } = useStore();
  const dict = useDict();
  const { on, parksBefore, parksAfter, withoutOutline, areaBeforeM2, areaAfterM2, lostParcels, gainedParcels, successions } =
    step;
  const [before, after] = [formatHa(areaBeforeM2), formatHa(areaAfterM2)];
  return (
    <div class="lineage-step" data-on={on}>
      <p class="lineage-head">
        <time>{on}</time>
        <strong>{dict.lineage.change(formatCount(parksBefore), formatCount(parksAfter))}</strong>
      </p>
      {withoutOutline > 0 ? <p class="fine-print">{dict.lineage.withoutOutline(formatCount(withoutOutline))}</p> : null}
      <p class="fine-print">
        {lostParcels + gainedParcels === 0 ? dict.lineage.conserved(after) : dict.lineage.notConserved(before, after)}
        {lostParcels > 0 ? ` · ${dict.lineage.lost(formatCount(lostParcels))}` : ""}
        {gainedParcels > 0 ? ` · ${dict.lineage.gained(formatCount(gainedParcels))}` : ""}
      </p>
      {app.dataset.value?.synthetic ? <p class="fine-print">{dict.lineage.synthetic}</p> : null}
      <ul class="successions">
        {successions
          .filter((succession) => succession.before.length > 0)
          .map((succession) => (
            <li key={succession.after.id} data-park={succession.after.id}>
              <ul>
                {succession.before.map((entity) => (
                  <li key={entity.id}>
                    <EntityName entity={entity} />
                  </li>
                ))}
              </ul>
              <span class="arrow" aria-hidden="true" />
              <strong>
                <EntityName entity={succession.after} />
              </strong>
            </li>
          ))}
      </ul>
    </div>
  );
}

/** The name of a park, which selects its outline where the data have one. */
function EntityName({ entity: { id, name, nameEn } }: { readonly entity: LineageEntityRow }) {
  const store = useStore();
  const lang = store.app.lang.value;
  const park = store.app.dataset.value?.parks.find((each) => each.id === id);
  if (!park) return <span>{rowName(lang, name, id, nameEn)}</span>;
  return (
    <button type="button" class="name-button" onClick={() => selectAndGo(store, { layer: "parks", id })}>
      {nameIn(lang, park)}
    </button>
  );
}

/** What one park came from or went into, with published and parcel areas before and after. */
export function ParkLineage({ parkId }: { readonly parkId: string }) {
  const { lineage } = useStore();
  const dict = useDict();
  const successions = successionsOf(lineage.current.value.value ?? [], parkId);
  if (successions.length === 0) return null;
  return (
    <Section title={dict.lineage.title}>
      {successions.map((succession) => (
        <SuccessionTable key={`${succession.on} ${succession.after.id}`} succession={succession} on={succession.on} />
      ))}
    </Section>
  );
}

function SuccessionTable({ succession: { before, after }, on }: { readonly succession: Succession; readonly on: string }) {
  const { app } = useStore();
  const dict = useDict();
  // The published area after says nothing about the change where none before is known.
  const withPlanned = before.some(({ plannedAreaM2 }) => plannedAreaM2 !== null);
  const isSplit = before.some(({ successors }) => successors.length > 1);
  const sum = (value: (entity: LineageEntityRow) => number | null): number | null =>
    before.reduce<number | null>((total, entity) => {
      const part = value(entity);
      return total === null || part === null ? null : total + part;
    }, 0);
  return (
    <>
      <table class="succession">
        <thead>
          <tr>
            <th scope="col">{on}</th>
            {withPlanned ? <th scope="col">{dict.lineage.planned} km²</th> : null}
            <th scope="col">{dict.lineage.parcels} ha</th>
            <th scope="col">{dict.lineage.parcelCount}</th>
          </tr>
        </thead>
        <tbody>
          {before.map((entity) => (
            <EntityLine key={entity.id} entity={entity} role={dict.lineage.before} withPlanned={withPlanned} />
          ))}
          {before.length > 1 && !isSplit ? (
            <tr class="sum">
              <th scope="row">{dict.lineage.sum}</th>
              <Areas
                plannedAreaM2={sum(({ plannedAreaM2 }) => plannedAreaM2)}
                parcelAreaM2={sum(({ parcelAreaM2 }) => parcelAreaM2)!}
                parcels={sum(({ parcels }) => parcels)!}
                withPlanned={withPlanned}
              />
            </tr>
          ) : null}
          <EntityLine entity={after} role={dict.lineage.after} withPlanned={withPlanned} />
        </tbody>
      </table>
      {isSplit ? <p class="fine-print">{dict.lineage.splitNote}</p> : null}
      {after.plannedAreaFrom === "predecessors" ? <p class="fine-print">{dict.lineage.plannedFromParts}</p> : null}
      {app.dataset.value?.synthetic ? <p class="fine-print">{dict.lineage.synthetic}</p> : null}
    </>
  );
}

interface EntityLineProps {
  readonly entity: LineageEntityRow;
  readonly role: string;
  readonly withPlanned: boolean;
}

function EntityLine({ entity, role, withPlanned }: EntityLineProps) {
  return (
    <tr data-entity={entity.id}>
      <th scope="row">
        <small>{role}</small>
        <EntityName entity={entity} />
      </th>
      <Areas {...entity} withPlanned={withPlanned} />
    </tr>
  );
}

type AreasProps = Pick<LineageEntityRow, "plannedAreaM2" | "parcelAreaM2" | "parcels"> & { readonly withPlanned: boolean };

function Areas({ plannedAreaM2, parcelAreaM2, parcels, withPlanned }: AreasProps) {
  return (
    <>
      {withPlanned ? <td>{plannedAreaM2 === null ? "—" : formatKm2(plannedAreaM2).replace(" km²", "")}</td> : null}
      <td>{formatHa(parcelAreaM2).replace(" ha", "")}</td>
      <td>{formatCount(parcels)}</td>
    </>
  );
}
