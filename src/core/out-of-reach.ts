import type { TokenUsage } from './ports.ts';
import type { FailureKind } from './types.ts';

/** A provider, page or model did not deliver. The message is for the operator's log and holds no text of people or pages. */
export class OutOfReach extends Error {
  override readonly name = 'OutOfReach';
  readonly why: FailureKind;
  /** How long to wait before the next request, in ms, if the other side said so. */
  readonly retryAfterMs: number | undefined;
  /** The tokens that a language model counted although its answer was unusable. */
  readonly usage: TokenUsage | undefined;
  /** The other side's own words, cleaned, for doctor and the log. No card or chat shows them. */
  readonly serverWords: string | undefined;
  /** If the prompt alone was too long: the share of its tokens that the language model has room for, 0 to 1. */
  readonly shareThatFits: number | undefined;
  /** The response's HTTP status, if there was a response. */
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
