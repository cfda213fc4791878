import { nameIn } from "../core/dictionary.ts";
import { goTo } from "../state/app-state.ts";
import { useDict, useStore } from "./store-context.tsx";

/** One park or all of them, for the lists of every task; the map goes to the park. */
export function ParkFilter() {
  const { app } = useStore();
  const dict = useDict();
  const parks = app.parks.value;
  const choose = (id: string) => {
    const park = parks.find((each) => each.id === id);
    app.parkFilter.value = park?.id ?? null;
    if (park) goTo(app, park.bbox);
  };
  return (
    <label class="field">
      <span>{dict.list.park}</span>
      <select class="select" value={app.parkFilter.value ?? ""} onChange={(event) => choose(event.currentTarget.value)}>
        <option value="">{dict.list.allParks}</option>
        {parks.map((park) => (
          <option key={park.id} value={park.id}>
            {nameIn(app.lang.value, park)}
          </option>
        ))}
      </select>
    </label>
  );
}
