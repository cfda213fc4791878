import type { ItemFeature } from "../../core/contract.ts";
import { featureName, nameIn, textProperty } from "../../core/dictionary.ts";
import type { SelectableLayer } from "../../core/selection.ts";
import { formatCount } from "../../format/numbers.ts";
import { DetailFrame } from "../../ui/detail-frame.tsx";
import { Facts } from "../../ui/notes.tsx";
import { Provenance } from "../../ui/provenance.tsx";
import { useDict, useStore } from "../../ui/store-context.tsx";
import { Industries } from "./park-detail.tsx";

/** A block or a plant: what the data say about it. */
export function ContextDetail({
  id,
  item,
  layer,
}: {
  readonly id: string;
  readonly item: ItemFeature;
  readonly layer: SelectableLayer;
}) {
  const { app } = useStore();
  const dict = useDict();
  const lang = app.lang.value;
  const { parkId, enterprises, enterprisesAboveScale } = item.properties;
  const park = app.dataset.value?.parks.find((each) => each.id === parkId);
  const count = (value: unknown) => (typeof value === "number" ? formatCount(value) : null);
  return (
    <DetailFrame
      kind={dict.layer[layer]}
      title={featureName(lang, item.properties) ?? id}
      subtitle={park ? nameIn(lang, park) : null}
    >
      <section class="verdict">
        <Facts
          facts={[
            { name: dict.unit.enterprise, value: textProperty(lang, item.properties, "enterprise") },
            { name: dict.park.enterprises, value: count(enterprises) },
            { name: dict.park.enterprisesAboveScale, value: count(enterprisesAboveScale) },
          ]}
        />
        <Industries properties={item.properties} />
        {layer === "plants" ? <p class="fine-print">{dict.plantNote}</p> : null}
      </section>
      <Provenance properties={item.properties} id={id} />
    </DetailFrame>
  );
}
