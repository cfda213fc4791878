/** A source that cannot give its bytes now: it is away, it answers what it should not, or its content was replaced. */
export class SourceError extends Error {
  override readonly name = "SourceError";
  /** Whether the same request may succeed a moment later. */
  readonly isPassing: boolean;

  constructor(message: string, isPassing: boolean, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.isPassing = isPassing;
  }
}
