/**
 * What a page of the viewer may load, as directives of a Content-Security-Policy. MapLibre needs blob workers, blob and data
 * images, and inline style attributes; everything else is `'self'`, so that no request can leave the machine even by mistake.
 */
export const PAGE_POLICY: Readonly<Record<string, readonly string[]>> = {
  "default-src": ["'self'"],
  "script-src": ["'self'"],
  "worker-src": ["'self'", "blob:"],
  "style-src": ["'self'", "'unsafe-inline'"],
  "img-src": ["'self'", "data:", "blob:"],
  "font-src": ["'self'"],
  "connect-src": ["'self'"],
  "object-src": ["'none'"],
  "base-uri": ["'none'"],
  "form-action": ["'self'"],
};
