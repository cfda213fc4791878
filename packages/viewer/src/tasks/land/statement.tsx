import type { ParcelReasons } from "../../core/contract.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Section } from "../../ui/notes.tsx";
import { useDict, useStore } from "../../ui/store-context.tsx";

interface StatementProps {
  readonly reasons: ParcelReasons;
  /** What the parcel is called in the copied text. */
  readonly name: string;
  readonly synthetic: boolean;
}

/** Why, and until when, in sentences that an officer would sign; copied with the parcel's name and what the data are. */
export function Statement({ reasons, name, synthetic }: StatementProps) {
  const { app } = useStore();
  const dict = useDict();
  const zh = app.lang.value === "zh";
  const status = zh ? reasons.statusZh : reasons.statusEn;
  const forecast = reasons.forecast.outcome === "already" ? null : zh ? reasons.forecastZh : reasons.forecastEn;
  const copied = () => {
    const heading = dict.labelled(name, "").trimEnd();
    return [heading, status, forecast, synthetic ? dict.parcel.statementSynthetic : null].filter(Boolean).join(zh ? "" : " ");
  };
  return (
    <Section title={dict.parcel.statement}>
      <blockquote class="statement">
        <p data-statement="status">{status}</p>
        {forecast === null ? null : <p data-statement="forecast">{forecast}</p>}
        <footer>
          {synthetic ? <span class="tag synthetic">{dict.provenance.synthetic}</span> : <span />}
          <CopyButton icon="copy" labelled label={dict.parcel.copyStatement} text={copied} />
        </footer>
      </blockquote>
    </Section>
  );
}
