/** Why an answer could not be used: the service is silent, it answered with an error, or its answer breaks the contract. */
export type ApiFailure =
  | { readonly kind: "network" }
  | { readonly kind: "http"; readonly status: number; readonly detail: string }
  | { readonly kind: "shape"; readonly detail: string };

export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly failure: ApiFailure;

  constructor(url: string, failure: ApiFailure) {
    super(failure.kind === "network" ? `no answer from ${url}` : `${url}: ${failure.detail}`);
    this.failure = failure;
  }
}

/** Whether the service said that the thing asked for does not exist. */
export function isNotFound(error: unknown): boolean {
  return error instanceof ApiError && error.failure.kind === "http" && error.failure.status === 404;
}
