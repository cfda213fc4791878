/** Entity tags of a field such as If-None-Match, with `W/` kept; `*` comes as it is. */
function tagsOf(field: string): readonly string[] {
  return field.split(",").map((tag) => tag.trim());
}

const withoutWeak = (tag: string) => (tag.startsWith("W/") ? tag.slice(2) : tag);

/** If-None-Match (RFC 9110 §13.1.2, weak comparison): true when the asker already has the representation. */
export function hasCurrent(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  return tagsOf(ifNoneMatch).some((tag) => tag === "*" || withoutWeak(tag) === etag);
}

/** If-Match (RFC 9110 §13.1.1, strong comparison): true when the request may go on. */
export function mayProceed(ifMatch: string | undefined, etag: string): boolean {
  return ifMatch === undefined || tagsOf(ifMatch).some((tag) => tag === "*" || tag === etag);
}

/**
 * Whether gzip may be sent (RFC 9110 §12.5.3). Without the field the answer is no: such clients are scripts, which seldom
 * unpack.
 */
export function acceptsGzip(acceptEncoding: string | undefined): boolean {
  if (acceptEncoding === undefined) return false;
  let any = false;
  for (const item of acceptEncoding.split(",")) {
    const [coding, ...parameters] = item.split(";").map((part) => part.trim().toLowerCase());
    const weight = parameters.find((parameter) => parameter.startsWith("q="));
    const wanted = weight === undefined || Number(weight.slice(2)) > 0;
    if (coding === "gzip" || coding === "x-gzip") return wanted;
    if (coding === "*") any = wanted;
  }
  return any;
}
