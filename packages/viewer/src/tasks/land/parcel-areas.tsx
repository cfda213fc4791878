import { type Areal, geodesicAreaM2 } from "@parkatlas/geo-core";
import { useMemo } from "preact/hooks";
import type { ItemFeature } from "../../core/contract.ts";
import { formatHa, formatM2, formatMuNumber, formatShare } from "../../format/numbers.ts";
import { Section } from "../../ui/notes.tsx";
import { useDict } from "../../ui/store-context.tsx";

/** The recorded and the computed area, each named and never mixed: the recorded one is the legal one. */
export function ParcelAreas({ item }: { readonly item: ItemFeature }) {
  const dict = useDict();
  const recordedM2 = item.properties.recordedAreaM2;
  const recorded = typeof recordedM2 === "number" ? recordedM2 : null;
  const computed = useMemo(() => computedAreaM2(item.geometry), [item]);
  const lines = [
    { name: dict.parcel.recordedArea, help: dict.parcel.recordedAreaHelp, areaM2: recorded },
    { name: dict.parcel.computedArea, help: dict.parcel.computedAreaHelp, areaM2: computed },
  ].filter((line) => line.areaM2 !== null);
  return (
    <Section title={dict.parcel.areas}>
      <table class="areas">
        <thead>
          <tr>
            <th scope="col">
              <span class="visually-hidden">{dict.parcel.areas}</span>
            </th>
            <th scope="col">{dict.parcel.mu}</th>
            <th scope="col">ha</th>
            <th scope="col">m²</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ name, help, areaM2 }) => (
            <tr key={name}>
              <th scope="row">
                {name}
                <small>{help}</small>
              </th>
              <td>{formatMuNumber(areaM2!)}</td>
              <td>{formatHa(areaM2!).replace(" ha", "")}</td>
              <td>{formatM2(areaM2!).replace(" m²", "")}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {recorded !== null && computed !== null && recorded > 0 ? (
        <p class="fine-print">
          {dict.parcel.areaDifference} {computed >= recorded ? "+" : ""}
          {formatShare((computed - recorded) / recorded)}
        </p>
      ) : null}
    </Section>
  );
}

/** Geodesic area of the exact outline that the service gave, m² (rules §2); null where it is no area. */
function computedAreaM2(geometry: ItemFeature["geometry"]): number | null {
  const isArea = geometry.type === "Polygon" || geometry.type === "MultiPolygon";
  return isArea ? geodesicAreaM2(geometry as Areal) : null;
}
