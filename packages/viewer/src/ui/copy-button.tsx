import { useState } from "preact/hooks";
import { Icon, type IconName } from "./icons.tsx";
import { useDict } from "./store-context.tsx";

const COPIED_MS = 1500;

interface CopyButtonProps {
  readonly label: string;
  readonly icon: IconName;
  /** With its label written beside the icon. */
  readonly labelled?: boolean;
  readonly text: () => string;
}

/** Copies a text and says so. Absent where the browser has no clipboard, which it has on secure origins only. */
export function CopyButton({ label, icon, labelled = false, text }: CopyButtonProps) {
  const dict = useDict();
  const [copied, setCopied] = useState(false);
  if (!navigator.clipboard) return null;
  const shown = copied ? dict.detail.copied : label;
  return (
    <button
      type="button"
      class={labelled ? "copy-button" : "icon-button"}
      aria-label={shown}
      title={shown}
      onClick={async () => {
        await navigator.clipboard.writeText(text());
        setCopied(true);
        setTimeout(() => setCopied(false), COPIED_MS);
      }}
    >
      <Icon name={copied ? "check" : icon} size={labelled ? 15 : 18} />
      {labelled ? shown : null}
    </button>
  );
}
