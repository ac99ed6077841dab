import { autoRetry } from '@grammyjs/auto-retry';
import type { Transformer } from 'grammy';
import { orAbort } from '../../src/shared/async.ts';
import { createBoundedMap } from '../../src/shared/bounded-map.ts';
import { createFloodGate } from './flood-gate.ts';
import { GROUP_PACE, OVERALL_PACE, PRIVATE_PACE } from './limits.ts';
import { createSteadyThrottle } from './steady-throttle.ts';

/** Polling has its own patience, and a sign of typing that comes late is worse than none. */
const isRetried = (method: string): boolean => method !== 'getUpdates' && method !== 'sendChatAction';

/** A pause that Telegram asks for is waited for up to this; with a longer one the bot service tries again later. */
const LONGEST_PAUSE_S = 90;
const RETRIES = 3;

/** Keeps to Telegram's limits before they are hit, and to the pause it asks for after. Calls must carry a signal that ends them. */
export interface SendingPace {
  /** For answers at once: a failing Telegram is tried again until the signal ends it. In the order of installation. */
  patient: Transformer[];
  /** For what the bot service tries again by itself. */
  brisk: Transformer[];
  /** The clock on the wall was set back. */
  renew(): void;
}

/** Both share one pace: messages and edits are counted apart, as Telegram does; all else does not wait in their queues. */
export function createSendingPace(): SendingPace {
  const options = { group: GROUP_PACE, out: PRIVATE_PACE, global: OVERALL_PACE };
  const [sends, edits, gate] = [createSteadyThrottle(options), createSteadyThrottle(options), createFloodGate()];
  const pace: Transformer = (call, method, payload, signal) => {
    const queue = /^send(?!ChatAction)/.test(method) ? sends : /^edit/.test(method) ? edits : undefined;
    if (!queue) return call(method, payload, signal);
    const work = queue.transformer(call, method, payload, signal);
    // A call that waits for its turn is given up at once; should its turn come all the same, the client refuses it.
    return signal ? orAbort(work, signal as AbortSignal) : work;
  };
  const waits = { maxDelaySeconds: LONGEST_PAUSE_S, maxRetryAttempts: RETRIES };
  const toRetry = (retry: Transformer): Transformer => {
    return (call, method, payload, signal) =>
      isRetried(method) ? retry(call, method, payload, signal) : call(method, payload, signal);
  };
  const brisk = autoRetry({ ...waits, rethrowInternalServerErrors: true, rethrowHttpErrors: true });
  return {
    patient: [gate, pace, toRetry(autoRetry(waits))],
    brisk: [gate, pace, toRetry(brisk)],
    renew() {
      sends.renew();
      edits.renew();
    },
  };
}

const MINUTE_MS = 60_000;
/** Chats that are counted. */
const MOST_CHATS = 1000;

/** @returns counts one for a chat, or a person in it; false if there were `most` of them there within the last minute */
export function createMinuteLimit(most: number): (chatId: number | string) => boolean {
  const moments = createBoundedMap<number[]>(MOST_CHATS);
  return (chatId) => {
    const now = performance.now();
    const recent = (moments.get(String(chatId)) ?? []).filter((at) => at > now - MINUTE_MS);
    const isAllowed = recent.length < most;
    if (isAllowed) recent.push(now);
    moments.set(String(chatId), recent);
    return isAllowed;
  };
}
