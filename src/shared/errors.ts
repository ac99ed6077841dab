/** Stable codes: scripts and tests may rely on them. */
export type ErrorCode =
  | 'config-invalid'
  | 'store-newer'
  | 'store-read-only'
  | 'store-full'
  | 'store-corrupt'
  | 'store-busy'
  | 'store-unavailable'
  | 'store-in-use'
  | 'import-failed'
  | 'import-running'
  | 'index-failed'
  | 'index-running'
  | 'eval-failed'
  | 'platform-login'
  | 'platform-unreachable'
  | 'platform-gone'
  | 'platform-refused'
  | 'usage'
  | 'aborted';

/**
 * An error that a person can act on: `message` is one clear sentence that names the fix, without secrets and chat text. Everything else that is thrown
 * is an internal fault.
 */
export class ClaimcheckError extends Error {
  override readonly name = 'ClaimcheckError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

export const isCode = (error: unknown, code: ErrorCode): boolean =>
  error instanceof ClaimcheckError && error.code === code;
