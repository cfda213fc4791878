import { useState } from "preact/hooks";
import { placeText, READOUT_FORMS, type ReadoutForm } from "../core/coordinates.ts";
import { useDict, useStore } from "./store-context.tsx";

/** Where the pointer is, or the middle of the map, in degrees, in degrees and seconds, or in the plane; a click changes the form. */
export function PlaceReadout() {
  const { app } = useStore();
  const dict = useDict();
  const [form, setForm] = useState<ReadoutForm>("degrees");
  const view = app.view.value;
  const at = app.pointer.value ?? (view ? ([view.lonDeg, view.latDeg] as const) : null);
  const crs = app.dataset.value?.workingCrs;
  if (at === null || crs === undefined) return null;
  const next = READOUT_FORMS[(READOUT_FORMS.indexOf(form) + 1) % READOUT_FORMS.length]!;
  return (
    <button type="button" class="place-readout" data-form={form} title={dict.ruler.changeForm} onClick={() => setForm(next)}>
      <span class="visually-hidden">{dict.ruler.place} </span>
      {placeText(at, form, crs)}
    </button>
  );
}
