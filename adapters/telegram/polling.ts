import { GrammyError, HttpError, type Transformer } from 'grammy';
import type { Update } from 'grammy/types';
import { pause } from '../../src/shared/async.ts';
import { badToken, twoReaders, webhookSet } from './errors.ts';
import { isDelivered } from './outcomes.ts';

/** The updates to request: messages, edits, clicks, inline queries, and changes of the bot's membership. */
const UPDATE_KINDS = ['message', 'edited_message', 'callback_query', 'inline_query', 'my_chat_member'] as const;

/** Telegram remembers the requested kinds: a disabled kind has to be left out each time. */
export const toUpdateKinds = (guests: boolean) =>
  guests ? ([...UPDATE_KINDS, 'guest_message'] as const) : UPDATE_KINDS;

export interface PollingOptions {
  /** Called with updates before they can be confirmed; requesting the next ones, after it resolves, confirms them. Never rejects. */
  take(updates: readonly Update[]): Promise<void>;
  /** Called once per series of failures, however long it lasts. */
  onFault(error: unknown): void;
  /** Removes a webhook that was set meanwhile: polling receives nothing while there is one. @throws the client's errors */
  removeWebhook(): Promise<unknown>;
  /** Pause after a failed poll. */
  retryPauseMs: number;
  /** Pause after Telegram reported another poller: long enough for an old process to end. */
  conflictPauseMs: number;
}

/** Polls for updates until stopped. */
export interface Polling {
  /** To be installed on the API: it handles `getUpdates` only. */
  transformer: Transformer;
  /** The offset that confirms every update read so far; 0 before the first. */
  nextOffset(): number;
  /** False while polls fail. */
  isAnswered(): boolean;
}

/**
 * Keeps `getUpdates` going through every failure but a revoked token. The runner's own retry doubles its pause without limit, so that a bot would sleep
 * for hours after a night without network; and it gives up for good at the first conflict, which every restart that overlaps with the old process
 * causes.
 */
export function createPolling(options: PollingOptions): Polling {
  const { take, onFault, removeWebhook, retryPauseMs, conflictPauseMs } = options;
  let nextOffset = 0;
  let failing = false;
  const report = (error: unknown) => {
    if (!failing) onFault(error);
    failing = true;
  };
  const transformer: Transformer = async (call, method, payload, signal) => {
    if (method !== 'getUpdates') return call(method, payload, signal);
    for (;;) {
      let pauseMs = retryPauseMs;
      try {
        const answer = await call(method, payload, signal);
        if (answer.ok) {
          failing = false;
          const updates = answer.result as readonly Update[];
          await take(updates);
          const last = updates.at(-1);
          // After a week of silence the next number can be any (Bot API, Update): the last one counts, not the highest.
          if (last) nextOffset = last.update_id + 1;
          return answer;
        }
        if (answer.error_code === 401 || answer.error_code === 404) {
          report(badToken());
          // The runner stops for good only at a 401.
          return { ...answer, error_code: 401 };
        }
        const { description, parameters } = answer;
        if (answer.error_code === 409 && isDelivered(description)) {
          report(webhookSet());
          await removeWebhook();
        } else if (answer.error_code === 409) {
          report(twoReaders());
          pauseMs = conflictPauseMs;
        } else report(new Error(`Telegram refused getUpdates: ${description}`));
        if (parameters?.retry_after !== undefined) pauseMs = parameters.retry_after * 1000;
      } catch (error) {
        if (signal?.aborted || !(error instanceof HttpError || error instanceof GrammyError)) throw error;
        report(error);
      }
      await pause(pauseMs, signal as AbortSignal | undefined);
    }
  };
  return { transformer, nextOffset: () => nextOffset, isAnswered: () => !failing };
}
