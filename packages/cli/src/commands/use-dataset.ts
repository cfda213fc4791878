import type { Dataset } from "@parkatlas/geo-core";
import { requireDataset } from "../input/dataset.ts";
import { type Call, say } from "./command.ts";

/** The dataset that the call names. Errors in the data that leave an answer possible are said on standard error. */
export async function datasetOf(call: Call): Promise<{ readonly dataset: Dataset; readonly sha256: string }> {
  const path = call.args.positionals[0]!;
  const { dataset, sha256, errors } = await requireDataset(path, call.args.text("out"));
  if (errors > 0)
    call.io.err(
      `${say(call, {
        zh: `注意：${path} 有 ${errors} 处错误，出错的要素未计入；详见 parkatlas validate`,
        en: `note: ${path} has ${errors} error(s), and what is broken was left out; see parkatlas validate`,
      })}\n`,
    );
  return { dataset, sha256 };
}
