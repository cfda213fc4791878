/**
 * Several values in one parameter of a link: `key:value;key:value`, values percent-encoded. Undefined where a part is no pair
 * or its key is not declared, so that a mistyped link is named and not half obeyed.
 */
export function readFields<K extends string>(text: string, keys: readonly K[]): ReadonlyMap<K, string> | undefined {
  const found = new Map<K, string>();
  for (const part of text.split(";")) {
    const colon = part.indexOf(":");
    const key = keys.find((each) => each === part.slice(0, Math.max(colon, 0)));
    const value = key === undefined ? null : decoded(part.slice(colon + 1));
    if (key === undefined || value === null || found.has(key)) return undefined;
    found.set(key, value);
  }
  return found;
}

/** The other way; pairs without a value are left out, and nothing at all is null. */
export function writeFields(pairs: readonly (readonly [key: string, value: string | null])[]): string | null {
  const parts = pairs.flatMap(([key, value]) => (value === null || value === "" ? [] : [`${key}:${encodeURIComponent(value)}`]));
  return parts.length === 0 ? null : parts.join(";");
}

/** The text behind percent-encoding; null where it is none. */
export function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
