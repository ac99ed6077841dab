import type { TokenUsage } from './ports.ts';
import type { FailureKind } from './types.ts';

/** Something outside did not give what was asked of it. The message is for the operator's log and holds no text of people or pages. */
export class OutOfReach extends Error {
  override readonly name = 'OutOfReach';
  readonly why: FailureKind;
  /** When it may be asked again, where it said so; from now, in ms. */
  readonly retryAfterMs: number | undefined;
  /** What a language model counted although nothing usable came of it. */
  readonly usage: TokenUsage | undefined;
  /** The other side's own words, cleaned, for doctor and the log. No card or chat shows them. */
  readonly serverWords: string | undefined;
  /** The share of the prompt's tokens that a language model has room for, where the prompt alone was too long; 0 to 1. */
  readonly shareThatFits: number | undefined;
  /** The answer's HTTP status, where there was one. */
  readonly status: number | undefined;

  constructor(
    why: FailureKind,
    message: string,
    options: ErrorOptions & {
      retryAfterMs?: number | undefined;
      usage?: TokenUsage | undefined;
      serverWords?: string | undefined;
      shareThatFits?: number | undefined;
      status?: number | undefined;
    } = {},
  ) {
    super(message, options);
    this.why = why;
    this.retryAfterMs = options.retryAfterMs;
    this.usage = options.usage;
    this.serverWords = options.serverWords;
    this.shareThatFits = options.shareThatFits;
    this.status = options.status;
  }
}
