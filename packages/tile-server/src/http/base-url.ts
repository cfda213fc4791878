import type { Request } from "express";

const LOOPBACK_HOST = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::(\d{1,5}))?$/i;
const LOOPBACK_ADDRESS = /^(?:127\.|::1$|::ffff:127\.)/;

/**
 * What is put before a path to make a URL in a document: the configured public address; else the host of the request,
 * but only when it is a loopback name with our own port and the asker sits on this machine; else nothing, which leaves
 * a path. Host, Forwarded and X-Forwarded-* of other requests are never believed, so none can be planted in a document
 * that a cache then hands to others.
 */
export function baseUrlOf(req: Request, publicUrl: string | null): string {
  if (publicUrl !== null) return publicUrl;
  const host = req.headers.host ?? "";
  const match = LOOPBACK_HOST.exec(host);
  const { localPort, remoteAddress } = req.socket;
  if (!match || Number(match[1] ?? 80) !== localPort || !LOOPBACK_ADDRESS.test(remoteAddress ?? "")) return "";
  return `http://${host.toLowerCase()}`;
}

/**
 * The public address as it is put before paths: http or https, no trailing slash. Throws a RangeError for anything else,
 * credentials, query and fragment included.
 */
export function normalisePublicUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.search || url.hash)
    throw new RangeError(`"${text}" is no public address; write it like https://atlas.example.org or https://example.org/atlas`);
  return `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
}
