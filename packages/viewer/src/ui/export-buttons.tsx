import { useState } from "preact/hooks";
import type { ExportFormat, ExportList } from "../export/list-files.ts";
import { useDict } from "./store-context.tsx";

interface ExportButtonsProps<Row> {
  /** The list as it stands on the screen; its code is loaded only now. */
  readonly list: () => Promise<ExportList<Row>>;
  readonly disabled?: boolean;
  readonly formats?: readonly ExportFormat[];
}

const FORMATS: readonly ExportFormat[] = ["xlsx", "csv", "geojson"];
const NAMES: Readonly<Record<ExportFormat, string>> = { xlsx: "Excel", csv: "CSV", geojson: "GeoJSON" };

/** Downloads the list in sight, filtered and sorted as it is, in the files that the command line writes. */
export function ExportButtons<Row>({ list, disabled = false, formats = FORMATS }: ExportButtonsProps<Row>) {
  const dict = useDict();
  const [failed, setFailed] = useState(false);
  const save = async (format: ExportFormat) => {
    try {
      const [{ listFile, saveFile }, ready] = await Promise.all([import("../export/list-files.ts"), list()]);
      saveFile(await listFile(ready, format));
      setFailed(false);
    } catch {
      setFailed(true);
    }
  };
  return (
    <fieldset class="export-buttons">
      <legend>{dict.exported.title}</legend>
      {formats.map((format) => (
        <button key={format} type="button" data-export={format} disabled={disabled} onClick={() => save(format)}>
          {NAMES[format]}
        </button>
      ))}
      {failed ? <span role="alert">{dict.exported.failed}</span> : null}
    </fieldset>
  );
}
