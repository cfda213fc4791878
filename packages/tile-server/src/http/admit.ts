import type { RequestHandler } from "express";
import { HttpProblem } from "./problem.ts";
import type { Serving } from "./serving.ts";

/** Lets a request in while there is room, and keeps open what it may read until its answer has ended. */
export function admit(serving: Serving, mostInFlight: number): RequestHandler {
  return (req, res, next) => {
    // Whoever asks how the service is has to hear it also when it is full.
    if (serving.inFlight >= mostInFlight && req.path !== "/health")
      throw new HttpProblem(503, "overloaded", `${mostInFlight} requests are in work already`, "ask again in a few seconds", {
        "Retry-After": "2",
      });
    res.once("close", serving.enter());
    next();
  };
}
