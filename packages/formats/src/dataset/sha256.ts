/**
 * SHA-256 of bytes as 64 lower-case hexadecimal digits, by WebCrypto: the same in Node and in the browser (where a page needs
 * a secure context: https or localhost).
 */
export async function sha256Hex(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
