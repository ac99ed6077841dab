import { autoRetry } from '@grammyjs/auto-retry';
import { apiThrottler } from '@grammyjs/transformer-throttler';
import type { Transformer } from 'grammy';
import { GROUP_PACE, OVERALL_PACE, PRIVATE_PACE } from './limits.ts';

/** Telegram counts messages and edits; a sign of typing or a question about a member shall not wait in their queue. */
const isCounted = (method: string): boolean => /^(?:send(?!ChatAction)|edit)/.test(method);

/** Polling has its own patience, and a sign of typing that comes late is worse than none. */
const isRetried = (method: string): boolean => method !== 'getUpdates' && method !== 'sendChatAction';

/** A pause that Telegram asks for is kept up to this; a longer one is a fault to report, not to wait out in silence. */
const LONGEST_PAUSE_S = 90;
const RETRIES = 3;

/**
 * Keeps to Telegram's limits before they are hit, and to the pause it asks for after. Calls must carry a signal that ends
 * them: a failing network is tried again until then. In the order of installation: the retry goes through the pace again.
 */
export function createSendingPace(): Transformer[] {
  const throttle = apiThrottler({ group: GROUP_PACE, out: PRIVATE_PACE, global: OVERALL_PACE });
  const retry = autoRetry({ maxDelaySeconds: LONGEST_PAUSE_S, maxRetryAttempts: RETRIES });
  return [
    (call, method, payload, signal) =>
      isCounted(method) ? throttle(call, method, payload, signal) : call(method, payload, signal),
    (call, method, payload, signal) =>
      isRetried(method) ? retry(call, method, payload, signal) : call(method, payload, signal),
  ];
}
