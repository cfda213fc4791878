import type { ItemFeature } from "../core/contract.ts";
import type { Selection } from "../core/selection.ts";
import { isNotFound } from "../data/api-error.ts";
import { DetailFrame } from "../ui/detail-frame.tsx";
import { Empty, ErrorNote, Loading } from "../ui/notes.tsx";
import { useDict, useStore } from "../ui/store-context.tsx";
import { ParcelDetail } from "./land/parcel-detail.tsx";
import { ContextDetail } from "./overview/context-detail.tsx";
import { ParkDetail } from "./overview/park-detail.tsx";
import { SiteDetail } from "./protection/site-detail.tsx";
import { UnitDetail } from "./protection/unit-detail.tsx";
import { SitingDetail } from "./siting/siting-detail.tsx";

/** What is known about the selected feature. */
export function DetailPanel() {
  const { app, item } = useStore();
  const dict = useDict();
  const selection = app.selection.value;
  if (selection === null) return null;
  const loaded = item.current.value;
  if (loaded.state === "ready") return <Found selection={selection} item={loaded.value} />;
  return (
    <DetailFrame kind={dict.layer[selection.layer]} title={selection.id}>
      {loaded.state === "error" ? (
        isNotFound(loaded.error) ? (
          <Empty title={dict.detail.notFoundTitle} hint={dict.detail.notFoundHint} />
        ) : (
          <ErrorNote error={loaded.error} onRetry={item.retry} />
        )
      ) : (
        <Loading />
      )}
    </DetailFrame>
  );
}

function Found({ selection: { layer, id }, item }: { readonly selection: Selection; readonly item: ItemFeature }) {
  const { app } = useStore();
  switch (layer) {
    case "parcels":
      return app.task.value === "siting" ? <SitingDetail id={id} item={item} /> : <ParcelDetail id={id} item={item} />;
    case "units":
      return <UnitDetail id={id} item={item} />;
    case "sites":
      return <SiteDetail id={id} item={item} />;
    case "parks":
      return <ParkDetail id={id} item={item} />;
    case "blocks":
    case "plants":
      return <ContextDetail id={id} item={item} layer={layer} />;
  }
}
