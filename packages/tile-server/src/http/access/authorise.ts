import type { RequestHandler } from "express";
import { isRestricted } from "../../source/rights.ts";
import { HttpProblem } from "../problem.ts";
import type { Access } from "./access.ts";
import type { AuditLog } from "./audit-log.ts";

/** What a supervisor of the process may ask without saying who it is. */
const OPEN_PATH = "/health";

/** Answers nothing while the audit log cannot be written: what nobody could answer for later is not given out. */
export function audited(audit: AuditLog): RequestHandler {
  return (req, _res, next) => {
    if (audit.isWritable || req.path === OPEN_PATH) return next();
    const action = "free the disk of the audit log; it is tried again with every request";
    throw new HttpProblem(503, "audit-unavailable", "the audit log cannot be written", action, { "Retry-After": "10" });
  };
}

/** Finds out who asks and what they may see; throws a 401 or 403 before any route is reached. */
export function authorise(access: Access): RequestHandler {
  return async (req, res, next) => {
    if (req.path === OPEN_PATH) return next();
    // An answer that depends on who asks must not be handed to others by a cache.
    res.locals.isPrivate = true;
    res.vary("Authorization, X-Api-Key");
    const { rights, who } = await access.identify(req);
    res.locals.rights = rights;
    res.locals.who = who;
    const wantsAnalysis = req.path.startsWith("/analysis/");
    if (wantsAnalysis && !rights.analyses)
      throw new HttpProblem(
        403,
        "forbidden",
        "your roles do not take in the analyses",
        "ask whoever runs the service for a role",
      );
    const wantsOperation = req.path === "/metrics" || req.path === "/ready";
    if (wantsOperation && isRestricted(rights))
      throw new HttpProblem(403, "forbidden", "this route is for roles that see everything", "use such a key");
    next();
  };
}
