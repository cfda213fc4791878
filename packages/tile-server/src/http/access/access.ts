import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { createRemoteJWKSet, errors, jwtVerify } from "jose";
import type { AccessConfig } from "../../config/access-config.ts";
import { ALL_RIGHTS, combinedRights, isRestricted, type Rights } from "../../source/rights.ts";
import { HttpProblem } from "../problem.ts";

/** Somebody who said who they are. */
export interface Identity {
  readonly rights: Rights;
  readonly who: string;
}

/** Who asks. */
export interface Access {
  /** The asker where that is known at once: by key, or by a token that was verified before. */
  known(req: IncomingMessage): Identity | null;
  /** The asker. Throws a 401 for those who do not say who they are, or say it wrongly, and a 403 for those without a role. */
  identify(req: IncomingMessage): Promise<Identity>;
}

/** Signatures that only the holder of a private key can make; never `none`, never a shared secret. */
const ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"];
/** How long a verified token is believed without another look, at most: keys of the issuer may be withdrawn. */
const TOKEN_TRUST_MS = 60_000;
const TOKENS_REMEMBERED = 10_000;
const CREDENTIAL_MAX_CHARS = 8_192;

const sha256Of = (text: string) => createHash("sha256").update(text).digest("hex");

/** The key or token that a request carries: X-Api-Key, Bearer, or the password of Basic, which browsers and QGIS ask for. */
function credentialOf({ headers }: IncomingMessage): string | null {
  const key = headers["x-api-key"];
  if (typeof key === "string") return key.slice(0, CREDENTIAL_MAX_CHARS);
  const [scheme, value] = (headers.authorization ?? "").split(" ", 2);
  if (value === undefined || value === "" || value.length > CREDENTIAL_MAX_CHARS) return null;
  if (scheme!.toLowerCase() === "bearer") return value;
  if (scheme!.toLowerCase() !== "basic") return null;
  const decoded = Buffer.from(value, "base64").toString("utf8");
  const colon = decoded.indexOf(":");
  return colon < 0 ? null : decoded.slice(colon + 1);
}

function rightsOf(config: AccessConfig, roles: readonly string[]): Rights | null {
  const known = roles.flatMap((name) => (Object.hasOwn(config.roles, name) ? [config.roles[name]!] : []));
  if (known.length === 0) return null;
  return combinedRights(
    known.map(({ datasets, layers, hideFields, analyses }) => {
      const limits = {
        datasets: datasets ? new Set(datasets) : null,
        layers: layers ? new Set(layers) : null,
        hiddenFields: new Set(hideFields),
      };
      return { ...limits, analyses: analyses ?? !isRestricted({ ...ALL_RIGHTS, ...limits }) };
    }),
  );
}

function unauthorised(detail: string): HttpProblem {
  return new HttpProblem(
    401,
    "unauthorised",
    detail,
    "send an API key in X-Api-Key or as the password of Basic, or a Bearer token",
    {
      "WWW-Authenticate": 'Basic realm="ParkAtlas", charset="UTF-8", Bearer realm="ParkAtlas"',
    },
  );
}

/** A claim by its dotted path; never what an object inherits. */
function claimOf(payload: unknown, path: string): unknown {
  let value = payload;
  for (const name of path.split(".")) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
    value = Reflect.get(value, name);
  }
  return value;
}

interface Remembered {
  readonly identity: Identity;
  readonly untilMs: number;
}

/** @param nowMs the clock, for keys and tokens that end. */
export function createAccess(config: AccessConfig, nowMs: () => number = Date.now): Access {
  const keys = new Map(config.keys.map((key) => [key.sha256, { ...key, rights: rightsOf(config, key.roles)! }]));
  const tokens = new Map<string, Remembered>();
  const { oidc } = config;
  const issuerKeys = oidc ? createRemoteJWKSet(new URL(oidc.jwksUri), { timeoutDuration: 5_000 }) : null;
  const today = () => new Date(nowMs()).toISOString().slice(0, 10);

  const byKey = (digest: string): Identity | null => {
    const key = keys.get(digest);
    return key && (key.validTo === undefined || key.validTo >= today()) ? { rights: key.rights, who: key.id } : null;
  };

  const byToken = async (token: string, digest: string): Promise<Identity> => {
    if (!oidc || !issuerKeys || token.split(".").length !== 3) throw unauthorised("the key is not known here");
    const { issuer, audience, rolesClaim, nameClaim } = oidc;
    const verified = await jwtVerify(token, issuerKeys, {
      issuer,
      audience,
      algorithms: ALGORITHMS,
      requiredClaims: ["exp"],
      currentDate: new Date(nowMs()),
    }).catch((error: unknown) => {
      if (error instanceof errors.JWKSTimeout || !(error instanceof errors.JOSEError))
        throw new HttpProblem(
          503,
          "issuer-unreachable",
          "the keys of the token's issuer cannot be read",
          "ask again in a few seconds",
          {
            "Retry-After": "5",
          },
        );
      throw unauthorised("the token is not valid here, or no longer");
    });
    const claimed = claimOf(verified.payload, rolesClaim);
    const roles = Array.isArray(claimed) ? claimed.filter((role) => typeof role === "string") : [];
    const rights = rightsOf(config, roles);
    if (!rights)
      throw new HttpProblem(403, "forbidden", "none of your roles is known here", "ask whoever runs the service for a role");
    const identity = { rights, who: String(claimOf(verified.payload, nameClaim) ?? "unnamed").slice(0, 200) };
    if (tokens.size >= TOKENS_REMEMBERED) tokens.clear();
    tokens.set(digest, { identity, untilMs: Math.min(verified.payload.exp! * 1000, nowMs() + TOKEN_TRUST_MS) });
    return identity;
  };

  const remembered = (digest: string): Identity | null => {
    const token = tokens.get(digest);
    return token && token.untilMs > nowMs() ? token.identity : null;
  };

  return {
    known(req) {
      const credential = credentialOf(req);
      if (credential === null) return null;
      const digest = sha256Of(credential);
      return byKey(digest) ?? remembered(digest);
    },
    async identify(req) {
      const credential = credentialOf(req);
      if (credential === null) throw unauthorised("this service is for those who say who they are");
      const digest = sha256Of(credential);
      return byKey(digest) ?? remembered(digest) ?? byToken(credential, digest);
    },
  };
}
