import { useId, useState } from "preact/hooks";

interface NumberFieldProps {
  readonly label: string;
  readonly unit: string;
  /** What is in force; null shows an empty field. */
  readonly value: number | null;
  /** Undefined where the text is no value; then the field says so and nothing changes. */
  readonly read: (text: string) => number | undefined;
  readonly onChange: (value: number | null) => void;
  /** What an empty field means: nothing chosen, or not allowed. */
  readonly optional?: boolean;
  readonly placeholder?: string;
  /** Arrow up and down change the value by this much. */
  readonly step?: number;
}

/** A number with its unit: typed and taken over with Enter or on leaving, or stepped with the arrow keys. */
export function NumberField(props: NumberFieldProps) {
  const { label, unit, value, read, onChange, optional = false, placeholder, step } = props;
  const id = useId();
  const [draft, setDraft] = useState<string | null>(null);
  const understood = (text: string) => (text.trim() === "" ? (optional ? null : undefined) : read(text.trim()));
  const invalid = draft !== null && understood(draft) === undefined;
  const commit = () => {
    const next = draft === null ? undefined : understood(draft);
    if (next !== undefined && next !== value) onChange(next);
    setDraft(null);
  };
  return (
    <div class="number-field">
      <label for={id}>{label}</label>
      <span class={invalid ? "number-box invalid" : "number-box"}>
        <input
          id={id}
          type="text"
          inputMode="decimal"
          maxLength={12}
          aria-invalid={invalid}
          placeholder={placeholder ?? ""}
          value={draft ?? (value === null ? "" : String(value))}
          onInput={(event) => setDraft(event.currentTarget.value)}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === "Enter") commit();
            if (event.key === "Escape") setDraft(null);
            const direction = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : 0;
            if (step === undefined || direction === 0) return;
            event.preventDefault();
            const next = read(String((value ?? 0) + direction * step));
            if (next !== undefined) onChange(next);
          }}
        />
        <span>{unit}</span>
      </span>
    </div>
  );
}
