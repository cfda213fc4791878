/**
 * SHA-256 of bytes as 64 lower-case hexadecimal digits, by WebCrypto: the same in Node and in the browser (where a page needs
 * a secure context: https or localhost). The bytes may not lie in shared memory.
 */
export async function sha256Hex(bytes: Uint8Array): Promise<string> {
  // The types of WebCrypto ask for memory that is not shared; it refuses the other kind at run time.
  const digest = await crypto.subtle.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
