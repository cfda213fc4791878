/** A copy of a typed array with room for as many values again: how columns grow. */
export function doubled<T extends Float64Array | Int32Array | Uint32Array | Uint8Array>(column: T): T {
  const wider = new (column.constructor as new (length: number) => T)(2 * column.length);
  wider.set(column);
  return wider;
}
