/** What an asker may see. Without access control everybody has {@link ALL_RIGHTS}. */
export interface Rights {
  /** Equal for equal rights: views and answers are shared by it. */
  readonly key: string;
  /** Null: all. */
  readonly datasets: ReadonlySet<string> | null;
  /** Layers of datasets and tiles; null: all. */
  readonly layers: ReadonlySet<string> | null;
  readonly hiddenFields: ReadonlySet<string>;
  /** Whether the analyses may be asked: they tell of every layer and field. */
  readonly analyses: boolean;
}

export const ALL_RIGHTS: Rights = { key: "", datasets: null, layers: null, hiddenFields: new Set(), analyses: true };

/** Whether something is kept from the asker, so that stored bytes may not go out as they are. */
export function isRestricted({ datasets, layers, hiddenFields }: Rights): boolean {
  return datasets !== null || layers !== null || hiddenFields.size > 0;
}

/** Rights of several roles together: what any of them may see. */
export function combinedRights(all: readonly Omit<Rights, "key">[]): Rights {
  const union = (sets: readonly (ReadonlySet<string> | null)[]) =>
    sets.includes(null) ? null : new Set(sets.flatMap((each) => [...(each ?? [])]));
  const hidden = all.map((each) => each.hiddenFields);
  const rights = {
    datasets: union(all.map((each) => each.datasets)),
    layers: union(all.map((each) => each.layers)),
    hiddenFields: new Set([...(hidden[0] ?? [])].filter((field) => hidden.every((each) => each.has(field)))),
    analyses: all.some((each) => each.analyses),
  };
  const list = (set: ReadonlySet<string> | null) => (set === null ? "*" : [...set].sort());
  const isAll = !isRestricted({ key: "", ...rights }) && rights.analyses;
  const key = isAll
    ? ""
    : JSON.stringify([list(rights.datasets), list(rights.layers), list(rights.hiddenFields), rights.analyses]);
  return { key, ...rights };
}
