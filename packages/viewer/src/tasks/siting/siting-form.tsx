import {
  DEFAULT_SITING,
  LAND_OFFERS,
  type LandOffer,
  readAreaMu,
  readDistanceM,
  readUnitAreaM2,
  type SitingChoice,
  SLIDER_MAX_M,
  SLIDER_STEP_M,
} from "../../core/siting-choice.ts";
import { NumberField } from "../../ui/number-field.tsx";
import { useDict, useStore } from "../../ui/store-context.tsx";

/** What the project needs: distance to every sensitive site, land status, smallest plot, and the unit to place. */
export function SitingForm() {
  const { app } = useStore();
  const dict = useDict();
  const choice = app.siting.value;
  const change = (part: Partial<SitingChoice>) => {
    app.siting.value = { ...choice, ...part };
  };
  const toggle = (offer: LandOffer) => {
    const offers = LAND_OFFERS.filter((each) => (each === offer) !== choice.offers.includes(each));
    // Nothing to look at would be no question: the last word stays.
    if (offers.length > 0) change({ offers });
  };
  return (
    <form class="siting-form" onSubmit={(event) => event.preventDefault()}>
      <div class="siting-distance">
        <NumberField
          label={dict.siting.distance}
          unit="m"
          value={choice.distanceM}
          read={readDistanceM}
          step={SLIDER_STEP_M}
          onChange={(distanceM) => change({ distanceM: distanceM ?? DEFAULT_SITING.distanceM })}
        />
        <input
          type="range"
          aria-label={dict.siting.slider}
          aria-valuetext={`${choice.distanceM} m`}
          min={SLIDER_STEP_M}
          max={SLIDER_MAX_M}
          step={SLIDER_STEP_M}
          value={Math.min(choice.distanceM, SLIDER_MAX_M)}
          onInput={(event) => change({ distanceM: Number(event.currentTarget.value) })}
        />
      </div>
      <fieldset class="offers">
        <legend>{dict.siting.offers}</legend>
        {LAND_OFFERS.map((offer) => (
          <label key={offer} title={dict.siting.offerHelp[offer]}>
            <input type="checkbox" data-offer={offer} checked={choice.offers.includes(offer)} onChange={() => toggle(offer)} />
            {dict.siting.offer[offer]}
          </label>
        ))}
      </fieldset>
      <div class="siting-pair">
        <NumberField
          label={dict.siting.minArea}
          unit={dict.parcel.mu}
          value={choice.minAreaMu === 0 ? null : choice.minAreaMu}
          read={readAreaMu}
          optional
          placeholder="0"
          step={10}
          onChange={(minAreaMu) => change({ minAreaMu: minAreaMu ?? 0 })}
        />
        <NumberField
          label={dict.siting.unitArea}
          unit="m²"
          value={choice.unitAreaM2}
          read={readUnitAreaM2}
          optional
          placeholder={dict.siting.unitNone}
          step={1000}
          onChange={(unitAreaM2) => change({ unitAreaM2 })}
        />
      </div>
    </form>
  );
}
