import { wordFor } from "../core/dictionary.ts";
import { formatM } from "../format/numbers.ts";
import { Facts, Section } from "./notes.tsx";
import { useDict } from "./store-context.tsx";

/** Where a feature comes from and how well its outline is known; shown for every feature. */
export function Provenance({ properties, id }: { readonly properties: Readonly<Record<string, unknown>>; readonly id: string }) {
  const dict = useDict();
  const { provenance, source, accuracyM } = properties;
  return (
    <Section title={dict.detail.provenance}>
      <Facts
        facts={[
          { name: dict.detail.id, value: <code>{id}</code> },
          {
            name: dict.detail.provenance,
            value: (
              <span class={provenance === "synthetic" ? "tag synthetic" : "tag"}>
                {wordFor(dict.provenance, typeof provenance === "string" ? provenance : "unknown")}
              </span>
            ),
          },
          { name: dict.detail.source, value: typeof source === "string" ? source : null },
          {
            name: dict.detail.accuracy,
            value: typeof accuracyM === "number" ? dict.detail.accuracyValue(formatM(accuracyM)) : dict.detail.notStated,
          },
        ]}
      />
    </Section>
  );
}
