import type { Api } from 'grammy';

/** What grammY's types take for a signal: the one of the package abort-controller, older than Node's own. */
export type ApiSignal = NonNullable<Parameters<Api['getMe']>[0]>;

/** Node's signal for grammY. It only ever reads `aborted` and listens to `abort`, which both have. */
export function toApiSignal(signal: AbortSignal): ApiSignal {
  return signal as unknown as ApiSignal;
}
