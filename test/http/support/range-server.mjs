// A store of objects behind HTTP ranges, as a process of its own: `node range-server.mjs FILE`. It prints its port. The first
// part of a path chooses how it misbehaves; `s3` wants AWS Signature Version 4, computed here from its specification.
import { createHash, createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";

const object = readFileSync(process.argv[2]);
const other = Buffer.from(object.map((byte) => byte ^ 0xff));
const ETAG = '"first"';
const KEY = { id: "AKIDEXAMPLE", secret: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" };
const counts = new Map();

const hmac = (key, text) => createHmac("sha256", key).update(text).digest();
const hex = (text) => createHash("sha256").update(text).digest("hex");

/** The signature that the request should carry (AWS General Reference, Signature Version 4). */
function isSigned({ method, url, headers }) {
  const match =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? "",
    );
  if (!match || match[1] !== KEY.id) return false;
  const [, , day, region, names, signature] = match;
  const list = names.split(";");
  const canonical = [
    method,
    url,
    "",
    ...list.map((name) => `${name}:${headers[name].trim()}`),
    "",
    names,
    headers["x-amz-content-sha256"],
  ].join("\n");
  const scope = `${day}/${region}/s3/aws4_request`;
  const text = ["AWS4-HMAC-SHA256", headers["x-amz-date"], scope, hex(canonical)].join("\n");
  const signingKey = [region, "s3", "aws4_request"].reduce((key, text) => hmac(key, text), hmac(`AWS4${KEY.secret}`, day));
  return hmac(signingKey, text).toString("hex") === signature;
}

function send(req, res, { bytes = object, etag = ETAG, shift = 0, cut = 0, extra = 0 } = {}) {
  const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(req.headers.range ?? "") ?? [];
  const isOther = req.headers["if-range"] !== undefined && req.headers["if-range"] !== etag;
  if (from === undefined || isOther) {
    res.writeHead(200, { etag, "content-length": bytes.length });
    res.end(bytes);
    return;
  }
  const last = Math.min(Number(to), bytes.length - 1);
  const body = bytes.subarray(Number(from), last + 1 - cut);
  res.writeHead(206, {
    etag,
    "content-range": `bytes ${Number(from) + shift}-${last + shift}/${bytes.length}`,
    "transfer-encoding": "chunked",
  });
  res.end(extra > 0 ? Buffer.concat([body, Buffer.alloc(extra)]) : body);
}

/** Ways to misbehave from the given request on; opening an archive takes three requests. */
const MODES = {
  good: (req, res) => send(req, res),
  s3: (req, res) => (isSigned(req) ? send(req, res) : res.writeHead(403).end()),
  whole: (_req, res) => {
    res.writeHead(200, { etag: ETAG });
    res.end(object);
  },
  unsaid: (req, res, n) => (n > 3 ? res.writeHead(206, { etag: ETAG }).end(object.subarray(0, 100)) : send(req, res)),
  shifted: (req, res, n) => send(req, res, n > 3 ? { shift: 1 } : {}),
  short: (req, res, n) => send(req, res, n > 3 ? { cut: 3 } : {}),
  long: (req, res, n) => send(req, res, n > 3 ? { extra: 1_000_000 } : {}),
  broken: (req, res, n) => (n > 3 ? res.writeHead(500).end() : send(req, res)),
  // Two failures, then well again: each of three attempts of one read is a request.
  passing: (req, res, n) => (n === 4 || n === 5 ? res.writeHead(503).end() : send(req, res)),
  cut: (req, res, n) => (n > 3 ? req.socket.destroy() : send(req, res)),
  replaced: (req, res, n) => send(req, res, n > 3 ? { bytes: other, etag: '"second"' } : {}),
  "replaced-blind": (req, res, n) => {
    delete req.headers["if-range"];
    send(req, res, n > 3 ? { bytes: other, etag: '"second"' } : {});
  },
  gzipped: (req, res, n) => {
    if (n > 3) res.setHeader("content-encoding", "gzip");
    send(req, res);
  },
  weak: (req, res) => send(req, res, { etag: 'W/"first"' }),
  missing: (_req, res) => res.writeHead(404).end(),
  elsewhere: (_req, res) => res.writeHead(302, { location: "/good/x.pmtiles" }).end(),
};

createServer((req, res) => {
  const mode = req.url.split("/")[1];
  if (mode === "counts") return res.end(JSON.stringify(Object.fromEntries(counts)));
  const n = (counts.get(req.url) ?? 0) + 1;
  counts.set(req.url, n);
  const answer = Object.hasOwn(MODES, mode) ? MODES[mode] : MODES.missing;
  answer(req, res, n);
}).listen(0, "127.0.0.1", function () {
  console.log(this.address().port);
});
