import { rowName } from "../core/dictionary.ts";
import { select } from "../state/app-state.ts";
import { useDict, useStore } from "./store-context.tsx";

/** Says over the map that what it shows is assumed, for as long as it is. */
export function ScenarioBanner() {
  const { app, protection } = useStore();
  const dict = useDict();
  const scenario = app.scenario.value;
  if (scenario === null || app.task.value !== "protection") return null;
  const unit = protection.current.value.value?.units.find(({ id }) => id === scenario.unitId);
  return (
    <div class="map-hint assumed" role="status">
      <strong>{dict.whatIf.tag}</strong>
      <button type="button" class="link-button" onClick={() => select(app, { layer: "units", id: scenario.unitId })}>
        {rowName(app.lang.value, unit?.name ?? "", scenario.unitId)}
      </button>
      <button
        type="button"
        class="link-button"
        onClick={() => {
          app.scenario.value = null;
        }}
      >
        {dict.whatIf.end}
      </button>
    </div>
  );
}
