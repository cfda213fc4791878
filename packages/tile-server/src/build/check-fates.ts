import type { IssueList } from "./archive-issue.ts";
import type { IdsByZoom } from "./check-content.ts";
import { type Fate, isShown } from "./fates.ts";
import type { Ledger } from "./ledger.ts";

/** BUILD: whether a ledger says of every feature at every zoom what became of it, and whether what it says can be. */

type LedgerLayer = Ledger["layers"][number];

/**
 * Adds a finding where a feature has no fate, where what should stand for it is not drawn, and where a protected feature is
 * neither drawn nor stood for.
 */
export function checkFates(layer: LedgerLayer, { minZoom, maxZoom }: Ledger, ids: IdsByZoom, found: IssueList): void {
  const listed = layer.histories.reduce((sum, history) => sum + history.ids.length, 0);
  if (listed !== layer.features)
    found.add(
      "error",
      "ledger-incomplete",
      { layer: layer.name, path: "ledger" },
      `The ledger lists ${listed} ids of ${layer.name}, which has ${layer.features} features`,
      `台账列出图层 ${layer.name} 的 ${listed} 个编号，该图层有 ${layer.features} 个要素`,
    );
  const guarded = new Set(layer.protectedIds);
  for (const { fates, ids: all } of layer.histories)
    for (let z = minZoom; z <= maxZoom; z++) {
      const fate = fates.find(({ from, to }) => z >= from && z <= to)?.fate;
      for (const id of all) checkFate({ layer, id, z, fate, isProtected: guarded.has(id) }, ids, found);
    }
}

interface FateOfId {
  readonly layer: LedgerLayer;
  readonly id: string;
  readonly z: number;
  readonly fate: Fate | undefined;
  readonly isProtected: boolean;
}

function checkFate({ layer, id, z, fate, isProtected }: FateOfId, ids: IdsByZoom, found: IssueList): void {
  const place = { layer: layer.name, path: `ledger/${z}`, featureId: id };
  if (fate === undefined)
    found.add(
      "error",
      "ledger-incomplete",
      place,
      `The ledger does not say what became of ${id} at zoom ${z}`,
      `台账未说明 ${id} 在 ${z} 级的去向`,
    );
  else if (fate === "stood-for") {
    const standIn = layer.standIns?.of[id];
    if (standIn !== undefined && ids.get(z)?.get(layer.standIns!.layer)?.has(standIn)) return;
    found.add(
      "error",
      "ledger-stand-in",
      place,
      `${standIn ?? "Nothing"} should stand for ${id} at zoom ${z} and is in no tile`,
      `${id} 在 ${z} 级应由 ${standIn ?? "其他要素"} 代表，但瓦片中没有`,
    );
  } else if (isProtected && !isShown(fate))
    found.add(
      "error",
      "ledger-protected",
      place,
      `${id} is protected and at zoom ${z} neither drawn nor stood for (${fate})`,
      `${id} 应予保留，但在 ${z} 级既未绘制也无代表（${fate}）`,
    );
}
