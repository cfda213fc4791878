/**
 * What a disposition carried out does to the parcel: the land goes back (`land-returned`), the idle-land fee is levied
 * (`fee-levied`), or only the determination ends (`none`).
 */
export type DispositionEffect = "land-returned" | "fee-levied" | "none" | "unknown-kind";

interface DispositionKind {
  readonly id: string;
  readonly zh: string;
  readonly effect: DispositionEffect;
  readonly clause: string;
}

/** Kinds of disposition of Order 53 Art. 12 and 14, by id and by the words of the order. */
export const DISPOSITION_KINDS: readonly DispositionKind[] = [
  { id: "fee", zh: "征缴闲置费", effect: "fee-levied", clause: "Art. 14(1)" },
  { id: "reclaim", zh: "无偿收回", effect: "land-returned", clause: "Art. 14(2)" },
  { id: "extension", zh: "延长动工开发期限", effect: "none", clause: "Art. 12" },
  { id: "adjustment", zh: "调整土地用途、规划条件", effect: "none", clause: "Art. 12" },
  { id: "temporary-use", zh: "政府安排临时使用", effect: "none", clause: "Art. 12" },
  { id: "agreed-reclaim", zh: "协议有偿收回", effect: "land-returned", clause: "Art. 12" },
  { id: "replacement", zh: "置换土地", effect: "land-returned", clause: "Art. 12" },
  { id: "other", zh: "其他", effect: "none", clause: "Art. 12" },
];

const EFFECTS = new Map(DISPOSITION_KINDS.flatMap(({ id, zh, effect }) => [[id, effect] as const, [zh, effect] as const]));

/** The effect of a kind, by id or Chinese name. */
export function dispositionEffect(kind: string): DispositionEffect {
  return EFFECTS.get(kind) ?? "unknown-kind";
}
