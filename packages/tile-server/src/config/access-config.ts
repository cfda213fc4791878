import { z } from "zod";

/** CONFIG: who may ask, and what each role may see. Read from a file that only the service can read; see docs/http-api.md. */

const names = z.array(z.string().min(1).max(100)).max(1000);

const roleSchema = z.strictObject({
  /** Datasets that the role sees; all where absent. */
  datasets: names.optional(),
  /** Layers of datasets and tiles that the role sees; all where absent. */
  layers: names.optional(),
  /** Properties that are taken out of features and tiles. */
  hideFields: names.optional(),
  /** Whether analyses may be asked; by default only by roles without other limits, since analyses tell of everything. */
  analyses: z.boolean().optional(),
});

const keySchema = z.strictObject({
  /** Name in the audit log. */
  id: z.string().min(1).max(100),
  /** SHA-256 of the key, lower-case hex. Keys are random and long, so no slow hash is needed. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/, "must be 64 hexadecimal digits"),
  roles: names.min(1),
  /** Last day on which the key holds. */
  validTo: z.iso.date().optional(),
});

const isSafeAddress = (text: string) => /^https:\/\/|^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::|\/)/.test(text);
const address = z.url().refine(isSafeAddress, "must begin with https://");

const oidcSchema = z.strictObject({
  issuer: address,
  audience: z.string().min(1),
  /** Where the issuer publishes its keys (`jwks_uri` of its discovery document). */
  jwksUri: address,
  /** Claim that lists the roles; dots go deeper, as in `realm_access.roles`. */
  rolesClaim: z.string().default("roles"),
  /** Claim that stands in the audit log. */
  nameClaim: z.string().default("sub"),
});

const accessSchema = z
  .strictObject({
    roles: z.record(z.string().min(1).max(100), roleSchema),
    keys: z.array(keySchema).max(10_000).default([]),
    oidc: oidcSchema.optional(),
  })
  .superRefine(({ roles, keys, oidc }, context) => {
    if (keys.length === 0 && !oidc)
      context.addIssue({ code: "custom", message: "neither keys nor oidc: nobody could ask", path: [] });
    const seen = new Set<string>();
    keys.forEach((key, i) => {
      for (const role of key.roles)
        if (!Object.hasOwn(roles, role))
          context.addIssue({ code: "custom", message: `there is no role ${role}`, path: ["keys", i, "roles"] });
      if (seen.has(key.sha256))
        context.addIssue({ code: "custom", message: "two entries have one key", path: ["keys", i, "sha256"] });
      seen.add(key.sha256);
    });
  });

export type AccessConfig = z.output<typeof accessSchema>;

/** The configuration out of its JSON. Throws a RangeError that says which member is wrong. */
export function parseAccessConfig(value: unknown): AccessConfig {
  const parsed = accessSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const what = parsed.error.issues.map(({ path, message }) => `${path.length > 0 ? path.join(".") : "it"}: ${message}`);
  throw new RangeError(`the access configuration is wrong: ${what.join("; ")}`);
}
